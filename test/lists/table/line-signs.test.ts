import { describe, expect, test } from 'vitest';
import {
  isFigure,
  isNameLike,
  isNumbering,
  isOnesOwn,
  isSignature,
  sumIn,
} from '../../../shared/lists/table/line-signs.ts';
import { opensWith, openingWords, phrases, withoutWords } from '../../../shared/lists/table/phrases.ts';

test.each([
  ['1936', true],
  ['03/05/1936', true],
  ['0912 345 678', true],
  ["'006136000001", true],
  ['36', false],
  ['145', false],
  ['1.234 người', false],
  ['6.09E+09', false],
  ['BT-0001', false],
  ['', false],
])('%j is only one person’s: %j', (text, expected) => {
  expect(isOnesOwn(text)).toBe(expected);
});

test.each([
  ['270.000', true],
  ['-270.000', true],
  ['(270.000)', true],
  ['270.000 đồng', true],
  ['5(5)b', true],
  ['1. Thôn Nà Pài', false],
  ['Tổ 5', false],
])('%j is a figure: %j', (text, expected) => {
  expect(isFigure(text)).toBe(expected);
});

test.each([
  ['Hoàng Thị Xuân', true],
  ['Bàn Thị Mùi (con)', true],
  ['Số người: ', false],
  ['12 người', false],
])('%j is like a name: %j', (text, expected) => {
  expect(isNameLike(text)).toBe(expected);
});

test.each([
  ['Tổng cộng', 'total'],
  ['TỔNG CỘNG:', 'total'],
  ['Tổng cộng (I + II)', 'total'],
  ['Tổng số tiền: ', 'total'],
  ['Tổng', 'total'],
  ['Tổng cộng xã Yên Hân', 'total'],
  ['III. Tổng cộng', 'total'],
  ['tong cong', 'total'],
  ['Cộng', 'subtotal'],
  ['Cộng thôn Nà Pài: 12 người', 'subtotal'],
  ['Cộng xã Yên Hân', 'subtotal'],
  ['Cộng mang sang', 'subtotal'],
  ['Tổng cộng thôn Nà Pài', 'subtotal'],
  ['Tổng Văn Cộng', undefined],
  ['Công Thị Thôn', undefined],
  ['Cộng hòa xã hội chủ nghĩa Việt Nam', undefined],
  ['Tổng hợp', undefined],
  ['Tổng số tiền bằng chữ: hai đồng', undefined],
])('%j is a %s', (text, kind) => {
  expect(sumIn(text)).toBe(kind);
});

test.each([
  ['Bằng chữ: Một triệu đồng', true],
  ['NGƯỜI LẬP BIỂU', true],
  ['TM. UBND XÃ', true],
  ['(Ký, ghi rõ họ tên)', true],
  ['Yên Hân, ngày 20 tháng 5 năm 2016', true],
  ['Chợ Mới, ngày ... tháng ... năm ...', true],
  ['ke toan truong', true],
  ['Chu Tích Thu', false],
  ['Hoàng Thị Xuân', false],
])('%j stands under a list: %j', (text, expected) => {
  expect(isSignature(text)).toBe(expected);
});

test.each([
  [['1', '2', '3', '4'], true],
  [['A', 'B', '1', '2'], true],
  [['(1)', '(2)', '(3)=(1)+(2)'], true],
  [['1', '2', '5'], true],
  [['1', '2'], false],
  [['2', '3', '4'], false],
  [['1', '3', '2'], false],
  [['1', 'Hoàng Thị Xuân', '1936'], false],
])('%j numbers columns: %j', (texts, expected) => {
  expect(isNumbering(texts)).toBe(expected);
});

describe('phrases', () => {
  const known = phrases('tổ', 'tổ dân phố', 'uỷ ban');

  test.each([
    ['Tổ 5', 1],
    ['TỔ DÂN PHỐ 5', 3],
    ['(Tổ: 5)', 1],
    ['ủy  ban', 2],
    ['to 5', 1],
    ['Tô Văn An', 0],
    ['tổng', 0],
    ['', 0],
  ])('begin %j with %j words', (text, count) => {
    expect([openingWords(text, known), opensWith(text, known)]).toEqual([count, count > 0]);
  });

  test('are taken from a text with the signs around them', () => {
    expect(withoutWords('(Tổ dân phố: 5)', 3)).toBe('5)');
    expect(withoutWords('Tổ', 1)).toBe('');
    expect(withoutWords('Tổ 5', 0)).toBe('Tổ 5');
  });
});
