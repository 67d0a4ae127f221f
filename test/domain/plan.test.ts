import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carriedOf, planDifference, planHash, planned, planPayouts } from '../../shared/domain/plan.ts';
import { isAssigned, Payout, tally, totalOf } from '../../shared/domain/payout.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import { settle, standingOf } from '../../shared/domain/settlement.ts';
import { amount, numbers, shuffled } from '../support/arbitrary.ts';
import {
  aBenefit,
  aCollector,
  aLine,
  aMonth,
  anId,
  aPayout,
  aPoint,
  aRecipient,
  atPoint,
  carriedOver,
  inAugust,
  inJuly,
  noon,
  paid,
  yenHan,
} from '../support/build.ts';

const july = aMonth('2016-07');
const plan = (register: readonly Recipient[], before: readonly Payout[] = [], points = [aPoint()]) =>
  planPayouts({ periodId: inAugust, commune: yenHan, holidays: new Set(), points, register, before });
const inTheMonthBefore = (number: number, of = 270_000) =>
  aPayout(number, {
    periodId: inJuly,
    lines: [aLine(of, { month: july })],
    amount: of,
    place: atPoint('2016-07-04'),
  });

const register = numbers().chain((all) =>
  fc.tuple(
    ...all.map((number) =>
      fc
        .record({
          amount,
          status: fc.constantFrom('active' as const, 'active' as const, 'stopped' as const),
          hamlet: fc.constantFrom('A', 'B'),
          collector: fc.constantFrom(undefined, 'C1', 'C2'),
          homeVisit: fc.constantFrom(undefined, undefined, 'SICK' as const),
        })
        .map(({ amount: of, collector, ...given }) =>
          aRecipient(number, {
            ...given,
            benefits: [aBenefit(of)],
            collector: collector === undefined ? undefined : aCollector(collector),
          }),
        ),
    ),
  ),
);
const before = numbers().chain((all) =>
  fc.tuple(
    ...all.map((number) =>
      fc.tuple(amount, fc.boolean()).map(([of, isPaid]): Payout => {
        const payout = inTheMonthBefore(number, of);
        return isPaid ? paid(payout) : carriedOver(payout);
      }),
    ),
  ),
);

describe('planPayouts', () => {
  test('makes one payout, assigned and whole', () => {
    const collector = aCollector('C1');
    expect(plan([aRecipient(1, { collector })])).toEqual([
      {
        state: 'assigned',
        periodId: inAugust,
        commune: yenHan,
        recipientId: anId(1),
        lines: [aLine(270_000)],
        amount: 270_000,
        collectorKey: 'C1',
        place: atPoint('2016-08-03'),
        attempts: [],
        proofs: [],
      },
    ]);
  });

  test('adds what the month before owed to what is due now', () => {
    const [payout] = plan([aRecipient(1)], [carriedOver(inTheMonthBefore(1, 180_000))]);
    expect(payout?.amount).toBe(450_000);
  });

  test('owes nothing again that was paid, and nothing to whoever was stopped', () => {
    expect(plan([aRecipient(1, { status: 'stopped' })], [paid(inTheMonthBefore(1))])).toEqual([]);
  });

  test('keeps the session of the month before, paid or not', () => {
    const place = { ...atPoint('2016-07-04'), session: 'PM' as const };
    const last = [paid({ ...inTheMonthBefore(1), place }), carriedOver({ ...inTheMonthBefore(2), place })];
    expect(plan([aRecipient(1), aRecipient(2)], last).map((payout) => payout.place)).toEqual([
      { ...atPoint('2016-08-03'), session: 'PM' },
      { ...atPoint('2016-08-03'), session: 'PM' },
    ]);
  });

  test('plans nothing in a commune without a point', () => {
    expect(plan([aRecipient(1)], [], [])).toEqual([]);
  });

  test('everyone entitled gets exactly one payout, and nobody else', () => {
    fc.assert(
      fc.property(register, before, (people, last) => {
        const entitled = new Set([
          ...people.filter(({ status }) => status === 'active').map(({ recipientId }) => recipientId),
          ...last.filter(({ state }) => state === 'carriedOver').map(({ recipientId }) => recipientId),
        ]);
        const payouts = plan(people, last);
        expect(payouts.map(({ recipientId }) => recipientId).toSorted()).toEqual([...entitled].toSorted());
        for (const payout of payouts) {
          expect(Payout.parse(payout).amount).toBe(totalOf(payout.lines));
          expect(payout.place.pointId).toBe('01834-1');
        }
      }),
    );
  });

  test('each line that was not paid appears exactly once, with the period that owed it', () => {
    fc.assert(
      fc.property(register, before, (people, last) => {
        const carried = plan(people, last).flatMap(({ recipientId, lines }) =>
          lines.flatMap((line) =>
            line.carriedFrom ? [`${recipientId} ${line.carriedFrom} ${line.amount}`] : [],
          ),
        );
        const owed = last.flatMap(({ state, recipientId, amount: of }) =>
          state === 'carriedOver' ? [`${recipientId} ${inJuly} ${of}`] : [],
        );
        expect(carried.toSorted()).toEqual(owed.toSorted());
      }),
    );
  });

  test('the order of register and last payouts does not change the plan', () => {
    const both = fc
      .tuple(register, before)
      .chain(([people, last]) =>
        fc.tuple(fc.constant(people), fc.constant(last), shuffled(people), shuffled(last)),
      );
    const byRecipient = (payouts: readonly Payout[]) =>
      payouts.toSorted((a, b) => (a.recipientId < b.recipientId ? -1 : 1));
    fc.assert(
      fc.property(both, ([people, last, morePeople, moreLast]) => {
        const [first, again] = [plan(people, last), plan(morePeople, moreLast)];
        expect(byRecipient(again)).toEqual(byRecipient(first));
        expect(planned(again)).toEqual(planned(first));
      }),
    );
  });

  test('whatever is paid of a plan, its money is conserved down to the settlement', () => {
    fc.assert(
      fc.property(register, before, fc.infiniteStream(fc.boolean()), (people, last, fates) => {
        const payouts = plan(people, last);
        const submitted = planned(payouts).total;
        const ended = payouts.map((payout): Payout =>
          fates.next().value ? paid(payout) : carriedOver(payout),
        );
        const settled = settle(
          inAugust,
          [{ commune: yenHan, submitted, standing: standingOf(ended) }],
          submitted.amount,
          noon,
        );
        expect(settled).toMatchObject({ status: 'balanced', unbalanced: [] });
        expect(settled.toHandBack).toBe(settled.carriedOver.amount);
        // What was not paid now is owed in the next plan, to the đồng.
        const next = planPayouts({
          periodId: inAugust,
          commune: yenHan,
          holidays: new Set(),
          points: [aPoint()],
          register: [],
          before: ended,
        });
        expect(carriedOf(next)).toEqual(settled.carriedOver);
      }),
    );
  });
});

describe('planDifference', () => {
  test('puts what is new or changed and removes what is no more', () => {
    const stored = [aPayout(1), aPayout(2), aPayout(3)];
    const moved = aPayout(2, { place: atPoint('2016-08-04') });
    expect(planDifference(stored, [aPayout(1), moved, aPayout(4)])).toEqual({
      put: [moved, aPayout(4)],
      remove: [aPayout(3)],
    });
  });

  test('is nothing where the same is planned twice', () => {
    fc.assert(
      fc.property(register, before, (people, last) => {
        const stored = plan(people, last).map((payout) => Payout.parse(JSON.parse(JSON.stringify(payout))));
        expect(planDifference(stored, plan(people, last))).toEqual({ put: [], remove: [] });
      }),
    );
  });

  test('makes any stored plan the new one', () => {
    fc.assert(
      fc.property(register, register, before, (people, later, last) => {
        const [stored, wanted] = [plan(people, last), plan(later, last)];
        const { put, remove } = planDifference(stored, wanted);
        const written = new Map(stored.map((payout) => [payout.recipientId, payout]));
        for (const { recipientId } of remove) written.delete(recipientId);
        for (const payout of put) written.set(payout.recipientId, payout);
        expect(planDifference([...written.values()].filter(isAssigned), wanted)).toEqual({
          put: [],
          remove: [],
        });
        expect(planned([...written.values()])).toEqual(planned(wanted));
      }),
    );
  });
});

describe('planHash', () => {
  const payouts = [aPayout(1), aPayout(2)];

  test('counts for who, collector, lines and amounts', () => {
    const others = [
      [aPayout(1)],
      [aPayout(1), aPayout(3)],
      [aPayout(1), aPayout(2, { collectorKey: 'C1' })],
      [aPayout(1), aPayout(2, { amount: 270_001, lines: [aLine(270_001)] })],
      [aPayout(1), aPayout(2, { lines: [aLine(270_000, { carriedFrom: inJuly })] })],
    ];
    expect(new Set([payouts, ...others].map(planHash)).size).toBe(6);
  });

  test('does not count for where and when, nor for the order', () => {
    const moved = [aPayout(2, { place: atPoint('2016-08-09') }), aPayout(1)];
    expect(planHash(moved)).toBe(planHash(payouts));
  });
});

describe('planned', () => {
  test('says total and carried-over money, people counted once', () => {
    const lines = [aLine(100_000, { carriedFrom: inJuly }), aLine(50_000, { carriedFrom: inJuly }), aLine()];
    const payouts = [aPayout(1, { lines, amount: 420_000 }), aPayout(2)];
    expect(planned(payouts)).toEqual({
      hash: planHash(payouts),
      total: tally(payouts),
      carried: { count: 1, amount: 150_000 },
    });
    expect(tally(payouts)).toEqual({ count: 2, amount: 690_000 });
  });
});
