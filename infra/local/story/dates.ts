import {
  addDays,
  addMonths,
  isWorkingDay,
  Month,
  PlainDate,
  workingDayFrom,
} from '../../../shared/domain/calendar.ts';
import { sampleSettings } from '../sample/settings.ts';

const holidays: ReadonlySet<string> = new Set(sampleSettings.holidays);

export const laterMonth = (month: string, months: number): string => addMonths(Month.parse(month), months);

/** Both ends included. */
export const daysBetween = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let day = PlainDate.parse(from); day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};

export const workingDays = (from: string, to: string): string[] =>
  daysBetween(from, to).filter((day) => isWorkingDay(PlainDate.parse(day), holidays));

/** The first working day from so many days later on, but not after the last one. */
export const workingDayAfter = (date: string, days: number, last: string): string => {
  const day = workingDayFrom(addDays(PlainDate.parse(date), days), holidays);
  return day < last ? day : last;
};
