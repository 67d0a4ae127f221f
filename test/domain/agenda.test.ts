import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CommuneProgress, lookAgainAt, type Next, nextOf } from '../../shared/domain/agenda.ts';
import { addDays, instantAt, isWorkingDay, wallClock } from '../../shared/domain/calendar.ts';
import {
  holidaysOf,
  partsOf,
  type Period,
  periodCalendar,
  periodIdOf,
} from '../../shared/domain/payment-period.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { month } from '../support/arbitrary.ts';
import { aCommune, aDay, aPeriod, aSettings, hanoi, inAugust, yenHan } from '../support/build.ts';

const hanMai = aCommune('01840');
const aProgress = (given: Partial<CommuneProgress> = {}): CommuneProgress => ({
  commune: yenHan,
  size: 100,
  hasDaySheets: true,
  hasCatchUpSheets: false,
  isSealed: false,
  ...given,
});
type Asked = { lastWave?: string; status?: Period['status']; communes?: CommuneProgress[] };
const next = (at: string, { lastWave = '', status = 'open', communes = [aProgress()] }: Asked = {}) =>
  nextOf({ period: aPeriod({ status }), settings: aSettings(), communes, lastWave }, new Date(at));

type Step = { at: Date; next: Next };

/** Does what it is told from that instant until there is nothing more to do, as the state machine would. */
const walk = (
  { period, settings }: { period: Period; settings: Settings },
  from: Date,
  restartAfter = Number.POSITIVE_INFINITY,
): Step[] => {
  let status: Period['status'] = 'open';
  let communes = [aProgress({ hasDaySheets: false }), aProgress({ hasDaySheets: false, commune: hanMai })];
  let [now, lastWave] = [from, ''];
  const steps: Step[] = [];
  for (let turn = 0; turn < 100; turn += 1) {
    if (turn === restartAfter) lastWave = '';
    const step = nextOf({ period: { ...period, status }, settings, communes, lastWave }, now);
    steps.push({ at: now, next: step });
    const of = 'groups' in step ? step.groups.flat() : [];
    const each = (given: Partial<CommuneProgress>) =>
      communes.map((one) => (of.includes(one.commune) ? { ...one, ...given } : one));
    if (step.next === 'sheets')
      communes = each(step.which === 'days' ? { hasDaySheets: true } : { hasCatchUpSheets: true });
    else if (step.next === 'remind') lastWave = step.wave;
    else if (step.next === 'wait') now = new Date(step.until);
    else if (step.next === 'close') [status, communes] = ['closing', each({ isSealed: true })];
    else if (step.next === 'settle') status = 'closed';
    else return steps;
  }
  throw new Error('the month does not end');
};

const words = (steps: readonly Step[]) =>
  steps.flatMap(({ at, next: step }) => {
    const when = at.toISOString().slice(0, 16);
    if (step.next === 'wait') return [];
    if (step.next === 'sheets') return [`${when} sheets ${step.which}`];
    return [step.next === 'remind' ? `${when} remind ${step.wave}` : `${when} ${step.next}`];
  });
const wavesOf = (steps: readonly Step[]) =>
  steps.flatMap(({ next: step }) => (step.next === 'remind' ? [step.wave] : []));

describe('nextOf', () => {
  test('leads through August 2016', () => {
    const steps = walk({ period: aPeriod(), settings: aSettings() }, new Date('2016-07-24T03:00:00.000Z'));
    expect(words(steps)).toEqual([
      '2016-07-24T03:00 sheets days',
      '2016-08-02T01:00 remind 2016-08-02',
      '2016-08-03T01:00 remind 2016-08-03',
      '2016-08-04T01:00 remind 2016-08-04',
      '2016-08-05T01:00 remind 2016-08-05',
      '2016-08-08T01:00 remind 2016-08-08',
      '2016-08-09T01:00 remind 2016-08-09',
      '2016-08-10T01:00 remind 2016-08-10',
      '2016-08-10T22:00 sheets catch-up',
      '2016-08-11T01:00 remind 2016-08-11',
      '2016-08-12T01:00 remind 2016-08-12',
      '2016-08-15T01:00 remind 2016-08-15',
      '2016-08-16T01:00 remind 2016-08-16',
      '2016-08-17T01:00 remind 2016-08-17',
      '2016-08-18T23:00 close',
      '2016-08-18T23:00 settle',
      '2016-08-18T23:00 done',
    ]);
  });

  test('writes sheets only where they are missing, before anything else', () => {
    const communes = [aProgress(), aProgress({ commune: hanMai, hasDaySheets: false })];
    expect(next('2016-08-03T01:00:00.000Z', { communes })).toEqual({
      next: 'sheets',
      which: 'days',
      groups: [[hanMai]],
    });
  });

  test('writes catch-up sheets early in the morning after the last payout day', () => {
    const asked = { lastWave: '2016-08-10' };
    expect(next('2016-08-10T21:59:59.000Z', asked)).toEqual({
      next: 'wait',
      until: '2016-08-10T22:00:00.000Z',
    });
    expect(next('2016-08-10T22:00:00.000Z', asked)).toMatchObject({ next: 'sheets', which: 'catch-up' });
  });

  test.each([
    ['before the hours', '2016-08-03T00:59:59.000Z', { next: 'wait', until: '2016-08-03T01:00:00.000Z' }],
    ['when they begin', '2016-08-03T01:00:00.000Z', { next: 'remind', wave: '2016-08-03' }],
    ['in their last minute', '2016-08-03T11:59:59.000Z', { next: 'remind', wave: '2016-08-03' }],
    ['when they are over', '2016-08-03T12:00:00.000Z', { next: 'wait', until: '2016-08-04T01:00:00.000Z' }],
    ['on a Saturday', '2016-08-06T03:00:00.000Z', { next: 'wait', until: '2016-08-08T01:00:00.000Z' }],
    ['on the first day', '2016-08-01T03:00:00.000Z', { next: 'wait', until: '2016-08-02T01:00:00.000Z' }],
    ['on the last one', '2016-08-17T03:00:00.000Z', { next: 'remind', wave: '2016-08-17' }],
    ['after it', '2016-08-18T03:00:00.000Z', { next: 'wait', until: '2016-08-18T23:00:00.000Z' }],
  ])('reminds on working mornings while there is time: %s', (_, at, expected) => {
    expect(next(at, { communes: [aProgress({ hasCatchUpSheets: true })] })).toMatchObject(expected);
  });

  test('reminds once a day', () => {
    expect(next('2016-08-03T02:00:00.000Z', { lastWave: '2016-08-03' })).toEqual({
      next: 'wait',
      until: '2016-08-04T01:00:00.000Z',
    });
  });

  test.each([
    ['open', { next: 'close', groups: [[yenHan]] }],
    ['closing', { next: 'close', groups: [[yenHan]] }],
    ['closed', { next: 'done' }],
  ] as const)('on the closing day, where it is %s', (status, expected) => {
    const communes = [
      aProgress({ hasCatchUpSheets: true }),
      aProgress({ commune: hanMai, hasCatchUpSheets: true, isSealed: true }),
    ];
    expect(next('2016-08-18T23:00:00.000Z', { status, communes })).toEqual(expected);
  });

  test('settles when every commune is sealed, and not before', () => {
    const sealed = { status: 'closing' as const, communes: [aProgress({ isSealed: true })] };
    expect(next('2016-08-19T01:00:00.000Z', sealed)).toEqual({ next: 'settle' });
    expect(next('2016-08-19T01:00:00.000Z', { ...sealed, communes: [aProgress()] })).toMatchObject({
      next: 'close',
    });
  });

  const anyMonth = fc
    .record({
      of: month,
      off: fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 8 }),
      fromHour: fc.integer({ min: 0, max: 12 }),
      hours: fc.integer({ min: 1, max: 11 }),
    })
    .map(({ of, off, fromHour, hours }) => {
      const holidays = off.map((day) => aDay(`${of}-${String(day).padStart(2, '0')}`));
      const { messages } = aSettings();
      const settings = aSettings({ holidays, messages: { ...messages, fromHour, toHour: fromHour + hours } });
      const calendar = periodCalendar(of, settings);
      return {
        period: aPeriod({ calendar, periodId: periodIdOf({ ...partsOf(inAugust), month: of }) }),
        settings,
      };
    });
  /** A walk asks for the wall clock some hundred times. */
  const runs = { numRuns: 25 };
  const hoursAfter = (period: Period, hours: number) =>
    new Date(instantAt(period.calendar.openOn, 0, hanoi).getTime() + hours * 60 * 60 * 1000);
  const start = fc.integer({ min: 0, max: 900 });

  test('whenever a month begins, it goes forward to its end and repeats nothing', () => {
    fc.assert(
      fc.property(anyMonth, start, (given, hours) => {
        const steps = walk(given, hoursAfter(given.period, hours));
        const said = words(steps).map((text) => text.slice(17));
        expect(new Set(said).size).toBe(said.length);
        expect(said.filter((text) => !text.startsWith('remind'))).toEqual([
          'sheets days',
          'sheets catch-up',
          'close',
          'settle',
          'done',
        ]);
        for (const { at, next: step } of steps)
          if (step.next === 'wait') expect(step.until > at.toISOString()).toBe(true);
      }),
      runs,
    );
  });

  test('waves come on working days between the first payout day and the end of the catch-up, inside the hours', () => {
    fc.assert(
      fc.property(anyMonth, start, ({ period, settings }, hours) => {
        for (const { at, next: step } of walk({ period, settings }, hoursAfter(period, hours))) {
          if (step.next !== 'remind') continue;
          const { today, hour } = wallClock(at, hanoi);
          expect(step.wave).toBe(today);
          expect(hour >= settings.messages.fromHour && hour < settings.messages.toHour).toBe(true);
          expect(isWorkingDay(today, holidaysOf(settings))).toBe(true);
          expect(today > period.calendar.payoutFrom && today <= period.calendar.catchUpUntil).toBe(true);
        }
      }),
      runs,
    );
  });

  test('a run from the beginning misses no working day', () => {
    fc.assert(
      fc.property(anyMonth, ({ period, settings }) => {
        const { payoutFrom, catchUpUntil } = period.calendar;
        const days = Array.from({ length: 40 }, (_, days) => addDays(payoutFrom, days + 1));
        const working = days.filter((day) => day <= catchUpUntil && isWorkingDay(day, holidaysOf(settings)));
        expect(wavesOf(walk({ period, settings }, hoursAfter(period, 0)))).toEqual(working);
      }),
      runs,
    );
  });

  test('a run that was started again repeats at most the wave of that day', () => {
    fc.assert(
      fc.property(anyMonth, fc.nat(60), (given, restartAfter) => {
        const from = hoursAfter(given.period, 0);
        const [whole, again] = [wavesOf(walk(given, from)), wavesOf(walk(given, from, restartAfter))];
        expect([...new Set(again)]).toEqual(whole);
        expect(again.length - whole.length).toBeLessThanOrEqual(1);
      }),
      runs,
    );
  });
});

test('lookAgainAt is an hour later', () => {
  expect(lookAgainAt(new Date('2016-08-18T23:00:00.000Z'))).toBe('2016-08-19T00:00:00.000Z');
});
