import type { CellValue } from 'hucre/xlsx';
import type { PaperCells } from '../paper/people.ts';
import type { Fits } from './draft.ts';

export const textOf = (value: CellValue | undefined): string => (typeof value === 'string' ? value : '');

/** The sample's rows have a number or a date there. */
export const yearOf = ({ born }: PaperCells): number => {
  if (born instanceof Date) return born.getUTCFullYear();
  return typeof born === 'number' ? born : 0;
};

const idLength = (length: number) => (cells: PaperCells) => textOf(cells.id_number).length === length;
export const hasCitizenId: Fits = idLength(12);
export const hasOldId: Fits = idLength(9);
export const hasNoId: Fits = idLength(0);
export const hasPhone: Fits = (cells) => textOf(cells.phone) !== '';
export const hasCollector: Fits = (cells) => textOf(cells.collector_name) !== '';
export const isPlain: Fits = (cells) =>
  textOf(cells.collector_name) === '' && textOf(cells.note) === '' && textOf(cells.home_visit) === '';
export const isOfGroup =
  (...groups: readonly string[]): Fits =>
  (cells) =>
    groups.includes(textOf(cells.benefit_group));
/** Groups of no certain age, so that another year of birth fits as well. */
export const isOfAnyAge: Fits = isOfGroup('5.4', '5.6');

export const both =
  (...all: readonly Fits[]): Fits =>
  (cells, commune) =>
    all.every((fits) => fits(cells, commune));
export const anybody: Fits = () => true;
/** On the sheet that has columns for the codes of commune and point. */
export const hasCode: Fits = (cells) => cells.commune_code !== undefined;
