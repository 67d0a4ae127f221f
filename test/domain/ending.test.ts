import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CommuneEnding, endingOf, sumByReason } from '../../shared/domain/ending.ts';
import { sumOf } from '../../shared/domain/payout.ts';
import { standingOf, sumOfStanding } from '../../shared/domain/standing.ts';
import {
  aDecision,
  aLate,
  anAttempt,
  aPayout,
  atHome,
  atPoint,
  carriedOver,
  inJuly,
  paid,
} from '../support/build.ts';
import { aReminder } from '../support/facts.ts';
import { settledPayouts } from '../support/ended.ts';

const one = (amount = 270_000) => ({ count: 1, amount });
const ended = (given: Partial<Parameters<typeof endingOf>[0]>) =>
  endingOf({ payouts: [], reminders: [], late: [], conflicts: 0, ...given });

describe('the ending of a commune', () => {
  test('says of each point what was paid and what was not', () => {
    const payouts = [
      carriedOver(aPayout(1, { place: atPoint('2016-08-03', '01834-2') })),
      paid(aPayout(2)),
      paid(aPayout(3, { place: atHome() })),
      { ...aPayout(4), state: 'withheld' as const, decision: aDecision('DETAINED') },
    ];
    expect(ended({ payouts }).points).toEqual([
      { pointId: '01834-1', paid: { count: 2, amount: 540_000 }, unpaid: one() },
      { pointId: '01834-2', paid: { count: 0, amount: 0 }, unpaid: one() },
    ]);
  });

  test('says why the rest was not paid, and what was decided', () => {
    const payouts = [
      carriedOver(aPayout(1)),
      carriedOver(aPayout(2, { attempts: [anAttempt('AWAY')] })),
      carriedOver(aPayout(3, { attempts: [anAttempt('ABSENT')], amount: 405_000 })),
      { ...aPayout(4), state: 'handedBack' as const, decision: aDecision('DIED') },
      { ...aPayout(5), state: 'withheld' as const, decision: aDecision('UNDER_REVIEW') },
      paid(aPayout(6, { attempts: [anAttempt('SICK_AT_HOME')] })),
    ];
    const { unpaidReasons, decisions } = ended({ payouts });
    expect(unpaidReasons).toEqual({ ABSENT: { count: 2, amount: 675_000 }, AWAY: one() });
    expect(decisions).toEqual({ DIED: one(), UNDER_REVIEW: one() });
  });

  test('counts who has not collected for three months, for the authority', () => {
    const payouts = [
      carriedOver(aPayout(1, { missedBefore: 2 })),
      carriedOver(aPayout(2, { missedBefore: 1 })),
      paid(aPayout(3, { missedBefore: 5 })),
    ];
    expect(ended({ payouts }).longMissed).toBe(1);
  });

  test('adds up messages; one that got no answer may have to be paid', () => {
    const reminders = [
      aReminder({ status: 'sent', parts: 1, price: 750 }),
      aReminder({ status: 'sent', parts: 2, price: 1_500 }),
      aReminder({ status: 'uncertain', parts: 1, price: 750 }),
      aReminder({ status: 'sending', parts: 1, price: 750 }),
      aReminder({ status: 'dropped', parts: 1, price: 750 }),
      aReminder({ status: 'expired' }),
      aReminder({ status: 'queued' }),
    ];
    expect(ended({ reminders }).messages).toEqual({
      sent: 2,
      parts: 5,
      uncertain: 2,
      dropped: 2,
      price: 3_750,
    });
  });

  test('counts what a person still has to decide, whichever period it is of', () => {
    const late = [aLate(1), aLate(2, { decision: 'confirmed' }), aLate(3, { saysPaid: false })];
    const held = { periodId: inJuly, proofId: 'L' };
    const payouts = [carriedOver(aPayout(4, { held })), carriedOver(aPayout(5))];
    expect(ended({ late, payouts, conflicts: 3 }).undecided).toEqual({ late: 2, conflicts: 3 });
  });

  test('loses nobody: every payout stands at a point, and every unpaid one under a reason', () => {
    fc.assert(
      fc.property(settledPayouts, (all) => {
        const ending = ended({ payouts: all });
        expect(CommuneEnding.parse(ending)).toEqual(ending);
        const counted = standingOf(all);
        const atPoints = sumOf(ending.points.flatMap((point) => [point.paid, point.unpaid]));
        expect(atPoints).toEqual(sumOfStanding(counted));
        expect(sumOf(Object.values(ending.unpaidReasons))).toEqual(counted.carriedOver);
        const decided = sumOf([counted.handedBack, counted.withheld]);
        expect(sumOf(Object.values(ending.decisions))).toEqual(decided);
      }),
    );
  });
});

test('the same reasons of several communes are added up', () => {
  const total = sumByReason([{ ABSENT: one() }, {}, { ABSENT: one(30_000), AWAY: one() }]);
  expect(total).toEqual({ ABSENT: { count: 2, amount: 300_000 }, AWAY: one() });
});
