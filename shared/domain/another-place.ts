import { type Holidays, isWorkingDay, type PlainDate } from './calendar.ts';
import type { PayoutPoint } from './geography.ts';
import { dayNow, type MovedDays } from './moved-day.ts';
import type { Period } from './payment-period.ts';
import type { Place } from './payout.ts';
import { isReopened, type Sheet, sheetOfPlace } from './sheet.ts';

export type PlaceFacts = Readonly<{
  period: Pick<Period, 'calendar' | 'notBefore'>;
  today: PlainDate;
  /** Of the payout's commune. */
  points: readonly PayoutPoint[];
  sheets: readonly Sheet[];
  holidays: Holidays;
  moved: MovedDays;
}>;

export type PlaceRefusal =
  | 'unknown-point'
  | 'unknown-session'
  | 'outside-the-period'
  | 'not-a-working-day'
  | 'day-moved'
  | 'sheet-reported';

/** Whether a day can still be promised to somebody: it has not passed, and the catch-up is not over by then. */
export const isWithinPeriod = (
  day: PlainDate,
  { period, today }: Pick<PlaceFacts, 'period' | 'today'>,
): boolean =>
  day >= today &&
  day >= period.calendar.payoutFrom &&
  day >= (period.notBefore ?? day) &&
  day <= period.calendar.catchUpUntil;

/** Why nobody can be sent there; undefined where they can. A point need not be open that day by its own list. */
export const placeRefusal = (place: Place, facts: PlaceFacts): PlaceRefusal | undefined => {
  const point = facts.points.find(({ pointId }) => pointId === place.pointId);
  if (!point) return 'unknown-point';
  if (place.kind === 'point' && !point.sessions.includes(place.session)) return 'unknown-session';
  if (!isWithinPeriod(place.day, facts)) return 'outside-the-period';
  if (!isWorkingDay(place.day, facts.holidays)) return 'not-a-working-day';
  if (dayNow(place, facts.moved) !== place.day) return 'day-moved';
  const sheet = facts.sheets.find(({ sheetId }) => sheetId === sheetOfPlace(place));
  const isOpen = !sheet || sheet.status === 'issued' || isReopened(sheet, place.day, facts.today);
  return isOpen ? undefined : 'sheet-reported';
};
