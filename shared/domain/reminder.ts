import { z } from 'zod';
import { addDays, PlainDate } from './calendar.ts';
import { CommuneCode } from './geography.ts';
import type { MovedDays } from './moved-day.ts';
import { isOverdue, isSilenced, reportedSheets } from './overdue.ts';
import { PeriodId, type PeriodCalendar } from './payment-period.ts';
import type { Payout } from './payout.ts';
import { type Recipient, RecipientId } from './recipient.ts';
import { type MessageRules, NoticeKind } from './settings.ts';
import type { Sheet } from './sheet.ts';

/** One SMS to one phone on one date about everyone overdue who shares it: that is also its key. */
export const ReminderMessage = z.object({
  periodId: PeriodId,
  commune: CommuneCode,
  phoneKey: z.string().min(1),
  date: PlainDate,
});
export type ReminderMessage = z.infer<typeof ReminderMessage>;

/**
 * queued → sending (claimed) → sent, or uncertain where no answer came: never sent again.
 * dropped: nobody was overdue any more when it was looked at; expired: the hours were over.
 */
export const Reminder = ReminderMessage.extend({
  recipientIds: z.array(RecipientId).min(1),
  /** Absent: a reminder to those who are overdue. */
  notice: NoticeKind.optional(),
  status: z.enum(['queued', 'sending', 'sent', 'uncertain', 'dropped', 'expired']),
  claimedBy: z.string().optional(),
  parts: z.int().nonnegative().optional(),
  price: z.int().nonnegative().optional(),
  at: z.iso.datetime().optional(),
});
export type Reminder = z.infer<typeof Reminder>;

export type Overdue = Readonly<{
  periodId: PeriodId;
  commune: CommuneCode;
  today: PlainDate;
  calendar: PeriodCalendar;
  rules: MessageRules;
  payouts: readonly Payout[];
  sheets: readonly Sheet[];
  moved: MovedDays;
  register: readonly Recipient[];
  reminders: readonly Reminder[];
}>;

/** Whose payouts call for a reminder today, whether or not they have a phone. */
export const dueForReminder = (given: Omit<Overdue, 'register'>): Payout[] => {
  const { today, calendar } = given;
  if (today > calendar.catchUpUntil) return [];
  const looked = { today, reported: reportedSheets(given.sheets), moved: given.moved };
  return given.payouts.filter(
    (payout) =>
      isOverdue(payout, looked) &&
      payout.place.kind === 'point' &&
      !isSilenced(payout) &&
      isDue(given, payout.recipientId),
  );
};

/**
 * Today's reminders of one commune: a first one the morning after the sheet came back, a last call some days
 * before the catch-up ends. Home-visit people get a second visit instead, never "come to the office". Of the
 * register only those who are due are asked for.
 */
export const planReminders = (given: Overdue): Reminder[] => {
  const { periodId, commune, today, rules, reminders } = given;
  const people = new Map(given.register.map((recipient) => [recipient.recipientId, recipient]));
  const due = dueForReminder(given);
  const byPhone = Map.groupBy(due, ({ recipientId }) => people.get(recipientId)?.phoneKey ?? '');
  return [...byPhone].flatMap(([phoneKey, payouts]) => {
    const sent = reminders.filter((reminder) => reminder.phoneKey === phoneKey && counts(reminder));
    const isToday = reminders.some((reminder) => reminder.phoneKey === phoneKey && reminder.date === today);
    if (phoneKey === '' || isToday || sent.length >= rules.perPhoneMax) return [];
    const recipientIds = payouts.map(({ recipientId }) => recipientId).toSorted();
    return [{ periodId, commune, phoneKey, date: today, recipientIds, status: 'queued' as const }];
  });
};

/** The first at once, the last call on its date or after, none twice on one side of that date. */
const isDue = (
  { reminders, today, calendar, rules }: Omit<Overdue, 'register'>,
  recipientId: RecipientId,
): boolean => {
  const had = reminders.filter((one) => counts(one) && one.recipientIds.includes(recipientId));
  const lastCallOn = addDays(calendar.catchUpUntil, -rules.lastCallDaysBefore);
  if (had.length >= rules.perPayoutMax) return false;
  return had.length === 0 || (today >= lastCallOn && had.every(({ date }) => date < lastCallOn));
};

/** What may have reached a phone counts against the limits; what certainly did not is made up for. */
const counts = ({ status }: Reminder): boolean => ['sending', 'sent', 'uncertain'].includes(status);

/** Who of a claimed reminder is still to be told: assigned and not silenced, read after the claim. */
export const stillToTell = (reminder: Reminder, payouts: readonly Payout[]): RecipientId[] =>
  payouts
    .filter((payout) => payout.state === 'assigned' && !isSilenced(payout))
    .map(({ recipientId }) => recipientId)
    .filter((recipientId) => reminder.recipientIds.includes(recipientId));
