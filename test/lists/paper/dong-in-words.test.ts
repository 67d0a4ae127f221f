import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dongInWords } from '../../../shared/lists/paper/dong-in-words.ts';

describe('dongInWords', () => {
  test.each([
    [0, 'Không đồng'],
    [1, 'Một đồng'],
    [5, 'Năm đồng'],
    [10, 'Mười đồng'],
    [11, 'Mười một đồng'],
    [14, 'Mười bốn đồng'],
    [15, 'Mười lăm đồng'],
    [20, 'Hai mươi đồng'],
    [21, 'Hai mươi mốt đồng'],
    [24, 'Hai mươi tư đồng'],
    [55, 'Năm mươi lăm đồng'],
    [101, 'Một trăm linh một đồng'],
    [104, 'Một trăm linh bốn đồng'],
    [105, 'Một trăm linh năm đồng'],
    [110, 'Một trăm mười đồng'],
    [121, 'Một trăm hai mươi mốt đồng'],
    [1_000, 'Một nghìn đồng'],
    [1_005, 'Một nghìn không trăm linh năm đồng'],
    [1_015, 'Một nghìn không trăm mười lăm đồng'],
    [270_000, 'Hai trăm bảy mươi nghìn đồng'],
    [405_000, 'Bốn trăm linh năm nghìn đồng'],
    [1_080_000, 'Một triệu không trăm tám mươi nghìn đồng'],
    [1_000_005, 'Một triệu không trăm linh năm đồng'],
    [14_985_000, 'Mười bốn triệu chín trăm tám mươi lăm nghìn đồng'],
    [1_994_085_000, 'Một tỷ chín trăm chín mươi tư triệu không trăm tám mươi lăm nghìn đồng'],
    [1_000_000_000_000, 'Một nghìn tỷ đồng'],
    [1_234_000_000_000, 'Một nghìn hai trăm ba mươi tư tỷ đồng'],
    [1_005_000_000_001, 'Một nghìn không trăm linh năm tỷ không trăm linh một đồng'],
    [
      9_007_199_254_740_991,
      'Chín triệu không trăm linh bảy nghìn một trăm chín mươi chín tỷ hai trăm năm mươi tư triệu ' +
        'bảy trăm bốn mươi nghìn chín trăm chín mươi mốt đồng',
    ],
  ])('%d is "%s"', (amount, words) => {
    expect(dongInWords(amount)).toBe(words);
  });

  test.each([-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])('%d is no amount', (amount) => {
    expect(() => dongInWords(amount)).toThrow(RangeError);
  });

  const anyAmount = fc.oneof(
    fc.nat(),
    fc.maxSafeNat(),
    fc.nat(3_000_000).map((thousands) => thousands * 1_000),
    fc.nat(99_999).map((billions) => billions * 1_000_000_000),
  );

  test('reads back as the amount', () => {
    fc.assert(
      fc.property(anyAmount, (amount) => {
        expect(read(dongInWords(amount))).toBe(amount);
      }),
      { numRuns: 2_000 },
    );
  });

  test('says nothing that nobody says', () => {
    fc.assert(
      fc.property(anyAmount, (amount) => {
        const words = dongInWords(amount);
        expect(words).not.toMatch(
          /mươi (một|bốn|năm)( |$)|linh (mốt|tư|lăm|không)|mười (mốt|tư|năm)|mươi không/,
        );
        expect(words).toMatch(/^\p{Lu}[\p{Ll} ]* đồng$/u);
        expect(words).not.toContain('  ');
      }),
      { numRuns: 2_000 },
    );
  });
});

/** By its own way: each word is worth something, and a unit counts what was said since the last larger one. */
const worth: Record<string, number> = {
  không: 0,
  một: 1,
  mốt: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  tư: 4,
  năm: 5,
  lăm: 5,
  sáu: 6,
  bảy: 7,
  tám: 8,
  chín: 9,
  mười: 10,
  linh: 0,
};
const units: Record<string, number> = { mươi: 10, trăm: 100, nghìn: 1e3, triệu: 1e6, tỷ: 1e9 };

const read = (words: string): number => {
  const stack: number[] = [];
  for (const word of words.toLowerCase().split(' ').slice(0, -1)) {
    const unit = units[word];
    if (unit === undefined) {
      stack.push(worth[word] ?? Number.NaN);
      continue;
    }
    let counted = 0;
    while (stack.length > 0 && stack.at(-1)! < unit) counted += stack.pop()!;
    stack.push(counted * unit);
  }
  return stack.reduce((sum, part) => sum + part, 0);
};
