import { describe, expect, test } from 'vitest';
import { assignPayouts } from '../../functions/assign-payouts/handler.ts';
import type { Late } from '../../shared/domain/late.ts';
import { type Period, PeriodId } from '../../shared/domain/payment-period.ts';
import { planRulesHash } from '../../shared/domain/plan-rules.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import { planScope } from '../../shared/store/leases.ts';
import {
  aBenefit,
  aCollector,
  aDay,
  aLate,
  aLine,
  aMonth,
  anId,
  aPayout,
  aPeriod,
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
import { nextDoor, settings } from '../support/facts.ts';
import {
  fakeContradictions,
  fakeDirectory,
  fakeLeases,
  fakePayouts,
  fakePeriodCommunes,
  fakePeriods,
  fakeRegisters,
  fakeSettings,
} from '../support/function-fakes.ts';

const preparing = aPeriod({ status: 'preparing', before: inJuly });
const july = aPeriod({ periodId: inJuly, status: 'closed' });
const points = [aPoint()];
const aPeriodId = (month: string) => PeriodId.parse(`assistance.06.${month}`);

/** A commune with a register of version 3, in the month after July. */
const setting = (period: Period = preparing, people: Recipient[] = [aRecipient(1), aRecipient(2)]) => {
  const needs = {
    periods: fakePeriods(period, july),
    communes: fakePeriodCommunes(),
    payouts: fakePayouts(),
    contradictions: fakeContradictions(),
    directory: fakeDirectory({ points: [...points, aPoint('01835-1')] }),
    registers: fakeRegisters([{ commune: yenHan, version: 3, size: people.length }], people),
    settings: fakeSettings(settings),
    leases: fakeLeases(),
  };
  const assign = () => assignPayouts(needs)({ periodId: inAugust, communes: [yenHan] });
  return {
    ...needs,
    assign,
    add: (...payouts: Parameters<typeof fakePayouts>) => {
      for (const one of payouts)
        needs.payouts.all.set(`${one.periodId} ${one.commune} ${one.recipientId}`, one);
    },
    plan: () => [...needs.payouts.all.values()].filter(({ periodId }) => periodId === inAugust),
    planned: () => needs.communes.all.get(`${inAugust} ${yenHan}`)?.planned,
  };
};
const inTheMonthBefore = (number: number) =>
  aPayout(number, { periodId: inJuly, lines: [aLine(270_000, { month: aMonth('2016-07') })] });

describe('assign-payouts', () => {
  test('gives everybody one payout, under the lease of the commune', async () => {
    const { assign, plan, leases } = setting();
    await assign();
    expect(plan()).toMatchObject([
      { state: 'assigned', amount: 270_000, place: { kind: 'point', pointId: '01834-1', day: '2016-08-03' } },
      { state: 'assigned', amount: 270_000 },
    ]);
    expect(leases.taken).toEqual([planScope(inAugust, yenHan)]);
  });

  test('writes down what the plan was made from, and what it is against the month before', async () => {
    const people = [
      aRecipient(1, { benefits: [aBenefit(300_000)] }),
      aRecipient(2, { collector: aCollector('C1') }),
      aRecipient(3),
    ];
    const { assign, add, planned } = setting(preparing, people);
    add(paid(inTheMonthBefore(1)), carriedOver(inTheMonthBefore(2)), paid(inTheMonthBefore(4)));
    await assign();
    expect(planned()).toMatchObject({
      registerVersion: 3,
      rulesHash: planRulesHash({ ...preparing, points }),
      total: { count: 3, amount: 1_110_000 },
      carried: { count: 1, amount: 270_000 },
      comparison: {
        new: { count: 1, amount: 270_000 },
        stopped: { count: 1, amount: 270_000 },
        changedAmount: { count: 1, before: 270_000, after: 300_000 },
        changedCollector: { count: 1, amount: 540_000 },
        carried: { count: 1, amount: 270_000 },
        offStandard: { count: 1, above: 30_000, below: 0 },
        overfull: 0,
      },
    });
  });

  test('run twice writes the plan once', async () => {
    const { assign, payouts, communes } = setting();
    await assign();
    const [first, plan] = [[...payouts.all], communes.all.get(`${inAugust} ${yenHan}`)];
    const writes: number[] = [];
    const { savePlan } = payouts;
    payouts.savePlan = async (difference, assertHeld) => {
      writes.push(difference.put.length + difference.remove.length);
      return savePlan(difference, assertHeld);
    };
    await assign();
    expect(writes).toEqual([0]);
    expect([...payouts.all]).toEqual(first);
    expect(communes.all.get(`${inAugust} ${yenHan}`)).toEqual(plan);
  });

  test('takes out whoever was stopped and adds what was carried over', async () => {
    const { assign, add, plan, registers } = setting();
    await assign();
    await registers.saveRecipients([aRecipient(1, { status: 'stopped' })], () => undefined);
    add(carriedOver(inTheMonthBefore(2)));
    await assign();
    expect(plan()).toMatchObject([{ recipientId: anId(2), amount: 540_000, missedBefore: 1 }]);
    expect(plan()[0]?.lines.map(({ carriedFrom }) => carriedFrom)).toEqual([inJuly, undefined]);
  });

  test('carries over what the last closed period owes, over a month that was cancelled', async () => {
    const inSeptember = aPeriod({ ...preparing, periodId: aPeriodId('2016-09'), before: inJuly });
    const { add, payouts, ...needs } = setting(inSeptember);
    add(carriedOver(inTheMonthBefore(1)), aPayout(1));
    await assignPayouts({ ...needs, payouts })({ periodId: inSeptember.periodId, communes: [yenHan] });
    const plan = [...payouts.all.values()].filter(({ periodId }) => periodId === inSeptember.periodId);
    expect(plan).toMatchObject([{ recipientId: anId(1), amount: 540_000 }, { news: 'first' }]);
  });

  test('is the first plan where the month before was cancelled and none was closed', async () => {
    const { assign, periods, plan, payouts } = setting(aPeriod({ status: 'preparing' }));
    periods.all.set(inJuly, aPeriod({ periodId: inJuly, status: 'cancelled' }));
    payouts.all.set('cancelled', aPayout(2, { periodId: inJuly }));
    await assign();
    expect(plan().map(({ news }) => news)).toEqual([undefined, undefined]);
  });

  test('plans nobody before the first day that is left of a month approved too late', async () => {
    const { assign, plan, planned } = setting({ ...preparing, notBefore: aDay('2016-08-05') });
    await assign();
    expect(plan().map(({ place }) => place.day)).toEqual(['2016-08-05', '2016-08-05']);
    expect(planned()?.rulesHash).not.toBe(planRulesHash({ ...preparing, points }));
  });

  test('keeps the planner’s own choice when a list is applied', async () => {
    const { assign, add, plan, registers } = setting();
    await assign();
    const chosen = { by: 'planner-1', at: noon.toISOString(), reason: 'ASKED' as const };
    add(aPayout(1, { place: atPoint('2016-08-09'), chosen }));
    await registers.saveRecipients([aRecipient(1, { hamlet: 'Z' }), aRecipient(3)], () => undefined);
    await assign();
    expect(plan()).toHaveLength(3);
    expect(plan()[0]).toMatchObject({ place: atPoint('2016-08-09'), chosen });
  });

  test('looks for late results only where something was carried over', async () => {
    const { add, contradictions, ...needs } = setting();
    const looked: string[] = [];
    const watched = {
      ...contradictions,
      listLate: (async (periodId, commune) => {
        looked.push(`${periodId} ${commune}`);
        return contradictions.listLate(periodId, commune);
      }) as typeof contradictions.listLate,
    };
    const assign = () =>
      assignPayouts({ ...needs, contradictions: watched })({ periodId: inAugust, communes: [yenHan] });
    add(paid(inTheMonthBefore(1)));
    await assign();
    expect(looked).toEqual([]);
    add(carriedOver(inTheMonthBefore(2)));
    await assign();
    expect(looked).toEqual([`${inJuly} ${yenHan}`]);
  });

  test.each<[string, Partial<Late>, object]>([
    [
      'that is asked about holds the payout',
      {},
      { amount: 540_000, held: { periodId: inJuly, proofId: 'L' } },
    ],
    [
      'that was confirmed takes its lines out',
      { decision: 'confirmed' },
      { amount: 270_000, held: undefined },
    ],
    ['that was rejected changes nothing', { decision: 'rejected' }, { amount: 540_000, held: undefined }],
  ])('a late result %s', async (_, late, expected) => {
    const { assign, add, plan, contradictions } = setting(preparing, [aRecipient(1)]);
    add(carriedOver(inTheMonthBefore(1)));
    await contradictions.keepLate(aLate(1, late));
    await assign();
    expect(plan()[0]).toEqual(expect.objectContaining(expected));
  });

  test('a question of an earlier month is still asked in this one', async () => {
    const inJune = aPeriodId('2016-06');
    const { assign, add, plan, contradictions } = setting(preparing, []);
    const lines = [aLine(270_000, { carriedFrom: inJune }), aLine(270_000)];
    add(carriedOver({ ...inTheMonthBefore(1), lines, amount: 540_000 }));
    await contradictions.keepLate(aLate(1, { periodId: inJune }));
    await assign();
    expect(plan()).toMatchObject([{ held: { periodId: inJune, proofId: 'L' } }]);
  });

  test.each<[string, Partial<Period>]>([
    ['submitted', { status: 'submitted' }],
    ['frozen', { status: 'prepared', isFrozen: true }],
    ['open', { status: 'open' }],
    ['cancelled', { status: 'cancelled' }],
  ])('plans nothing while the period is %s', async (_name, given) => {
    const { assign, payouts, communes } = setting(aPeriod(given));
    await assign();
    expect(payouts.all.size).toBe(0);
    expect(communes.all.size).toBe(0);
  });

  test('a commune that is being written fails by the name of the lease, and the others are planned', async () => {
    const { payouts, ...needs } = setting();
    const leases = fakeLeases(planScope(inAugust, nextDoor));
    const assigning = assignPayouts({ ...needs, payouts, leases })({
      periodId: inAugust,
      communes: [nextDoor, yenHan],
    });
    await expect(assigning).rejects.toMatchObject({ name: 'LeaseHeld' });
    expect([...payouts.all.values()].map(({ commune }) => commune)).toEqual([yenHan, yenHan]);
  });
});
