import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWorkingDay } from '../../shared/domain/calendar.ts';
import {
  beforeOf,
  followingPeriod,
  holidaysOf,
  isBeforeApproval,
  isDue,
  isPlannable,
  isSubmitted,
  nextMonth,
  openingOf,
  partsOf,
  periodCalendar,
  PeriodId,
  periodIdOf,
  PeriodStatus,
  previousPeriod,
} from '../../shared/domain/payment-period.ts';
import { month } from '../support/arbitrary.ts';
import { aDay, aMonth, aPeriod, aSettings, inAugust, inJuly } from '../support/build.ts';

const tet2016 = ['2016-02-08', '2016-02-09', '2016-02-10', '2016-02-11', '2016-02-12'].map(aDay);

describe('PeriodId', () => {
  test('is programme, province and month', () => {
    const parts = partsOf(inAugust);
    expect(parts).toEqual({ programme: 'assistance', province: '06', month: '2016-08' });
    expect(periodIdOf(parts)).toBe('assistance.06.2016-08');
  });

  test.each(['assistance.6.2016-08', 'assistance.06.2016-13', 'Assistance.06.2016-08', 'assistance.06', ''])(
    '%s is none',
    (text) => {
      expect(PeriodId.safeParse(text).success).toBe(false);
    },
  );

  test('the one before January is December, and the one after December January', () => {
    expect(previousPeriod(inAugust)).toBe(inJuly);
    expect(previousPeriod(PeriodId.parse('assistance.06.2017-01'))).toBe('assistance.06.2016-12');
    expect(followingPeriod(inJuly)).toBe(inAugust);
    expect(followingPeriod(PeriodId.parse('assistance.06.2016-12'))).toBe('assistance.06.2017-01');
  });
});

describe('periodCalendar', () => {
  test('of a month in which nothing has to move', () => {
    expect(periodCalendar(aMonth('2016-08'), aSettings())).toEqual({
      openOn: '2016-07-20',
      submitBefore: '2016-07-25',
      payoutFrom: '2016-08-01',
      payoutUntil: '2016-08-10',
      catchUpUntil: '2016-08-17',
      closeOn: '2016-08-19',
    });
  });

  test('a catch-up that would end on Sunday 17 July 2016 ends on Monday 18', () => {
    expect(periodCalendar(aMonth('2016-07'), aSettings())).toMatchObject({
      payoutFrom: '2016-07-01',
      payoutUntil: '2016-07-11',
      catchUpUntil: '2016-07-18',
      closeOn: '2016-07-19',
    });
  });

  test('Tết moves the last payout day, and the list for January is due in December', () => {
    const settings = aSettings({ holidays: tet2016 });
    expect(periodCalendar(aMonth('2016-02'), settings)).toMatchObject({
      payoutFrom: '2016-02-01',
      payoutUntil: '2016-02-15',
      catchUpUntil: '2016-02-17',
    });
    expect(periodCalendar(aMonth('2017-01'), settings)).toMatchObject({
      openOn: '2016-12-20',
      submitBefore: '2016-12-25',
    });
  });

  test('of January 2017: new year is a holiday on a Sunday, kept on Monday, and everything before is in December', () => {
    const settings = aSettings({ holidays: ['2017-01-01', '2017-01-02'].map(aDay) });
    expect(periodCalendar(aMonth('2017-01'), settings)).toEqual({
      openOn: '2016-12-20',
      submitBefore: '2016-12-25',
      payoutFrom: '2017-01-03',
      payoutUntil: '2017-01-10',
      catchUpUntil: '2017-01-17',
      closeOn: '2017-01-19',
    });
  });

  test('pay days on Saturday 1 and Sunday 10 are Monday 3 and Monday 11', () => {
    expect(periodCalendar(aMonth('2016-10'), aSettings()).payoutFrom).toBe('2016-10-03');
    expect(periodCalendar(aMonth('2016-07'), aSettings()).payoutUntil).toBe('2016-07-11');
  });

  test('two holidays in a row leave one long stretch, and every date is behind it', () => {
    const holidays = Array.from({ length: 19 }, (_, day) => `2016-02-${String(day + 1).padStart(2, '0')}`);
    expect(periodCalendar(aMonth('2016-02'), aSettings({ holidays: holidays.map(aDay) }))).toMatchObject({
      payoutFrom: '2016-02-22',
      payoutUntil: '2016-02-22',
      catchUpUntil: '2016-02-22',
      closeOn: '2016-02-23',
    });
  });

  test('closing moves on with a catch-up that has to', () => {
    const holidays = ['2016-08-17', '2016-08-18', '2016-08-19'].map(aDay);
    expect(periodCalendar(aMonth('2016-08'), aSettings({ holidays }))).toMatchObject({
      catchUpUntil: '2016-08-22',
      closeOn: '2016-08-23',
    });
  });

  test('its dates follow one another, and people are paid on working days', () => {
    const off = fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 9 });
    fc.assert(
      fc.property(month, off, (of, days) => {
        const holidays = days.map((day) => aDay(`${of}-${String(day).padStart(2, '0')}`));
        const settings = aSettings({ holidays });
        const dates = periodCalendar(of, settings);
        const { openOn, submitBefore, payoutFrom, payoutUntil, catchUpUntil, closeOn } = dates;
        expect([openOn, submitBefore, payoutFrom, payoutUntil, catchUpUntil].toSorted()).toEqual([
          openOn,
          submitBefore,
          payoutFrom,
          payoutUntil,
          catchUpUntil,
        ]);
        expect(closeOn > catchUpUntil).toBe(true);
        for (const day of [payoutFrom, payoutUntil, catchUpUntil])
          expect(isWorkingDay(day, holidaysOf(settings))).toBe(true);
      }),
    );
  });
});

describe('what a status allows', () => {
  test.each(PeriodStatus.options.map((status) => [status]))('of %s', (status) => {
    const isPlan = status === 'preparing' || status === 'prepared';
    expect(isPlannable(aPeriod({ status }))).toBe(isPlan);
    expect(isPlannable(aPeriod({ status, isFrozen: true }))).toBe(false);
    expect(isSubmitted(status)).toBe(!isPlan);
    expect(isBeforeApproval({ status })).toBe(isPlan || status === 'submitted');
  });

  test('a period that is not known was not submitted', () => {
    expect(isSubmitted(undefined)).toBe(false);
  });
});

describe('isDue', () => {
  const { calendar } = aPeriod();
  test('from its day on, where no period was before', () => {
    expect(isDue(calendar, aDay('2016-07-20'), undefined)).toBe(true);
    expect(isDue(calendar, aDay('2016-07-28'), undefined)).toBe(true);
  });
  test('not before its day', () => {
    expect(isDue(calendar, aDay('2016-07-19'), undefined)).toBe(false);
  });
  test.each(PeriodStatus.options.map((status) => [status]))('waits for the one before: %s', (status) => {
    const hasEnded = status === 'closed' || status === 'cancelled';
    expect(isDue(calendar, aDay('2016-07-20'), aPeriod({ status }))).toBe(hasEnded);
  });
});

describe('openingOf', () => {
  const month = (text: string) => periodIdOf({ ...partsOf(inAugust), month: aMonth(text) });
  const among = (...others: [string, PeriodStatus][]) =>
    openingOf(
      inAugust,
      others.map(([text, status]) => ({ periodId: month(text), status })),
    );

  test('the first period has none before it', () => {
    expect(among()).toEqual({ opens: true, before: undefined });
  });

  test('comes after the newest closed one, over months that were cancelled', () => {
    expect(among(['2016-07', 'closed'], ['2016-06', 'closed'])).toEqual({ opens: true, before: inJuly });
    const june = { opens: true, before: month('2016-06') };
    expect(among(['2016-05', 'closed'], ['2016-06', 'closed'], ['2016-07', 'cancelled'])).toEqual(june);
    expect(among(['2016-07', 'cancelled'])).toEqual({ opens: true, before: undefined });
  });

  test('comes after December in January', () => {
    const december = month('2016-12');
    const opening = openingOf(month('2017-01'), [{ periodId: december, status: 'closed' }]);
    expect(opening).toEqual({ opens: true, before: december });
  });

  test.each(PeriodStatus.options.map((status) => [status]))('beside one before that is %s', (status) => {
    const { opens } = among(['2016-06', 'closed'], ['2016-07', status]);
    expect(opens).toBe(status === 'closed' || status === 'cancelled');
  });

  test.each(PeriodStatus.options.map((status) => [status]))(
    'never before a later one that is %s',
    (status) => {
      expect(among(['2016-07', 'closed'], ['2016-09', status])).toEqual({ opens: false });
    },
  );
});

describe('beforeOf', () => {
  test('is the one that was written at its opening, else the month before', () => {
    const june = previousPeriod(inJuly);
    expect(beforeOf(aPeriod({ before: june }))).toBe(june);
    expect(beforeOf(aPeriod())).toBe(inJuly);
  });

  test('however months are closed and cancelled, what one carried over has exactly one heir', () => {
    fc.assert(
      fc.property(month, fc.array(fc.boolean(), { maxLength: 30 }), (first, cancelled) => {
        const others: { periodId: PeriodId; status: PeriodStatus }[] = [];
        const befores: PeriodId[] = [];
        let periodId = periodIdOf({ ...partsOf(inAugust), month: first });
        for (const isCancelled of cancelled) {
          const opening = openingOf(periodId, others);
          expect(opening.opens).toBe(true);
          if (opening.opens && opening.before && !isCancelled) befores.push(opening.before);
          others.push({ periodId, status: isCancelled ? 'cancelled' : 'closed' });
          periodId = followingPeriod(periodId);
        }
        const closed = others.filter(({ status }) => status === 'closed').map((one) => one.periodId);
        expect(befores).toEqual(closed.slice(0, -1));
      }),
    );
  });
});

describe('nextMonth', () => {
  test('is the one after the last period, in whatever order they come', () => {
    expect(nextMonth([inAugust, inJuly], aDay('2016-12-01'))).toBe('2016-09');
    expect(nextMonth([PeriodId.parse('assistance.06.2016-12')], aDay('2016-12-01'))).toBe('2017-01');
  });
  test('is the next one of the calendar where none was opened', () => {
    expect(nextMonth([], aDay('2016-05-20'))).toBe('2016-06');
    expect(nextMonth([], aDay('2016-12-31'))).toBe('2017-01');
  });
});
