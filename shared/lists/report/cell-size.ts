import type { Cell, Column } from './workbook.ts';

/** Widths are in digits of the workbook's font, as spreadsheets count them. */
const widthMin = 6;
const widthMax = 60;
/** The filter's button and a cell's margins. */
const button = 3;
const margin = 1.5;
/** How wide capitals are, and how many letters of running text fit where ten digits do. */
const capital = 1.3;
const lettersPerDigit = 1.2;

/** As wide as the widest line of its cells; the header is wrapped rather than widening the column. */
export const columnWidth = (column: Column, rows: readonly (readonly Cell[])[], at: number): number => {
  if (column.width !== undefined) return column.width;
  const words = column.header.split(/\s+/).map(widthOf);
  let width = Math.max(...words, Math.ceil(column.header.length / 3)) + button;
  for (const row of rows) {
    width = Math.max(width, widestLine(row[at] ?? '') + margin);
    if (width >= widthMax) return widthMax;
  }
  return Math.max(widthMin, width);
};

/** Points of a line, and the most that Excel takes for a row. */
const lineHeight = 13;
const heightMax = 409;

/** In points, where text is wrapped: not every spreadsheet works it out when it opens a file. */
export const rowHeight = (
  row: readonly Cell[],
  widths: readonly number[],
  room = margin,
): number | undefined => {
  let lines = 1;
  for (const [at, cell] of row.entries())
    lines = Math.max(lines, countLines(cell, Math.max(1, (widths[at] ?? widthMin) - room)));
  return lines === 1 ? undefined : Math.min(heightMax, lines * lineHeight + 2);
};

export const headerHeight = (columns: readonly Column[], widths: readonly number[]): number | undefined =>
  rowHeight(
    columns.map(({ header }) => header),
    widths,
    button,
  );

const contentOf = (cell: Cell): string | number => (typeof cell === 'object' ? cell.value : cell);

const widestLine = (cell: Cell): number => {
  const content = contentOf(cell);
  if (typeof content === 'number') return figureLength(content);
  return content.includes('\n') ? Math.max(...content.split('\n').map(widthOf)) : widthOf(content);
};

/** With a separator after every three digits. */
const figureLength = (figure: number): number => {
  const { length } = String(figure);
  return length + Math.floor((length - 1) / 3);
};

const widthOf = (text: string): number => (isInCapitals(text) ? text.length * capital : text.length);
const isInCapitals = (text: string): boolean => text !== text.toLowerCase() && text === text.toUpperCase();

const countLines = (cell: Cell, width: number): number => {
  const content = contentOf(cell);
  if (typeof content === 'number') return 1;
  if (!content.includes('\n')) return wrappedLines(content, width);
  return content.split('\n').reduce((count, line) => count + wrappedLines(line, width), 0);
};

/** Words stay whole; one that is longer than a line is broken. */
const wrappedLines = (line: string, width: number): number => {
  if (line.length * capital <= width || widthOf(line) <= width) return 1;
  const letters = Math.max(1, Math.floor(width * lettersPerDigit));
  let lines = 1;
  let filled = 0;
  for (const { length } of line.split(' ')) {
    const isNewLine = filled > 0 && filled + 1 + length > letters;
    if (isNewLine) lines += 1;
    filled = isNewLine || filled === 0 ? length : filled + 1 + length;
    while (filled > letters) {
      lines += 1;
      filled -= letters;
    }
  }
  return lines;
};
