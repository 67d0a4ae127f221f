import { complaint } from '../../domain/finding.ts';
import { foldedKey } from '../../domain/folded-text.ts';

/** What a note mentions at all, whomever it is about. */
export const readNote = (note: string): { mentionsGone: boolean; saysBack: boolean } => {
  const text = folded(note);
  return {
    mentionsGone: phrases.some(({ words }) => text.includes(words[0])),
    saysBack: backPhrases.some((phrase) => text.includes(phrase)),
  };
};

/**
 * Whether a note says that the person of the row is dead, away, stopped or in prison. Only whole phrases that begin
 * the note, or stand behind "đối tượng", "ông", "bà" or the person's own name: "mẹ đã chết" is about somebody else.
 */
export const saysGone = (note: string, name: string): boolean => {
  const text = folded(note);
  const words = (name === '' ? text : text.replaceAll(folded(name), object.join(' '))).split(' ');
  return words.some((_, at) => (at === 0 || isPerson(words, at)) && startsWithPhrase(words, at));
};

/** Punctuation is a word of its own, and what stands behind it another clause. */
const folded = (text: string): string => foldedKey(text.replaceAll(/[.,;:()"'/+-]+/g, ' . '));

const isPerson = (words: readonly string[], at: number): boolean => {
  const before = words[at - 1] ?? '';
  return titles.has(before) || (before === object[1] && words[at - 2] === object[0]);
};

const startsWithPhrase = (words: readonly string[], start: number): boolean => {
  let at = start;
  while (fillers.has(words[at] ?? '')) at += 1;
  return phrases.some(
    ({ words: phrase, mayPrecede }) =>
      phrase.every((word, place) => words[at + place] === word) &&
      mayPrecede(words[at + phrase.length] ?? '.'),
  );
};

const foldedWords = (text: string): [string, ...string[]] => {
  const [first = '', ...rest] = foldedKey(text).split(' ');
  return [first, ...rest];
};
const foldedSet = (text: string): ReadonlySet<string> => new Set(foldedWords(text));

const object = foldedWords('đối tượng');
const titles = foldedSet('ông bà');
const fillers = foldedSet('đã đang bị mới vừa cũng da dang bi');
const backPhrases = ['hưởng lại', 'tiếp tục', 'phục hồi'].map(foldedKey);

type Phrase = Readonly<{ words: readonly [string, ...string[]]; mayPrecede: (next: string) => boolean }>;
const phrasesOf = (texts: readonly string[], mayPrecede: Phrase['mayPrecede']): Phrase[] =>
  texts.map((text) => ({ words: foldedWords(text), mayPrecede }));

/** "Mất sổ" and "cắt cụt chân" are no reasons to stop: what follows such a word decides. */
const times = foldedSet('. ngày tháng năm từ do vì hôm rồi tại lúc');
const benefits = foldedSet('. ngày tháng từ do vì theo hưởng trợ chế chi tiền giảm khỏi');
const alwaysGone = [
  'chết',
  'qua đời',
  'từ trần',
  'chuyển đi',
  'chuyển khẩu đi',
  'thôi hưởng',
  'tạm dừng',
  'đi tù',
  'chấp hành án phạt tù',
  ...['chet', 'tu tran', 'chuyen di', 'thoi huong', 'tam dung'],
];
const phrases: readonly Phrase[] = [
  ...phrasesOf(alwaysGone, () => true),
  ...phrasesOf(['mất', 'mat'], (next) => times.has(next) || /^\d/.test(next)),
  ...phrasesOf(['cắt', 'dừng'], (next) => benefits.has(next)),
];

export const noteSaysGone = complaint(
  'note-says-gone',
  {
    vi: 'Dòng này ghi người hưởng đã chết, chuyển đi, dừng hưởng hoặc đi tù.',
    en: 'The row says that the person is dead, has moved, was stopped or is in prison.',
  },
  {
    vi: 'Bỏ dòng này khỏi danh sách tháng, hoặc ghi "chết", "chuyển đi", "giảm" vào cột Hành động của danh sách điều chỉnh; nếu có quyết định hưởng lại, ghi số quyết định và "hưởng lại" vào ghi chú.',
    en: 'Take the row out of a roster, or write died, moved or stop under action in corrections; if a decision says otherwise, write its number, and "hưởng lại" in the note.',
  },
);
