import { type CellStyle, type CellValue, rangeRef, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { columnWidth, headerHeight, rowHeight } from './cell-size.ts';
import { workbookText } from '../file/cell-text.ts';
import { sheetNames } from './sheet-names.ts';

/** `typed`: text that officers may mend, so that zeros before a number stay when they type it; `number`: `#,##0`. */
export type Column = Readonly<{ header: string; kind?: 'text' | 'typed' | 'number'; width?: number }>;

export type MarkedCell = Readonly<{ value: string | number; mark: 'wrong' | 'doubtful'; comment?: string }>;
export type Cell = string | number | MarkedCell;

export type TableSheet = Readonly<{
  name: string;
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
  /** Below the table, in bold and outside its filter: totals, or what was left out. */
  foot?: readonly (readonly Cell[])[];
}>;

/** A workbook of tables, each with its header in row 1, to be looked through, filtered and printed on A4. */
export const writeWorkbook = (sheets: readonly TableSheet[]): Promise<Uint8Array> => {
  const names = sheetNames(sheets.map(({ name }) => name));
  return writeXlsx({
    sheets: sheets.map((sheet, at) => writtenSheet(names[at] ?? sheet.name, sheet)),
    // The library puts no quotes around a sheet's name here, and most of ours need them.
    namedRanges: names.map((scope) => ({
      name: '_xlnm.Print_Titles',
      range: `'${scope.replaceAll("'", "''")}'!$1:$1`,
      scope,
    })),
    // The same sheets make the same bytes: the library would write down the time.
    defaultFont: font,
    properties: { modified: new Date(0) },
  });
};

const writtenSheet = (name: string, { columns, rows, foot = [] }: TableSheet): WriteSheet => {
  const body = [...rows, ...foot];
  const widths = columns.map((column, at) => columnWidth(column, body, at));
  const heights = [headerHeight(columns, widths), ...body.map((row) => rowHeight(row, widths))];
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  for (const at of columns.keys()) cells.set(`0,${at}`, { style: headerStyle });
  const values = body.map((row, index) =>
    columns.map(({ kind = 'text' }, at) => {
      const cell = row[at] ?? '';
      const isFoot = index >= rows.length;
      if (isFoot || typeof cell === 'object')
        cells.set(`${index + 1},${at}`, specialCell(cell, kind, isFoot));
      return valueOf(cell);
    }),
  );
  return {
    name,
    columns: columns.map((column, at) => ({
      width: widths[at] ?? 0,
      style: styles[column.kind ?? 'text'],
    })),
    rows: [columns.map(({ header }) => valueOf(header)), ...values],
    cells,
    rowDefs: new Map(heights.flatMap((height, at) => (height === undefined ? [] : [[at, { height }]]))),
    freezePane: { rows: 1 },
    autoFilter: { range: rangeRef(0, 0, rows.length, columns.length - 1) },
    pageSetup: a4,
    headerFooter: { oddFooter: '&L&A&RTrang / Page &P / &N' },
    a11y: { headerRow: 0 },
  };
};

/** An empty cell has no value but a style: what is typed into it later stays text. */
const valueOf = (cell: Cell): CellValue => {
  const value = typeof cell === 'object' ? cell.value : cell;
  if (typeof value === 'number') return value;
  return value === '' ? null : workbookText(value);
};

type SpecialCell = NonNullable<WriteSheet['cells']> extends Map<string, infer Value> ? Value : never;

const specialCell = (cell: Cell, kind: keyof typeof styles, isFoot: boolean): SpecialCell => {
  const style = isFoot ? { ...styles[kind], font: bold } : styles[kind];
  if (typeof cell !== 'object') return { style };
  const marked = { style: { ...style, ...markStyles[cell.mark] } };
  return cell.comment === undefined ? marked : { ...marked, comment: { text: cell.comment } };
};

/** A style says all of its font, or it is written in whatever the spreadsheet likes. */
const font = { name: 'Arial', size: 10 } as const;
const bold = { ...font, bold: true } as const;
const filled = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const;
const side = { style: 'thin', color: { rgb: 'BFBFBF' } } as const;
const border = { top: side, right: side, bottom: side, left: side };

const headerStyle: CellStyle = {
  font: bold,
  fill: filled('D9E2F3'),
  border,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
};
const text: CellStyle = { font, border, alignment: { vertical: 'top', wrapText: true } };
const styles = {
  text,
  typed: { ...text, numFmt: '@' },
  number: { font, border, alignment: { vertical: 'top' }, numFmt: '#,##0' },
} as const satisfies Record<string, CellStyle>;

const markStyles = {
  wrong: { fill: filled('FFEB3B'), font: { ...font, color: { rgb: 'C00000' } } },
  doubtful: { fill: filled('FFF8C4') },
} as const satisfies Record<MarkedCell['mark'], CellStyle>;

const a4: NonNullable<WriteSheet['pageSetup']> = {
  paperSize: 'a4',
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  margins: { top: 0.4, right: 0.4, bottom: 0.6, left: 0.4, header: 0.3, footer: 0.3 },
};
