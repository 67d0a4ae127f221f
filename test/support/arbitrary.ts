import fc from 'fast-check';
import type { Month } from '../../shared/domain/calendar.ts';
import { RecipientId } from '../../shared/domain/recipient.ts';
import { aMonth, anId } from './build.ts';

/** The characters that numbers are made of, read aloud without doubt. */
export const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const letters = 'aáàảãạăắằẳẵặâấầẩẫậbcdđeéèẻẽẹêếềểễệghiíìỉĩịklmnoóòỏõọôốồổỗộơớờởỡợpqrstuúùủũụưứừửữựvxyýỳỷỹỵ';
export const characterOf = (characters: string): fc.Arbitrary<string> =>
  fc.constantFrom(...Array.from(characters));

const letter = characterOf(letters + letters.toUpperCase());
const word = fc.string({ unit: letter, minLength: 1, maxLength: 7 });

/** Words as Vietnamese names and offices have them, composed or decomposed. */
export const vietnamese = (wordsMax = 12): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(word, { minLength: 1, maxLength: wordsMax }), fc.constantFrom('NFC', 'NFD'))
    .map(([words, form]) => words.join(' ').normalize(form));

export const recipientId: fc.Arbitrary<RecipientId> = fc
  .string({ unit: characterOf(alphabet), minLength: 10, maxLength: 10 })
  .map((text) => RecipientId.parse(text));

/** Any signs at all, but for the one that stands for bytes that are no text: a file with it is refused. */
export const anyText = (minLength = 0): fc.Arbitrary<string> =>
  fc.string({ unit: 'grapheme', minLength }).filter((text) => !text.includes('\ufffd'));

/** Different people, by their numbers. */
export const numbers = (max = 30): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: max });
export const ids = (max = 30) => numbers(max).map((all) => all.map(anId));

export const month: fc.Arbitrary<Month> = fc
  .tuple(fc.integer({ min: 2014, max: 2035 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => aMonth(`${String(year)}-${String(number).padStart(2, '0')}`));

export const amount = fc.integer({ min: 10, max: 3_000 }).map((thousands) => thousands * 1_000);

/** The same things in any other order. */
export const shuffled = <One>(all: readonly One[]): fc.Arbitrary<One[]> =>
  fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length });
