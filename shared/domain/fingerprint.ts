import { createHash, createHmac } from 'node:crypto';

/** Crockford's alphabet: no I, L, O or U, so that a number read aloud or typed by hand survives. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const base32 = (bytes: Uint8Array, length: number): string => {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      bits -= 5;
      text += alphabet.charAt((held >> bits) & 31);
    }
  }
  return text;
};

/** Same content, same text: keys are sorted, absent fields are left out. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Sixteen characters (80 bits) that stand for a content. Not for secrets: see `keyedFingerprint`. */
export const fingerprint = (content: unknown): string =>
  base32(createHash('sha256').update(canonical(content)).digest(), 16);

export type KeyedFingerprint = (content: string) => string;

/** The same under the deployment's secret: nobody without it can find out a phone or id number by trying all. */
export const keyedFingerprint =
  (secret: string): KeyedFingerprint =>
  (content) =>
    base32(createHmac('sha256', secret).update(content).digest(), 16);

/**
 * One check character over a typed number: the remainder in the field of 32 elements, so that every single
 * wrong character and every two that changed places are found (up to 31 characters).
 */
export const checkCharacter = (text: string): string => {
  const double = (value: number) => ((value << 1) ^ ((value & 16) === 0 ? 0 : 0b100101)) & 31;
  const sum = Array.from(text).reduce((check, character) => double(check) ^ alphabet.indexOf(character), 0);
  return alphabet.charAt(double(sum));
};
