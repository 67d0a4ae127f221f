import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths } from '../../shared/domain/calendar.ts';
import type { Late } from '../../shared/domain/late.ts';
import { type Period, partsOf, periodIdOf } from '../../shared/domain/payment-period.ts';
import type { AssignedPayout, Payout } from '../../shared/domain/payout.ts';
import { planPayouts } from '../../shared/domain/plan.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import {
  aBenefit,
  aLate,
  anId,
  aPeriod,
  aPoint,
  aRecipient,
  carriedOver,
  inAugust,
  paid,
  yenHan,
} from '../support/build.ts';

/** What becomes of one person in one month, and of the question about the last result that came late, if there is one. */
const fate = fc.record({
  isActive: fc.boolean(),
  isPaid: fc.boolean(),
  isSaidLate: fc.boolean(),
  decision: fc.constantFrom<Late['decision'][]>(undefined, undefined, 'confirmed', 'rejected'),
});
type Fate = typeof fate extends fc.Arbitrary<infer One> ? One : never;
const people = [1, 2, 3];
const months = fc.array(fc.tuple(...people.map(() => fate)), { minLength: 1, maxLength: 6 });

/** A line as it is owed, whoever's plan it is in: person and month. */
const lineOf = (number: number, month: string) => `${String(number)} ${month}`;
const linesIn = (plan: readonly Payout[]): string[] =>
  plan.flatMap(({ recipientId, lines }) => lines.map(({ month }) => lineOf(Number(recipientId), month)));

type Months = Readonly<{ plans: AssignedPayout[][]; expected: string[][]; paidLines: string[] }>;

/** Plays months of one commune; what is owed is kept by hand, line by line. */
const play = (fates: readonly (readonly Fate[])[]): Months => {
  const owed = new Set<string>();
  let before: { period: Period; payouts: Payout[] } | undefined;
  let lates: Late[] = [];
  const played: Months = { plans: [], expected: [], paidLines: [] };
  for (const [at, fatesNow] of fates.entries()) {
    const month = addMonths(partsOf(inAugust).month, at);
    const period = aPeriod({ periodId: periodIdOf({ ...partsOf(inAugust), month }) });
    lates = lates.map((late) => ({
      ...late,
      decision: late.decision ?? fatesNow[Number(late.recipientId) - 1]?.decision,
    }));
    for (const { decision, recipientId, periodId } of lates)
      for (const line of [...owed])
        if (decision === 'confirmed' && line <= lineOf(Number(recipientId), partsOf(periodId).month))
          if (line.startsWith(`${String(Number(recipientId))} `)) owed.delete(line);
    const register: Recipient[] = people.map((number, index) =>
      aRecipient(number, {
        benefits: [aBenefit()],
        status: fatesNow[index]?.isActive === true ? 'active' : 'stopped',
      }),
    );
    const active = register.filter(({ status }) => status === 'active');
    for (const { recipientId } of active) owed.add(lineOf(Number(recipientId), month));
    const plan = planPayouts({
      period,
      commune: yenHan,
      holidays: new Set(),
      points: [aPoint()],
      register,
      before,
      lates,
      stored: [],
    });
    played.plans.push(plan);
    played.expected.push([...owed].toSorted());
    const payouts = plan.map((payout): Payout => {
      const number = Number(payout.recipientId);
      const { isPaid, isSaidLate } = fatesNow[number - 1] ?? {};
      if (isPaid === true && !payout.held) {
        for (const { month: paidMonth } of payout.lines) {
          owed.delete(lineOf(number, paidMonth));
          played.paidLines.push(lineOf(number, paidMonth));
        }
        return paid(payout);
      }
      if (isSaidLate === true)
        lates.push(aLate(number, { periodId: period.periodId, proofId: `L${String(at)}` }));
      return carriedOver(payout);
    });
    before = { period, payouts };
  }
  return played;
};

describe('promise 1: one payout per period, commune and recipient', () => {
  test('in every month, whatever was carried over or came late', () => {
    fc.assert(
      fc.property(months, (fates) => {
        for (const plan of play(fates).plans) {
          const ids = plan.map(({ recipientId }) => recipientId);
          expect(new Set(ids).size).toBe(ids.length);
          expect(people.map(anId)).toEqual(expect.arrayContaining(ids));
        }
      }),
    );
  });

  test('and one regular line per person and month', () => {
    fc.assert(
      fc.property(months, (fates) => {
        for (const plan of play(fates).plans) {
          const lines = linesIn(plan);
          expect(new Set(lines).size).toBe(lines.length);
        }
      }),
    );
  });
});

describe('promise 4: what is carried over appears exactly once in a later plan, and is never paid twice', () => {
  test('each plan has the lines that are owed and no others, late results confirmed or rejected', () => {
    fc.assert(
      fc.property(months, (fates) => {
        const { plans, expected } = play(fates);
        expect(plans.map((plan) => linesIn(plan).toSorted())).toEqual(expected);
      }),
    );
  });

  test('a line is told by the period that first owed it', () => {
    fc.assert(
      fc.property(months, (fates) => {
        for (const { periodId, lines } of play(fates).plans.flat())
          for (const { month, carriedFrom } of lines)
            expect(partsOf(carriedFrom ?? periodId).month).toBe(month);
        expect(fates.length).toBeGreaterThan(0);
      }),
    );
  });

  test('no line is paid twice', () => {
    fc.assert(
      fc.property(months, (fates) => {
        const { paidLines } = play(fates);
        expect(new Set(paidLines).size).toBe(paidLines.length);
      }),
    );
  });

  test('nobody is paid while a question about a line of theirs is open', () => {
    const asked = { isActive: true, isPaid: false, isSaidLate: true, decision: undefined };
    const later = { ...asked, isPaid: true, isSaidLate: false };
    const { plans, paidLines } = play([[asked], [later], [later], [{ ...later, decision: 'rejected' }]]);
    expect(plans.slice(1, 3).map(([payout]) => payout?.held)).toEqual([
      { periodId: inAugust, proofId: 'L0' },
      { periodId: inAugust, proofId: 'L0' },
    ]);
    expect(plans[3]?.[0]?.held).toBeUndefined();
    expect(paidLines).toHaveLength(4);
  });
});
