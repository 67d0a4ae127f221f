import { z } from 'zod';
import { addDays, PlainDate } from './calendar.ts';
import { CommuneCode } from './geography.ts';
import type { MovedDays } from './moved-day.ts';
import { isOverdue, isSilenced, reportedSheets } from './overdue.ts';
import { PeriodId, type PeriodCalendar } from './payment-period.ts';
import type { AssignedPayout, Payout } from './payout.ts';
import { type Recipient, RecipientId } from './recipient.ts';
import { type MessageRules, NoticeKind } from './settings.ts';
import { type Sheet, sheetOfPlace } from './sheet.ts';

/** One SMS to one phone on one date about everyone who shares it: that is also its key. */
export const ReminderMessage = z.object({
  periodId: PeriodId,
  commune: CommuneCode,
  phoneKey: z.string().min(1),
  date: PlainDate,
});
export type ReminderMessage = z.infer<typeof ReminderMessage>;

/**
 * queued → sending (claimed) → sent, or uncertain where no answer came: never sent again.
 * dropped: nobody was to be told any more when it was looked at; expired: the hours were over.
 */
export const Reminder = ReminderMessage.extend({
  recipientIds: z.array(RecipientId).min(1),
  /** Absent: a reminder to those who are overdue. */
  notice: NoticeKind.optional(),
  /** The new day, where it tells of one: moved once more, it is told anew. */
  day: PlainDate.optional(),
  status: z.enum(['queued', 'sending', 'sent', 'uncertain', 'dropped', 'expired']),
  /** Known before it is queued; nothing where nothing was sent in the end. */
  parts: z.int().nonnegative().optional(),
  price: z.int().nonnegative().optional(),
  /** When it was claimed: whoever was recorded before that is told nothing. */
  at: z.iso.datetime().optional(),
});
export type Reminder = z.infer<typeof Reminder>;

/** What a morning's messages of one commune are planned from. */
export type Morning = Readonly<{
  periodId: PeriodId;
  commune: CommuneCode;
  today: PlainDate;
  calendar: PeriodCalendar;
  rules: MessageRules;
  payouts: readonly Payout[];
  sheets: readonly Sheet[];
  moved: MovedDays;
  reminders: readonly Reminder[];
}>;
/** Of the register only those are asked for who may be told something. */
export type Register = readonly Pick<Recipient, 'recipientId' | 'phoneKey'>[];

export const phoneKeys = (register: Register): ReadonlyMap<RecipientId, string> =>
  new Map(register.flatMap(({ recipientId, phoneKey }) => (phoneKey ? [[recipientId, phoneKey]] : [])));

/** Whether somebody may be asked to come: not silenced, no open question about the money, and not visited at home. */
export const mayBeCalled = (payout: Payout): payout is AssignedPayout =>
  payout.state === 'assigned' && payout.place.kind === 'point' && !isSilenced(payout) && !payout.held;

/** Whose payouts call for a reminder today, whether or not they have a phone. */
export const dueForReminder = (morning: Morning): AssignedPayout[] => {
  const { today, calendar, sheets, moved } = morning;
  if (today > calendar.catchUpUntil) return [];
  const looked = { today, reported: reportedSheets(sheets), moved };
  const braked = new Set(
    sheets.filter(({ wave }) => wave && wave.status !== 'released').map(({ sheetId }) => sheetId),
  );
  return morning.payouts.filter(
    (payout): payout is AssignedPayout =>
      isOverdue(payout, looked) &&
      mayBeCalled(payout) &&
      !braked.has(sheetOfPlace(payout.place)) &&
      isDue(morning, payout.recipientId),
  );
};

/**
 * Today's reminders of one commune: a first one the morning after the sheet came back, a last call some days
 * before the catch-up ends. Home-visit people get a second visit instead, never "come to the office".
 */
export const planReminders = (morning: Morning, register: Register): Reminder[] => {
  const { periodId, commune, today, reminders } = morning;
  const phones = phoneKeys(register);
  const byPhone = Map.groupBy(dueForReminder(morning), ({ recipientId }) => phones.get(recipientId) ?? '');
  return [...byPhone].flatMap(([phoneKey, payouts]) => {
    const isTaken = reminders.some((one) => one.phoneKey === phoneKey && one.date === today);
    if (phoneKey === '' || isTaken || isTiredOf(morning, phoneKey)) return [];
    const recipientIds = payouts.map(({ recipientId }) => recipientId).toSorted();
    return [{ periodId, commune, phoneKey, date: today, recipientIds, status: 'queued' as const }];
  });
};

/** Notices do not count: they are news, not pressing. */
const isReminder = ({ notice }: Reminder): boolean => notice === undefined;

/** Whether a phone has had as many reminders as it may. */
export const isTiredOf = ({ reminders, rules }: Morning, phoneKey: string): boolean => {
  const had = reminders.filter((one) => one.phoneKey === phoneKey && isReminder(one) && mayHaveArrived(one));
  return had.length >= rules.perPhoneMax;
};

/** The first at once, the last call on its date or after, none twice on one side of that date. */
const isDue = ({ reminders, today, calendar, rules }: Morning, recipientId: RecipientId): boolean => {
  const had = reminders.filter(
    (one) => isReminder(one) && mayHaveArrived(one) && one.recipientIds.includes(recipientId),
  );
  const lastCallOn = addDays(calendar.catchUpUntil, -rules.lastCallDaysBefore);
  if (had.length >= rules.perPayoutMax) return false;
  return had.length === 0 || (today >= lastCallOn && had.every(({ date }) => date < lastCallOn));
};

/** What may have reached a phone counts against the limits; what certainly did not is made up for. */
export const mayHaveArrived = ({ status }: Reminder): boolean =>
  ['sending', 'sent', 'uncertain'].includes(status);
