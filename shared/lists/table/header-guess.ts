import { cleanText } from '../../domain/folded-text.ts';
import { foldedName, type HeaderNames, isMeaningless } from './header-names.ts';
import { isOnesOwn } from './line-signs.ts';
import type { Line } from '../file/list-file.ts';
import type { Layout, SheetHeader } from './table-part.ts';

/** One or two neighbouring lines that may be a header. */
export type HeaderGuess<Field extends string> = Readonly<{
  lines: readonly Line[];
  columns: SheetHeader<Field>['columns'];
  known: ReadonlySet<Field>;
}>;

/** `from` is the line, of a header of two, that the column's field is known from. */
type Column<Field extends string> = SheetHeader<Field>['columns'][number] &
  Readonly<{ from: 'parent' | 'both' | 'child' }>;

/**
 * Every line that may be a header, and every pair of neighbours, that begins at one of the first `starts`: pairs before
 * their own first line. A line with a birth date or number in it is somebody's.
 */
export const guessesIn = <Field extends string>(
  lines: readonly Line[],
  names: HeaderNames<Field>,
  starts = lines.length,
): HeaderGuess<Field>[] =>
  lines.slice(0, starts).flatMap((line, at) => {
    if (line.cells.some(isOnesOwn)) return [];
    const next = lines[at + 1];
    const isPair = next?.row === line.row + 1 && !next.cells.some(isOnesOwn);
    const pair = isPair ? guessFromTwo(line, next, names) : undefined;
    return [...(pair ? [pair] : []), guessFromOne(line, names)];
  });

/** The guess that knows most columns, the first one of equals. */
export const bestOf = <Field extends string>(
  guesses: readonly HeaderGuess<Field>[],
): HeaderGuess<Field> | undefined => {
  const known = Math.max(...guesses.map((guess) => guess.known.size));
  return guesses.find((guess) => guess.known.size === known);
};

/** The first header, not the best: under it stand rows already. Of a line alone and with its neighbour the better one. */
export const headerAmong = <Field extends string>(
  guesses: readonly HeaderGuess<Field>[],
  layout: Layout<Field>,
): HeaderGuess<Field> | undefined => {
  const headers = guesses.filter((guess) => isHeader(guess, layout));
  return bestOf(headers.filter(({ lines }) => lines[0] === headers[0]?.lines[0]));
};

/** A header names the rows' subject and two columns more, or all of its columns where it has few. */
const isHeader = <Field extends string>(
  { columns, known }: HeaderGuess<Field>,
  { subject }: Layout<Field>,
): boolean => {
  const isWhole = columns.every(({ field, header }) => field !== undefined || isMeaningless(header));
  return subject.some((field) => known.has(field)) && (known.size >= 3 || (isWhole && known.size === 2));
};

const guessFromOne = <Field extends string>(
  line: Line,
  { fieldOf }: HeaderNames<Field>,
): HeaderGuess<Field> => {
  const columns = line.cells.flatMap((cell, at) => {
    const header = cleanText(cell);
    return header === '' ? [] : [columnOf(at, header, fieldOf(header))];
  });
  return { lines: [line], columns, known: knownIn(columns) };
};

/** A pair is one header only where each of its lines has a say in what the columns are. */
const guessFromTwo = <Field extends string>(
  parent: Line,
  child: Line,
  names: HeaderNames<Field>,
): HeaderGuess<Field> | undefined => {
  const columns = columnsOfTwo(parent, child, names);
  const parentCounts = columns.some(({ field, from }) => field !== undefined && from !== 'child');
  const childCounts = columns.some(
    ({ at, field, from }) =>
      from !== 'parent' && (field !== undefined || isMeaningless(child.cells[at] ?? '')),
  );
  if (!parentCounts || !childCounts) return undefined;
  const plain = columns.map(({ at, header, field }) => columnOf(at, header, field));
  return { lines: [parent, child], columns: plain, known: knownIn(plain) };
};

/** A merged cell has its text in its first column only: it stands above those to the right that have a child. */
const columnsOfTwo = <Field extends string>(
  parent: Line,
  child: Line,
  names: HeaderNames<Field>,
): Column<Field>[] => {
  const columns: Column<Field>[] = [];
  let above = '';
  for (let at = 0; at < Math.max(parent.cells.length, child.cells.length); at += 1) {
    const own = cleanText(parent.cells[at] ?? '');
    const below = cleanText(child.cells[at] ?? '');
    if (own !== '') above = own;
    if (below !== '') columns.push({ at, ...columnUnder(above, below, names) });
    else {
      if (own !== '') columns.push({ ...columnOf(at, own, names.fieldOf(own)), from: 'parent' });
      above = '';
    }
  }
  return columns;
};

/** The header is the text that tells the column, so that it is understood again where it stands in a single row. */
const columnUnder = <Field extends string>(
  parent: string,
  child: string,
  { fieldOf }: HeaderNames<Field>,
): Omit<Column<Field>, 'at'> => {
  if (parent === '') return { ...named(child, fieldOf(child)), from: 'child' };
  const header = `${parent} ${child}`;
  const both = fieldOf(header);
  if (both !== undefined) return { ...named(header, both), from: 'both' };
  if (isMeaningless(child)) return { header: child, from: 'child' };
  const sum = money.has(foldedName(child)) ? fieldOf(parent) : undefined;
  if (sum !== undefined) return { ...named(parent, sum), from: 'both' };
  const own = nothingAlone.has(foldedName(child)) ? undefined : fieldOf(child);
  return own === undefined ? { header, from: 'both' } : { ...named(child, own), from: 'child' };
};

/** `Truy lĩnh` over `Số tiền` is the column that `Truy lĩnh` alone would be. */
const money = new Set(['sotien', 'tien', 'dong']);
/** Under a heading that nobody knows these may be anybody's: money and days must not come from a wrong column. */
const nothingAlone = new Set([...money, 'thanhtien', 'sothang', 'thang', 'so', 'ngay', 'cong', 'tongso']);

const named = <Field extends string>(header: string, field: Field | undefined) =>
  field === undefined ? { header } : { header, field };

const columnOf = <Field extends string>(at: number, header: string, field: Field | undefined) => ({
  at,
  ...named(header, field),
});

const knownIn = <Field extends string>(columns: SheetHeader<Field>['columns']): ReadonlySet<Field> =>
  new Set(columns.flatMap(({ field }) => field ?? []));
