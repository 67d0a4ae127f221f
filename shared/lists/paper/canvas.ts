import type { CellStyle, WriteSheet } from 'hucre/xlsx';
import { workbookText } from '../file/cell-text.ts';

/** A page being drawn from top to bottom; rows and columns count from 0, as the library does. */
export type Canvas = Required<Pick<WriteSheet, 'cells' | 'merges' | 'rowDefs'>> & { row: number };

export const newCanvas = (): Canvas => ({ cells: new Map(), merges: [], rowDefs: new Map(), row: 0 });

/** One text or number over some columns of the row that is drawn; all of them get the style, for the border goes around. */
export type Block = Readonly<{
  columns: readonly [first: number, last: number];
  value: string | number;
  style: CellStyle;
}>;

/** Draws a row and goes on to the next. */
export const putRow = (canvas: Canvas, blocks: readonly Block[], height?: number): void => {
  const { row } = canvas;
  for (const { columns, value, style } of blocks) {
    const [first, last] = columns;
    for (let column = first; column <= last; column += 1)
      canvas.cells.set(`${row},${column}`, { value: column === first ? valueOf(value) : null, style });
    if (last > first) canvas.merges.push({ startRow: row, startCol: first, endRow: row, endCol: last });
  }
  if (height !== undefined) canvas.rowDefs.set(row, { height });
  canvas.row += 1;
};

const valueOf = (value: string | number): string | number | null => {
  if (typeof value === 'number') return value;
  return value === '' ? null : workbookText(value);
};

/** How many letters of that size fit into a column of that width. */
const lettersIn = (width: number, size: number, text: string): number =>
  Math.max(1, Math.floor((width * 11) / size / (isInCapitals(text) ? capital : 1)));

const isInCapitals = (text: string): boolean => text !== text.toLowerCase() && text === text.toUpperCase();
/** How wide capitals are beside running text. */
const capital = 1.4;

/** The height in points of text that is wrapped: a spreadsheet does not work it out for cells that are merged. */
export const wrappedHeight = (text: string, width: number, size: number): number => {
  let lines = 0;
  for (const line of text.split('\n')) {
    const letters = lettersIn(width, size, line);
    let filled = letters + 1;
    for (const { length } of line.split(' ')) {
      const isNewLine = filled + 1 + length > letters;
      if (isNewLine) lines += Math.max(1, Math.ceil(length / letters));
      filled = isNewLine ? length : filled + 1 + length;
    }
  }
  return Math.min(heightMax, Math.ceil(lines * size * 1.3 + 4));
};

/** The most that Excel takes for a row. */
const heightMax = 409;
