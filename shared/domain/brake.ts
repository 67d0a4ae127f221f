import { isOverdue, reportedSheets } from './overdue.ts';
import { dueForReminder, mayBeCalled, type Morning } from './reminder.ts';
import { type Sheet, sheetOfPlace } from './sheet.ts';

/** Where the settings do not say which share of a day is too large. */
const brakeShareDefault = 0.3;
/** Two of three at a small point are no flood. */
const brakedMin = 5;

/**
 * Days of points at which so many are missing that it is hardly their own doing: a flood, a sheet of another day, a
 * teller who never came. Their reminders wait for the planner's word, once a day.
 */
export const brakesOf = (morning: Morning, at: string): Sheet[] => {
  const { today, sheets, moved, payouts, rules } = morning;
  const looked = { today, reported: reportedSheets(sheets), moved };
  const due = new Set(dueForReminder(morning).map(({ place }) => sheetOfPlace(place)));
  return sheets.flatMap((sheet) => {
    if (sheet.wave || !due.has(sheet.sheetId)) return [];
    const expected = payouts.filter(({ place }) => sheetOfPlace(place) === sheet.sheetId);
    const overdue = expected.filter((payout) => isOverdue(payout, looked) && mayBeCalled(payout)).length;
    const isMuch = overdue > expected.length * (rules.brakeShare ?? brakeShareDefault);
    if (overdue < brakedMin || !isMuch) return [];
    return [{ ...sheet, wave: { status: 'waiting' as const, overdue, of: expected.length, at } }];
  });
};
