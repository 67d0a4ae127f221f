import { isLongMissed, missedMonths, reasonUnpaid } from '../../domain/missed-months.ts';
import { type Payout, totalOf } from '../../domain/payout.ts';
import { payoutNumber } from '../../domain/payout-number.ts';
import { plannedCollector } from '../../domain/planned-collector.ts';
import type { Recipient } from '../../domain/recipient.ts';
import { writeCsv } from '../csv.ts';
import { paidToWords } from '../paid-words.ts';
import { reasonWords } from '../reason-words.ts';
import { inBothLanguages } from '../spellings.ts';
import { dayFirst } from '../written-date.ts';
import { decisionWords, reviewFlag, unpaidWords } from './pack-words.ts';
import type { Column, TableSheet } from './workbook.ts';

/** A payout of a sealed commune with whoever it is for, and how people call its commune and point. */
export type PackLine = Readonly<{
  payout: Payout;
  recipient: Recipient | undefined;
  communeName: string;
  pointName: string;
}>;

type Row = readonly (string | number)[];
/** Of text and numbers only, as a CSV file has them too. */
export type PackSheet = TableSheet & Readonly<{ rows: readonly Row[] }>;

/** Every payment with its proof. */
export const paidSheet = (lines: readonly PackLine[]): PackSheet => ({
  name: 'Đã trả / Paid',
  columns: paidColumns,
  ...totalled(lines.toSorted(byPlace).flatMap(paidRow)),
});

/** All that was approved and not handed over, and what became of it. */
export const unpaidSheet = (lines: readonly PackLine[]): PackSheet => ({
  name: 'Chưa trả / Not paid',
  columns: unpaidColumns,
  ...totalled(lines.toSorted(byPlace).flatMap(unpaidRows)),
});

/** The same table for other programs, without its totals. */
export const tableCsv = ({ columns, rows }: PackSheet): string =>
  writeCsv([columns.map(({ header }) => header), ...rows.map((row) => row.map(String))]);

const who: readonly Column[] = [
  { header: 'Mã xã / Code' },
  { header: 'Xã / Commune' },
  { header: 'Số chi trả / Payout' },
  { header: 'Họ và tên / Name' },
  { header: 'Năm sinh / Born' },
  { header: 'Thôn / Hamlet' },
  { header: 'Người nhận thay / Collector' },
  { header: 'Số tiền (đ) / Amount', kind: 'number' },
];
const amountAt = who.length - 1;

const paidColumns: readonly Column[] = [
  ...who,
  { header: 'Ai nhận / Paid to' },
  { header: 'Ngày trả / Paid on' },
  { header: 'Nơi trả / Place' },
  { header: 'Mã chứng từ / Proof' },
];

const unpaidColumns: readonly Column[] = [
  ...who,
  { header: 'Điểm chi trả / Point' },
  { header: 'Kết quả / What became of it' },
  { header: 'Lý do / Reason' },
  { header: 'Quyết định số / Decision' },
  { header: 'Số tháng liền chưa lĩnh / Months running', kind: 'number' },
  { header: 'Từ 3 tháng / 3 months or more' },
];

const paidRow = (line: PackLine): Row[] => {
  const { payout } = line;
  if (payout.state !== 'paid') return [];
  const { paidTo, paidOn, proofId } = payout.completion;
  return [
    [
      ...whoOf(line, payout.amount),
      inBothLanguages(paidToWords[paidTo]),
      dayFirst(paidOn),
      placeOf(line),
      proofId,
    ],
  ];
};

/** One row, and one more where the month before had paid a part of it late: that part is handed back. */
const unpaidRows = (line: PackLine): Row[] => {
  const { payout } = line;
  const { settledLate } = payout;
  const own =
    payout.state === 'paid' ? [] : [[...whoOf(line, payout.amount), placeOf(line), ...fateOf(payout)]];
  if (!settledLate) return own;
  const late = [unpaidWords.handedBack, decisionWords.PAID_LATE, '', '', ''];
  return [...own, [...whoOf(line, totalOf(settledLate.lines)), placeOf(line), ...late]];
};

const fateOf = (payout: Exclude<Payout, { state: 'paid' }>): Row => {
  const what = unpaidWords[payout.state];
  switch (payout.state) {
    case 'assigned':
      return [what, inBothLanguages(reasonWords[reasonUnpaid(payout)]), '', '', ''];
    case 'carriedOver':
      return [
        what,
        inBothLanguages(reasonWords[reasonUnpaid(payout)]),
        '',
        missedMonths(payout),
        isLongMissed(payout) ? reviewFlag : '',
      ];
    case 'handedBack':
    case 'withheld':
      return [what, decisionWords[payout.decision.reason], payout.decision.paper, '', ''];
  }
};

const whoOf = ({ payout, recipient, communeName }: PackLine, amount: number): Row => [
  payout.commune,
  communeName,
  payoutNumber(payout),
  recipient?.name ?? '(không còn trong sổ / not in the register)',
  recipient?.born.slice(0, 4) ?? '',
  recipient?.hamlet ?? '',
  collectorOf(payout, recipient),
  amount,
];

const collectorOf = (payout: Payout, recipient: Recipient | undefined): string => {
  const collector = plannedCollector(payout, recipient);
  return collector === 'changed' ? 'đã đổi sau khi chi / changed since' : (collector?.name ?? '');
};

const placeOf = ({ payout: { place }, pointName }: PackLine): string =>
  place.kind === 'home' ? `Tại nhà / At home (${pointName})` : pointName;

const totalled = (rows: readonly Row[]) => ({
  rows,
  foot: [
    who.map((_, at) => {
      if (at === 1) return 'Tổng cộng / Total';
      return at === amountAt ? rows.reduce((sum, row) => sum + Number(row[at]), 0) : '';
    }),
  ],
});

const byPlace = (a: PackLine, b: PackLine): number => (orderOf(a) < orderOf(b) ? -1 : 1);

const orderOf = ({ payout, recipient }: PackLine): string =>
  [payout.commune, recipient?.hamlet ?? '\uffff', recipient?.name ?? '', payout.recipientId].join('\u0000');
