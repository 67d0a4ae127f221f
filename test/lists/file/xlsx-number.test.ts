import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dayOfSerial,
  isBuiltInDayFormat,
  isDayFormat,
  plainNumber,
} from '../../../shared/lists/file/xlsx-number.ts';

test.each([
  ['405000', '405000'],
  ['6036000001', '6036000001'],
  ['12345678901234567', '12345678901234567'],
  ['1.2345678901E+10', '12345678901'],
  ['6.09E+9', '6090000000'],
  ['1E+21', '1000000000000000000000'],
  ['1.5', '1.5'],
  ['1.0', '1'],
  ['0.30000000000000004', '0.3'],
  ['1E-7', '0.0000001'],
  ['-2.50', '-2.5'],
  ['-0', '0'],
  ['text', 'text'],
])('writes %s plainly', (raw, text) => {
  expect(plainNumber(raw)).toBe(text);
});

test('keeps every whole number and never writes an exponent', () => {
  fc.assert(
    fc.property(
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
      (whole, any) => {
        expect(plainNumber(String(whole))).toBe(String(whole));
        expect(plainNumber(String(any))).toMatch(/^-?\d+(\.\d+)?$/);
      },
    ),
  );
});

describe('dayOfSerial', () => {
  test.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [60, false, '1900-02-29'],
    [61, false, '1900-03-01'],
    [13_150, false, '1936-01-01'],
    [42_522.75, false, '2016-06-01'],
    [2_958_465, false, '9999-12-31'],
    [2_958_466, false, undefined],
    [0.5, false, undefined],
    [-1, false, undefined],
    [Number.NaN, false, undefined],
    [0, true, '1904-01-01'],
    [41_060, true, '2016-06-01'],
  ])('reads %d (1904: %s) as %s', (serial, isFrom1904, day) => {
    expect(dayOfSerial(serial, isFrom1904)).toBe(day);
  });
});

test.each([
  'dd/mm/yyyy',
  'd-mmm-yy',
  'yyyy\\-mm\\-dd;@',
  '[$-42A]d mmmm yyyy',
  '"Ngày" dd "tháng" mm',
  'mm/yy',
  'dd/mm/yyyy hh:mm:ss.000',
])('shows a day: %s', (code) => {
  expect(isDayFormat(code)).toBe(true);
});

test.each([
  'General',
  '#,##0',
  '0.00',
  '#,##0\\ "đồng"',
  '#,##0\\ [$₫-42A]',
  '_-* #,##0 _d_-',
  '@',
  '[Red]#,##0',
  'hh:mm',
  '[h]:mm:ss',
  '000000000000',
  '0" day"',
])('shows no day: %s', (code) => {
  expect(isDayFormat(code)).toBe(false);
});

test('knows the built-in formats by number', () => {
  expect([0, 1, 3, 9, 14, 17, 18, 20, 22, 45, 49].filter(isBuiltInDayFormat)).toEqual([14, 17, 22]);
});
