import { type Cell, type CellStyle, type CellValue, colToLetter, type WriteSheet } from 'hucre/xlsx';

/** A sheet being drawn: rows and columns count from 0, as the library does. */
export type Canvas = Required<Pick<WriteSheet, 'cells' | 'merges' | 'rowDefs'>>;

export const newCanvas = (): Canvas => ({ cells: new Map(), merges: [], rowDefs: new Map() });

export const put = (canvas: Canvas, row: number, column: number, cell: Partial<Cell>): void => {
  canvas.cells.set(`${String(row)},${String(column)}`, cell);
};

export interface Area {
  readonly rows: readonly [first: number, last: number];
  readonly columns: readonly [first: number, last: number];
}

/** One value over several cells; all of them get the style, for the border goes around. */
export const putMerged = (
  canvas: Canvas,
  { rows, columns }: Area,
  value: CellValue,
  style: CellStyle,
): void => {
  for (let row = rows[0]; row <= rows[1]; row += 1)
    for (let column = columns[0]; column <= columns[1]; column += 1)
      put(canvas, row, column, { value: row === rows[0] && column === columns[0] ? value : null, style });
  if (rows[0] === rows[1] && columns[0] === columns[1]) return;
  canvas.merges.push({ startRow: rows[0], startCol: columns[0], endRow: rows[1], endCol: columns[1] });
};

export const setHeight = (canvas: Canvas, row: number, height: number): void => {
  canvas.rowDefs.set(row, { height });
};

/** The name of a cell in a formula. */
export const cellName = (row: number, column: number): string => `${colToLetter(column)}${String(row + 1)}`;
