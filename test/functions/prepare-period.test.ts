import { describe, expect, test } from 'vitest';
import { assignPayouts } from '../../functions/assign-payouts/handler.ts';
import { openDuePeriods } from '../../functions/open-due-periods/handler.ts';
import { openPeriod } from '../../functions/open-period/handler.ts';
import type { Period, PeriodStatus } from '../../shared/domain/payment-period.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import { standingOf } from '../../shared/domain/settlement.ts';
import { planScope } from '../../shared/store/leases.ts';
import {
  aPayout,
  aPeriod,
  aPoint,
  aRecipient,
  assistance,
  carriedOver,
  inAugust,
  inJuly,
  noon,
  yenHan,
} from '../support/build.ts';
import { here, nextDoor, settings } from '../support/facts.ts';
import {
  aCommuneOf,
  fakeDirectory,
  fakeLeases,
  fakePayouts,
  fakePeriodCommunes,
  fakePeriods,
  fakeRegisters,
  fakeSettings,
  fakeWorkflow,
} from '../support/function-fakes.ts';

const preparing = aPeriod({ status: 'preparing' });

/** A province of one commune that has a point, and a register of version 3. */
const setting = (period = preparing, people: Recipient[] = [aRecipient(1), aRecipient(2)]) => {
  const needs = {
    periods: fakePeriods(period),
    communes: fakePeriodCommunes(),
    payouts: fakePayouts(),
    directory: fakeDirectory({
      programmes: [here],
      communes: [aCommuneOf(yenHan), aCommuneOf(nextDoor)],
      points: [aPoint()],
    }),
    registers: fakeRegisters([{ commune: yenHan, version: 3, size: people.length }], people),
    settings: fakeSettings(settings),
    leases: fakeLeases(),
    now: () => new Date('2016-07-20T02:00:00.000Z'),
  };
  const open = () => openPeriod(needs)({ periodId: inAugust });
  const assign = () => assignPayouts(needs)({ periodId: inAugust, communes: [yenHan] });
  return { ...needs, open, assign, status: () => needs.periods.all.get(inAugust)?.status };
};

describe('open-period', () => {
  test('opens a period with its calendar and names the communes to plan', async () => {
    const { open, periods, directory } = setting();
    periods.all.clear();
    expect(await open()).toEqual({ next: 'assign', groups: [[yenHan]] });
    expect(periods.all.get(inAugust)).toEqual({ ...preparing, openedAt: '2016-07-20T02:00:00.000Z' });
    expect([...directory.periods]).toEqual([inAugust]);
  });

  test('calls it prepared when every commune is planned from its present register', async () => {
    const { open, assign, status } = setting();
    await open();
    await assign();
    expect(await open()).toEqual({ next: 'done' });
    expect(status()).toBe('prepared');
    expect(await open()).toEqual({ next: 'done' });
  });

  test('plans again when a list has changed a register', async () => {
    const { open, assign, registers, status } = setting();
    await assign();
    await open();
    await registers.saveRegister(assistance, { commune: yenHan, version: 4, size: 2 });
    expect(await open()).toEqual({ next: 'assign', groups: [[yenHan]] });
    expect(status()).toBe('preparing');
  });

  test('stops by name at a commune without a point', async () => {
    const { open, registers, status } = setting();
    await registers.saveRegister(assistance, { commune: nextDoor, version: 1, size: 1 });
    expect(await open()).toEqual({ next: 'stopped', communes: [nextDoor] });
    expect(status()).toBe('preparing');
  });

  test('plans a commune that owes somebody, though no list names it any more', async () => {
    const { open, registers, communes } = setting();
    registers.all.clear();
    const standing = standingOf([carriedOver(aPayout(1, { periodId: inJuly }))]);
    communes.all.set(`${inJuly} ${yenHan}`, { commune: yenHan, standing });
    expect(await open()).toEqual({ next: 'assign', groups: [[yenHan]] });
  });

  test.each(['submitted', 'open', 'closing', 'closed'] as const)(
    'leaves a period that is %s',
    async (status) => {
      const { open, periods } = setting(aPeriod({ status }));
      expect(await open()).toEqual({ next: 'done' });
      expect(periods.all.get(inAugust)).toEqual(aPeriod({ status }));
    },
  );

  test('leaves a plan that is frozen', async () => {
    const { open } = setting(aPeriod({ status: 'prepared', isFrozen: true }));
    expect(await open()).toEqual({ next: 'done' });
  });
});

describe('assign-payouts', () => {
  test('gives everybody one payout, under the lease of the commune', async () => {
    const { assign, payouts, communes, leases } = setting();
    await assign();
    expect([...payouts.all.values()]).toMatchObject([
      { state: 'assigned', amount: 270_000, place: { kind: 'point', pointId: '01834-1', day: '2016-08-03' } },
      { state: 'assigned', amount: 270_000 },
    ]);
    expect(communes.all.get(`${inAugust} ${yenHan}`)?.planned).toMatchObject({
      registerVersion: 3,
      total: { count: 2, amount: 540_000 },
    });
    expect(leases.taken).toEqual([planScope(inAugust, yenHan)]);
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
    const { assign, payouts, registers } = setting();
    await assign();
    await registers.saveRecipients([aRecipient(1, { status: 'stopped' })], () => undefined);
    const owed = carriedOver(aPayout(2, { periodId: inJuly }));
    payouts.all.set('owed', owed);
    await assign();
    const planned = [...payouts.all.values()].filter(({ periodId }) => periodId === inAugust);
    expect(planned).toMatchObject([{ recipientId: aPayout(2).recipientId, amount: 540_000 }]);
    expect(planned[0]?.lines.map(({ carriedFrom }) => carriedFrom)).toEqual([inJuly, undefined]);
  });

  test.each<[string, Partial<Period>]>([
    ['submitted', { status: 'submitted' }],
    ['frozen', { status: 'prepared', isFrozen: true }],
    ['open', { status: 'open' }],
  ])('plans nothing while the period is %s', async (_name, given) => {
    const { assign, payouts, communes } = setting(aPeriod(given));
    await assign();
    expect(payouts.all.size).toBe(0);
    expect(communes.all.size).toBe(0);
  });

  test('a commune that is being written fails by the name of the lease', async () => {
    const { payouts, ...needs } = setting();
    const leases = fakeLeases(planScope(inAugust, yenHan));
    const assigning = assignPayouts({ ...needs, payouts, leases })({
      periodId: inAugust,
      communes: [yenHan],
    });
    await expect(assigning).rejects.toMatchObject({ name: 'LeaseHeld' });
    expect(payouts.all.size).toBe(0);
  });
});

describe('open-due-periods', () => {
  const daily = (now: string, known: readonly [Period['periodId'], PeriodStatus][] = []) => {
    const needs = {
      directory: fakeDirectory({ programmes: [here], periods: known.map(([periodId]) => periodId) }),
      periods: fakePeriods(...known.map(([periodId, status]) => aPeriod({ periodId, status }))),
      settings: fakeSettings(settings),
      preparePeriod: fakeWorkflow(),
      runPeriod: fakeWorkflow(),
      now: () => new Date(now),
    };
    return { ...needs, run: openDuePeriods(needs) };
  };
  const twentieth = '2016-07-20T01:00:00.000Z';

  test('prepares the next month from its day on', async () => {
    const { run, preparePeriod } = daily(twentieth);
    expect(await run()).toEqual({ prepared: 1, run: 0 });
    expect(preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
  });

  test('counts the day by the wall clock of the programme', async () => {
    expect(await daily('2016-07-19T16:59:59.000Z').run()).toEqual({ prepared: 0, run: 0 });
    expect(await daily('2016-07-19T17:00:00.000Z').run()).toEqual({ prepared: 1, run: 0 });
  });

  test('run twice starts once', async () => {
    const { run, preparePeriod } = daily(twentieth);
    await run();
    expect(await run()).toEqual({ prepared: 0, run: 0 });
    expect(preparePeriod.inputs).toHaveLength(1);
  });

  test('waits until the month before is closed', async () => {
    expect(await daily(twentieth, [[inJuly, 'closing']]).run()).toEqual({ prepared: 0, run: 1 });
    expect(await daily(twentieth, [[inJuly, 'closed']]).run()).toEqual({ prepared: 1, run: 0 });
  });

  test.each(['open', 'closing'] as const)(
    'starts the run of a period that is %s and has none',
    async (status) => {
      const { run, runPeriod } = daily(noon.toISOString(), [[inAugust, status]]);
      expect(await run()).toEqual({ prepared: 0, run: 1 });
      expect(runPeriod.inputs).toEqual([{ periodId: inAugust }]);
    },
  );

  test('goes on preparing', async () => {
    const { run, preparePeriod } = daily(twentieth, [[inAugust, 'preparing']]);
    expect(await run()).toEqual({ prepared: 1, run: 0 });
    expect(preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
  });

  test.each(['prepared', 'submitted'] as const)('leaves a period that is %s', async (status) => {
    expect(await daily(twentieth, [[inAugust, status]]).run()).toEqual({ prepared: 0, run: 0 });
  });

  test('knows no date without settings', async () => {
    const { run, settings: versions } = daily(twentieth);
    versions.all.pop();
    expect(await run()).toEqual({ prepared: 0, run: 0 });
  });
});
