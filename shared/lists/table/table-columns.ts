import { cleanText } from '../../domain/folded-text.ts';
import type { HeaderGuess } from './header-guess.ts';
import { foldedName, type HeaderNames, isMeaningless } from './header-names.ts';
import type { Line } from '../file/list-file.ts';
import type { Layout, SheetHeader } from './table-part.ts';

/** A header made ready for the lines under it: where which field stands, by places in a line. */
export type TableColumns<Field extends string> = Readonly<{
  header: SheetHeader<Field>;
  fields: readonly Readonly<{ field: Field; at: number }>[];
  subject: ReadonlySet<number>;
  identity: readonly number[];
  /** All columns that are understood, and those of them that say nothing of whom or what the row is about. */
  known: ReadonlySet<number>;
  others: ReadonlySet<number>;
  sum: number | undefined;
  /** A copy of one object with all fields is made ten times as fast as one that grows field by field. */
  blank: Readonly<Record<Field, string>>;
  /** Columns with a name that nobody understands. */
  unknown: readonly Readonly<{ header: string; at: number }>[];
  /** The header's lines by folded name, to know them again on the next printed page. */
  names: readonly ReadonlyMap<number, string>[];
}>;

export const tableColumns = <Field extends string>(
  header: SheetHeader<Field>,
  lines: HeaderGuess<Field>['lines'],
  { subject, identity, sum = [] }: Layout<Field>,
  { fields: all }: HeaderNames<Field>,
): TableColumns<Field> => {
  const fields = header.columns.flatMap(({ field, at }) => (field === undefined ? [] : [{ field, at }]));
  const placesOf = (wanted: readonly Field[]): number[] =>
    wanted.flatMap((one) => fields.find(({ field }) => field === one)?.at ?? []);
  const subjectPlaces = placesOf(subject);
  return {
    header,
    fields,
    subject: new Set(subjectPlaces),
    identity: placesOf(identity),
    known: new Set(fields.map(({ at }) => at)),
    others: new Set(fields.map(({ at }) => at).filter((at) => !subjectPlaces.includes(at))),
    sum: placesOf(sum)[0],
    blank: blankOf(all),
    unknown: header.columns.filter((column) => column.field === undefined && !isMeaningless(column.header)),
    names: lines.map(
      ({ cells }) => new Map([...cells.entries()].map(([at, cell]) => [at, foldedName(cell)])),
    ),
  };
};

/** Whether two headers put the same fields into the same places. */
export const isSameTable = <Field extends string>(
  one: TableColumns<Field>,
  other: TableColumns<Field>,
): boolean =>
  one.fields.length === other.fields.length &&
  one.fields.every(({ field, at }, index) => {
    const same = other.fields[index];
    return same?.field === field && same.at === at;
  });

/** Cuts a line into cells by field. */
export const cellsIn = <Field extends string>(
  line: Line,
  { blank, fields }: TableColumns<Field>,
): Record<Field, string> => {
  const cells: Record<Field, string> = { ...blank };
  for (const { field, at } of fields) {
    const text = line.cells[at];
    if (text !== undefined && text !== '') cells[field] = cleanText(text);
  }
  return cells;
};

const blankOf = <Field extends string>(fields: readonly Field[]): Record<Field, string> => {
  const isWhole = (cells: object): cells is Record<Field, string> => fields.every((field) => field in cells);
  const blank = Object.fromEntries(fields.map((field) => [field, '']));
  if (!isWhole(blank)) throw new Error('a field of the dictionary has no cell');
  return blank;
};
