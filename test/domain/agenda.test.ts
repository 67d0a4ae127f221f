import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CommuneProgress, lookAgainAt, type Next, nextOf } from '../../shared/domain/agenda.ts';
import { addDays, instantAt, isWorkingDay, type PlainDate, wallClock } from '../../shared/domain/calendar.ts';
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
const written = '2016-07-24T03:00:00.000Z';
const sealedAt = '2016-08-18T23:00:00.000Z';
const aProgress = (given: Partial<CommuneProgress> = {}): CommuneProgress => ({
  commune: yenHan,
  size: 100,
  daySheetsAt: written,
  hasNews: false,
  ...given,
});
type Asked = { lastWave?: string; status?: Period['status']; communes?: CommuneProgress[] };
const next = (at: string, { lastWave = '', status = 'open', communes = [aProgress()] }: Asked = {}) =>
  nextOf({ period: aPeriod({ status }), settings: aSettings(), communes, lastWave }, new Date(at));

type Step = { at: Date; next: Next };
type Walk = { period: Period; settings: Settings; hasNews?: boolean; stirs?: readonly string[] };

/**
 * Does what it is told from that instant until there is nothing more to do, as the state machine would; the first
 * commune is stirred at those instants.
 */
const walk = (
  { period, settings, hasNews = false, stirs = [] }: Walk,
  from: Date,
  restartAfter = Number.POSITIVE_INFINITY,
): Step[] => {
  let status: Period['status'] = 'open';
  const fresh = { daySheetsAt: undefined };
  let communes = [aProgress(fresh), aProgress({ ...fresh, commune: hanMai, hasNews })];
  let [now, lastWave] = [from, ''];
  const steps: Step[] = [];
  for (let turn = 0; turn < 200; turn += 1) {
    if (turn === restartAfter) lastWave = '';
    const stirredAt = stirs
      .filter((at) => at <= now.toISOString())
      .toSorted()
      .at(-1);
    communes = communes.map((one) => (one.commune === yenHan ? { ...one, stirredAt } : one));
    const step = nextOf({ period: { ...period, status }, settings, communes, lastWave }, now);
    steps.push({ at: now, next: step });
    const of = 'groups' in step ? step.groups.flat() : [];
    const at = now.toISOString();
    const each = (given: Partial<CommuneProgress>) =>
      communes.map((one) => (of.includes(one.commune) ? { ...one, ...given } : one));
    if (step.next === 'sheets')
      communes = each(step.which === 'days' ? { daySheetsAt: at } : { catchUpSheetsAt: at });
    else if (step.next === 'remind') [lastWave, communes] = [step.wave, each({ lookedAt: at })];
    else if (step.next === 'wait') now = new Date(step.until);
    else if (step.next === 'close') [status, communes] = ['closing', each({ sealedAt: at })];
    else if (step.next === 'pack') communes = each({ packedAt: at });
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
    return [
      step.next === 'remind'
        ? `${when} remind ${step.wave}: ${step.groups.flat().join(' ')}`
        : `${when} ${step.next}`,
    ];
  });
const wavesOf = (steps: readonly Step[]) =>
  steps.flatMap(({ next: step }) => (step.next === 'remind' ? [step.wave] : []));

describe('nextOf', () => {
  test('leads through August 2016, to those communes only that have something to tell', () => {
    const given = {
      period: aPeriod(),
      settings: aSettings(),
      hasNews: true,
      stirs: ['2016-08-03T09:00:00.000Z', '2016-08-03T10:00:00.000Z'],
    };
    expect(words(walk(given, new Date(written)))).toEqual([
      '2016-07-24T03:00 sheets days',
      '2016-07-25T01:00 remind 2016-07-25: 01840',
      '2016-08-04T01:00 remind 2016-08-04: 01834',
      '2016-08-10T22:00 sheets catch-up',
      '2016-08-15T01:00 remind 2016-08-15: 01834 01840',
      '2016-08-18T23:00 close',
      '2016-08-18T23:00 pack',
      '2016-08-18T23:00 settle',
      '2016-08-18T23:00 done',
    ]);
  });

  test('writes sheets only where they are missing, before anything else', () => {
    const communes = [aProgress(), aProgress({ commune: hanMai, daySheetsAt: undefined })];
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

  test('wakes early while the counters pay, for paper that has to be new before they open', () => {
    expect(next('2016-08-02T10:00:00.000Z')).toEqual({ next: 'wait', until: '2016-08-02T22:00:00.000Z' });
    expect(next('2016-08-02T22:00:00.000Z')).toEqual({ next: 'wait', until: '2016-08-03T01:00:00.000Z' });
    const communes = [aProgress({ catchUpSheetsAt: written })];
    const onTheCatchUp = { next: 'wait', until: '2016-08-11T22:00:00.000Z' };
    expect(next('2016-08-11T10:00:00.000Z', { communes })).toEqual(onTheCatchUp);
  });

  test.each([
    ['before the hours', '2016-08-03T00:59:59.000Z', { next: 'wait', until: '2016-08-03T01:00:00.000Z' }],
    ['when they begin', '2016-08-03T01:00:00.000Z', { next: 'remind', wave: '2016-08-03' }],
    ['in their last minute', '2016-08-03T11:59:59.000Z', { next: 'remind', wave: '2016-08-03' }],
    ['when they are over', '2016-08-03T12:00:00.000Z', { next: 'wait', until: '2016-08-03T22:00:00.000Z' }],
    ['on a Saturday', '2016-08-06T03:00:00.000Z', { next: 'wait', until: '2016-08-07T22:00:00.000Z' }],
    ['before the payout days', '2016-07-26T03:00:00.000Z', { next: 'remind', wave: '2016-07-26' }],
    ['on the last day', '2016-08-17T03:00:00.000Z', { next: 'remind', wave: '2016-08-17' }],
    ['after it, of what was paid on it', '2016-08-18T03:00:00.000Z', { next: 'remind', wave: '2016-08-18' }],
    ['before the closing', '2016-08-18T22:59:59.000Z', { next: 'wait', until: '2016-08-18T23:00:00.000Z' }],
  ])('tells on working mornings while there is time: %s', (_, at, expected) => {
    const communes = [aProgress({ catchUpSheetsAt: written, stirredAt: written })];
    expect(next(at, { communes })).toMatchObject(expected);
  });

  test('makes one wave a day, and says with it when there may be something to do again', () => {
    const communes = [aProgress({ stirredAt: written })];
    expect(next('2016-08-03T02:00:00.000Z', { communes })).toMatchObject({
      next: 'remind',
      until: '2016-08-03T22:00:00.000Z',
    });
    expect(next('2016-08-03T02:00:00.000Z', { lastWave: '2016-08-03', communes })).toEqual({
      next: 'wait',
      until: '2016-08-03T22:00:00.000Z',
    });
  });

  const yesterday = '2016-08-03T09:00:00.000Z';
  const lookedSince = '2016-08-04T01:00:00.000Z';
  test.each<[string, string, Partial<CommuneProgress>, boolean]>([
    ['nothing ever happened', '2016-08-05', {}, false],
    ['something happened, and nobody looked', '2016-08-05', { stirredAt: yesterday }, true],
    [
      'something happened since somebody looked',
      '2016-08-05',
      { stirredAt: lookedSince, lookedAt: yesterday },
      true,
    ],
    [
      'somebody looked since something happened',
      '2016-08-05',
      { stirredAt: yesterday, lookedAt: lookedSince },
      false,
    ],
    ['both were in one instant', '2016-08-05', { stirredAt: yesterday, lookedAt: yesterday }, true],
    ['a collector is new', '2016-08-05', { hasNews: true }, true],
    ['a collector is new, and that was told', '2016-08-05', { hasNews: true, lookedAt: lookedSince }, false],
    [
      'a collector is new, on the day that the sheets are written',
      '2016-08-05',
      { hasNews: true, daySheetsAt: '2016-08-05T00:30:00.000Z' },
      false,
    ],
    [
      'a day was moved, and its sheets are written anew this morning',
      '2016-08-05',
      { stirredAt: yesterday, daySheetsAt: '2016-08-05T00:30:00.000Z' },
      true,
    ],
    ['it is the day before the last call', '2016-08-12', { firstDay: aDay('2016-08-03') }, false],
    ['it is the last call', '2016-08-15', { firstDay: aDay('2016-08-03') }, true],
    [
      'it is the last call, looked at on the Friday before',
      '2016-08-15',
      { firstDay: aDay('2016-08-03'), lookedAt: '2016-08-12T01:00:00.000Z' },
      true,
    ],
    [
      'it is the last call, but its first day is today',
      '2016-08-15',
      { firstDay: aDay('2016-08-15') },
      false,
    ],
    [
      'the last call was made yesterday',
      '2016-08-16',
      { firstDay: aDay('2016-08-03'), lookedAt: '2016-08-15T01:00:00.000Z' },
      false,
    ],
    [
      'the last call was missed yesterday',
      '2016-08-16',
      { firstDay: aDay('2016-08-03'), lookedAt: '2016-08-12T01:00:00.000Z' },
      true,
    ],
  ])('looks at a commune, or not: %s', (_name, day, given, isVisited) => {
    const communes = [aProgress({ catchUpSheetsAt: written, ...given })];
    const step = next(`${day}T01:00:00.000Z`, { communes });
    expect(step).toMatchObject(isVisited ? { next: 'remind', groups: [[yenHan]] } : { next: 'wait' });
  });

  test.each([
    ['open', { next: 'close', groups: [[yenHan]] }],
    ['closing', { next: 'close', groups: [[yenHan]] }],
    ['closed', { next: 'done' }],
    ['cancelled', { next: 'done' }],
  ] as const)('on the closing day, where it is %s', (status, expected) => {
    const communes = [
      aProgress({ catchUpSheetsAt: written }),
      aProgress({ commune: hanMai, catchUpSheetsAt: written, sealedAt }),
    ];
    expect(next('2016-08-18T23:00:00.000Z', { status, communes })).toEqual(expected);
  });

  test('packs when every commune is sealed, settles when every one is packed', () => {
    const closing = (...communes: CommuneProgress[]) =>
      next('2016-08-19T01:00:00.000Z', { status: 'closing', communes });
    const [sealed, packed] = [{ sealedAt }, { sealedAt, packedAt: sealedAt }];
    expect(closing(aProgress(), aProgress({ commune: hanMai, ...sealed }))).toMatchObject({ next: 'close' });
    expect(closing(aProgress(sealed), aProgress({ commune: hanMai, ...packed }))).toEqual({
      next: 'pack',
      // The group as it was cut first, so that nobody stands in the files of two groups.
      groups: [[yenHan, hanMai]],
    });
    expect(closing(aProgress(packed), aProgress({ commune: hanMai, ...packed }))).toEqual({
      next: 'settle',
    });
  });

  const anyMonth = fc
    .record({
      of: month,
      off: fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 8 }),
      fromHour: fc.integer({ min: 0, max: 12 }),
      hours: fc.integer({ min: 1, max: 11 }),
      hasNews: fc.boolean(),
      stirHours: fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 6 }),
    })
    .map(({ of, off, fromHour, hours, hasNews, stirHours }) => {
      const holidays = off.map((day) => aDay(`${of}-${String(day).padStart(2, '0')}`));
      const { messages } = aSettings();
      const settings = aSettings({ holidays, messages: { ...messages, fromHour, toHour: fromHour + hours } });
      const period = aPeriod({
        calendar: periodCalendar(of, settings),
        periodId: periodIdOf({ ...partsOf(inAugust), month: of }),
      });
      const stirs = stirHours.map((one) => hoursAfter(period, one).toISOString());
      return { period, settings, hasNews, stirs };
    });
  /** A walk asks for the wall clock some hundred times. */
  const runs = { numRuns: 25 };
  const hoursAfter = (period: Period, hours: number) =>
    new Date(instantAt(period.calendar.openOn, 0, hanoi).getTime() + hours * 60 * 60 * 1000);
  const start = fc.integer({ min: 0, max: 900 });
  const visitsOf = (steps: readonly Step[], wanted: string) =>
    steps.filter(
      ({ next: step }) => step.next === 'remind' && step.groups.flat().some((one) => one === wanted),
    );

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
          'pack',
          'settle',
          'done',
        ]);
        for (const { at, next: step } of steps)
          if (step.next === 'wait') expect(step.until > at.toISOString()).toBe(true);
      }),
      runs,
    );
  });

  test('waves come on working days until the closing, inside the hours', () => {
    fc.assert(
      fc.property(anyMonth, start, (given, hours) => {
        const { period, settings } = given;
        for (const { at, next: step } of walk(given, hoursAfter(period, hours))) {
          if (step.next !== 'remind') continue;
          const { today, hour } = wallClock(at, hanoi);
          expect(step.wave).toBe(today);
          expect(hour >= settings.messages.fromHour && hour < settings.messages.toHour).toBe(true);
          expect(isWorkingDay(today, holidaysOf(settings))).toBe(true);
          expect(today < period.calendar.closeOn).toBe(true);
        }
      }),
      runs,
    );
  });

  test('whatever happened before the last morning is looked at on the next working morning, or the same one', () => {
    fc.assert(
      fc.property(anyMonth, (given) => {
        const { period, settings, stirs } = given;
        const steps = walk(given, hoursAfter(period, 0));
        const { fromHour } = settings.messages;
        const working = (date: PlainDate) => isWorkingDay(date, holidaysOf(settings));
        const mornings = Array.from({ length: 60 }, (_, days) => addDays(period.calendar.openOn, days))
          .filter((date) => date < period.calendar.closeOn && working(date))
          .map((date) => instantAt(date, fromHour, hanoi));
        for (const stir of stirs) {
          const due = mornings.find((morning) => morning.toISOString() >= stir);
          if (!due) continue;
          const looks = visitsOf(steps, yenHan).map(({ at }) => at);
          expect(looks.some((at) => at.toISOString() >= stir && at <= due)).toBe(true);
        }
      }),
      runs,
    );
  });

  test('a quiet commune is looked at once, for the last call; one with news once more before', () => {
    fc.assert(
      fc.property(anyMonth, (given) => {
        const { period, settings, hasNews } = given;
        const from = addDays(period.calendar.catchUpUntil, -settings.messages.lastCallDaysBefore);
        const days = visitsOf(walk(given, hoursAfter(period, 0)), hanMai).map(
          ({ at }) => wallClock(at, hanoi).today,
        );
        expect(days.filter((day) => day >= from)).toHaveLength(1);
        expect(days.filter((day) => day < from)).toHaveLength(hasNews ? 1 : 0);
      }),
      runs,
    );
  });

  test('a run that was started again repeats no look at a commune', () => {
    fc.assert(
      fc.property(anyMonth, fc.nat(60), (given, restartAfter) => {
        const from = hoursAfter(given.period, 0);
        const [whole, again] = [wavesOf(walk(given, from)), wavesOf(walk(given, from, restartAfter))];
        expect([...new Set(again)]).toEqual([...new Set(whole)]);
      }),
      runs,
    );
  });
});

test('lookAgainAt is an hour later', () => {
  expect(lookAgainAt(new Date('2016-08-18T23:00:00.000Z'))).toBe('2016-08-19T00:00:00.000Z');
});
