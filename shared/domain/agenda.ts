import { addDays, isWorkingDay, type PlainDate, wallClock, instantAt } from './calendar.ts';
import { type CommuneCode, groupCommunes } from './geography.ts';
import { holidaysOf, type Period } from './payment-period.ts';
import type { Settings } from './settings.ts';

/** How far one commune of an approved period is; instants where something was written, happened or was looked at. */
export type CommuneProgress = Readonly<{
  commune: CommuneCode;
  size: number;
  daySheetsAt?: string | undefined;
  catchUpSheetsAt?: string | undefined;
  /** Where it is known, nobody is overdue before it is over. */
  firstDay?: PlainDate | undefined;
  /** Somebody else than last month collects for somebody: they are told before the payout days. */
  hasNews: boolean;
  stirredAt?: string | undefined;
  lookedAt?: string | undefined;
  sealedAt?: string | undefined;
  packedAt?: string | undefined;
}>;

export type PeriodFacts = Readonly<{
  period: Period;
  settings: Settings;
  communes: readonly CommuneProgress[];
  /** The date of the wave that this run has queued last, or empty. */
  lastWave: string;
}>;

/** What a running period does next; groups are items of a map, `until` is the instant at which it asks again. */
export type Next =
  | Readonly<{ next: 'sheets'; which: 'days' | 'catch-up'; groups: CommuneCode[][] }>
  | Readonly<{ next: 'remind'; wave: PlainDate; groups: CommuneCode[][]; until: string }>
  | Readonly<{ next: 'wait'; until: string }>
  | Readonly<{ next: 'close'; groups: CommuneCode[][] }>
  | Readonly<{ next: 'pack'; groups: CommuneCode[][] }>
  | Readonly<{ next: 'settle' }>
  | Readonly<{ next: 'done' }>;

/** Hours on the wall at which an office's day is prepared: sheets are there before the counters open. */
const earlyHour = 5;
const closingHour = 6;

/** Worked out from the tables alone, so that a run that was stopped and started again does what is missing. */
export const nextOf = (facts: PeriodFacts, now: Date): Next => {
  switch (facts.period.status) {
    case 'closed':
    case 'cancelled':
      return { next: 'done' };
    case 'closing':
      return nextOfClosing(facts.communes);
    case 'preparing':
    case 'prepared':
    case 'submitted':
    case 'open':
      return sheetsToWrite(facts, now) ?? nextOfOpen(facts, now);
  }
};

const nextOfClosing = (communes: readonly CommuneProgress[]): Next => {
  const unsealed = groupCommunes(communes.filter(({ sealedAt }) => sealedAt === undefined));
  if (unsealed.length > 0) return { next: 'close', groups: unsealed };
  const packed = new Set(
    communes.flatMap(({ commune, packedAt }) => (packedAt === undefined ? [] : commune)),
  );
  // Whole groups as they were cut first: a commune in another group's files would be told twice.
  const unpacked = groupCommunes(communes).filter((group) => !group.every((code) => packed.has(code)));
  return unpacked.length > 0 ? { next: 'pack', groups: unpacked } : { next: 'settle' };
};

const sheetsToWrite = (facts: PeriodFacts, now: Date): Next | undefined => {
  const { communes } = facts;
  const withoutDays = groupCommunes(communes.filter(({ daySheetsAt }) => daySheetsAt === undefined));
  if (withoutDays.length > 0) return { next: 'sheets', which: 'days', groups: withoutDays };
  const withoutCatchUp = groupCommunes(communes.filter(isWithoutCatchUp));
  const isTime = withoutCatchUp.length > 0 && now >= catchUpFrom(facts);
  return isTime ? { next: 'sheets', which: 'catch-up', groups: withoutCatchUp } : undefined;
};

const isWithoutCatchUp = ({ catchUpSheetsAt }: CommuneProgress): boolean => catchUpSheetsAt === undefined;

/** The day after the last payout day; where that one is the catch-up's last as well, on the day itself. */
const catchUpFrom = ({ period: { calendar }, settings }: PeriodFacts): Date => {
  const dayAfter = addDays(calendar.payoutUntil, 1);
  const from = dayAfter < calendar.catchUpUntil ? dayAfter : calendar.catchUpUntil;
  return instantAt(from, earlyHour, settings.timeZone);
};

/** A morning's look writes for one in ten at most, so that a group may be larger than where everybody is written. */
const waveSizeMax = 20_000;

const nextOfOpen = (facts: PeriodFacts, now: Date): Next => {
  const { period, settings, communes, lastWave } = facts;
  const { timeZone, messages } = settings;
  const { today, hour } = wallClock(now, timeZone);
  const closeAt = instantAt(period.calendar.closeOn, closingHour, timeZone);
  if (now >= closeAt)
    return { next: 'close', groups: groupCommunes(communes.filter(({ sealedAt }) => !sealedAt)) };

  const isHour = hour >= messages.fromHour && hour < messages.toHour;
  const hasSomething = communes.filter((commune) => isToVisit(facts, commune, today));
  const until = nextInstant(facts, now, today).toISOString();
  if (isWaveDay(facts, today) && isHour && lastWave !== today && hasSomething.length > 0)
    return { next: 'remind', wave: today, groups: groupCommunes(hasSomething, waveSizeMax), until };

  return { next: 'wait', until };
};

/** Longer than any holidays: in between there is always a morning, or the closing. */
const daysAheadMax = 45;

/** When there may be something to do again: the next morning, the catch-up's paper or the closing. */
const nextInstant = (facts: PeriodFacts, now: Date, today: PlainDate): Date => {
  const { period, settings, communes } = facts;
  const closeAt = instantAt(period.calendar.closeOn, closingHour, settings.timeZone);
  const morning = nextMorning(facts, now, today);
  const instants = [morning ?? closeAt, ...(communes.some(isWithoutCatchUp) ? [catchUpFrom(facts)] : [])];
  return instants.filter((instant) => instant > now).reduce((a, b) => (a < b ? a : b), closeAt);
};

/** While the counters pay also early: paper of days or people that were moved is new before they open. */
const nextMorning = (facts: PeriodFacts, now: Date, today: PlainDate): Date | undefined => {
  const { period, settings } = facts;
  const { payoutFrom, catchUpUntil } = period.calendar;
  const { timeZone, messages } = settings;
  for (let days = 0; days < daysAheadMax; days += 1) {
    const date = addDays(today, days);
    if (!isWaveDay(facts, date)) continue;
    const isPayoutDay = date >= payoutFrom && date <= catchUpUntil;
    const hours = isPayoutDay ? [earlyHour, messages.fromHour] : [messages.fromHour];
    const instants = hours.toSorted((a, b) => a - b).map((hour) => instantAt(date, hour, timeZone));
    const next = instants.find((instant) => instant > now);
    if (next) return next;
  }
  return undefined;
};

/** After the catch-up nobody is asked to come any more, but what was paid on its last days is still to be told. */
const isWaveDay = ({ period, settings }: PeriodFacts, date: PlainDate): boolean =>
  date < period.calendar.closeOn && isWorkingDay(date, holidaysOf(settings));

/**
 * Whether a commune has anything to tell that morning: something happened since it was looked at, it has news that
 * nobody was told since its sheets were written, or it is the last call. Every other morning costs nothing.
 */
const isToVisit = (facts: PeriodFacts, commune: CommuneProgress, today: PlainDate): boolean => {
  const { daySheetsAt, hasNews, stirredAt, lookedAt } = commune;
  if (stirredAt !== undefined && (lookedAt === undefined || stirredAt >= lookedAt)) return true;
  const writtenOn = daySheetsAt && wallClock(new Date(daySheetsAt), facts.settings.timeZone).today;
  const isUntold = hasNews && lookedAt === undefined && writtenOn !== undefined && writtenOn < today;
  return isUntold || isLastCall(facts, commune, today);
};

/** Once, on the first morning inside the last days of the catch-up: limits and refusals may have kept it from some. */
const isLastCall = (
  { period: { calendar }, settings }: PeriodFacts,
  { firstDay, lookedAt }: CommuneProgress,
  today: PlainDate,
): boolean => {
  const { lastCallDaysBefore, fromHour } = settings.messages;
  const from = addDays(calendar.catchUpUntil, -lastCallDaysBefore);
  const hasBegun = (firstDay ?? calendar.payoutFrom) < today;
  if (today < from || !hasBegun) return false;
  return lookedAt === undefined || lookedAt < instantAt(from, fromHour, settings.timeZone).toISOString();
};

/** When to look again where closing has to wait for results or sheets. */
export const lookAgainAt = (now: Date): string => new Date(now.getTime() + 60 * 60 * 1000).toISOString();
