import { type Payout, totalOf } from '../domain/payout.ts';
import { plannedCollector } from '../domain/planned-collector.ts';
import { payoutNumber } from '../domain/payout-number.ts';
import type { Recipient } from '../domain/recipient.ts';
import type { SheetId } from '../domain/sheet.ts';
import { writeCsv } from './csv.ts';
import { dayDone, type ResultField, resultColumns } from './results.ts';

export type SheetLine = Readonly<{ payout: Payout; recipient: Recipient | undefined }>;

const header: readonly ResultField[] = [
  'sheet',
  'payout',
  'session',
  'hamlet',
  'name',
  'born',
  'collector',
  'amount',
  'carried_over',
  'result',
  'paid_to',
  'paid_on',
  'note',
];

/**
 * A sheet to fill in, by session, hamlet and collector, so that people who come together stand together; no
 * benefit group (Decree 20/2021 art. 8: health must not be read aloud). The last row says that the day is done.
 */
export const sheetCsv = (sheetId: SheetId, lines: readonly SheetLine[]): string =>
  writeCsv([
    header.map((field) => resultColumns[field][0]),
    ...lines.toSorted(byPlace).map((line) => cellsOf(sheetId, line)),
    [sheetId, dayDone, '', '', 'Xong ngày / Day done', ...header.slice(5).map(() => '')],
  ]);

/** Stands beside the name, in both twins: until a late result of the month before is decided, nothing is paid. */
export const heldMark = 'CHƯA CHI – chờ kế toán / held';

/** Whom the register names by now is for another month: the tellers ask the office. */
export const collectorChanged = 'người nhận thay đã đổi';

export const collectorName = ({ payout, recipient }: SheetLine): string => {
  const collector = plannedCollector(payout, recipient);
  return collector === 'changed' ? collectorChanged : (collector?.name ?? '');
};

const cellsOf = (sheetId: SheetId, { payout, recipient }: SheetLine): string[] => {
  const known: Partial<Record<ResultField, string>> = {
    sheet: sheetId,
    payout: payoutNumber(payout),
    session: payout.place.kind === 'point' ? payout.place.session : '',
    hamlet: recipient?.hamlet ?? '',
    name: `${recipient?.name ?? ''}${payout.held ? ` (${heldMark})` : ''}`,
    born: recipient?.born.slice(0, 4) ?? '',
    collector: collectorName({ payout, recipient }),
    amount: String(payout.amount),
    carried_over: String(totalOf(payout.lines.filter(({ carriedFrom }) => carriedFrom !== undefined))),
  };
  return header.map((field) => known[field] ?? '');
};

const byPlace = (a: SheetLine, b: SheetLine): number => (orderOf(a) < orderOf(b) ? -1 : 1);

const orderOf = ({ payout, recipient }: SheetLine): string =>
  [
    payout.place.kind === 'point' ? payout.place.session : '',
    recipient?.hamlet ?? '\uffff',
    collectorName({ payout, recipient }) || (recipient?.name ?? ''),
    payout.recipientId,
  ].join('\u0000');
