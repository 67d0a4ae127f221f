import { z } from 'zod';

/** A calendar date, `2016-06-03`; no clock time, no zone. */
export const PlainDate = z.iso.date().brand('PlainDate');
export type PlainDate = z.infer<typeof PlainDate>;

/** A calendar month, `2016-06`. */
export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .brand('Month');
export type Month = z.infer<typeof Month>;

const dayMs = 24 * 60 * 60 * 1000;

export const addDays = (date: PlainDate, days: number): PlainDate =>
  PlainDate.parse(new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10));

export const daysBetween = (from: PlainDate, until: PlainDate): number =>
  (Date.parse(until) - Date.parse(from)) / dayMs;

export const addMonths = (month: Month, months: number): Month => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return Month.parse(new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7));
};

export const monthOf = (date: PlainDate): Month => Month.parse(date.slice(0, 7));

/** The day of a month; a day that the month does not have is its last one. */
export const dayOfMonth = (month: Month, day: number): PlainDate => {
  const first = PlainDate.parse(`${month}-01`);
  const wanted = addDays(first, day - 1);
  return monthOf(wanted) === month ? wanted : addDays(PlainDate.parse(`${addMonths(month, 1)}-01`), -1);
};

export type Holidays = ReadonlySet<string>;

export const isWorkingDay = (date: PlainDate, holidays: Holidays): boolean => {
  const weekday = new Date(Date.parse(date)).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(date);
};

/** The date itself where people work on it, else the next working day (the post's rule for pay days). */
export const workingDayFrom = (date: PlainDate, holidays: Holidays): PlainDate => {
  let day = date;
  while (!isWorkingDay(day, holidays)) day = addDays(day, 1);
  return day;
};

/** That many working days later, counted from the date itself or, where nobody works on it, the next working day. */
export const addWorkingDays = (date: PlainDate, days: number, holidays: Holidays): PlainDate => {
  let day = workingDayFrom(date, holidays);
  for (let left = days; left > 0; left -= 1) day = workingDayFrom(addDays(day, 1), holidays);
  return day;
};

/** How many working days come after the one date, up to and with the other. */
export const workingDaysBetween = (from: PlainDate, until: PlainDate, holidays: Holidays): number => {
  let count = 0;
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1))
    if (isWorkingDay(day, holidays)) count += 1;
  return count;
};

/** How far the zone's clock is ahead of UTC at that instant, in milliseconds. */
const zoneOffsetMs = (instantMs: number, timeZone: string): number => {
  const wall = wallFormat(timeZone).format(instantMs);
  return Date.parse(`${wall.replace(' ', 'T')}Z`) - Math.floor(instantMs / 1000) * 1000;
};

const wallFormats = new Map<string, Intl.DateTimeFormat>();

/** Kept, because to make one takes eighty times as long as to use it. */
const wallFormat = (timeZone: string): Intl.DateTimeFormat => {
  const known = wallFormats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  wallFormats.set(timeZone, format);
  return format;
};

/** The date and hour on the wall of an office in that zone. */
export const wallClock = (now: Date, timeZone: string): { today: PlainDate; hour: number } => {
  const local = new Date(now.getTime() + zoneOffsetMs(now.getTime(), timeZone)).toISOString();
  return { today: PlainDate.parse(local.slice(0, 10)), hour: Number(local.slice(11, 13)) };
};

/** The instant at which that date and full hour are on the wall. */
export const instantAt = (date: PlainDate, hour: number, timeZone: string): Date => {
  const guess = Date.parse(date) + hour * 60 * 60 * 1000;
  return new Date(guess - zoneOffsetMs(guess, timeZone));
};
