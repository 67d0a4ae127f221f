import { addDays, isWorkingDay, type PlainDate, wallClock, instantAt } from './calendar.ts';
import { type CommuneCode, groupCommunes } from './geography.ts';
import { holidaysOf, type Period } from './payment-period.ts';
import type { Settings } from './settings.ts';

/** How far one commune of an approved period is. */
export type CommuneProgress = Readonly<{
  commune: CommuneCode;
  size: number;
  hasDaySheets: boolean;
  hasCatchUpSheets: boolean;
  isSealed: boolean;
  /** Where it is known, nobody is overdue before it is over. */
  firstDay?: PlainDate | undefined;
}>;

export type PeriodFacts = Readonly<{
  period: Period;
  settings: Settings;
  communes: readonly CommuneProgress[];
  /** The date of the reminder wave that this run has queued last, or empty. */
  lastWave: string;
}>;

/** What a running period does next; groups are items of a map, `until` is an instant. */
export type Next =
  | Readonly<{ next: 'sheets'; which: 'days' | 'catch-up'; groups: CommuneCode[][] }>
  | Readonly<{ next: 'remind'; wave: PlainDate; groups: CommuneCode[][] }>
  | Readonly<{ next: 'wait'; until: string }>
  | Readonly<{ next: 'close'; groups: CommuneCode[][] }>
  | Readonly<{ next: 'settle' }>
  | Readonly<{ next: 'done' }>;

/** Hours on the wall at which an office's day is prepared: sheets are there before the counters open. */
const earlyHour = 5;
const closingHour = 6;

/** Worked out from the tables alone, so that a run that was stopped and started again does what is missing. */
export const nextOf = ({ period, settings, communes, lastWave }: PeriodFacts, now: Date): Next => {
  const { calendar, status } = period;
  const { timeZone, messages } = settings;
  const { today, hour } = wallClock(now, timeZone);
  const at = (date: PlainDate, atHour: number) => instantAt(date, atHour, timeZone);
  const unsealed = groupCommunes(communes.filter(({ isSealed }) => !isSealed));
  if (status === 'closed') return { next: 'done' };
  if (status === 'closing')
    return unsealed.length > 0 ? { next: 'close', groups: unsealed } : { next: 'settle' };

  const withoutDays = groupCommunes(communes.filter(({ hasDaySheets }) => !hasDaySheets));
  if (withoutDays.length > 0) return { next: 'sheets', which: 'days', groups: withoutDays };
  const catchUpFrom = at(addDays(calendar.payoutUntil, 1), earlyHour);
  const withoutCatchUp = groupCommunes(communes.filter(({ hasCatchUpSheets }) => !hasCatchUpSheets));
  if (now >= catchUpFrom && withoutCatchUp.length > 0)
    return { next: 'sheets', which: 'catch-up', groups: withoutCatchUp };
  const closeAt = at(calendar.closeOn, closingHour);
  if (now >= closeAt) return { next: 'close', groups: unsealed };

  const isWaveDay = (date: PlainDate) =>
    date > calendar.payoutFrom && date <= calendar.catchUpUntil && isWorkingDay(date, holidaysOf(settings));
  const isHour = hour >= messages.fromHour && hour < messages.toHour;
  const begun = communes.filter(({ firstDay }) => firstDay === undefined || firstDay < today);
  if (isWaveDay(today) && isHour && lastWave !== today && begun.length > 0)
    return { next: 'remind', wave: today, groups: groupCommunes(begun) };

  const mornings = Array.from({ length: 45 }, (_, days) => addDays(today, days))
    .filter(isWaveDay)
    .map((date) => at(date, messages.fromHour));
  const instants = [...mornings, ...(withoutCatchUp.length > 0 ? [catchUpFrom] : []), closeAt];
  const until = instants.filter((instant) => instant > now).reduce((a, b) => (a < b ? a : b), closeAt);
  return { next: 'wait', until: until.toISOString() };
};

/** When to look again where closing has to wait for results or sheets. */
export const lookAgainAt = (now: Date): string => new Date(now.getTime() + 60 * 60 * 1000).toISOString();
