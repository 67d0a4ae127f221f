import type { CellValue } from 'hucre/xlsx';
import { type Canvas, cellName, put, putMerged } from './canvas.ts';
import type { PaperColumn } from './columns.ts';
import type { PaperCells } from './people.ts';
import * as styles from './styles.ts';

const summed = ['amount', 'arrears', 'carried_over', 'funeral', 'deduction', 'total'] as const;
type Summed = (typeof summed)[number];
export type Sums = Readonly<Record<Summed, number>>;

export const noSums: Sums = { amount: 0, arrears: 0, carried_over: 0, funeral: 0, deduction: 0, total: 0 };

/** As a spreadsheet adds: text counts nothing. */
export const numberIn = (value: CellValue | undefined): number => (typeof value === 'number' ? value : 0);

export const sumsOf = (cells: PaperCells, total: number): Sums => ({
  amount: numberIn(cells.amount),
  arrears: numberIn(cells.arrears),
  carried_over: numberIn(cells.carried_over),
  funeral: numberIn(cells.funeral),
  deduction: numberIn(cells.deduction),
  total,
});

export const addSums = (one: Sums, other: Sums): Sums => ({
  amount: one.amount + other.amount,
  arrears: one.arrears + other.arrears,
  carried_over: one.carried_over + other.carried_over,
  funeral: one.funeral + other.funeral,
  deduction: one.deduction + other.deduction,
  total: one.total + other.total,
});

const isSummed = (shows: PaperColumn['shows']): shows is Summed => summed.some((field) => field === shows);

export interface SumsRow {
  readonly columns: readonly PaperColumn[];
  readonly label: string;
  readonly sums: Sums;
  /** First and last row that are added up; SUBTOTAL leaves sums among them out. */
  readonly above: readonly [first: number, last: number];
  /** By how much the printed total is wrong: typed in, where the others are formulas. */
  readonly totalOff?: number;
}

export const putSums = (
  canvas: Canvas,
  row: number,
  { columns, label, sums, above, totalOff }: SumsRow,
): void => {
  const firstSum = columns.findIndex(({ shows }) => isSummed(shows));
  putMerged(canvas, { rows: [row, row], columns: [0, firstSum - 1] }, label, styles.sumLabel);
  for (let at = firstSum; at < columns.length; at += 1) {
    const shows = columns[at]?.shows;
    if (shows === undefined || !isSummed(shows))
      put(canvas, row, at, { value: null, style: styles.sumLabel });
    else if (shows === 'total' && totalOff)
      put(canvas, row, at, { value: sums.total + totalOff, style: styles.sumFigure });
    else
      put(canvas, row, at, {
        formula: `SUBTOTAL(9,${cellName(above[0], at)}:${cellName(above[1], at)})`,
        formulaResult: sums[shows],
        style: styles.sumFigure,
      });
  }
};
