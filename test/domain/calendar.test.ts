import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  addWorkingDays,
  dayOfMonth,
  daysBetween,
  instantAt,
  isWorkingDay,
  Month,
  monthOf,
  PlainDate,
  wallClock,
  workingDayFrom,
  workingDaysBetween,
} from '../../shared/domain/calendar.ts';
import { month } from '../support/arbitrary.ts';
import { aDay, aMonth, hanoi } from '../support/build.ts';

const date = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((at) => aDay(at.toISOString().slice(0, 10)));
const none = new Set<string>();
const tet2016 = new Set(['2016-02-08', '2016-02-09', '2016-02-10', '2016-02-11', '2016-02-12']);

describe('PlainDate and Month', () => {
  test.each(['2016-02-29', '2016-12-31'])('%s is a date', (text) => {
    expect(PlainDate.safeParse(text).success).toBe(true);
  });
  test.each(['2015-02-29', '2016-06-31', '2016-6-3', '03/06/2016', '2016-06-03T00:00', ''])(
    '%s is none',
    (text) => {
      expect(PlainDate.safeParse(text).success).toBe(false);
    },
  );
  test.each(['2016-00', '2016-13', '2016-6', '16-06', '2016-06-01'])('%s is no month', (text) => {
    expect(Month.safeParse(text).success).toBe(false);
  });
});

describe('addDays', () => {
  test.each([
    ['2016-02-28', 1, '2016-02-29'],
    ['2015-02-28', 1, '2015-03-01'],
    ['2016-12-31', 1, '2017-01-01'],
    ['2016-03-01', -1, '2016-02-29'],
    ['2016-06-03', 0, '2016-06-03'],
  ])('%s and %i days is %s', (from, days, to) => {
    expect(addDays(aDay(from), days)).toBe(to);
  });

  test('there and back again is the same day', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -800, max: 800 }), (from, days) => {
        expect(addDays(addDays(from, days), -days)).toBe(from);
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
  });
});

describe('months', () => {
  test.each([
    ['2016-08', -1, '2016-07'],
    ['2016-01', -1, '2015-12'],
    ['2016-12', 1, '2017-01'],
    ['2016-06', 18, '2017-12'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(aMonth(from), months)).toBe(to);
  });

  test.each([
    ['2016-02', 28, '2016-02-28'],
    ['2016-02', 31, '2016-02-29'],
    ['2015-02', 31, '2015-02-28'],
    ['2016-06', 31, '2016-06-30'],
    ['2016-12', 31, '2016-12-31'],
    ['2016-07', 1, '2016-07-01'],
  ])('of %s the day %i is %s', (of, day, expected) => {
    expect(dayOfMonth(aMonth(of), day)).toBe(expected);
  });

  test('a day of a month lies in it', () => {
    fc.assert(
      fc.property(month, fc.integer({ min: 1, max: 31 }), (of, day) => {
        expect(monthOf(dayOfMonth(of, day))).toBe(of);
      }),
    );
  });
});

describe('working days', () => {
  test.each([
    ['2016-07-15', true],
    ['2016-07-16', false],
    ['2016-07-17', false],
    ['2016-07-18', true],
  ])('whether %s is one: %s', (day, expected) => {
    expect(isWorkingDay(aDay(day), none)).toBe(expected);
  });

  test.each([
    ['a Sunday', '2016-07-17', '2016-07-18'],
    ['a Saturday', '2016-07-16', '2016-07-18'],
    ['a working day', '2016-07-15', '2016-07-15'],
    ['the first day of Tết', '2016-02-08', '2016-02-15'],
    ['the Saturday before Tết', '2016-02-06', '2016-02-15'],
    ['the last working day before Tết', '2016-02-05', '2016-02-05'],
  ])('%s moves on to one', (_, day, expected) => {
    expect(workingDayFrom(aDay(day), tet2016)).toBe(expected);
  });

  test.each([
    ['a Friday', '2016-12-30', 1, '2017-01-02'],
    ['a Friday', '2016-12-30', 2, '2017-01-03'],
    ['a Saturday', '2016-07-16', 0, '2016-07-18'],
    ['a Saturday', '2016-07-16', 1, '2016-07-19'],
    ['the last working day before Tết', '2016-02-05', 1, '2016-02-15'],
  ])('%s, %s, and %i more is %s', (_, day, days, expected) => {
    expect(addWorkingDays(aDay(day), days, tet2016)).toBe(expected);
  });

  test.each([
    ['2016-08-01', '2016-08-10', 7],
    ['2016-08-01', '2016-08-01', 0],
    ['2016-08-10', '2016-08-01', 0],
    ['2016-02-05', '2016-02-15', 1],
    ['2016-12-30', '2017-01-03', 2],
  ])('after %s until %s there are %i', (from, until, expected) => {
    expect(workingDaysBetween(aDay(from), aDay(until), tet2016)).toBe(expected);
  });

  test('as many as are counted lead from one working day to the other', () => {
    fc.assert(
      fc.property(date, fc.nat(60), fc.uniqueArray(fc.nat(40), { maxLength: 12 }), (start, days, off) => {
        const holidays = new Set<string>(off.map((one) => addDays(start, one)));
        const from = workingDayFrom(start, holidays);
        const until = workingDayFrom(addDays(from, days), holidays);
        expect(addWorkingDays(from, workingDaysBetween(from, until, holidays), holidays)).toBe(until);
      }),
    );
  });

  test('never goes back, never skips a working day', () => {
    fc.assert(
      fc.property(date, fc.uniqueArray(fc.nat(20), { maxLength: 12 }), (from, off) => {
        const holidays = new Set<string>(off.map((days) => addDays(from, days)));
        const day = workingDayFrom(from, holidays);
        expect(isWorkingDay(day, holidays)).toBe(true);
        for (let before = from; before < day; before = addDays(before, 1))
          expect(isWorkingDay(before, holidays)).toBe(false);
        expect(day >= from).toBe(true);
      }),
    );
  });
});

describe('the clock on the wall', () => {
  test.each([
    ['half past midnight in Hà Nội is the day before in UTC', '2016-07-16T17:30:00.000Z', '2016-07-17', 0],
    ['the last second of a day', '2016-07-16T16:59:59.999Z', '2016-07-16', 23],
    ['midnight', '2016-07-16T17:00:00.000Z', '2016-07-17', 0],
    ['new year', '2016-12-31T17:00:00.000Z', '2017-01-01', 0],
    ['eight in the morning', '2016-08-03T01:00:00.000Z', '2016-08-03', 8],
  ])('%s', (_, instant, today, hour) => {
    expect(wallClock(new Date(instant), hanoi)).toEqual({ today, hour });
  });

  test('elsewhere it shows something else', () => {
    const at = new Date('2016-07-16T17:30:00.000Z');
    expect(wallClock(at, 'UTC')).toEqual({ today: '2016-07-16', hour: 17 });
    expect(wallClock(at, 'America/New_York')).toEqual({ today: '2016-07-16', hour: 13 });
  });

  test('five in the morning in Hà Nội is ten in the evening before in UTC', () => {
    expect(instantAt(aDay('2016-08-11'), 5, hanoi)).toEqual(new Date('2016-08-10T22:00:00.000Z'));
  });

  test('an instant shows the hour that it was made from', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 23 }), (today, hour) => {
        expect(wallClock(instantAt(today, hour, hanoi), hanoi)).toEqual({ today, hour });
      }),
    );
  });
});
