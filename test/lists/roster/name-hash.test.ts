import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText, foldedKey } from '../../../shared/domain/folded-text.ts';
import { nameHash } from '../../../shared/lists/roster/name-hash.ts';
import { vietnamese } from '../../support/arbitrary.ts';

test.each([
  ['Hoàng Thị Hoà', 'HOÀNG THỊ HÒA'],
  ['Đặng Văn Ích', 'Ðặng văn ích'],
  ['Ma Thị Thuý', 'Ma Thị Thúy'],
  ['K’Brêu 李', 'k’brêu 李'],
  ['\u212aa', 'KA'],
])('%s and %s are one name', (one, other) => {
  expect(nameHash(one)).toBe(nameHash(other));
});

test.each([
  ['Hòa', 'Hoa'],
  ['Hòa', 'Hóa'],
  ['Lê Hoa', 'Hoa Lê'],
  ['Bàn Vân', 'Ban Vần'],
  ['An Na', 'Anna'],
  ['Tâm', 'Tăm'],
])('%s and %s are two', (one, other) => {
  expect(nameHash(one)).not.toBe(nameHash(other));
});

test('two names have one number where folding makes them one', () => {
  const name = fc.oneof(vietnamese(4), fc.string({ unit: 'grapheme' })).map(cleanText);
  const spelling = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.toUpperCase(),
    (text) => text.toLowerCase(),
    foldedKey,
  );
  fc.assert(
    fc.property(name, fc.oneof(name, fc.constant('')), spelling, (one, other, spell) => {
      const again = cleanText(spell(other === '' ? one : other));
      expect(nameHash(one) === nameHash(again)).toBe(foldedKey(one) === foldedKey(again));
    }),
  );
});
