import type { CellStyle, CellValue } from 'hucre/xlsx';
import { type Canvas, cellName, put } from './canvas.ts';
import { type PaperColumn, parts } from './columns.ts';
import type { PaperCells } from './people.ts';
import { numberIn, type Sums, sumsOf } from './sums.ts';
import * as styles from './styles.ts';

export interface PersonRow {
  readonly columns: readonly PaperColumn[];
  readonly ordinal: number;
  readonly cells: PaperCells;
}

const valueOf = ({ ordinal, cells }: PersonRow, shows: PaperColumn['shows']): CellValue => {
  switch (shows) {
    case 'ordinal':
      return ordinal;
    case 'born_male':
      return cells.sex === 'Nam' ? (cells.born ?? null) : null;
    case 'born_female':
      return cells.sex === 'Nữ' ? (cells.born ?? null) : null;
    case 'signature':
      return null;
    default:
      return cells[shows] === '' ? null : (cells[shows] ?? null);
  }
};

const styleOf = (style: CellStyle, value: CellValue): CellStyle =>
  value instanceof Date ? styles.date : style;

/** The row's total: typed where a part is no number, else a formula over the parts that the paper shows. */
const totalFormula = (row: number, { columns }: PersonRow): string => {
  const names = parts.flatMap((part) => {
    const at = columns.findIndex(({ shows }) => shows === part);
    return at < 0 ? [] : [cellName(row, at)];
  });
  const deduction = columns.findIndex(({ shows }) => shows === 'deduction');
  return names.join('+') + (deduction < 0 ? '' : `-${cellName(row, deduction)}`);
};

/** Writes a person's cells; answers what the row adds to the sums. */
export const putPerson = (canvas: Canvas, row: number, person: PersonRow): Sums => {
  const { columns, cells } = person;
  const isTyped = cells.total !== undefined;
  const computed = parts.reduce((sum, part) => sum + numberIn(cells[part]), 0) - numberIn(cells.deduction);
  for (const [at, { shows, style }] of columns.entries()) {
    if (shows === 'total' && !isTyped) {
      put(canvas, row, at, { formula: totalFormula(row, person), formulaResult: computed, style });
    } else {
      const value = valueOf(person, shows);
      put(canvas, row, at, { value, style: styleOf(style, value) });
    }
  }
  return sumsOf(cells, isTyped ? numberIn(cells.total) : computed);
};
