import { z } from 'zod';
import {
  addDays,
  addMonths,
  dayOfMonth,
  type Holidays,
  Month,
  monthOf,
  PlainDate,
  workingDayFrom,
} from './calendar.ts';
import { Programme, ProvinceCode } from './geography.ts';
import type { Settings } from './settings.ts';

/** `<programme>.<province>.<yyyy-mm>`: one programme's payouts of one month in one province. */
export const PeriodId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,30}\.\d{2}\.\d{4}-(0[1-9]|1[0-2])$/)
  .brand('PeriodId');
export type PeriodId = z.infer<typeof PeriodId>;

export type PeriodParts = Readonly<{ programme: Programme; province: ProvinceCode; month: Month }>;

export const periodIdOf = ({ programme, province, month }: PeriodParts): PeriodId =>
  PeriodId.parse(`${programme}.${province}.${month}`);

export const partsOf = (periodId: PeriodId): PeriodParts => {
  const [programme, province, month] = periodId.split('.');
  return {
    programme: Programme.parse(programme),
    province: ProvinceCode.parse(province),
    month: Month.parse(month),
  };
};

export const previousPeriod = (periodId: PeriodId): PeriodId => monthsOn(periodId, -1);
export const followingPeriod = (periodId: PeriodId): PeriodId => monthsOn(periodId, 1);

const monthsOn = (periodId: PeriodId, months: number): PeriodId => {
  const parts = partsOf(periodId);
  return periodIdOf({ ...parts, month: addMonths(parts.month, months) });
};

/** Every month's period from the first to the last, both ends included. */
export const periodsThrough = (first: PeriodId, last: PeriodId): PeriodId[] => {
  const periods: PeriodId[] = [];
  for (let at = first; at <= last; at = followingPeriod(at)) periods.push(at);
  return periods;
};

export const PeriodCalendar = z.object({
  openOn: PlainDate,
  submitBefore: PlainDate,
  payoutFrom: PlainDate,
  payoutUntil: PlainDate,
  catchUpUntil: PlainDate,
  closeOn: PlainDate,
});
export type PeriodCalendar = z.infer<typeof PeriodCalendar>;

/** The dates of a period (Decree 20/2021 art. 34: list before the 25th of the month before, report before the 20th). */
export const periodCalendar = (month: Month, settings: Settings): PeriodCalendar => {
  const holidays = holidaysOf(settings);
  const before = addMonths(month, -1);
  const { openOnDay, submitBeforeDay, payoutDays, catchUpUntilDay, sheetsDueOnDay, closeOnDay } =
    settings.calendar;
  const catchUpUntil = workingDayFrom(dayOfMonth(month, catchUpUntilDay), holidays);
  const sheetsDueOn = latest(dayOfMonth(month, sheetsDueOnDay), catchUpUntil);
  return {
    openOn: dayOfMonth(before, openOnDay),
    submitBefore: dayOfMonth(before, submitBeforeDay),
    payoutFrom: workingDayFrom(dayOfMonth(month, payoutDays[0]), holidays),
    payoutUntil: workingDayFrom(dayOfMonth(month, payoutDays[1]), holidays),
    catchUpUntil,
    closeOn: latest(dayOfMonth(month, closeOnDay), addDays(sheetsDueOn, 1)),
  };
};

export const holidaysOf = (settings: Settings): Holidays => new Set(settings.holidays);

const latest = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);

/**
 * preparing → prepared → submitted → open → closing → closed; a recall or a rejection leads from submitted to
 * preparing. Before it is approved a month may be cancelled, and comes back by a recall. `isFrozen` while a submission is being verified: no plan is written then.
 */
export const PeriodStatus = z.enum([
  'preparing',
  'prepared',
  'submitted',
  'open',
  'closing',
  'closed',
  'cancelled',
]);
export type PeriodStatus = z.infer<typeof PeriodStatus>;

export const Period = z.object({
  periodId: PeriodId,
  status: PeriodStatus,
  isFrozen: z.boolean(),
  calendar: PeriodCalendar,
  settingsFrom: PlainDate,
  /** The last period that was closed before: what it carried over is due here. */
  before: PeriodId.optional(),
  /** Approved too late for the first days of the plan: nobody is planned earlier than this. */
  notBefore: PlainDate.optional(),
  openedAt: z.iso.datetime(),
  /** Which submission is before the approver: an approval opens the period for that one only. */
  submissionId: z.string().optional(),
});
export type Period = z.infer<typeof Period>;

/** Whose carried-over payouts are due in it. */
export const beforeOf = ({ periodId, before }: Pick<Period, 'periodId' | 'before'>): PeriodId =>
  before ?? previousPeriod(periodId);

/** Plans may be written only now; later every write to a payout is one conditional update. */
export const isPlannable = ({ status, isFrozen }: Period): boolean =>
  (status === 'preparing' || status === 'prepared') && !isFrozen;

/** Nobody can be paid yet: its days may still move, and it may be cancelled. */
export const isBeforeApproval = ({ status }: Pick<Period, 'status'>): boolean =>
  status === 'preparing' || status === 'prepared' || status === 'submitted';

/** A period, known or not, from the start of whose submission a roster for its month comes too late. */
export const isSubmitted = (status: PeriodStatus | undefined): boolean =>
  status !== undefined && status !== 'preparing' && status !== 'prepared';

/** No payout of an ended period changes any more; a month was cancelled before anybody was paid in it. */
const hasEnded = ({ status }: Pick<Period, 'status'>): boolean =>
  status === 'closed' || status === 'cancelled';

/** Whether a period is to be opened: from its day on, and once the one before it, if there is one, has ended. */
export const isDue = (calendar: PeriodCalendar, today: PlainDate, before: Period | undefined): boolean =>
  today >= calendar.openOn && (before === undefined || hasEnded(before));

export type Opening = Readonly<{ opens: true; before: PeriodId | undefined } | { opens: false }>;

/**
 * After which period of its province one opens, if it opens at all: the last closed one, over cancelled months. Each
 * earlier one has ended and no later one is there, so that what was carried over has one heir.
 */
export const openingOf = (
  periodId: PeriodId,
  others: readonly Pick<Period, 'periodId' | 'status'>[],
): Opening => {
  if (!others.every((other) => other.periodId < periodId && hasEnded(other))) return { opens: false };
  const closed = others.filter(({ status }) => status === 'closed').map((other) => other.periodId);
  return { opens: true, before: closed.toSorted().at(-1) };
};

/** The month to open next: the one after the last period, or the next calendar month where none was ever opened. */
export const nextMonth = (known: readonly PeriodId[], today: PlainDate): Month => {
  const last = known.toSorted().at(-1);
  return addMonths(last ? partsOf(last).month : monthOf(today), 1);
};
