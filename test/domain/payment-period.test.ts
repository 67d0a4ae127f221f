import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWorkingDay } from '../../shared/domain/calendar.ts';
import {
  holidaysOf,
  isDue,
  isPlannable,
  isSubmitted,
  nextMonth,
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

  test('the one before January is December', () => {
    expect(previousPeriod(inAugust)).toBe(inJuly);
    expect(previousPeriod(PeriodId.parse('assistance.06.2017-01'))).toBe('assistance.06.2016-12');
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
    expect(isDue(calendar, aDay('2016-07-20'), aPeriod({ status }))).toBe(status === 'closed');
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
