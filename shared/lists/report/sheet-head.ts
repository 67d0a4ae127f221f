import type { WriteSheet } from 'hucre/xlsx';
import { workbookText } from '../file/cell-text.ts';
import { headStyles } from './workbook-styles.ts';

/** What a table is about, for whoever has it on paper and alone. */
export type SheetHead = Readonly<{
  title: string;
  lines: readonly (readonly [what: string, said: string])[];
}>;

/** Its title, its lines and a free row. */
export const headRowsOf = (head: SheetHead | undefined): number => (head ? head.lines.length + 2 : 0);

type DrawnHead = Required<Pick<WriteSheet, 'cells' | 'merges' | 'rows'>>;

/** Every cell has a style of its own, or it would have the lines of its column. */
export const drawnHead = (head: SheetHead | undefined, width: number): DrawnHead => {
  const drawn: DrawnHead = { cells: new Map(), merges: [], rows: [] };
  if (!head) return drawn;
  const { title, label, value } = headStyles;
  const put = (texts: readonly string[], style: typeof title | typeof label | typeof value): void => {
    const row = drawn.rows.length;
    const startCol = Math.max(texts.length - 1, 0);
    for (let column = 0; column < width; column += 1)
      drawn.cells.set(`${row},${column}`, { style: column < startCol ? label : style });
    if (startCol < width - 1) drawn.merges.push({ startRow: row, startCol, endRow: row, endCol: width - 1 });
    drawn.rows.push(texts.map((text) => (text === '' ? null : workbookText(text))));
  };
  put([head.title], title);
  for (const line of head.lines) put(line, value);
  put([], label);
  return drawn;
};
