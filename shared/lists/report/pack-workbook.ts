import { partsOf } from '../../domain/payment-period.ts';
import { AttemptReason, DecisionReason, type Tally } from '../../domain/payout.ts';
import type { Settlement } from '../../domain/settlement.ts';
import { reasonWords } from '../reason-words.ts';
import { inBothLanguages } from '../spellings.ts';
import { dayFirst, timeFirst } from '../written-date.ts';
import type { Pack } from './pack-figures.ts';
import { decisionWords, unpaidWords } from './pack-words.ts';
import type { SheetHead } from './sheet-head.ts';
import { type Column, type TableSheet, writeWorkbook } from './workbook.ts';

/** What the authority gets for the month: the money first, then where it went and what is still to be decided. */
export const packWorkbook = (pack: Pack): Promise<Uint8Array> =>
  writeWorkbook([
    moneySheet(pack),
    communesSheet(pack),
    pointsSheet(pack),
    reasonsSheet(pack),
    attentionSheet(pack),
    { name: 'Tệp / Files', columns: [{ header: 'Tệp / File' }], rows: pack.files.map((key) => [key]) },
  ]);

type Row = (string | number)[];

const people: Column = { header: 'Số người / People', kind: 'number' };
const money = (header: string): Column => ({ header, kind: 'number' });
const amount = money('Số tiền (đ) / Amount');

const moneySheet = (pack: Pack): TableSheet => {
  const { settlement } = pack;
  const tallied = (label: string, { count, amount: of }: Tally): Row => [label, count, of, ''];
  const only = (label: string, of: number, note = ''): Row => [label, '', of, note];
  return {
    name: 'Tiền / Money',
    head: headOf(pack),
    columns: [{ header: 'Khoản / Item' }, people, amount, { header: 'Ghi chú / Note' }],
    rows: [
      ['Kết quả / Status', '', '', statusWords[settlement.status]],
      tallied('Được duyệt / Approved', settlement.approved),
      tallied('Đã trả / Paid', settlement.paid),
      tallied('Trong đó tại nhà / Of which at home', settlement.home),
      tallied(unpaidWords.carriedOver, settlement.carriedOver),
      tallied(unpaidWords.handedBack, settlement.handedBack),
      tallied(unpaidWords.withheld, settlement.withheld),
      only('Chênh lệch / Difference', settlement.difference, adjustmentNote(settlement)),
      only('Đã nhận / Received', settlement.received),
      only('Phải nộp trả / To be handed back', settlement.toHandBack),
      ...settlement.returned.map((one) => only('Đã nộp / Returned', one.amount, one.voucher)),
      only('Còn phải nộp / Still to be handed back', pack.stillToHandBack),
      only('Phí chi trả, ngân sách trả / Payer’s fee, paid by the budget', settlement.payerFee),
      only('Người hưởng trả phí / Fee paid by recipients', pack.recipientFee),
    ],
  };
};

const headOf = ({ settlement, province, timeZone, approval }: Pack): SheetHead => {
  const said = (who = '', at?: string): string =>
    at === undefined ? who : `${who}, ${timeFirst(at, timeZone)}`;
  return {
    title: 'HỒ SƠ CHI TRẢ TRỢ CẤP XÃ HỘI / PACK OF THE MONTH',
    lines: [
      ['Kỳ chi trả / Period', `Tháng ${dayFirst(partsOf(settlement.periodId).month)}`],
      ['Tỉnh / Province', province],
      ['Chốt lúc / Closed on', timeFirst(settlement.settledAt, timeZone)],
      ['Người trình / Submitted by', said(approval.submittedBy, approval.submittedAt)],
      ['Người duyệt / Approved by', said(approval.approvedBy, approval.approvedAt)],
      ['Chứng từ nhận tiền / Voucher of the money', approval.voucher ?? ''],
    ],
  };
};

const statusWords: Readonly<Record<Settlement['status'], string>> = {
  balanced: 'Khớp / Balanced',
  unbalanced: 'Chưa khớp / Not balanced',
  adjusted: 'Đã điều chỉnh / Adjusted',
};

const adjustmentNote = ({ adjustment }: Settlement): string => {
  if (!adjustment) return '';
  const isConfirmed = adjustment.confirmedBy !== undefined;
  const state = isConfirmed ? 'đã duyệt / confirmed' : 'chờ duyệt / to be confirmed';
  return `${adjustmentWords[adjustment.reason]}, ${adjustment.paper}, ${state}`;
};

const adjustmentWords: Readonly<Record<NonNullable<Settlement['adjustment']>['reason'], string>> = {
  MONEY_LOST: 'Mất tiền / Money lost',
  PAID_TOO_MUCH: 'Trả thừa / Paid too much',
  RECORD_DAMAGED: 'Hỏng số liệu / Record damaged',
  OTHER: 'Lý do khác / Other',
};

const communesSheet = ({ communes, settlement, longMissed }: Pack): TableSheet => ({
  name: 'Theo xã / By commune',
  columns: [
    { header: 'Mã xã / Code' },
    { header: 'Xã / Commune' },
    { ...people, header: 'Được duyệt, người / Approved, people' },
    money('Được duyệt (đ) / Approved'),
    { ...people, header: 'Đã trả, người / Paid, people' },
    money('Đã trả (đ) / Paid'),
    money('Chuyển kỳ sau (đ) / Carried over'),
    money('Thôi chi theo quyết định (đ) / Ended by decision'),
    money('Tạm giữ (đ) / Withheld'),
    { ...people, header: 'Chưa lĩnh từ 3 tháng / 3 months or more' },
    { header: 'Khớp / Balanced' },
  ],
  rows: communes.map(({ commune, name, approved, standing, ...one }) => [
    commune,
    name,
    ...figuresOf({ approved, ...standing }),
    one.longMissed,
    one.isBalanced ? 'x' : 'CHƯA KHỚP / NOT BALANCED',
  ]),
  foot: [['', 'Tổng cộng / Total', ...figuresOf(settlement), longMissed, '']],
});

type Figures = Pick<Settlement, 'approved' | 'paid' | 'carriedOver' | 'handedBack' | 'withheld'>;

const figuresOf = ({ approved, paid, carriedOver, handedBack, withheld }: Figures): number[] => [
  approved.count,
  approved.amount,
  paid.count,
  paid.amount,
  carriedOver.amount,
  handedBack.amount,
  withheld.amount,
];

const pointsSheet = ({ points }: Pack): TableSheet => ({
  name: 'Theo điểm / By point',
  columns: [
    { header: 'Mã xã / Code' },
    { header: 'Mã điểm / Point' },
    { header: 'Điểm chi trả / Name' },
    { ...people, header: 'Đã trả, người / Paid, people' },
    money('Đã trả (đ) / Paid'),
    { ...people, header: 'Chưa trả, người / Not paid, people' },
    money('Chưa trả (đ) / Not paid'),
  ],
  rows: points.map(({ commune, pointId, name, paid, unpaid }) => [
    commune,
    pointId,
    name,
    paid.count,
    paid.amount,
    unpaid.count,
    unpaid.amount,
  ]),
});

const reasonsSheet = ({ unpaidReasons, decisions }: Pack): TableSheet => {
  const row = (what: string, reason: string, found: Tally | undefined): Row[] =>
    found ? [[what, reason, found.count, found.amount]] : [];
  return {
    name: 'Lý do chưa trả / Reasons',
    columns: [{ header: 'Kết quả / What became of it' }, { header: 'Lý do / Reason' }, people, amount],
    rows: [
      ...AttemptReason.options.flatMap((one) =>
        row(unpaidWords.carriedOver, inBothLanguages(reasonWords[one]), unpaidReasons[one]),
      ),
      ...DecisionReason.options.flatMap((one) =>
        row('Theo quyết định / By decision', decisionWords[one], decisions[one]),
      ),
    ],
  };
};

const attentionSheet = ({ longMissed, undecided, messages }: Pack): TableSheet => ({
  name: 'Cần xem, tin nhắn / To decide',
  columns: [{ header: 'Việc / Item' }, money('Số / Number')],
  rows: [
    ['Chưa lĩnh từ 3 tháng liền / Not collected for 3 months or more', longMissed],
    ['Kết quả đến muộn chờ kế toán / Late results to decide', undecided.late],
    ['Kết quả mâu thuẫn / Conflicting results', undecided.conflicts],
    ['Tin nhắn đã gửi / Messages sent', messages.sent],
    ['Tin nhắn không rõ / Messages uncertain', messages.uncertain],
    ['Tin nhắn đã hủy / Messages dropped', messages.dropped],
    ['Số phần tin nhắn / Message parts', messages.parts],
    ['Cước tin nhắn (đ) / Cost of messages', messages.price],
  ],
});
