import type { PlainDate } from './calendar.ts';
import { PointId } from './geography.ts';
import { dayNow, type MovedDays } from './moved-day.ts';
import { dayOfSheetId, type SheetId, SheetKind } from './sheet.ts';

export const kindOfSheetId = (sheetId: SheetId): SheetKind => SheetKind.parse(sheetId.split('.')[2] ?? 'day');

/** When the people of a sheet are really paid; a catch-up goes on until then. Its id keeps the day as it was planned. */
export const sheetDayNow = (sheetId: SheetId, moved: MovedDays): PlainDate =>
  dayNow({ pointId: PointId.parse(sheetId.split('.')[0]), day: dayOfSheetId(sheetId) }, moved);

/** A point's day cannot be over before it has come; an office may have paid everybody before its catch-up ends. */
export const mayBeOver = (sheetId: SheetId, today: PlainDate, moved: MovedDays): boolean =>
  kindOfSheetId(sheetId) === 'catch-up' || sheetDayNow(sheetId, moved) <= today;

/** Somebody of these comes or is met again on any day until then; a point's own day is held once. */
export const mayBeEarly = (sheetId: SheetId): boolean =>
  ['catch-up', 'home-again'].includes(kindOfSheetId(sheetId));
