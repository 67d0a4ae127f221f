import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCharacter, fingerprint, keyedFingerprint } from '../../shared/domain/fingerprint.ts';
import { alphabet, characterOf, shuffled } from '../support/arbitrary.ts';

describe('fingerprint', () => {
  test('is sixteen characters that can be read aloud', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (content) => {
        expect(fingerprint(content)).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
      }),
    );
  });

  test('is the base32 of SHA-256', () => {
    // printf '"a"' | sha256sum begins ac8d8342bbb2362d13f0; those 80 bits in groups of five.
    expect(fingerprint('a')).toBe('NJ6R6GNVP8V2T4ZG');
  });

  test('is the same for the same content, in whatever order its fields stand', () => {
    const fields = fc
      .uniqueArray(fc.tuple(fc.string(), fc.jsonValue()), { selector: ([key]) => key })
      .chain((all) => fc.tuple(fc.constant(all), shuffled(all)));
    fc.assert(
      fc.property(fields, ([one, other]) => {
        const [nested, again] = [one, other].map((all) => ({ in: Object.fromEntries(all) }));
        expect(fingerprint(again)).toBe(fingerprint(nested));
      }),
    );
  });

  test('an absent field and an undefined one are the same; null and the order of a list are not', () => {
    expect(fingerprint({ a: 1, b: undefined })).toBe(fingerprint({ a: 1 }));
    expect(fingerprint({ a: 1, b: null })).not.toBe(fingerprint({ a: 1 }));
    expect(fingerprint([1, 2])).not.toBe(fingerprint([2, 1]));
    expect(fingerprint({ a: '1' })).not.toBe(fingerprint({ a: 1 }));
  });
});

describe('keyedFingerprint', () => {
  test('needs the secret', () => {
    const [one, other] = [keyedFingerprint('one'), keyedFingerprint('other')];
    expect(one('0912345678')).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
    expect(one('0912345678')).toBe(keyedFingerprint('one')('0912345678'));
    expect(one('0912345678')).not.toBe(other('0912345678'));
    expect(one('0912345678')).not.toBe(one('0912345679'));
  });
});

describe('checkCharacter', () => {
  const text = fc.string({ unit: characterOf(alphabet), minLength: 1, maxLength: 30 });
  const isRight = (whole: string) => checkCharacter(whole.slice(0, -1)) === whole.slice(-1);
  const checked = text.map((one) => one + checkCharacter(one));

  test('is one of the alphabet', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(alphabet).toContain(checkCharacter(one));
        expect(checkCharacter(one)).toHaveLength(1);
      }),
    );
  });

  test('finds every single wrong character', () => {
    fc.assert(
      fc.property(checked, fc.nat(), characterOf(alphabet), (whole, at, typed) => {
        const place = at % whole.length;
        fc.pre(whole[place] !== typed);
        expect(isRight(whole.slice(0, place) + typed + whole.slice(place + 1))).toBe(false);
      }),
    );
  });

  test('finds every two that changed places', () => {
    fc.assert(
      fc.property(checked, fc.nat(), fc.nat(), (whole, one, other) => {
        const characters = Array.from(whole);
        const [a, b] = [one % whole.length, other % whole.length];
        fc.pre(characters[a] !== characters[b]);
        [characters[a], characters[b]] = [characters[b]!, characters[a]!];
        expect(isRight(characters.join(''))).toBe(false);
      }),
    );
  });
});
