import type { CellStyle } from 'hucre/xlsx';
import type { Column, MarkedCell } from './workbook.ts';

/** A style says all of its font, or it is written in whatever the spreadsheet likes. */
export const font = { name: 'Arial', size: 10 } as const;
export const bold = { ...font, bold: true } as const;
const filled = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const;
const side = { style: 'thin', color: { rgb: 'BFBFBF' } } as const;
const border = { top: side, right: side, bottom: side, left: side };

/** Above a table, without its lines. */
export const headStyles = {
  title: { font: { ...bold, size: 14 }, alignment: { vertical: 'center' } },
  label: { font, alignment: { vertical: 'top' } },
  value: { font: bold, alignment: { horizontal: 'left', vertical: 'top' } },
} as const satisfies Record<string, CellStyle>;

export const headerStyle: CellStyle = {
  font: bold,
  fill: filled('D9E2F3'),
  border,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
};
const text: CellStyle = { font, border, alignment: { vertical: 'top', wrapText: true } };
export const styles = {
  text,
  typed: { ...text, numFmt: '@' },
  // With the dots of Vietnam where the spreadsheet lets a sheet decide, as on paper.
  number: { font, border, alignment: { vertical: 'top' }, numFmt: '[$-42A]#,##0' },
} as const satisfies Record<NonNullable<Column['kind']>, CellStyle>;

export const markStyles = {
  wrong: { fill: filled('FFEB3B'), font: { ...font, color: { rgb: 'C00000' } } },
  doubtful: { fill: filled('FFF8C4') },
} as const satisfies Record<MarkedCell['mark'], CellStyle>;
