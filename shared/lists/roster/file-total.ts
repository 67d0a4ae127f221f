import { complaint, type Complaint, type Finding } from '../../domain/finding.ts';
import { isNothing, readFigure } from '../amount.ts';
import { sheetText } from '../file/list-file.ts';
import { remembered } from './remembered.ts';
import type { RosterField } from './roster-columns.ts';
import type { Row, SheetHeader, TablePart } from '../table/table-part.ts';

type Totals = { column: RosterField; rows: number; sum: number; isClear: boolean; told: Told[] };
type Told = Readonly<{ row: number; figure: number; text: string }>;

/**
 * Adds up every row, rejected ones too, and compares a sheet's sum with the total that stands under it. A sheet with
 * a column for totals sums those, any other its amounts; where one of them cannot be read nothing is compared.
 */
export const fileTotals = () => {
  const sheets = new Map<number, Totals>();
  const figureOf = remembered(readFigure);

  const totalsOf = (sheet: number): Totals => {
    const known = sheets.get(sheet);
    if (known) return known;
    const totals: Totals = { column: 'amount', rows: 0, sum: 0, isClear: true, told: [] };
    sheets.set(sheet, totals);
    return totals;
  };
  return {
    addHeader: ({ sheet, columns }: SheetHeader<RosterField>): void => {
      const totals = totalsOf(sheet);
      const column = columns.some(({ field }) => field === 'total') ? 'total' : 'amount';
      // A second table of the sheet that sums something else: its total is of neither.
      if (totals.column !== column && totals.rows > 0) totals.isClear = false;
      totals.column = column;
    },
    addRow: ({ sheet, cells }: Row<RosterField>): void => {
      const totals = totalsOf(sheet);
      totals.rows += 1;
      const text = cells[totals.column];
      const figure = isNothing(text) ? 0 : figureOf(text);
      if (typeof figure === 'number') totals.sum += figure;
      else totals.isClear = false;
    },
    addTotal: ({ sheet, row, figure: text }: Extract<TablePart<RosterField>, { kind: 'total' }>): void => {
      const figure = readFigure(text);
      if (typeof figure === 'number') totalsOf(sheet).told.push({ row, figure, text });
    },
    counts: () => {
      const all = [...sheets.values()];
      const hasTotal = all.length > 0 && all.every(({ told }) => told.length > 0);
      return {
        sum: all.reduce((sum, totals) => sum + totals.sum, 0),
        fileTotal: hasTotal ? all.reduce((sum, { told }) => sum + sumOf(told), 0) : undefined,
      };
    },
    findings: (): Finding[] => [...sheets].flatMap(([sheet, totals]) => differing(sheet, totals)),
  };
};

const sumOf = (told: readonly Told[]): number => told.reduce((sum, { figure }) => sum + figure, 0);

const differing = (sheet: number, { column, sum, isClear, told }: Totals): Finding[] => {
  const last = told.at(-1);
  if (!last || !isClear || sumOf(told) === sum) return [];
  return [{ sheet: sheetText(sheet), row: last.row, column, value: last.text, ...totalDiffers(sum) }];
};

const totalDiffers = (sum: number): Complaint =>
  complaint(
    'file-total-differs',
    {
      vi: `Tổng cộng của tệp khác tổng các dòng đọc được (${String(sum)} đồng).`,
      en: `The file's own total differs from the sum of its rows (${String(sum)} đồng).`,
    },
    {
      vi: 'Kiểm tra xem có dòng bị thiếu, bị ẩn hoặc bị sửa sau khi cộng không.',
      en: 'Check whether a row is missing, hidden, or was changed after it was added up.',
    },
    'warning',
  );
