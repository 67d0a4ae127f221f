import type { Counter } from '../counter.ts';
import { workingDayAfter } from '../dates.ts';
import { ask, planner } from '../people.ts';
import type { SheetName } from '../sheet-file.ts';
import { daySheets } from '../sheets.ts';
import { happens } from '../stage.ts';

const daysLater = 2;

/** One of the first points that people cannot reach: its day comes after the first one, so that they can still be told. */
export const floodedSheet = (counter: Counter, sheets: readonly SheetName[]): SheetName | undefined => {
  if (!happens(counter.stage, 'flood') || !counter.isFirst) return undefined;
  const { payoutFrom, payoutUntil } = counter.calendar;
  return daySheets(sheets).find(
    ({ day }, at) => at > 1 && day > payoutFrom && workingDayAfter(day, daysLater, payoutUntil) > day,
  );
};

/** In the evening before, the planner moves that point's day. */
export const moveFloodedDay = async (
  counter: Counter,
  tonight: string,
  sheets: readonly SheetName[],
): Promise<void> => {
  const { stage, periodId, calendar } = counter;
  const sheet = floodedSheet(counter, sheets);
  if (sheet?.heldOn !== sheet?.day || sheet === undefined || !isTomorrow(tonight, sheet.day)) return;
  const { pointId, day } = sheet;
  const to = workingDayAfter(day, daysLater, calendar.payoutUntil);
  await ask(stage, 'move-day', { periodId, pointId, day, to, reason: 'ROAD_OR_WEATHER', actor: planner });
  stage.tell(`the road to point ${pointId} is under water: the planner moves its day from ${day} to ${to}`);
};

const isTomorrow = (today: string, day: string): boolean =>
  new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10) === day;
