import { PlainDate } from '../domain/calendar.ts';
import type { Result } from '../domain/completion.ts';
import { complaint, type Complaint, type Finding } from '../domain/finding.ts';
import { AttemptReason, PaidTo } from '../domain/payout.ts';
import { type PayoutOf, readPayoutNumber } from '../domain/payout-number.ts';
import type { MovedDays } from '../domain/moved-day.ts';
import { SheetId } from '../domain/sheet.ts';
import { mayBeOver, sheetDayNow } from '../domain/sheet-day.ts';
import { readAmount } from './amount.ts';
import { rowReader } from './table/row-reader.ts';
import type { Dictionary, Layout, Row } from './table/table-part.ts';
import type { WholeTable } from './table/whole-table.ts';
import { yearFirst } from './written-date.ts';

export const resultColumns = {
  sheet: ['Phiếu'],
  payout: ['Số chi trả', 'Mã chi trả'],
  session: ['Buổi'],
  hamlet: ['Thôn'],
  name: ['Họ và tên'],
  born: ['Năm sinh'],
  collector: ['Người nhận thay'],
  amount: ['Số tiền'],
  carried_over: ['Kỳ trước chuyển sang'],
  result: ['Kết quả'],
  paid_to: ['Người nhận'],
  paid_on: ['Ngày trả'],
  note: ['Ghi chú'],
} as const satisfies Dictionary<string>;
export type ResultField = keyof typeof resultColumns;

export const resultLayout: Layout<ResultField> = {
  dictionary: resultColumns,
  required: [['payout'], ['result']],
  subject: ['payout', 'result'],
  identity: ['payout'],
  hasHeadings: false,
};

/** A remark of a teller, not a letter. */
export const noteMax = 500;

/** In the payout column of a sheet's last row; an `x` in its result says that the day is over. */
export const dayDone = 'DAY-DONE';

/** One row of a page: what it says of a payout and beside it, nothing (`said` absent), or what is wrong with it. */
export type ResultRow = Readonly<
  { sheet: number; row: number; number: string } & (
    | { payout: PayoutOf; said?: Result | undefined; note?: string | undefined }
    | { unclear: readonly Finding[] }
  )
>;

export type ResultList = Readonly<{
  rows: readonly ResultRow[];
  daysDone: readonly SheetId[];
  sheets: readonly SheetId[];
}>;

/**
 * Reads a filled-in sheet, or any part of one; rows may come in any order. A day that is called done before it has come
 * is a row that is unclear; otherwise "day done" is no result of anybody.
 */
export const readResults = (
  table: Pick<WholeTable<ResultField>, 'rows'>,
  today: PlainDate,
  moved: MovedDays = new Map(),
): ResultList => {
  const rows: ResultRow[] = [];
  const daysDone: SheetId[] = [];
  const sheets = new Set<SheetId>();
  for (const line of table.rows) {
    const { success, data: sheet } = SheetId.safeParse(line.cells.sheet);
    if (success) sheets.add(sheet);
    if (line.cells.payout.toUpperCase() !== dayDone) rows.push(readRow(line, today, moved));
    else if (success && isYes(line.cells.result)) {
      if (mayBeOver(sheet, today, moved)) daysDone.push(sheet);
      else rows.push(doneTooSoon(line));
    }
  }
  return { rows, daysDone, sheets: [...sheets] };
};

const readRow = (line: Row<ResultField>, today: PlainDate, moved: MovedDays): ResultRow => {
  const row = rowReader(line);
  const payout = row.demand('payout', (text) => readPayoutNumber(text) ?? numberWrong);
  const on = row.accept('paid_on', (text) => readDay(text, today)) ?? dayOfSheet(line, moved) ?? today;
  const said = row.accept('result', (text) => readResult(text, on));
  const paidTo = row.accept('paid_to', readPaidTo) ?? 'self';
  const note = row.accept('note', (text) => text.slice(0, noteMax));
  const place = placeOf(line);
  if (row.hasErrors() || !payout) return { ...place, unclear: row.findings };
  return { ...place, payout, said: said?.outcome === 'paid' ? { ...said, paidTo } : said, note };
};

const placeOf = ({ sheet, row, cells }: Row<ResultField>) => ({ sheet, row, number: cells.payout });

const doneTooSoon = (line: Row<ResultField>): ResultRow => {
  const row = rowReader(line);
  row.complain('result', dayDoneToCome);
  return { ...placeOf(line), unclear: row.findings };
};

/** Where no day is written the sheet's own counts, so that the same sheet says the same whenever it is uploaded. */
const dayOfSheet = ({ cells }: Row<ResultField>, moved: MovedDays): PlainDate | undefined => {
  const { success, data: sheet } = SheetId.safeParse(cells.sheet);
  return success ? sheetDayNow(sheet, moved) : undefined;
};

const isYes = (text: string): boolean => ['x', '✓', 'xong', 'done'].includes(text.toLowerCase());

const readResult = (text: string, on: PlainDate): Result | Complaint => {
  if (isYes(text)) return { outcome: 'paid', paidTo: 'self', on };
  const reason = AttemptReason.safeParse(text.toUpperCase());
  if (reason.success) return { outcome: 'attempt', reason: reason.data, on };
  const amount = readAmount(text);
  return typeof amount === 'number' ? { outcome: 'paid', paidTo: 'self', on, amount } : resultUnclear;
};

const readPaidTo = (text: string): PaidTo | Complaint => {
  const paidTo = PaidTo.safeParse(text.toLowerCase());
  return paidTo.success ? paidTo.data : paidToUnclear;
};

/** A day that has come: nobody was paid tomorrow. */
const readDay = (text: string, today: PlainDate): PlainDate | Complaint => {
  const date = PlainDate.safeParse(yearFirst(text));
  if (!date.success) return dayUnclear;
  return date.data <= today ? date.data : dayToCome;
};

const numberWrong = complaint(
  'payout-number-wrong',
  { vi: 'Số chi trả không đúng.', en: 'This payout number is mistyped.' },
  { vi: 'Chép lại số trên phiếu.', en: 'Copy the number from the sheet.' },
);
const resultUnclear = complaint(
  'result-unclear',
  { vi: 'Kết quả không rõ.', en: 'The result is unclear.' },
  {
    vi: 'Ghi x hoặc số tiền nếu đã trả, lý do (ví dụ ABSENT) nếu chưa, hoặc để trống.',
    en: 'Write x or the amount if paid, a reason (such as ABSENT) if not, or leave it empty.',
  },
);
const paidToUnclear = complaint(
  'paid-to-unclear',
  { vi: 'Người nhận không rõ.', en: 'It is unclear who was paid.' },
  { vi: 'Ghi self, guardian hoặc proxy.', en: 'Write self, guardian or proxy.' },
);
const dayToCome = complaint(
  'paid-on-to-come',
  { vi: 'Ngày này chưa đến.', en: 'This day has not come yet.' },
  {
    vi: 'Ghi ngày đã trả tiền, không muộn hơn hôm nay.',
    en: 'Write the day of the payment, today or earlier.',
  },
);
const dayDoneToCome = complaint(
  'day-done-to-come',
  { vi: 'Ngày chi trả của phiếu này chưa đến.', en: 'The day of this sheet has not come yet.' },
  {
    vi: 'Ghi x ở dòng DAY-DONE khi ngày chi trả đã xong rồi gửi lại.',
    en: 'Mark the DAY-DONE row once the day is over, and upload the sheet again.',
  },
);
const dayUnclear = complaint(
  'paid-on-unclear',
  { vi: 'Ngày trả không rõ.', en: 'The day is unclear.' },
  { vi: 'Ghi ngày như 03/06/2016.', en: 'Write a day like 2016-06-03.' },
);
