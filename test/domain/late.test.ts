import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpenQuestion, isOwedBy, settleLate } from '../../shared/domain/late.ts';
import { Payout, type PayoutLine, totalOf } from '../../shared/domain/payout.ts';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { sumOfStanding, standingOf } from '../../shared/domain/standing.ts';
import { aLate, aLine, aPayout, inAugust, inJuly, noon } from '../support/build.ts';

const inJune = PeriodId.parse('assistance.06.2016-06');
const late = aLate(1);
const held = { periodId: inJuly, proofId: late.proofId };
const said = { by: 'accountant-1', at: noon.toISOString(), paper: '112/QĐ-UBND' };
const fromJuly = aLine(100_000, { carriedFrom: inJuly });
const fromJune = aLine(50_000, { carriedFrom: inJune });
const own = aLine(270_000);
const payoutOf = (...lines: PayoutLine[]) => aPayout(1, { lines, amount: totalOf(lines), held });

test.each([
  [{}, true],
  [{ saysPaid: false }, false],
  [{ decision: 'confirmed' as const }, false],
  [{ decision: 'rejected' as const }, false],
])('a late result is an open question while it says paid and nobody has decided: %o', (given, expected) => {
  expect(isOpenQuestion(aLate(1, given))).toBe(expected);
});

test('a period owes what it or an earlier one did not pay, and nothing of a later one', () => {
  const fromAugust = aLine(1, { carriedFrom: inAugust });
  expect([own, fromJune, fromJuly, fromAugust].filter(isOwedBy(inJuly))).toEqual([fromJune, fromJuly]);
});

describe('a confirmed late result', () => {
  test('takes what it paid out of the payout, which waits for nothing any more', () => {
    expect(settleLate(payoutOf(fromJune, fromJuly, own), late, said)).toEqual({
      ...payoutOf(own),
      held: undefined,
      settledLate: {
        by: 'accountant-1',
        at: noon.toISOString(),
        proofId: late.proofId,
        lines: [fromJune, fromJuly],
      },
    });
  });

  test('hands the whole payout back where nothing else is due', () => {
    expect(settleLate(payoutOf(fromJuly), late, said)).toEqual({
      ...payoutOf(fromJuly),
      held: undefined,
      state: 'handedBack',
      decision: { ...said, reason: 'PAID_LATE' },
    });
  });

  test('changes nothing where nothing of it is due', () => {
    expect(settleLate(payoutOf(own), late, said)).toBeUndefined();
  });

  test('leaves what the month after it did not pay', () => {
    const fromAugust = aLine(1, { carriedFrom: inAugust });
    expect(settleLate(payoutOf(fromJuly, fromAugust), late, said)).toMatchObject({ lines: [fromAugust] });
  });

  test('adds to what was settled before', () => {
    const settledLate = { by: 'a', at: noon.toISOString(), proofId: 'EARLIER', lines: [fromJune] };
    expect(settleLate({ ...payoutOf(fromJuly, own), settledLate }, late, said)).toMatchObject({
      settledLate: { proofId: late.proofId, lines: [fromJune, fromJuly] },
    });
  });

  test('promise 2: moves money from what is open to what is handed back, and none is lost', () => {
    const line = fc.constantFrom(fromJune, fromJuly, own);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const payout = payoutOf(...lines);
        const settled = Payout.parse(settleLate(payout, late, said) ?? payout);
        const standing = standingOf([settled]);
        const paidLate = totalOf(lines.filter(isOwedBy(inJuly)));
        expect(standing.handedBack.amount).toBe(paidLate);
        expect(sumOfStanding(standing)).toEqual({ count: 1, amount: payout.amount });
      }),
    );
  });
});
