import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, foldedKey, plainText } from '../../shared/domain/folded-text.ts';
import { vietnamese } from '../support/arbitrary.ts';

describe('cleanText', () => {
  test.each([
    ['spaces around and between', '  Hoàng   Thị \t X ', 'Hoàng Thị X'],
    ['non-breaking and zero-width ones', '\ufeffHoàng\u00a0Thị\u200bX\u200d', 'Hoàng Thị X'],
    ['letters in pieces', 'Hoàng Thị'.normalize('NFD'), 'Hoàng Thị'],
    ['lines of a cell', 'Nà Làng\r\nYên Hân', 'Nà Làng Yên Hân'],
    ['nothing', ' \u200b ', ''],
  ])('%s', (_, text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  test('sees at a glance what is clean, and never mistakes it', () => {
    const pieces = fc.constantFrom(
      ' ',
      '\u00a0',
      '\u00ad',
      '\u0301',
      '\u0323',
      '\t',
      'a',
      'ế',
      'Đ',
      '7',
      '\u0085',
      '\u2009',
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: pieces }), vietnamese(3)), (text) => {
        const cleaned = text
          .normalize('NFC')
          .replaceAll(/[\s\u200b-\u200d]+/g, ' ')
          .trim();
        expect(cleanText(text)).toBe(cleaned);
      }),
    );
    for (let code = 0x21; code < 0x2000; code += 1) {
      const text = `x${String.fromCharCode(code)}`;
      expect(cleanText(text)).toBe(text.normalize('NFC').replaceAll(/\s/g, ' ').trim());
    }
  });

  test('cleans once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
      }),
    );
  });
});

describe('foldedKey', () => {
  test.each([
    ['case', 'HOÀNG THỊ XUÂN', 'Hoàng Thị Xuân'],
    ['where the tone stands', 'Hoà', 'Hòa'],
    ['where the tone stands, again', 'Thuý Nguỵ', 'Thúy Ngụy'],
    ['pieces', 'Nguyễn Thị Đặng'.normalize('NFD'), 'Nguyễn Thị Đặng'],
    ['an Icelandic letter', 'Ðặng', 'Đặng'],
    ['spaces', ' Lý  Văn\u00a0Thu', 'Lý Văn Thu'],
  ])('does not count %s', (_, one, other) => {
    expect(foldedKey(one)).toBe(foldedKey(other));
  });

  test.each([
    ['the tone', 'Hoàng', 'Hoãng'],
    ['no tone', 'Hoà', 'Hoa'],
    ['the letter', 'Dương', 'Đương'],
    ['a horn', 'Tuong', 'Tương'],
    ['a breve and a circumflex', 'Lăm', 'Lâm'],
    ['another word', 'Hoàng Thị', 'Hoàng Thị X'],
  ])('counts %s', (_, one, other) => {
    expect(foldedKey(one)).not.toBe(foldedKey(other));
  });

  test('is the same for every way to type one name', () => {
    fc.assert(
      fc.property(vietnamese(), (name) => {
        for (const form of ['NFC', 'NFD'] as const) {
          expect(foldedKey(name.normalize(form).toUpperCase())).toBe(foldedKey(name));
          expect(foldedKey(` ${name.normalize(form).toLowerCase()} `)).toBe(foldedKey(name));
        }
      }),
    );
  });
});

describe('plainText', () => {
  test('takes the accents off', () => {
    expect(plainText('Nguyễn Thị Đặng, bản Nà Lẹng; ðường Ðồi')).toBe(
      'Nguyen Thi Dang, ban Na Leng; duong Doi',
    );
  });

  test('leaves plain Latin letters of every Vietnamese text', () => {
    fc.assert(
      fc.property(vietnamese(), (text) => {
        expect(plainText(text)).toMatch(/^[A-Za-z ]+$/);
        expect(plainText(text)).toHaveLength(text.normalize('NFC').length);
      }),
    );
  });
});
