import {
  addDays,
  addWorkingDays,
  daysBetween,
  type Holidays,
  type PlainDate,
  workingDaysBetween,
} from './calendar.ts';
import { isBeforeApproval, type Period, type PeriodCalendar } from './payment-period.ts';

/** From the first payout day on, a plan that is not approved names days that are over. */
export const isOverslept = (period: Pick<Period, 'status' | 'calendar'>, today: PlainDate): boolean =>
  isBeforeApproval(period) && period.calendar.payoutFrom <= today;

/**
 * New days for a period that was not approved in time, from the second working day after today on: one to approve,
 * one to bring the paper. As many working days as before where the catch-up leaves room, which stays where it is;
 * a month whose catch-up would be over moves as a whole.
 */
export const postpone = (
  calendar: PeriodCalendar,
  today: PlainDate,
  holidays: Holidays,
): Readonly<{ calendar: PeriodCalendar; notBefore: PlainDate }> => {
  const { payoutFrom, payoutUntil, catchUpUntil, closeOn } = calendar;
  const notBefore = addWorkingDays(addDays(today, 1), 1, holidays);
  const days = workingDaysBetween(payoutFrom, payoutUntil, holidays);
  const wanted = latest(payoutUntil, addWorkingDays(notBefore, days, holidays));
  if (notBefore <= catchUpUntil) {
    const until = wanted < catchUpUntil ? wanted : catchUpUntil;
    return { calendar: { ...calendar, payoutFrom: notBefore, payoutUntil: until }, notBefore };
  }
  const catchUpDays = workingDaysBetween(payoutUntil, catchUpUntil, holidays);
  const newCatchUp = addWorkingDays(wanted, catchUpDays, holidays);
  const moved = {
    payoutFrom: notBefore,
    payoutUntil: wanted,
    catchUpUntil: newCatchUp,
    closeOn: addDays(newCatchUp, daysBetween(catchUpUntil, closeOn)),
  };
  return { calendar: { ...calendar, ...moved }, notBefore };
};

const latest = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);
