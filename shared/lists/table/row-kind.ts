import { cleanText } from '../../domain/folded-text.ts';
import { foldedName, type HeaderNames } from './header-names.ts';
import {
  isFigure,
  isLongFigure,
  isNameLike,
  isNumberedHeading,
  isNumbering,
  isOnesOwn,
  isOrdinal,
  isRoman,
  isSignature,
  isTitle,
  sumIn,
} from './line-signs.ts';
import type { Line } from '../file/list-file.ts';
import { type Place, placeIn, placesInTitle } from './places.ts';
import { isPlainText } from './phrases.ts';
import type { TableColumns } from './table-columns.ts';
import type { Layout, SkipReason } from './table-part.ts';

/** What a line under a header is; `another-header` begins a table with other columns. */
export type LineKind = Readonly<
  { is: 'row' } | { is: 'another-header' } | { is: SkipReason; places?: readonly Place[] }
>;

/** What surrounds a line; `isOver` after a grand total or a signature, when names are no longer people of the list. */
export type Around<Field extends string> = Readonly<{
  columns: TableColumns<Field>;
  layout: Layout<Field>;
  names: HeaderNames<Field>;
  isOver: boolean;
}>;

/** A line's clean cells that are not empty, left to right. */
type Filled = readonly Readonly<{ at: number; text: string }>[];

/**
 * No row may be lost, so a line is only skipped for what it surely is, and never one with somebody's birth or number.
 * What remains in doubt is a row: its check will say what is wrong with it.
 */
export const kindOf = <Field extends string>(line: Line, around: Around<Field>): LineKind => {
  if (around.columns.identity.some((at) => isOnesOwn(line.cells[at] ?? ''))) return row;
  const filled = line.cells
    .map((cell, at) => ({ at, text: cleanText(cell) }))
    .filter(({ text }) => text !== '');
  if (filled.length === 0) return { is: 'empty' };
  return (
    headerKind(filled, around) ??
    sumKind(filled, around) ??
    headingKind(filled, around) ??
    namedRow(filled, around) ??
    furnitureKind(filled, around) ??
    unnamedKind(filled, around)
  );
};

const row: LineKind = { is: 'row' };

const headerKind = <Field extends string>(
  filled: Filled,
  { columns, names, layout }: Around<Field>,
): LineKind | undefined => {
  if (isNumbering(filled.map(({ text }) => text))) return { is: 'numbering' };
  if (filled.some(({ text }) => isFigure(text) || isOnesOwn(text))) return undefined;
  const isAgain = columns.names.some((header) =>
    filled.every(({ at, text }) => header.get(at) === foldedName(text)),
  );
  if (isAgain && filled.length > 1) return { is: 'header-again' };
  if (filled.length < knownMin) return undefined;
  const known = new Set(filled.flatMap(({ text }) => names.fieldOf(text) ?? []));
  const isOther = known.size >= knownMin && layout.subject.some((field) => known.has(field));
  return isOther ? { is: 'another-header' } : undefined;
};
const knownMin = 3;

/** Its label is the first text of the line, without a number before it, and nobody is named beside it. */
const sumKind = <Field extends string>(filled: Filled, { columns }: Around<Field>): LineKind | undefined => {
  const label = filled.find(({ text }) => !isOrdinal(text));
  const sum = label && !isFigure(label.text) ? sumIn(label.text) : undefined;
  if (!sum) return undefined;
  const isSomebody = filled.some(
    (cell) => cell !== label && columns.subject.has(cell.at) && isName(cell.text),
  );
  return isSomebody ? undefined : { is: sum };
};

const isName = (text: string): boolean =>
  isNameLike(text) && sumIn(text) === undefined && placeIn(text, false) === undefined;

/** Besides its text a heading has a number before it and perhaps sums behind it. */
const headingKind = <Field extends string>(
  filled: Filled,
  { columns, layout }: Around<Field>,
): LineKind | undefined => {
  if (!layout.hasHeadings) return undefined;
  const [first] = filled;
  const ordinal = first && isOrdinal(first.text) && !columns.others.has(first.at) ? first : undefined;
  const figures = filled.filter(({ text }) => isFigure(text));
  const hasSums = figures.some(({ at }) => columns.known.has(at));
  const texts = filled.filter((cell) => cell !== ordinal && !figures.includes(cell));
  if (texts.length > placesMax) return undefined;
  const places = texts.flatMap(({ at, text }) => {
    // Beside a figure the text of another column than the name's is the hamlet of somebody without a name.
    if (figures.length > 0 && columns.others.has(at)) return [];
    return placeIn(text, columns.subject.has(at) && (hasSums || isPlainText(text))) ?? [];
  });
  if (texts.length > 0 && places.length === texts.length) return { is: 'heading', places };
  const [only, more] = texts;
  if (only === undefined || more !== undefined) return undefined;
  const isGroup = ordinal ? !hasSums || isRoman(ordinal.text) : isNumberedHeading(only.text);
  return isGroup ? { is: 'heading' } : undefined;
};

/** `Xã Yên Hân` beside `Thôn Nà Làng`. */
const placesMax = 2;

/** After the list only a name with an amount or a date beside it is still somebody. */
const namedRow = <Field extends string>(
  filled: Filled,
  { columns, isOver }: Around<Field>,
): LineKind | undefined => {
  const subjects = filled.filter(({ at }) => columns.subject.has(at));
  const figures = filled.filter(
    (cell) => cell !== subjects[0] && columns.known.has(cell.at) && isFigure(cell.text),
  );
  const isEnough = isOver
    ? subjects.some(({ text }) => isNameLike(text)) && figures.some(({ text }) => isLongFigure(text))
    : subjects.length > 0 && figures.length > 0;
  return isEnough ? row : undefined;
};

/** Text around the list, without any figure beside it: where a name could stand, only what begins the line tells. */
const furnitureKind = <Field extends string>(
  filled: Filled,
  { columns, isOver }: Around<Field>,
): LineKind | undefined => {
  const texts = filled.map(({ text }) => text);
  const telling = filled.some(({ at }) => columns.subject.has(at)) ? texts.slice(0, 1) : texts;
  if (telling.some(isSignature)) return { is: 'signature' };
  if (telling.some(isTitle)) return { is: 'title', places: placesInTitle(texts) };
  return isOver ? { is: 'signature' } : undefined;
};

/** Sums alone are a subtotal without its word; anything more under known columns is somebody without a name. */
const unnamedKind = <Field extends string>(filled: Filled, { columns }: Around<Field>): LineKind => {
  if (filled.some(({ at }) => columns.subject.has(at))) return row;
  const known = filled.filter(({ at }) => columns.others.has(at));
  const hasFigures = known.some(({ text }) => isFigure(text));
  if (!hasFigures) return { is: 'heading' };
  const isCounted = filled.some(({ at, text }) => !columns.others.has(at) && isFigure(text));
  return isCounted || known.some(({ text }) => !isFigure(text)) ? row : { is: 'subtotal' };
};
