import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Late } from '../../shared/domain/late.ts';
import {
  carriedOf,
  owedBy,
  periodThatPaid,
  planDifference,
  planHash,
  planned,
  type PlannedCommune,
  planPayouts,
} from '../../shared/domain/plan.ts';
import { previousPeriod } from '../../shared/domain/payment-period.ts';
import { isAssigned, Payout, tally, totalOf } from '../../shared/domain/payout.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import { settle } from '../../shared/domain/settlement.ts';
import { standingOf } from '../../shared/domain/standing.ts';
import { amount, numbers, shuffled } from '../support/arbitrary.ts';
import {
  aBenefit,
  aCollector,
  aDay,
  aLate,
  aLine,
  aMonth,
  anAttempt,
  anId,
  aPayout,
  aPeriod,
  aPoint,
  aRecipient,
  atHome,
  atPoint,
  carriedOver,
  inAugust,
  inJuly,
  noon,
  paid,
  yenHan,
} from '../support/build.ts';

const july = aMonth('2016-07');
const inJune = previousPeriod(inJuly);
const periodJuly = aPeriod({
  periodId: inJuly,
  status: 'closed',
  calendar: { ...aPeriod().calendar, payoutUntil: aDay('2016-07-11') },
});
const plan = (
  register: readonly Recipient[],
  payouts: readonly Payout[] = [],
  given: Partial<PlannedCommune> = {},
) =>
  planPayouts({
    period: aPeriod(),
    commune: yenHan,
    holidays: new Set(),
    points: [aPoint()],
    register,
    before: { period: periodJuly, payouts },
    lates: [],
    stored: [],
    ...given,
  });
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
    expect(plan([aRecipient(1, { collector })], [], { before: undefined })).toEqual([
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

  describe('the planner’s own choice', () => {
    const chosen = { by: 'planner-1', at: noon.toISOString(), reason: 'ASKED' as const };
    const stored = (place: Payout['place']) => ({ stored: [aPayout(1, { place, chosen })] });

    test.each([
      ['a day and a session', { ...atPoint('2016-08-09'), session: 'PM' as const }],
      ['a home visit', atHome('2016-08-04')],
    ])('is kept when the plan is made again, with who chose: %s', (_, place) => {
      expect(plan([aRecipient(1)], [], stored(place))).toMatchObject([{ place, chosen }]);
    });

    test('is gone when its point is', () => {
      const [payout] = plan([aRecipient(1)], [], stored(atPoint('2016-08-09', '01834-7')));
      expect(payout).toMatchObject({ place: atPoint('2016-08-03') });
      expect(payout?.chosen).toBeUndefined();
    });

    test('is kept in a month that is approved too late, on a day that is left', () => {
      const period = aPeriod({ notBefore: aDay('2016-08-05') });
      const given = { period, ...stored(atPoint('2016-08-03')) };
      expect(plan([aRecipient(1)], [], given)).toMatchObject([{ place: atPoint('2016-08-05'), chosen }]);
    });

    test('is nothing but the planner’s: another place in the plan that stands makes way', () => {
      const given = { stored: [aPayout(1, { place: atPoint('2016-08-09') })] };
      expect(plan([aRecipient(1)], [], given)).toMatchObject([{ place: atPoint('2016-08-03') }]);
    });
  });

  describe('news', () => {
    const newsOf = (...given: Parameters<typeof plan>) => plan(...given).map(({ news }) => news);
    const collector = aCollector('C1');

    test('are a first payment here', () => {
      expect(newsOf([aRecipient(1), aRecipient(2)], [paid(inTheMonthBefore(1))])).toEqual([
        undefined,
        'first',
      ]);
    });

    test('are none in the very first period', () => {
      expect(newsOf([aRecipient(1)], [], { before: undefined })).toEqual([undefined]);
    });

    test.each([
      ['somebody instead of the recipient', collector, undefined],
      ['the recipient again', undefined, 'C1'],
      ['somebody else', collector, 'C2'],
    ])('are another collector: %s', (_, now, collectorKey) => {
      const last = [paid({ ...inTheMonthBefore(1), collectorKey })];
      expect(newsOf([aRecipient(1, { collector: now })], last)).toEqual(['collector']);
    });

    test('are none where the same collector comes, nor to somebody in no register', () => {
      const last = { ...inTheMonthBefore(1), collectorKey: 'C1' };
      expect(newsOf([aRecipient(1, { collector })], [paid(last)])).toEqual([undefined]);
      expect(newsOf([], [carriedOver(last)])).toEqual([undefined]);
    });
  });

  describe('months that were missed before', () => {
    const missed = (last: Payout, lates: readonly Late[] = []) =>
      plan([aRecipient(1)], [last], { lates }).map(({ missedBefore }) => missedBefore);

    test('are one more with each that was carried over', () => {
      expect(missed(carriedOver(inTheMonthBefore(1)))).toEqual([1]);
      expect(missed(carriedOver({ ...inTheMonthBefore(1), missedBefore: 2 }))).toEqual([3]);
    });

    test('are none after a payment', () => {
      expect(missed(paid({ ...inTheMonthBefore(1), missedBefore: 2 }))).toEqual([undefined]);
    });

    test.each(['ROAD_OR_WEATHER', 'POINT_OUT_OF_CASH'] as const)(
      'do not count where it was the post: %s',
      (why) => {
        const attempts = [anAttempt('ABSENT'), anAttempt(why)];
        expect(missed(carriedOver({ ...inTheMonthBefore(1), attempts }))).toEqual([undefined]);
        expect(missed(carriedOver({ ...inTheMonthBefore(1), attempts, missedBefore: 2 }))).toEqual([2]);
      },
    );

    test('end with a month that turned out to have been paid', () => {
      const last = carriedOver({ ...inTheMonthBefore(1), missedBefore: 2 });
      expect(missed(last, [aLate(1, { decision: 'confirmed' })])).toEqual([undefined]);
      expect(missed(last, [aLate(1, { decision: 'rejected' })])).toEqual([3]);
    });
  });

  describe('a late result', () => {
    const owed = carriedOver(inTheMonthBefore(1));

    test('that nobody has decided about holds the payout', () => {
      expect(plan([aRecipient(1)], [owed], { lates: [aLate(1)] })).toMatchObject([
        { amount: 540_000, held: { periodId: inJuly, proofId: 'L' } },
      ]);
    });

    test.each<[string, Partial<Late>, number]>([
      ['confirmed, takes its lines out of the plan', { decision: 'confirmed' }, 270_000],
      ['rejected, leaves them in it', { decision: 'rejected' }, 540_000],
      ['about an attempt, too', { saysPaid: false }, 540_000],
    ])('that was %s, and holds nothing', (_, given, amount) => {
      const [payout] = plan([aRecipient(1)], [owed], { lates: [aLate(1, given)] });
      expect(payout).toMatchObject({ amount });
      expect(payout?.held).toBeUndefined();
    });

    test('about a month that owes nothing any more holds nothing', () => {
      const [payout] = plan([aRecipient(1)], [owed], { lates: [aLate(1, { periodId: inJune })] });
      expect(payout).toMatchObject({ amount: 540_000 });
      expect(payout?.held).toBeUndefined();
    });

    test('confirmed, leaves no payout where nothing else is due', () => {
      expect(plan([], [owed], { lates: [aLate(1, { decision: 'confirmed' })] })).toEqual([]);
    });

    test('still asked about holds the payout of the month after, too', () => {
      const held = { periodId: inJune, proofId: 'L' };
      const lines = [aLine(270_000, { carriedFrom: inJune }), aLine(270_000)];
      const last = carriedOver({ ...inTheMonthBefore(1), lines, amount: 540_000, held });
      const asked = { lates: [aLate(1, { periodId: inJune })] };
      expect(plan([aRecipient(1)], [last], asked)).toMatchObject([{ amount: 810_000, held }]);
      const answered = { lates: [aLate(1, { periodId: inJune, decision: 'confirmed' as const })] };
      const [payout] = plan([aRecipient(1)], [last], answered);
      // July was missed after June had been paid; the post's own question is no fault of theirs.
      expect(payout).toMatchObject({ amount: 540_000 });
      expect(payout?.missedBefore).toBeUndefined();
    });

    test('asked about twice holds by the later one, the first of them where they are of one month', () => {
      const lines = [aLine(270_000, { carriedFrom: inJune }), aLine(270_000)];
      const last = carriedOver({ ...inTheMonthBefore(1), lines, amount: 540_000 });
      const lates = [
        aLate(1, { periodId: inJune, proofId: 'A' }),
        aLate(1, { proofId: 'D', at: '2016-08-05T00:00:00.000Z' }),
        aLate(1, { proofId: 'C', at: '2016-08-04T00:00:00.000Z' }),
        aLate(1, { proofId: 'B', at: '2016-08-04T00:00:00.000Z' }),
      ];
      expect(plan([], [last], { lates })).toMatchObject([{ held: { periodId: inJuly, proofId: 'B' } }]);
      expect(plan([], [last], { lates: lates.slice(0, 1) })).toMatchObject([
        { held: { periodId: inJune, proofId: 'A' } },
      ]);
    });
  });

  test('plans nothing in a commune without a point', () => {
    expect(plan([aRecipient(1)], [], { points: [] })).toEqual([]);
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
          { approved: submitted, received: submitted.amount, payerFee: undefined },
          noon,
        );
        expect(settled).toMatchObject({ status: 'balanced', unbalanced: [] });
        expect(settled.toHandBack).toBe(settled.carriedOver.amount);
        // What was not paid now is owed in the next plan, to the đồng.
        const next = plan([], ended);
        expect(carriedOf(next)).toEqual(settled.carriedOver);
      }),
    );
  });
});

describe('owedBy', () => {
  test('is what the next plan carries, whatever came late', () => {
    const lates = numbers().chain((all) =>
      fc.tuple(
        ...all.map((number) =>
          fc
            .constantFrom<Late['decision'][]>(undefined, 'confirmed', 'rejected')
            .map((decision) => aLate(number, { decision })),
        ),
      ),
    );
    fc.assert(
      fc.property(register, before, lates, (people, last, late) => {
        expect(carriedOf(plan(people, last, { lates: late }))).toEqual(owedBy(last, late));
      }),
    );
  });
});

test.each([
  ['nothing before the first one', undefined, undefined],
  ['a closed one', periodJuly, periodJuly],
  ['none that was cancelled', aPeriod({ periodId: inJuly, status: 'cancelled' }), undefined],
])('the period that paid is %s', (_, found, expected) => {
  expect(periodThatPaid(found)).toEqual(expected);
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

  test('does not count for where and when, for news and questions, nor for the order', () => {
    const moved = [
      aPayout(2, {
        place: atPoint('2016-08-09'),
        chosen: { by: 'planner-1', at: noon.toISOString(), reason: 'ASKED' },
        news: 'first',
        missedBefore: 1,
        held: { periodId: inJuly, proofId: 'L' },
      }),
      aPayout(1),
    ];
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
