import { foldedKey, plainText } from '../../domain/folded-text.ts';

/** Words that a text may begin with, as an officer writes them with all their marks; found by their first word. */
export type Phrases = Readonly<{ marked: PhrasesByFirst; plain: PhrasesByFirst }>;
type PhrasesByFirst = ReadonlyMap<string, readonly string[]>;

export const phrases = (...words: readonly string[]): Phrases => ({
  marked: Map.groupBy(
    words.map((text) => onlyWords(foldedKey(text))),
    firstWord,
  ),
  plain: Map.groupBy(
    words.map((text) => onlyWords(plainText(text).toLowerCase())),
    firstWord,
  ),
});

/**
 * How many words of a text are one of the phrases at its beginning; 0 where it begins otherwise. Only a text without
 * any marks is compared without them: `Bàn Thị Mùi` is a person, `Bản Nà Làng` a hamlet.
 */
export const openingWords = (text: string, { marked, plain }: Phrases): number => {
  const [first] = firstOnly.exec(text) ?? [];
  if (first === undefined) return 0;
  const isPlain = isPlainText(text);
  const folded = isPlain ? inLowerCase : foldedKey;
  // Folding takes long, and the first word alone says of nearly every text that it begins otherwise.
  const near = (isPlain ? plain : marked).get(folded(first)) ?? [];
  if (near.length === 0) return 0;
  const words = folded(onlyWords(text));
  const found = near.filter((phrase) => `${words} `.startsWith(`${phrase} `));
  return Math.max(0, ...found.map((phrase) => phrase.split(' ').length));
};

const firstOnly = /[\p{L}\p{M}\p{N}]+/u;
const inLowerCase = (text: string): string => text.toLowerCase();
const firstWord = (words: string): string => words.split(' ', 1)[0] ?? '';

export const opensWith = (text: string, wanted: Phrases): boolean => openingWords(text, wanted) > 0;

/** A text without its first words and the signs that stand around them. */
export const withoutWords = (text: string, count: number): string =>
  text.replace(new RegExp(`^(?:${noWord.source}*${inWord.source}+){${count}}${noWord.source}*`, 'u'), '');

const inWord = /[\p{L}\p{M}\p{N}]/u;
const noWord = /[^\p{L}\p{M}\p{N}]/u;

/** Typed without any marks. */
export const isPlainText = (text: string): boolean => /^[\u0020-\u007e]*$/.test(text);

const onlyWords = (text: string): string => text.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
