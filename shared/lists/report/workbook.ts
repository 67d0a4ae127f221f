import { type CellValue, rangeRef, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { columnWidth, headerHeight, rowHeight } from './cell-size.ts';
import { workbookText } from '../file/cell-text.ts';
import { drawnHead, headRowsOf, type SheetHead } from './sheet-head.ts';
import { sheetNames } from './sheet-names.ts';
import { bold, font, headerStyle, markStyles, styles } from './workbook-styles.ts';

/** `typed`: text that officers may mend, so that zeros before a number stay when they type it; `number`: in thousands. */
export type Column = Readonly<{ header: string; kind?: 'text' | 'typed' | 'number'; width?: number }>;

export type MarkedCell = Readonly<{ value: string | number; mark: 'wrong' | 'doubtful'; comment?: string }>;
export type Cell = string | number | MarkedCell;

export type TableSheet = Readonly<{
  name: string;
  head?: SheetHead;
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
  /** Below the table, in bold and outside its filter: totals, or what was left out. */
  foot?: readonly (readonly Cell[])[];
}>;

/** A workbook of tables, each with its header in row 1 or under its head, to be looked through, filtered and printed on A4. */
export const writeWorkbook = (sheets: readonly TableSheet[]): Promise<Uint8Array> => {
  const names = sheetNames(sheets.map(({ name }) => name));
  return writeXlsx({
    sheets: sheets.map((sheet, at) => writtenSheet(names[at] ?? sheet.name, sheet)),
    // The library puts no quotes around a sheet's name here, and most of ours need them.
    namedRanges: names.map((scope, at) => {
      const row = headRowsOf(sheets[at]?.head) + 1;
      return {
        name: '_xlnm.Print_Titles',
        range: `'${scope.replaceAll("'", "''")}'!$${row}:$${row}`,
        scope,
      };
    }),
    // The same sheets make the same bytes: the library would write down the time.
    defaultFont: font,
    properties: { modified: new Date(0) },
  });
};

const writtenSheet = (name: string, { columns, rows, foot = [], head }: TableSheet): WriteSheet => {
  const top = headRowsOf(head);
  const drawn = drawnHead(head, columns.length);
  const body = [...rows, ...foot];
  const widths = columns.map((column, at) => columnWidth(column, body, at));
  const heights = [headerHeight(columns, widths), ...body.map((row) => rowHeight(row, widths))];
  const { cells } = drawn;
  for (const at of columns.keys()) cells.set(`${top},${at}`, { style: headerStyle });
  const values = body.map((row, index) =>
    columns.map(({ kind = 'text' }, at) => {
      const cell = row[at] ?? '';
      const isFoot = index >= rows.length;
      if (isFoot || typeof cell === 'object')
        cells.set(`${top + index + 1},${at}`, specialCell(cell, kind, isFoot));
      return valueOf(cell);
    }),
  );
  return {
    name,
    columns: columns.map((column, at) => ({
      width: widths[at] ?? 0,
      style: styles[column.kind ?? 'text'],
    })),
    rows: [...drawn.rows, columns.map(({ header }) => valueOf(header)), ...values],
    cells,
    merges: drawn.merges,
    rowDefs: new Map(heights.flatMap((height, at) => (height === undefined ? [] : [[top + at, { height }]]))),
    // A head that stayed too would leave no room on a small screen; the table under one is short.
    ...(!head && { freezePane: { rows: 1 } }),
    autoFilter: { range: rangeRef(top, 0, top + rows.length, columns.length - 1) },
    pageSetup: a4,
    headerFooter: { oddFooter: '&L&A&RTrang / Page &P / &N' },
    a11y: { headerRow: top },
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

const a4: NonNullable<WriteSheet['pageSetup']> = {
  paperSize: 'a4',
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  margins: { top: 0.4, right: 0.4, bottom: 0.6, left: 0.4, header: 0.3, footer: 0.3 },
};
