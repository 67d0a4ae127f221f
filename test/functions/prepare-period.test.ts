import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { assignPayouts } from '../../functions/assign-payouts/handler.ts';
import { openPeriod } from '../../functions/open-period/handler.ts';
import { nextOf } from '../../shared/domain/agenda.ts';
import { type Period, periodIdOf, previousPeriod } from '../../shared/domain/payment-period.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import { standingOf } from '../../shared/domain/standing.ts';
import { openingScope } from '../../shared/store/leases.ts';
import {
  aCommune,
  aDay,
  aMonth,
  aPayout,
  aPeriod,
  aPoint,
  aRecipient,
  aSettings,
  assistance,
  carriedOver,
  inAugust,
  inJuly,
  yenHan,
} from '../support/build.ts';
import { here, nextDoor, settings } from '../support/facts.ts';
import {
  aCommuneOf,
  fakeContradictions,
  fakeDirectory,
  fakeLeases,
  fakePayouts,
  fakePeriodCommunes,
  fakePeriods,
  fakeRegisters,
  fakeSettings,
} from '../support/function-fakes.ts';

const preparing = aPeriod({ status: 'preparing' });

/** A province of one commune that has a point, and a register of version 3. */
const setting = (period = preparing, people: Recipient[] = [aRecipient(1), aRecipient(2)]) => {
  const needs = {
    periods: fakePeriods(period),
    communes: fakePeriodCommunes(),
    payouts: fakePayouts(),
    contradictions: fakeContradictions(),
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

  test('plans again when its points have changed, or the days', async () => {
    const { open, assign, directory, periods, status } = setting();
    await assign();
    expect(await open()).toEqual({ next: 'done' });
    await directory.savePoint(here, aPoint('01834-2'));
    expect(await open()).toEqual({ next: 'assign', groups: [[yenHan]] });
    expect(status()).toBe('preparing');
    await assign();
    expect(await open()).toEqual({ next: 'done' });
    periods.all.set(inAugust, { ...periods.all.get(inAugust)!, notBefore: aDay('2016-08-03') });
    expect(await open()).toEqual({ next: 'assign', groups: [[yenHan]] });
  });

  test('keeps the settings that it was opened with', async () => {
    const { open, assign, periods, settings: versions } = setting();
    await assign();
    versions.all.push(aSettings({ from: aDay('2016-07-21'), holidays: [aDay('2016-08-01')] }));
    expect(await open()).toEqual({ next: 'done' });
    expect(periods.all.get(inAugust)).toEqual({ ...preparing, status: 'prepared' });
  });

  test('stops by name at a commune whose points were all removed', async () => {
    const { open, assign, ...needs } = setting();
    await assign();
    expect(await open()).toEqual({ next: 'done' });
    const directory = fakeDirectory({ communes: [aCommuneOf(yenHan)] });
    const again = openPeriod({ ...needs, directory });
    expect(await again({ periodId: inAugust })).toEqual({ next: 'stopped', communes: [yenHan] });
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

describe('open-period, among other months', () => {
  const inJune = previousPeriod(inJuly);
  const among = (...others: Partial<Period>[]) => {
    const world = setting();
    world.periods.all.clear();
    for (const other of others.map(aPeriod)) {
      world.periods.all.set(other.periodId, other);
      world.directory.periods.add(other.periodId);
    }
    return { ...world, opened: () => world.periods.all.get(inAugust) };
  };

  test('says after which one it comes, over months that were cancelled', async () => {
    const { open, opened, leases } = among(
      { periodId: inJune, status: 'closed' },
      { periodId: inJuly, status: 'cancelled' },
    );
    await open();
    expect(opened()?.before).toBe(inJune);
    expect(leases.taken).toEqual([openingScope(here)]);
    await open();
    expect(leases.taken).toHaveLength(1);
  });

  test('plans what the last closed one carried over, not what a cancelled one had planned', async () => {
    const { open, assign, registers, communes, payouts } = among(
      { periodId: inJune, status: 'closed' },
      { periodId: inJuly, status: 'cancelled' },
    );
    registers.all.clear();
    registers.people.clear();
    const owed = carriedOver(aPayout(1, { periodId: inJune }));
    payouts.all.set('owed', owed);
    payouts.all.set('cancelled', aPayout(2, { periodId: inJuly }));
    communes.all.set(`${inJune} ${yenHan}`, { commune: yenHan, standing: standingOf([owed]) });
    communes.all.set(`${inJuly} ${yenHan}`, { commune: yenHan });
    expect(await open()).toEqual({ next: 'assign', groups: [[yenHan]] });
    await assign();
    const planned = [...payouts.all.values()].filter(({ periodId }) => periodId === inAugust);
    expect(planned.map(({ recipientId }) => recipientId)).toEqual([owed.recipientId]);
    expect(planned[0]?.lines.map(({ carriedFrom }) => carriedFrom)).toEqual([inJune]);
    expect(await open()).toEqual({ next: 'done' });
  });

  test.each(['preparing', 'prepared', 'submitted', 'open', 'closing'] as const)(
    'does not open beside one that is %s',
    async (status) => {
      const { open, opened, directory } = among({ periodId: inJuly, status });
      expect(await open()).toEqual({ next: 'done', waits: 'for-another-period' });
      expect(opened()).toBeUndefined();
      expect([...directory.periods]).toEqual([inJuly]);
    },
  );

  test('does not open before a later one', async () => {
    const september = periodIdOf({ ...here, month: aMonth('2016-09') });
    const { open, opened } = among({ periodId: september, status: 'closed' });
    expect(await open()).toEqual({ next: 'done', waits: 'for-another-period' });
    expect(opened()).toBeUndefined();
  });
});

describe('with 3,321 communes of 1,500 people', () => {
  const codes = Array.from({ length: 3321 }, (_, number) => aCommune(String(number + 1).padStart(5, '0')));
  const province = () => {
    const world = setting();
    const directory = fakeDirectory({
      communes: codes.map(aCommuneOf),
      points: codes.map((code) => aPoint(`${code}-1`)),
    });
    const registers = fakeRegisters(codes.map((commune) => ({ commune, version: 1, size: 1_500 })));
    return { ...world, directory, registers };
  };
  const payloadMax = 256 * 1024;

  test('what goes to the map fits into a payload and is no more than may run as children of one map', async () => {
    const answer = await openPeriod(province())({ periodId: inAugust });
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(payloadMax / 4);
    const groups = z.object({ groups: z.array(z.array(z.string())) }).parse(answer).groups;
    expect(groups.flat()).toEqual(codes);
    expect(groups.length).toBeLessThanOrEqual(10_000);
    for (const group of groups) expect(group.length * 1_500).toBeLessThanOrEqual(5_000);
  });

  test('all of them named in one failure fit into its cause', async () => {
    const answer = await openPeriod({
      ...province(),
      directory: fakeDirectory({ communes: codes.map(aCommuneOf) }),
    })({
      periodId: inAugust,
    });
    expect(answer).toEqual({ next: 'stopped', communes: codes });
    expect(codes.join(' ').length).toBeLessThan(32_768);
  });

  test('what a running period is told fits into a payload', () => {
    const communes = codes.map((commune) => ({ commune, size: 1_500, hasNews: true }));
    const facts = { period: aPeriod(), settings: aSettings(), communes, lastWave: '' };
    const next = nextOf(facts, new Date('2016-08-05T02:00:00.000Z'));
    expect(
      z
        .object({ groups: z.array(z.array(z.string())) })
        .parse(next)
        .groups.flat(),
    ).toEqual(codes);
    expect(Buffer.byteLength(JSON.stringify(next))).toBeLessThan(payloadMax / 4);
  });
});
