import { foldedKey, plainText } from '../domain/folded-text.ts';

/** A word of ours as it is printed, and how else people write it. */
export type Spelling = Readonly<{
  vi: string;
  en: string;
  also?: readonly string[];
  /** Read with their accents only: without them they may be other words (`mat`: mất, mặt). */
  accented?: readonly string[];
}>;

export const inBothLanguages = ({ vi, en }: Spelling): string => `${vi} / ${en}`;

/** Accents may be left out altogether, as on a keyboard that has none, but never be others: `mặt` is not `mất`. */
export const spellingReader = <Word extends string>(
  words: readonly Word[],
  spellings: Readonly<Record<Word, Spelling>>,
): ((text: string) => Word | undefined) => {
  const meanings = new Map(
    words.flatMap((word) => keysOf(word, spellings[word]).map((key) => [key, word] as const)),
  );
  return (text) => meanings.get(foldedKey(text));
};

const keysOf = (word: string, spelling: Spelling): string[] => {
  const { vi, en, also = [], accented = [] } = spelling;
  const known = [word, vi, en, inBothLanguages(spelling), ...also];
  return [...known, ...accented, ...known.map((text) => plainText(text))].map(foldedKey);
};
