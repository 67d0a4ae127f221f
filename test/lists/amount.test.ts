import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNothing, readAmount, readFigure } from '../../shared/lists/amount.ts';
import { characterOf } from '../support/arbitrary.ts';

const ruleOf = (text: string) => {
  const read = readAmount(text);
  return typeof read === 'number' ? read : read.rule;
};

describe('readAmount', () => {
  test.each([
    ['270000', 270_000],
    ['270.000', 270_000],
    ['270,000', 270_000],
    ['270 000', 270_000],
    ['270\u00a0000', 270_000],
    ['1.080.000 đ', 1_080_000],
    ['1,080,000đồng', 1_080_000],
    ['1080000 VNĐ', 1_080_000],
    ['1080000 vnd.', 1_080_000],
    ['270.000₫', 270_000],
    ['270000 ₫', 270_000],
    ['1080000.0', 1_080_000],
    ['270000,00', 270_000],
    ['10000', 10_000],
    ['50.000.000', 50_000_000],
  ])('%s is %i', (text, expected) => {
    expect(readAmount(text)).toBe(expected);
  });

  test.each([
    ['270', 'amount-too-small'],
    ['270.00', 'amount-too-small'],
    ['9.999', 'amount-too-small'],
    ['0', 'amount-too-small'],
    ['1,08E+06', 'amount-unclear'],
    ['1.08E+06', 'amount-unclear'],
    ['-5', 'amount-negative'],
    ['-270000', 'amount-negative'],
    ['- 270.000 đ', 'amount-negative'],
    ['\u2212270.000', 'amount-negative'],
    ['(270.000)', 'amount-negative'],
    ['-', 'amount-unclear'],
    ['()', 'amount-unclear'],
    ['270.5', 'amount-unclear'],
    ['270000.5', 'amount-unclear'],
    ['1.080,000', 'amount-unclear'],
    ['1.08.000', 'amount-unclear'],
    ['1080.000', 'amount-unclear'],
    ['2700.00.000', 'amount-unclear'],
    ['27O.000', 'amount-unclear'],
    ['hai trăm bảy mươi nghìn', 'amount-unclear'],
    ['270.000 - 405.000', 'amount-unclear'],
    ['', 'amount-unclear'],
    ['đ', 'amount-unclear'],
    ['₫', 'amount-unclear'],
    ['₫270.000', 'amount-unclear'],
    ['50.000.001', 'amount-unclear'],
    ['99999999999999999999', 'amount-unclear'],
  ])('%s is refused: %s', (text, rule) => {
    expect(ruleOf(text)).toBe(rule);
  });

  test('reads an amount back however it is written', () => {
    const written = fc.record({
      amount: fc.integer({ min: 10_000, max: 50_000_000 }),
      separator: fc.constantFrom('.', ',', ' ', ''),
      unit: fc.constantFrom('', ' đ', 'đ', ' đồng', ' VND', ' vnđ', ' Đ', '₫'),
    });
    fc.assert(
      fc.property(written, ({ amount, separator, unit }) => {
        const text = String(amount).replaceAll(/\B(?=(\d{3})+$)/g, separator);
        expect(readAmount(text + unit)).toBe(amount);
      }),
    );
  });

  test('whatever it reads is whole, and of the digits that stand there', () => {
    fc.assert(
      fc.property(fc.string({ unit: characterOf('0123456789.,- đE+') }), (text) => {
        const read = readAmount(text);
        if (typeof read !== 'number')
          expect(['amount-unclear', 'amount-too-small', 'amount-negative']).toContain(read.rule);
        else {
          expect(Number.isInteger(read) && read >= 10_000 && read <= 50_000_000).toBe(true);
          expect(text.replaceAll(/\D/g, '').replace(/^0+/, '').startsWith(String(read))).toBe(true);
          expect(text).not.toMatch(/[-+E]/);
        }
      }),
    );
  });
});

test.each([
  ['0', 0],
  ['0,00', 0],
  ['9.999', 9_999],
  ['2.001.172.500', 2_001_172_500],
  ['-5', 'amount-negative'],
  ['1,08E+06', 'amount-unclear'],
  ['99999999999999999999', 'amount-unclear'],
])('readFigure: %s is %s, however large or small', (text, expected) => {
  const read = readFigure(text);
  expect(typeof read === 'number' ? read : read.rule).toBe(expected);
});

test.each([
  ['', true],
  ['-', true],
  ['\u2013', true],
  ['0', true],
  ['00', true],
  ['0,00', true],
  ['0.0', true],
  ['0đ', false],
  ['10.000', false],
  ['1', false],
  ['-1', false],
  ['x', false],
])('isNothing: "%s" is %s', (text, expected) => {
  expect(isNothing(text)).toBe(expected);
});
