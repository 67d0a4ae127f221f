import { cleanText } from '../../domain/folded-text.ts';
import { bestOf, guessesIn, headerAmong, type HeaderGuess } from './header-guess.ts';
import type { HeaderNames } from './header-names.ts';
import type { Line } from '../file/list-file.ts';
import { below, communeOfSheet, placesInTitle } from './places.ts';
import { type NamedSheet, sheetHeader } from './sheet-header.ts';
import { tableBody, type TableBody } from './table-body.ts';
import { isSameTable, tableColumns } from './table-columns.ts';
import type { Above, Layout, TablePart } from './table-part.ts';

/** The lines of one sheet in turn, and at the end what became of it. */
export type SheetTable<Field extends string> = Readonly<{
  read: (line: Line, parts: TablePart<Field>[]) => void;
  end: (parts: TablePart<Field>[]) => SheetEnd<Field>;
}>;

export type SheetEnd<Field extends string> =
  | Readonly<{ is: 'table'; rows: number }>
  | Readonly<{ is: 'no-table'; nearest: HeaderGuess<Field> | undefined }>
  | Readonly<{ is: 'empty' }>;

/** A sheet's header stands among its first lines, under titles and empty lines. */
const searchedMax = 100;

/**
 * Holds the first lines of a sheet back until its header is found among them. A later header, as of a second form
 * below the first, is looked for in its own two lines. Lines of a sheet without a header are not told one by one.
 */
export const sheetTable = <Field extends string>(
  sheet: NamedSheet,
  layout: Layout<Field>,
  names: HeaderNames<Field>,
): SheetTable<Field> => {
  let held: Line[] = [];
  let body: TableBody<Field> | undefined;
  let nearest: HeaderGuess<Field> | undefined;
  let isSearched = false;
  let hasText = false;

  const read = (line: Line, parts: TablePart<Field>[]): void => {
    if (body && held.length === 0) {
      if (!body.read(line, parts)) held.push(line);
    } else if (body || !isSearched) {
      held.push(line);
      if (held.length >= (body ? 2 : searchedMax)) search(parts);
    }
  };
  const search = (parts: TablePart<Field>[]): void => {
    const lines = held;
    held = [];
    isSearched = true;
    hasText ||= !lines.every(isEmpty);
    const guesses = guessesIn(lines, names, body ? 1 : lines.length);
    const guess = headerAmong(guesses, layout);
    nearest = bestOf(guesses);
    const first = guess?.lines[0];
    if (!guess || !first) return;
    const at = lines.indexOf(first);
    const columns = tableColumns(sheetHeader(sheet, guess, layout), guess.lines, layout, names);
    if (body && isSameTable(body.columns(), columns)) {
      for (const line of guess.lines) body.skip(line, 'header-again', parts);
    } else {
      const titles = lines.slice(0, at);
      for (const line of titles) {
        const why = isEmpty(line) ? 'empty' : 'title';
        parts.push({ kind: 'skipped', sheet: line.sheet, row: line.row, why });
      }
      body?.under(columns, parts);
      parts.push({ kind: 'header', header: columns.header, title: textOf(titles) });
      body ??= tableBody({ columns, above: aboveOf(sheet.name, titles) }, layout, names);
    }
    for (const line of lines.slice(at + guess.lines.length)) read(line, parts);
  };
  return {
    read,
    end: (parts) => {
      while (held.length > 0) search(parts);
      body?.end(parts);
      if (body) return { is: 'table', rows: body.rows() };
      return hasText ? { is: 'no-table', nearest } : { is: 'empty' };
    },
  };
};

const textOf = (lines: readonly Line[]): string =>
  lines.flatMap(({ cells }) => cells.filter((cell) => cell !== '').map(cleanText)).join(' ');

const isEmpty = ({ cells }: Line): boolean => cells.every((cell) => cleanText(cell) === '');

/** The title nearest to the header counts; the sheet's name only where no title names a commune. */
const aboveOf = (name: string, titles: readonly Line[]): Above => {
  const places = titles.flatMap(({ cells }) =>
    placesInTitle(cells.map(cleanText).filter((text) => text !== '')),
  );
  return below({ commune: communeOfSheet(cleanText(name)), hamlet: '' }, places);
};
