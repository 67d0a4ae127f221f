import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { payoutNumber, readPayoutNumber } from '../../shared/domain/payout-number.ts';
import { alphabet, recipientId } from '../support/arbitrary.ts';
import { aCommune, anId } from '../support/build.ts';

const payout = fc.record({
  commune: fc.integer({ min: 0, max: 99_999 }).map((code) => aCommune(String(code).padStart(5, '0'))),
  recipientId,
});
/** The characters that count, by where they stand in a number. */
const places = Array.from('00000-00000-00000-0').flatMap((character, at) => (character === '-' ? [] : [at]));
const replaced = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1);

describe('payoutNumber', () => {
  test('is commune, recipient in two halves and a check character', () => {
    expect(payoutNumber({ commune: aCommune('01834'), recipientId: anId(7) })).toMatch(
      /^01834-00000-00007-[0-9A-HJKMNP-TV-Z]$/,
    );
  });

  test('is read back', () => {
    fc.assert(
      fc.property(payout, (one) => {
        expect(readPayoutNumber(payoutNumber(one))).toEqual(one);
      }),
    );
  });

  test('is another one for every other payout', () => {
    fc.assert(
      fc.property(payout, payout, (one, other) => {
        expect(payoutNumber(one) === payoutNumber(other)).toBe(
          one.commune === other.commune && one.recipientId === other.recipientId,
        );
      }),
    );
  });
});

describe('readPayoutNumber', () => {
  test('forgives case, spaces, dots and missing dashes, and O, I, L typed for 0 and 1', () => {
    const forgiving = fc.record({
      zero: fc.constantFrom('0', 'O', 'o'),
      one: fc.constantFrom('1', 'I', 'L', 'i', 'l'),
      dash: fc.constantFrom('-', ' ', '', '.', ' - '),
      isLower: fc.boolean(),
    });
    fc.assert(
      fc.property(payout, forgiving, (it, { zero, one, dash, isLower }) => {
        const number = payoutNumber(it);
        const typed = (isLower ? number.toLowerCase() : number)
          .replaceAll('0', zero)
          .replaceAll('1', one)
          .replaceAll('-', dash);
        expect(readPayoutNumber(typed)).toEqual(it);
      }),
    );
  });

  test('any single wrong character is found', () => {
    const typo = fc.constantFrom(...Array.from(alphabet), 'U', '-', ' ', '*', 'Đ');
    fc.assert(
      fc.property(payout, fc.constantFrom(...places), typo, (one, at, typed) => {
        const number = payoutNumber(one);
        fc.pre(number[at] !== typed);
        expect(readPayoutNumber(replaced(number, at, typed))).toBeUndefined();
      }),
    );
  });

  test('any other character is found or is one that was meant', () => {
    fc.assert(
      fc.property(payout, fc.constantFrom(...places), fc.string({ maxLength: 2 }), (one, at, typed) => {
        const read = readPayoutNumber(replaced(payoutNumber(one), at, typed));
        expect([undefined, one]).toContainEqual(read);
      }),
    );
  });

  test('any two characters that changed places are found', () => {
    const at = fc.constantFrom(...places);
    fc.assert(
      fc.property(payout, at, at, (one, a, b) => {
        const number = payoutNumber(one);
        fc.pre(number[a] !== number[b]);
        const swapped = replaced(replaced(number, a, number[b]!), b, number[a]!);
        expect(readPayoutNumber(swapped)).toBeUndefined();
      }),
    );
  });

  test.each(['', '01834', '01834-00000-00007', 'DAY-DONE', 'x', '01834-00000-00007-00'])(
    '"%s" is no number',
    (typed) => {
      expect(readPayoutNumber(typed)).toBeUndefined();
    },
  );
});
