import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDuePeriods } from '../../functions/open-due-periods/handler.ts';
import { type Period, PeriodId, type PeriodStatus } from '../../shared/domain/payment-period.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { aDay, aPeriod, inAugust, inJuly, noon } from '../support/build.ts';
import { here, settings } from '../support/facts.ts';
import { fakeDirectory, fakePeriods, fakeSettings, fakeWorkflow } from '../support/function-fakes.ts';

const nothing = { prepared: 0, run: 0, postponed: 0 };

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
    expect(await run()).toEqual({ ...nothing, prepared: 1 });
    expect(preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
  });

  test('counts the day by the wall clock of the programme', async () => {
    expect(await daily('2016-07-19T16:59:59.000Z').run()).toEqual(nothing);
    expect(await daily('2016-07-19T17:00:00.000Z').run()).toEqual({ ...nothing, prepared: 1 });
  });

  test('run twice starts once', async () => {
    const { run, preparePeriod } = daily(twentieth);
    await run();
    expect(await run()).toEqual(nothing);
    expect(preparePeriod.inputs).toHaveLength(1);
  });

  test('waits until the month before is closed or cancelled', async () => {
    expect(await daily(twentieth, [[inJuly, 'closing']]).run()).toEqual({ ...nothing, run: 1 });
    for (const status of ['closed', 'cancelled'] as const) {
      const { run, preparePeriod } = daily(twentieth, [[inJuly, status]]);
      expect(await run()).toEqual({ ...nothing, prepared: 1 });
      expect(preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
    }
  });

  test('prepares January in December', async () => {
    const december = PeriodId.parse('assistance.06.2016-12');
    const { run, preparePeriod } = daily('2016-12-20T01:00:00.000Z', [[december, 'closed']]);
    await run();
    expect(preparePeriod.inputs).toEqual([{ periodId: 'assistance.06.2017-01' }]);
  });

  test.each(['open', 'closing'] as const)(
    'starts the run of a period that is %s and has none',
    async (status) => {
      const { run, runPeriod } = daily(noon.toISOString(), [[inAugust, status]]);
      expect(await run()).toEqual({ ...nothing, run: 1 });
      expect(runPeriod.inputs).toEqual([{ periodId: inAugust }]);
    },
  );

  test('goes on preparing', async () => {
    const { run, preparePeriod } = daily(twentieth, [[inAugust, 'preparing']]);
    expect(await run()).toEqual({ ...nothing, prepared: 1 });
    expect(preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
  });

  test.each(['prepared', 'submitted'] as const)('leaves a period that is %s', async (status) => {
    expect(await daily(twentieth, [[inAugust, status]]).run()).toEqual(nothing);
  });

  test('knows no date without settings', async () => {
    const { run, settings: versions } = daily(twentieth);
    versions.all.pop();
    expect(await run()).toEqual(nothing);
  });
});

describe('a period that was not approved in time', () => {
  const warned = vi.fn<typeof logger.warn>();
  beforeEach(() => {
    vi.spyOn(logger, 'warn').mockImplementation(warned);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    warned.mockClear();
  });

  /** Six in the morning of the first payout day. */
  const firstMorning = '2016-07-31T23:00:00.000Z';
  const late = (given: Partial<Period>, now = firstMorning) => {
    const clock = { now: new Date(now) };
    const needs = {
      directory: fakeDirectory({ programmes: [here], periods: [inAugust] }),
      periods: fakePeriods(aPeriod(given)),
      settings: fakeSettings(settings),
      preparePeriod: fakeWorkflow(),
      runPeriod: fakeWorkflow(),
      now: () => clock.now,
    };
    return { ...needs, clock, run: openDuePeriods(needs), stands: () => needs.periods.all.get(inAugust) };
  };
  const newDays = {
    notBefore: aDay('2016-08-03'),
    calendar: {
      ...aPeriod().calendar,
      payoutFrom: aDay('2016-08-03'),
      payoutUntil: aDay('2016-08-12'),
    },
  };

  test.each<Partial<Period>>([
    { status: 'preparing' },
    { status: 'prepared' },
    { status: 'submitted', submissionId: 'FIRST' },
  ])('is prepared anew for days that are not over, with an alarm: $status', async (given) => {
    const { run, stands, preparePeriod } = late(given);
    expect(await run()).toEqual({ ...nothing, prepared: 1, postponed: 1 });
    expect(stands()).toEqual(aPeriod({ ...given, ...newDays, status: 'preparing' }));
    expect(preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
    expect(warned.mock.calls).toEqual([
      ['period not approved', { periodId: inAugust, status: given.status }],
    ]);
  });

  test('run twice on a day moves its days once', async () => {
    const { run, stands, clock, preparePeriod } = late({ status: 'submitted' });
    await run();
    const moved = stands();
    clock.now = new Date('2016-08-01T16:59:59.000Z');
    expect(await run()).toEqual(nothing);
    expect(stands()).toEqual(moved);
    expect(preparePeriod.inputs).toHaveLength(1);
    expect(warned).toHaveBeenCalledTimes(1);
  });

  test('that is late again is moved again', async () => {
    const { run, stands, clock } = late({ status: 'submitted' });
    await run();
    clock.now = new Date('2016-08-02T23:00:00.000Z');
    await run();
    expect(stands()).toMatchObject({
      notBefore: '2016-08-05',
      calendar: { payoutFrom: '2016-08-05', payoutUntil: '2016-08-16', catchUpUntil: '2016-08-17' },
    });
  });

  test('is late by the wall clock of the programme', async () => {
    const { run, stands, clock } = late({ status: 'submitted' }, '2016-07-31T16:59:59.000Z');
    expect(await run()).toEqual(nothing);
    clock.now = new Date('2016-07-31T17:00:00.000Z');
    expect(await run()).toMatchObject({ postponed: 1 });
    expect(stands()).toMatchObject(newDays);
  });

  test('keeps to the holidays of the settings that it was opened with', async () => {
    const { run, stands, settings: versions } = late({ status: 'submitted' });
    versions.all.push({ ...settings, from: aDay('2016-07-25'), holidays: [aDay('2016-08-02')] });
    await run();
    expect(stands()).toMatchObject({ ...newDays, settingsFrom: '2016-01-01' });
  });

  test('while a submission is being verified rings, and is left alone', async () => {
    const frozen = { status: 'prepared', isFrozen: true } as const;
    const { run, stands, preparePeriod } = late(frozen);
    expect(await run()).toEqual(nothing);
    expect(stands()).toEqual(aPeriod(frozen));
    expect(preparePeriod.inputs).toEqual([]);
    expect(warned).toHaveBeenCalledTimes(1);
  });

  test.each<[string, Partial<Period>, Partial<Period>]>([
    ['approved', { status: 'submitted', submissionId: 'FIRST' }, { status: 'open' }],
    ['submitted again', { status: 'submitted', submissionId: 'FIRST' }, { submissionId: 'SECOND' }],
    ['frozen', { status: 'prepared' }, { isFrozen: true }],
    ['cancelled', { status: 'prepared' }, { status: 'cancelled' }],
  ])('that is %s meanwhile stays so', async (_, given, meanwhile) => {
    const { periods, ...needs } = late(given);
    const stands = { ...aPeriod(given), ...meanwhile };
    const find: typeof periods.find = async (periodId) => {
      const read = periods.all.get(periodId);
      periods.all.set(inAugust, stands);
      return read;
    };
    expect(await openDuePeriods({ ...needs, periods: { ...periods, find } })()).toEqual(nothing);
    expect(periods.all.get(inAugust)).toEqual(stands);
    expect(needs.preparePeriod.inputs).toEqual([]);
  });

  test.each(['closed', 'cancelled'] as const)('that is %s keeps its days', async (status) => {
    const { run, stands } = late({ status });
    await run();
    expect(stands()).toEqual(aPeriod({ status }));
    expect(warned).not.toHaveBeenCalled();
  });
});
