import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Payout, tally, totalOf } from '../../shared/domain/payout.ts';
import { standingOf, sumOfStanding, sumOfStandings } from '../../shared/domain/standing.ts';
import { settledPayouts } from '../support/ended.ts';
import { aDecision, aLine, aPayout, atHome, carriedOver, noon, paid } from '../support/build.ts';

const one = (of: number) => ({ count: 1, amount: of });
const settledLate = { proofId: 'L', lines: [aLine(270_000)], by: 'accountant-1', at: noon.toISOString() };

describe('standingOf', () => {
  test('counts people and đồng by what became of them', () => {
    const all = [
      aPayout(1),
      paid(aPayout(2, { amount: 400_000 })),
      paid(aPayout(3, { amount: 500_000, place: atHome() })),
      carriedOver(aPayout(4, { amount: 135_000, place: atHome() })),
      { ...aPayout(5, { amount: 270_000 }), state: 'handedBack' as const, decision: aDecision() },
      { ...aPayout(6, { amount: 405_000 }), state: 'withheld' as const, decision: aDecision('UNDER_REVIEW') },
    ];
    expect(standingOf(all)).toEqual({
      paid: { count: 2, amount: 900_000 },
      open: one(270_000),
      carriedOver: one(135_000),
      handedBack: one(270_000),
      withheld: one(405_000),
      home: one(500_000),
    });
  });

  test('what the month before had paid late is handed back, whatever became of the rest', () => {
    expect(standingOf([paid(aPayout(1, { settledLate })), aPayout(2, { settledLate })])).toMatchObject({
      paid: one(270_000),
      open: one(270_000),
      handedBack: { count: 0, amount: 540_000 },
    });
  });

  test('approved = paid + open + carried over + handed back + withheld, at any moment', () => {
    fc.assert(
      fc.property(settledPayouts, (all) => {
        const approved = {
          count: all.length,
          amount: tally(all).amount + totalOf(all.flatMap((payout) => payout.settledLate?.lines ?? [])),
        };
        expect(sumOfStanding(standingOf(all))).toEqual(approved);
      }),
    );
  });

  test('of communes apart adds up to all of them together', () => {
    fc.assert(
      fc.property(settledPayouts, fc.integer({ min: 0, max: 30 }), (all: readonly Payout[], at) => {
        const apart = [standingOf(all.slice(0, at)), standingOf(all.slice(at))];
        expect(sumOfStandings(apart)).toEqual(standingOf(all));
      }),
    );
  });
});
