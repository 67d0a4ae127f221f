import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { csvOf } from '../sample/csv.ts';
import type { OnSheet } from './fates.ts';

const Rows = z.array(
  z.object({
    Phiếu: z.string(),
    'Số chi trả': z.string(),
    Buổi: z.string(),
    Thôn: z.string(),
    'Họ và tên': z.string(),
    'Năm sinh': z.string(),
    'Người nhận thay': z.string(),
    'Số tiền': z.string(),
    'Kỳ trước chuyển sang': z.string(),
    'Kết quả': z.string(),
    'Người nhận': z.string(),
    'Ngày trả': z.string(),
    'Ghi chú': z.string(),
  }),
);

/** A sheet's row as a teller sees it. */
export type SheetRow = z.infer<typeof Rows>[number];

/** What a teller writes into a row. */
export interface Filled {
  readonly result: string;
  readonly paidTo?: string;
  readonly paidOn?: string;
}

/** A sheet as it lies in the bucket: a point's day, a home round, an office's catch-up or a second home round. */
export interface SheetName {
  readonly key: string;
  readonly commune: string;
  readonly sheetId: string;
  readonly pointId: string;
  /** As it was planned, and as it is after it was moved. */
  readonly day: string;
  readonly heldOn: string;
  readonly kind: 'day' | 'home' | 'catch-up' | 'home-again';
  readonly status: string;
}

export const readSheet = (text: string): SheetRow[] =>
  Rows.parse(parse(text, { bom: true, columns: true, skip_empty_lines: true }));

export const isDayDone = (row: SheetRow): boolean => row['Số chi trả'] === 'DAY-DONE';

export const personOn = (row: SheetRow, commune: string): OnSheet => ({
  commune,
  name: row['Họ và tên'],
  born: row['Năm sinh'],
  hamlet: row['Thôn'],
});

/** Guardians collect for children, others for whoever sent them; nobody else comes for the money. */
const grownUpBorn = 2000;

export const paidRow = (row: SheetRow, paidOn: string): Filled => {
  const hasCollector = row['Người nhận thay'] !== '';
  const isChild = Number(row['Năm sinh']) > grownUpBorn;
  return { result: 'x', paidTo: hasCollector ? (isChild ? 'guardian' : 'proxy') : 'self', paidOn };
};

const fill = (row: SheetRow, { result, paidTo = '', paidOn = '' }: Filled): SheetRow => ({
  ...row,
  'Kết quả': result,
  'Người nhận': paidTo,
  'Ngày trả': paidOn,
});

/** The sheet with what the teller wrote, the last row saying that the day is over. */
export const filledSheet = (rows: readonly SheetRow[], write: (row: SheetRow) => Filled): string =>
  [...csvOf(rows.map((row) => fill(row, isDayDone(row) ? { result: 'x' } : write(row))))].join('');

/** A few payouts on a page of their own. */
export const loosePage = (lines: readonly Readonly<{ row: SheetRow; filled: Filled }>[]): string =>
  [...csvOf(lines.map(({ row, filled }) => fill(row, filled)))].join('');
