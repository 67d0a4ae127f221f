import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isWorkingDay, workingDaysBetween } from '../../shared/domain/calendar.ts';
import {
  holidaysOf,
  isBeforeApproval,
  periodCalendar,
  PeriodStatus,
} from '../../shared/domain/payment-period.ts';
import { isOverslept, postpone } from '../../shared/domain/postponement.ts';
import { month } from '../support/arbitrary.ts';
import { aDay, aMonth, aPeriod, aSettings } from '../support/build.ts';

const none = new Set<string>();
const { calendar } = aPeriod();

describe('isOverslept', () => {
  test.each(PeriodStatus.options.map((status) => [status]))(
    'of %s, from the first payout day on',
    (status) => {
      const on = (day: string) => isOverslept(aPeriod({ status }), aDay(day));
      const expected = isBeforeApproval({ status });
      expect([on('2016-07-31'), on('2016-08-01'), on('2016-08-30')]).toEqual([false, expected, expected]);
    },
  );
});

describe('postpone', () => {
  const august = (today: string, holidays = none) => postpone(calendar, aDay(today), holidays);

  test('on the first payout day to the second working day after it, for as many working days', () => {
    expect(august('2016-08-01')).toEqual({
      notBefore: '2016-08-03',
      calendar: { ...calendar, payoutFrom: '2016-08-03', payoutUntil: '2016-08-12' },
    });
  });

  test('over a weekend and a holiday', () => {
    expect(august('2016-08-05').notBefore).toBe('2016-08-09');
    expect(august('2016-08-06').notBefore).toBe('2016-08-09');
    expect(august('2016-08-05', new Set(['2016-08-08'])).notBefore).toBe('2016-08-10');
  });

  test('for fewer days where the catch-up would have to move', () => {
    expect(august('2016-08-09').calendar).toEqual({
      ...calendar,
      payoutFrom: '2016-08-11',
      payoutUntil: '2016-08-17',
    });
    expect(august('2016-08-15').calendar).toEqual({
      ...calendar,
      payoutFrom: '2016-08-17',
      payoutUntil: '2016-08-17',
    });
  });

  test('as a whole where the catch-up would be over', () => {
    expect(august('2016-08-16').calendar).toEqual({
      ...calendar,
      payoutFrom: '2016-08-18',
      payoutUntil: '2016-08-29',
      catchUpUntil: '2016-09-05',
      closeOn: '2016-09-07',
    });
  });

  test('over the turn of the year', () => {
    const december = periodCalendar(aMonth('2016-12'), aSettings());
    expect(postpone(december, aDay('2016-12-29'), new Set(['2017-01-02'])).calendar).toMatchObject({
      payoutFrom: '2017-01-03',
      payoutUntil: '2017-01-12',
      catchUpUntil: '2017-01-19',
      closeOn: '2017-01-20',
    });
  });

  const off = fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 9 });
  const anyMonth = fc.tuple(month, off).map(([of, days]) => {
    const holidays = days.map((day) => aDay(`${of}-${String(day).padStart(2, '0')}`));
    const settings = aSettings({ holidays });
    return { before: periodCalendar(of, settings), holidays: holidaysOf(settings) };
  });

  test('whenever it happens, days come in their order, on working days, and none is over or earlier than it was', () => {
    fc.assert(
      fc.property(anyMonth, fc.nat(60), fc.nat(5), ({ before, holidays }, days, again) => {
        let stands = { calendar: before, notBefore: before.payoutFrom };
        for (let today = addDays(before.payoutFrom, days), times = 0; times <= again; times += 1) {
          const next = postpone(stands.calendar, today, holidays);
          const { openOn, submitBefore, payoutFrom, payoutUntil, catchUpUntil, closeOn } = next.calendar;
          const order = [openOn, submitBefore, payoutFrom, payoutUntil, catchUpUntil];
          expect(order.toSorted()).toEqual(order);
          expect(closeOn > catchUpUntil).toBe(true);
          expect(payoutFrom).toBe(next.notBefore);
          expect(workingDaysBetween(today, payoutFrom, holidays)).toBe(2);
          for (const day of [payoutFrom, payoutUntil, catchUpUntil])
            expect(isWorkingDay(day, holidays)).toBe(true);
          expect(payoutUntil >= stands.calendar.payoutUntil).toBe(true);
          expect(catchUpUntil >= stands.calendar.catchUpUntil).toBe(true);
          expect(closeOn >= stands.calendar.closeOn).toBe(true);
          const isInTime = payoutFrom <= stands.calendar.catchUpUntil;
          if (isInTime) expect(catchUpUntil).toBe(stands.calendar.catchUpUntil);
          [stands, today] = [next, payoutFrom];
        }
      }),
    );
  });

  test('done once it is not due again on that day', () => {
    fc.assert(
      fc.property(anyMonth, fc.nat(60), ({ before, holidays }, days) => {
        const today = addDays(before.payoutFrom, days);
        const moved = postpone(before, today, holidays).calendar;
        expect(isOverslept({ status: 'submitted', calendar: before }, today)).toBe(true);
        expect(isOverslept({ status: 'submitted', calendar: moved }, today)).toBe(false);
      }),
    );
  });
});
