import { expect, test } from 'vitest';
import { isVietnameseSyllable, wordsWithMarks } from '../../../shared/lists/file/vietnamese-syllable.ts';

test.each([
  'nguyễn',
  'Nguyễn',
  'NGUYỄN',
  'quốc',
  'Giêng',
  'gì',
  'khuya',
  'hươu',
  'thuở',
  'rượu',
  'Xoong',
  'Đắk',
  'ý',
  'Đức',
])('is a syllable: %s', (word) => {
  expect(isVietnameseSyllable(word)).toBe(true);
});

test.each(['NguyÔn', 'nguyôn', 'traàn', 'Crème', 'élégant', 'hốán', 'cằt', 'ngh', 'Noël', 'đ', 'bcd'])(
  'is none: %s',
  (word) => {
    expect(isVietnameseSyllable(word)).toBe(false);
  },
);

test('words are cut at spaces, digits and signs; those in plain letters do not count', () => {
  expect(wordsWithMarks('Xã 12-Hoàng/Đức, Ban Chang;5×5')).toEqual(['Xã', 'Hoàng', 'Đức']);
});
