import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Payout, totalOf } from '../../shared/domain/payout.ts';
import { planPayouts } from '../../shared/domain/plan.ts';
import {
  changesOf,
  type ComparedPlan,
  comparePlans,
  PlanComparison,
  sumOfComparisons,
} from '../../shared/domain/plan-comparison.ts';
import { amount, numbers } from '../support/arbitrary.ts';
import {
  aBenefit,
  aCollector,
  aLine,
  aMonth,
  anId,
  aPayout,
  aPeriod,
  aPoint,
  aRecipient,
  august,
  carriedOver,
  inJuly,
  paid,
  yenHan,
} from '../support/build.ts';

const july = aMonth('2016-07');
const inTheMonthBefore = (number: number, of = 270_000): Payout =>
  paid(aPayout(number, { periodId: inJuly, lines: [aLine(of, { month: july })], amount: of }));
const compared = (given: Partial<ComparedPlan> = {}) =>
  comparePlans({ plan: [], before: [], register: [], points: [aPoint()], standard: 270_000, ...given });

const none = { count: 0, amount: 0 };
const nothing: PlanComparison = {
  new: none,
  stopped: none,
  changedAmount: { count: 0, before: 0, after: 0 },
  changedCollector: none,
  oneOff: none,
  carried: none,
  offStandard: { count: 0, above: 0, below: 0 },
  overfull: 0,
};

describe('comparePlans', () => {
  test('finds nothing where the month is like the one before', () => {
    const plan = [aPayout(1), aPayout(2)];
    const before = [inTheMonthBefore(1), inTheMonthBefore(2)];
    expect(compared({ plan, before, register: [aRecipient(1), aRecipient(2)] })).toEqual(nothing);
  });

  test('counts who is new and who stopped, by what they get or got in a month', () => {
    const plan = [aPayout(1), aPayout(2)];
    const before = [inTheMonthBefore(2), inTheMonthBefore(3, 405_000)];
    expect(compared({ plan, before })).toEqual({
      ...nothing,
      new: { count: 1, amount: 270_000 },
      stopped: { count: 1, amount: 405_000 },
    });
  });

  test('takes nobody for new or stopped by money of other months', () => {
    const carried = aLine(180_000, { month: july, carriedFrom: inJuly });
    const plan = [aPayout(1, { lines: [carried], amount: 180_000 })];
    const before = [
      carriedOver(
        aPayout(1, { periodId: inJuly, lines: [aLine(180_000, { month: july })], amount: 180_000 }),
      ),
    ];
    expect(compared({ plan, before })).toEqual({
      ...nothing,
      stopped: { count: 1, amount: 180_000 },
      carried: { count: 1, amount: 180_000 },
    });
  });

  test('says what changed amounts were and are', () => {
    const lines = [aLine(300_000), aLine(105_000, { benefit: '5(6)' })];
    const plan = [aPayout(1, { lines, amount: 405_000 }), aPayout(2)];
    const before = [inTheMonthBefore(1), inTheMonthBefore(2, 300_000)];
    expect(compared({ plan, before })).toEqual({
      ...nothing,
      changedAmount: { count: 2, before: 570_000, after: 675_000 },
    });
  });

  test('counts whom somebody else collects for', () => {
    const plan = [aPayout(1, { news: 'collector', collectorKey: 'C1' }), aPayout(2, { news: 'first' })];
    const before = [inTheMonthBefore(1), inTheMonthBefore(2)];
    expect(compared({ plan, before })).toEqual({
      ...nothing,
      changedCollector: { count: 1, amount: 270_000 },
    });
  });

  test('keeps what is paid once out of the monthly amounts', () => {
    const lines = [
      aLine(),
      aLine(540_000, { kind: 'arrears' }),
      aLine(5_400_000, { kind: 'funeral', benefit: 'funeral' }),
    ];
    const carried = aLine(100_000, { kind: 'arrears', carriedFrom: inJuly });
    const plan = [aPayout(1, { lines, amount: 6_210_000 }), aPayout(2, { lines: [aLine(), carried] })];
    expect(compared({ plan, before: [inTheMonthBefore(1), inTheMonthBefore(2)] })).toEqual({
      ...nothing,
      oneOff: { count: 1, amount: 5_940_000 },
      carried: { count: 1, amount: 100_000 },
    });
  });

  describe('off the standard', () => {
    const off = (standard: number | undefined, ...benefits: ReturnType<typeof aBenefit>[]) =>
      compared({ register: [aRecipient(1, { benefits })], standard }).offStandard;

    test('are benefits above or below standard × coefficient, in đồng', () => {
      const half = { ...aBenefit(405_000), coefficient: 1.5 };
      expect(off(270_000, aBenefit(270_000), half, aBenefit(300_000), aBenefit(180_000))).toEqual({
        count: 2,
        above: 30_000,
        below: 90_000,
      });
    });

    test('are whole đồng, whatever the coefficient is as a binary fraction', () => {
      expect(off(350_010, { ...aBenefit(385_011), coefficient: 1.1 })).toEqual(nothing.offStandard);
    });

    test('is nobody who was stopped, and nothing where the province has no standard', () => {
      const stopped = aRecipient(1, { benefits: [aBenefit(1_000)], status: 'stopped' });
      expect(compared({ register: [stopped] })).toEqual(nothing);
      expect(off(undefined, aBenefit(1_000))).toEqual(nothing.offStandard);
    });
  });

  test('counts people beyond the capacity of their session', () => {
    const plan = [aPayout(1), aPayout(2), aPayout(3)];
    const before = [1, 2, 3].map((number) => inTheMonthBefore(number));
    expect(compared({ plan, before, points: [aPoint('01834-1', { capacity: 1 })] }).overfull).toBe(2);
  });
});

describe('changesOf', () => {
  test('names whoever gets something once or carried over, beside their month', () => {
    const lines = [
      aLine(270_000),
      aLine(540_000, { kind: 'arrears' }),
      aLine(135_000, { kind: 'funeral' }),
      aLine(90_000, { kind: 'arrears', carriedFrom: inJuly }),
    ];
    const plan = [aPayout(1, { lines, amount: 1_035_000 })];
    expect(changesOf(plan, [inTheMonthBefore(1)])).toEqual([
      { recipientId: anId(1), kind: 'oneOff', before: 0, after: 675_000 },
      { recipientId: anId(1), kind: 'carried', before: 0, after: 90_000 },
    ]);
  });

  test('names everybody with what they had and have, whose amount and collector both change twice', () => {
    const changed = aPayout(1, { news: 'collector', lines: [aLine(300_000)], amount: 300_000 });
    const plan = [changed, aPayout(2), aPayout(4)];
    const before = [inTheMonthBefore(1), inTheMonthBefore(3), inTheMonthBefore(4)];
    expect(changesOf(plan, before)).toEqual([
      { recipientId: anId(1), kind: 'amount', before: 270_000, after: 300_000 },
      { recipientId: anId(1), kind: 'collector', before: 270_000, after: 300_000 },
      { recipientId: anId(2), kind: 'new', before: 0, after: 270_000 },
      { recipientId: anId(3), kind: 'stopped', before: 270_000, after: 0 },
    ]);
  });
});

const register = numbers(15).chain((all) =>
  fc.tuple(
    ...all.map((number) =>
      fc
        .record({
          of: amount,
          status: fc.constantFrom('active' as const, 'active' as const, 'stopped' as const),
          collector: fc.constantFrom(undefined, 'C1', 'C2'),
          arrears: fc.option(amount, { nil: undefined }),
        })
        .map(({ of, status, collector, arrears }) =>
          aRecipient(number, {
            status,
            benefits: [
              {
                ...aBenefit(of),
                arrears: arrears === undefined ? undefined : { month: august, amount: arrears },
              },
            ],
            collector: collector === undefined ? undefined : aCollector(collector),
          }),
        ),
    ),
  ),
);
const before = numbers(15).chain((all) =>
  fc.tuple(
    ...all.map((number) =>
      fc.tuple(amount, amount, fc.boolean()).map(([of, oneOff, isPaid]): Payout => {
        const lines = [aLine(of, { month: july }), aLine(oneOff, { month: july, kind: 'arrears' })];
        const payout = aPayout(number, { periodId: inJuly, lines, amount: totalOf(lines) });
        return isPaid ? paid(payout) : carriedOver(payout);
      }),
    ),
  ),
);

describe('the promises of comparePlans', () => {
  const regularOf = (payouts: readonly Payout[]) =>
    totalOf(payouts.flatMap(({ lines }) => lines).filter(({ kind }) => kind === 'regular'));

  test('explains the plan from the month before, to the last đồng', () => {
    fc.assert(
      fc.property(register, before, (people, last) => {
        const plan = planPayouts({
          period: aPeriod(),
          commune: yenHan,
          holidays: new Set(),
          points: [aPoint()],
          register: people,
          before: { period: aPeriod({ periodId: inJuly }), payouts: last },
          lates: [],
          stored: [],
        });
        const found = compared({ plan, before: last, register: people });
        const { stopped, changedAmount, oneOff, carried } = PlanComparison.parse(found);
        const continuing = regularOf(last) - stopped.amount;
        const changed = changedAmount.after - changedAmount.before;
        expect(totalOf(plan)).toBe(continuing + found.new.amount + changed + oneOff.amount + carried.amount);
      }),
    );
  });

  test('is the same in all as by commune', () => {
    fc.assert(
      fc.property(register, before, (people, last) => {
        const plan = people.map((recipient) => aPayout(Number(recipient.recipientId), { news: 'collector' }));
        const isOdd = ({ recipientId }: { recipientId: string }) => Number(recipientId) % 2 === 1;
        const isEven = (one: { recipientId: string }) => !isOdd(one);
        const parts = [isOdd, isEven].map((isIn) =>
          compared({ plan: plan.filter(isIn), before: last.filter(isIn), register: people.filter(isIn) }),
        );
        expect(sumOfComparisons(parts)).toEqual(compared({ plan, before: last, register: people }));
      }),
    );
  });

  test('of no commune at all is nothing', () => {
    expect(sumOfComparisons([])).toEqual(nothing);
  });
});
