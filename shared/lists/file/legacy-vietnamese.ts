import type { OpenedFile } from './list-file.ts';
import { isVietnameseSyllable, wordsWithMarks } from './vietnamese-syllable.ts';

export type Legacy = NonNullable<OpenedFile['convertedFrom']>;

/** Unicode text of a cell that was written in this encoding; genuine Vietnamese letters and plain ones stay. */
export const unicodeOf = (cell: string, legacy: Legacy): string => {
  if (!beyondAscii.test(cell)) return cell;
  if (legacy === 'double UTF-8') return fromDoubleUtf8(cell) ?? cell;
  if (genuine.test(cell)) return cell;
  return legacy === 'TCVN3' ? fromTcvn3(cell) : fromVni(cell);
};

/**
 * What the cells of a list were written in, if it is beyond doubt: words that make sense only when converted
 * must be many, and far more than those that make sense as they stand.
 */
export const legacyOf = (cells: Iterable<string>): Legacy | undefined => {
  const votes = { asItStands: 0, TCVN3: 0, VNI: 0, 'double UTF-8': 0 };
  for (const cell of cells) {
    if (!beyondAscii.test(cell)) continue;
    if (fromDoubleUtf8(cell) !== undefined) votes['double UTF-8'] += 1;
    else if (!genuine.test(cell)) addWords(votes, cell);
  }
  const best = legacies.toSorted((a, b) => votes[b] - votes[a])[0];
  if (best === undefined || votes[best] < votesMin || votes[best] < 3 * votes.asItStands) return undefined;
  return best;
};

const legacies = ['double UTF-8', 'TCVN3', 'VNI'] as const satisfies readonly Legacy[];
const votesMin = 5;

const addWords = (votes: Record<'asItStands' | 'TCVN3' | 'VNI', number>, cell: string): void => {
  for (const word of wordsWithMarks(cell)) {
    const isFine = isVietnameseSyllable(word);
    const isTcvn3 = isVietnameseSyllable(fromTcvn3(word));
    const isVni = isVietnameseSyllable(fromVni(word));
    if (isFine && !isTcvn3 && !isVni) votes.asItStands += 1;
    if (!isFine && isTcvn3) votes.TCVN3 += 1;
    if (!isFine && isVni) votes.VNI += 1;
  }
};

/** Bytes that are not UTF-8: Windows-1258, or TCVN3 and VNI, whose fonts sit on Windows-1252; nothing if no word makes sense. */
export const singleByteForm = (
  sample: Uint8Array,
): Readonly<{ encoding: 'windows-1258' } | { encoding: 'windows-1252'; legacy: Legacy }> | undefined => {
  const western = wordsWithMarks(new TextDecoder('windows-1252').decode(sample));
  const sense = (words: readonly string[]) => words.filter(isVietnameseSyllable).length;
  const as1258 = sense(wordsWithMarks(new TextDecoder('windows-1258').decode(sample).normalize('NFC')));
  const asTcvn3 = sense(western.map(fromTcvn3));
  const asVni = sense(western.map(fromVni));
  const most = Math.max(as1258, asTcvn3, asVni);
  if (western.length >= wordsEnough && most * 10 < western.length) return undefined;
  if (most < 2 || most <= 2 * as1258) return { encoding: 'windows-1258' };
  return { encoding: 'windows-1252', legacy: asTcvn3 > asVni ? 'TCVN3' : 'VNI' };
};

const wordsEnough = 20;

const beyondAscii = /[\u0080-\uffff]/;
/** Letters that only Vietnamese in Unicode has: none of them is in Latin-1, where TCVN3 and VNI live. */
const genuine =
  /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9]/;

// TCVN3 (ABC): one sign a letter. Capitals with a tone are small letters that an "H" font draws large.
const tcvn3Signs = '¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ';
const tcvn3Letters = 'ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ';
const fromSigns = (signs: string, letters: string): ReadonlyMap<string, string> =>
  new Map(Array.from(signs, (sign, index) => [sign, letters[index] ?? sign]));
const tcvn3 = fromSigns(tcvn3Signs, tcvn3Letters);

const fromTcvn3 = (text: string): string => {
  const letters = text.replaceAll(/[\u00a1-\u00fe]/g, (sign) => tcvn3.get(sign) ?? sign).normalize('NFC');
  const isInCapitals = /[A-Z][^a-z]*[A-Z]/.test(text) && !/[a-z]/.test(text);
  return isInCapitals ? letters.toUpperCase() : letters;
};

// VNI: a plain vowel, then one sign for its marks; nine letters have a sign of their own.
const vniMarks = new Map([
  ...fromSigns('ùøûõïâê', '\u0301\u0300\u0309\u0303\u0323\u0302\u0306'),
  ...Array.from(
    'áàåãä',
    (sign, index) => [sign, `\u0302${'\u0301\u0300\u0309\u0303\u0323'[index] ?? ''}`] as const,
  ),
  ...Array.from(
    'éèúüë',
    (sign, index) => [sign, `\u0306${'\u0301\u0300\u0309\u0303\u0323'[index] ?? ''}`] as const,
  ),
]);
const vniLetters = fromSigns('ôöñæóòîÔÖÑÆÓÒÎ', 'ơưđỉĩịỵƠƯĐỈĨỊỴ');

const fromVni = (text: string): string =>
  text
    .replaceAll(/([aeouyôö])([ùøûõïâêáàåãäéèúüë])|[ôöñæóòî]/gi, (found, vowel?: string, mark?: string) =>
      vowel === undefined || mark === undefined
        ? (vniLetters.get(found) ?? found)
        : `${vniLetters.get(vowel) ?? vowel}${vniMarks.get(mark.toLowerCase()) ?? mark}`,
    )
    .normalize('NFC');

/** UTF-8 that was read as Windows-1252 (or 1258, where only `Ă` stands for `Ã`) and saved again. */
const fromDoubleUtf8 = (text: string): string | undefined => {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const byte = code < 0x100 ? code : windowsBytes.get(text.charAt(at));
    if (byte === undefined) return undefined;
    bytes[at] = byte;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).normalize('NFC');
  } catch {
    return undefined;
  }
};

const windowsBytes: ReadonlyMap<string, number> = new Map([
  ...Array.from(
    new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index)),
    (sign, index) => [sign, 0x80 + index] as const,
  ),
  ['Ă', 0xc3],
]);
