import { PlainDate } from '../domain/calendar.ts';
import type { Result } from '../domain/completion.ts';
import type { Complaint, Finding } from '../domain/finding.ts';
import { type PayoutOf, readPayoutNumber } from '../domain/payout-number.ts';
import type { MovedDays } from '../domain/moved-day.ts';
import { SheetId } from '../domain/sheet.ts';
import { mayBeEarly, mayBeOver, sheetDayNow } from '../domain/sheet-day.ts';
import { readAmount } from './amount.ts';
import { readPaid, readPaidTo } from './paid-words.ts';
import { readReason } from './reason-words.ts';
import {
  numberWrong,
  resultUnclear,
  paidToUnclear,
  dayToCome,
  dayTooEarly,
  dayDoneToCome,
  dayUnclear,
} from './result-complaints.ts';
import { isComplaint, rowReader } from './table/row-reader.ts';
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

/** Today by the office's calendar, and what a period knows of days: nothing is paid before it is opened. */
export type ResultDays = Readonly<{ today: PlainDate; openOn: PlainDate; moved: MovedDays }>;

export type ResultList = Readonly<{
  rows: readonly ResultRow[];
  daysDone: readonly SheetId[];
  sheets: readonly SheetId[];
}>;

/**
 * Reads a filled-in sheet, or any part of one; rows may come in any order. A day that is called done before it has come
 * is a row that is unclear; otherwise "day done" is no result of anybody.
 */
export const readResults = (table: Pick<WholeTable<ResultField>, 'rows'>, days: ResultDays): ResultList => {
  const rows: ResultRow[] = [];
  const daysDone: SheetId[] = [];
  const sheets = new Set<SheetId>();
  for (const line of table.rows) {
    const { success, data: sheet } = SheetId.safeParse(line.cells.sheet);
    if (success) sheets.add(sheet);
    if (line.cells.payout.toUpperCase() !== dayDone) rows.push(readRow(line, days));
    else if (success && readPaid(line.cells.result)) {
      if (mayBeOver(sheet, days.today, days.moved)) daysDone.push(sheet);
      else rows.push(doneTooSoon(line));
    }
  }
  return { rows, daysDone, sheets: [...sheets] };
};

const readRow = (line: Row<ResultField>, days: ResultDays): ResultRow => {
  const row = rowReader(line);
  const payout = row.demand('payout', (text) => readPayoutNumber(text) ?? numberWrong);
  const on = line.cells.paid_on === '' ? dayOfSheet(line, days) : readDay(line.cells.paid_on, days);
  if (isComplaint(on) && saysSomething(line)) row.complain('paid_on', on);
  const said = row.accept('result', (text) => readResult(text, isComplaint(on) ? days.today : on));
  const paidTo = row.accept('paid_to', (text) => readPaidTo(text) ?? paidToUnclear) ?? 'self';
  const note = row.accept('note', (text) => text.slice(0, noteMax));
  const place = placeOf(line);
  if (row.hasErrors() || !payout) return { ...place, unclear: row.findings };
  return { ...place, payout, said: said?.outcome === 'paid' ? { ...said, paidTo } : said, note };
};

/** The rows of a sheet that are left alone say nothing of its day. */
const saysSomething = ({ cells }: Row<ResultField>): boolean => cells.result !== '' || cells.paid_on !== '';

const placeOf = ({ sheet, row, cells }: Row<ResultField>) => ({ sheet, row, number: cells.payout });

const doneTooSoon = (line: Row<ResultField>): ResultRow => {
  const row = rowReader(line);
  row.complain('result', dayDoneToCome);
  return { ...placeOf(line), unclear: row.findings };
};

/**
 * Where no day is written the sheet's own counts, so that the same sheet says the same whenever it is uploaded: once
 * that day has come, or where a sheet goes on until then.
 */
const dayOfSheet = (
  { cells }: Row<ResultField>,
  { today, openOn, moved }: ResultDays,
): PlainDate | Complaint => {
  const { success, data: sheet } = SheetId.safeParse(cells.sheet);
  if (!success) return today;
  const day = sheetDayNow(sheet, moved);
  if (day < openOn) return dayTooEarly;
  return day <= today || mayBeEarly(sheet) ? day : dayToCome;
};

/** A day that has come, in the period's own time: nobody was paid tomorrow, or before there was anything to pay. */
const readDay = (text: string, { today, openOn }: ResultDays): PlainDate | Complaint => {
  const date = PlainDate.safeParse(yearFirst(text));
  if (!date.success) return dayUnclear;
  if (date.data < openOn) return dayTooEarly;
  return date.data <= today ? date.data : dayToCome;
};

const readResult = (text: string, on: PlainDate): Result | Complaint => {
  if (readPaid(text)) return { outcome: 'paid', paidTo: 'self', on };
  const reason = readReason(text);
  if (reason) return { outcome: 'attempt', reason, on };
  const amount = readAmount(text);
  return typeof amount === 'number' ? { outcome: 'paid', paidTo: 'self', on, amount } : resultUnclear;
};
