/**
 * Vietnamese is written in single syllables of a narrow shape: text read in the wrong encoding hardly ever keeps it.
 * French or English words with accents do not have it either.
 */
export const isVietnameseSyllable = (word: string): boolean => {
  const lower = word.toLowerCase();
  if (word !== lower && word !== word.toUpperCase() && word.slice(1) !== lower.slice(1)) return false;
  const letters = lower.normalize('NFD');
  const tones = letters.match(toneMarks) ?? [];
  if (tones.length > 1) return false;
  const base = letters.replaceAll(toneMarks, '').normalize('NFC');
  if (!shape.test(base)) return false;
  return !stop.test(base) || tones[0] === acute || tones[0] === dotBelow;
};

/** Words with at least one letter beyond ASCII; only these say something of an encoding. */
export const wordsWithMarks = (text: string): string[] =>
  text.split(between).filter((word) => word.length > 1 && plainLetter.test(word) && marked.test(word));

const acute = '\u0301';
const dotBelow = '\u0323';
const toneMarks = /[\u0300\u0301\u0303\u0309\u0323]/g;

const shape =
  /^(?:ngh?|nh|ch|gh|gi|kh|ph|th|tr|qu|[bcdđghklmnpqrstvx])?[ou]?(?:iê|yê|ia|ya|ua|uô|ưa|ươ|[aăâeêioôơuưy])(?:ch|nh|ng|[ckmnptiuyo])?$/;
/** Before these only the acute tone and the one with the dot below can stand. */
const stop = /(?:ch|[ckpt])$/;

const between = /[\s\u0000-\u0040\u005b-\u0060\u007b-\u007f]+/;
const plainLetter = /[A-Za-z]/;
const marked = /[\u0080-\uffff]/;
