import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countParts } from '../../infra/local/sms.ts';
import { partsOfText } from '../../shared/domain/sms-text.ts';
import { characterOf } from '../support/arbitrary.ts';

describe('partsOfText', () => {
  test.each([
    ['GSM-7', 'x', 0, 1],
    ['GSM-7', 'x', 160, 1],
    ['GSM-7', 'x', 161, 2],
    ['GSM-7', 'x', 306, 2],
    ['GSM-7', 'x', 307, 3],
    ['accents that GSM-7 has', 'à', 160, 1],
    ['what takes two places', '€', 80, 1],
    ['what takes two places', '[', 81, 2],
    ['UCS-2', 'ạ', 70, 1],
    ['UCS-2', 'ạ', 71, 2],
    ['UCS-2', 'ạ', 134, 2],
    ['UCS-2', 'ạ', 135, 3],
    ['signs of two units', '😀', 35, 1],
    ['signs of two units', '😀', 36, 2],
  ])('%s: %s × %i are %i parts', (_name, character, times, parts) => {
    expect(partsOfText(character.repeat(times))).toBe(parts);
  });

  test('one accent that GSM-7 lacks makes three parts of one', () => {
    const text = 'x'.repeat(141);
    expect(partsOfText(text)).toBe(1);
    expect(partsOfText(`${text}ạ`)).toBe(3);
    expect(partsOfText(`${text}à`)).toBe(1);
  });

  test('counts whatever text as it is billed', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 500, size: 'max' }),
      fc.string({ unit: characterOf('abc €[à'), maxLength: 500, size: 'max' }),
    );
    fc.assert(
      fc.property(text, (any) => {
        expect(partsOfText(any)).toBe(countParts(any));
      }),
    );
  });
});
