import type { PlainDate } from './calendar.ts';
import { plainText } from './folded-text.ts';

/** GSM 03.38: the basic alphabet, and the characters that take two places because an escape stands before them. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡' +
    'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('\f^{}\\[~]|€');

/** One SMS part in GSM-7; where a text takes several, each of them says which one it is and holds less. */
export const partLengthMax = 160;
const joinedLengthMax = 153;
const ucs2LengthMax = 70;
const joinedUcs2LengthMax = 67;

/** As how many messages a text is billed: a single sign outside GSM-7 more than halves what each holds. */
export const partsOfText = (text: string): number => {
  const places = gsmPlaces(text);
  return places === undefined
    ? partsOfLength(text.length, ucs2LengthMax, joinedUcs2LengthMax)
    : partsOfLength(places, partLengthMax, joinedLengthMax);
};

const partsOfLength = (length: number, single: number, joined: number): number =>
  length <= single ? 1 : Math.ceil(length / joined);

/** Undefined where the text has a character that GSM-7 lacks. */
const gsmPlaces = (text: string): number | undefined => {
  let places = 0;
  for (const character of text) {
    if (!basic.has(character) && !extended.has(character)) return undefined;
    places += extended.has(character) ? 2 : 1;
  }
  return places;
};

/** The words around a person and, where one is named, a place; they are never shortened. */
export type Frame = (who: string, where: string) => string;

/**
 * Unaccented Vietnamese in one part. A name or place that is too long is shortened: the name first, but enough of the
 * place is left to find it.
 */
export const fittedText = (frame: Frame, names: readonly string[], place = ''): string => {
  const whole: Frame = (who, where) => gsm(frame(who, where));
  const room = partLengthMax - whole('', '').length;
  const who = whoOf(names);
  const placeRoom = Math.max(room - who.length, Math.min(plainText(place).length, placeMin));
  const where = plainText(place).slice(0, placeRoom).trim();
  return whole(who.slice(0, room - where.length).trim(), where);
};

const placeMin = 24;

/** One by name; of several who share a phone only how many. */
const whoOf = (names: readonly string[]): string =>
  names.length === 1 ? `ong/ba ${plainText(names[0] ?? '').toUpperCase()}` : `${String(names.length)} nguoi`;

export const dayAndMonth = (date: PlainDate): string => `${date.slice(8)}/${date.slice(5, 7)}`;

/** Anything that GSM-7's basic table lacks becomes a space, so that no stray sign turns one part into three. */
const gsm = (text: string): string => text.replaceAll(/[^A-Za-z0-9 .,:;/()'!?&+=*#%"<>_-]/g, ' ');
