import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DecisionPaper, isAssigned, Payout, sumOf, tally, totalOf } from '../../shared/domain/payout.ts';
import { amount } from '../support/arbitrary.ts';
import { aLine, aPayout, atHome, carriedOver, paid } from '../support/build.ts';

test.each(['7', '112/QĐ-UBND', '112a/2016/QĐ-LĐTBXH', '02/2021/TT-BLĐTBXH', '15-QĐ/TU'])(
  'a decision is named by its number: %s',
  (paper) => {
    expect(DecisionPaper.safeParse(paper).success).toBe(true);
  },
);

describe('Payout', () => {
  test.each([
    ['assigned', aPayout(1)],
    ['paid', paid(aPayout(1))],
    ['carried over', carriedOver(aPayout(1))],
    ['visited at home', aPayout(1, { place: atHome() })],
  ])('is read back as it was: %s', (_, payout) => {
    expect(Payout.parse(payout)).toEqual(payout);
  });

  test.each([
    ['no line', { lines: [] }],
    ['no amount', { amount: 0 }],
    ['half a đồng', { amount: 270_000.5 }],
    ['less than nothing', { amount: -270_000 }],
    ['an unknown state', { state: 'overdue' }],
    ['a home visit without a reason', { place: { ...atHome(), reason: undefined } }],
    ['a paid state without its facts', { state: 'paid' }],
    ['a line of nothing', { lines: [aLine(0)] }],
  ])('is refused with %s', (_, wrong) => {
    expect(Payout.safeParse({ ...aPayout(1), ...wrong }).success).toBe(false);
  });

  test('only an assigned one is assigned', () => {
    expect([aPayout(1), paid(aPayout(1)), carriedOver(aPayout(1))].map(isAssigned)).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('money', () => {
  test('of nobody is nothing', () => {
    expect([totalOf([]), tally([]), sumOf([])]).toEqual([
      0,
      { count: 0, amount: 0 },
      { count: 0, amount: 0 },
    ]);
  });

  test('is the same however it is divided', () => {
    fc.assert(
      fc.property(fc.array(amount), fc.nat(), (all, at) => {
        const parts = all.map((of) => ({ amount: of }));
        const [one, other] = [parts.slice(0, at), parts.slice(at)];
        expect(sumOf([tally(one), tally(other)])).toEqual(tally(parts));
        expect(tally(parts)).toEqual({ count: all.length, amount: all.reduce((a, b) => a + b, 0) });
      }),
    );
  });
});
