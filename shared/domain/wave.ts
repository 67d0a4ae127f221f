import { dayNow, type MovedDays } from './moved-day.ts';
import { dueNotices, isTrueOf, planNotices } from './notice.ts';
import { isSilenced, reportedSheets } from './overdue.ts';
import type { Payout } from './payout.ts';
import type { RecipientId } from './recipient.ts';
import {
  dueForReminder,
  isTiredOf,
  mayBeCalled,
  type Morning,
  phoneKeys,
  planReminders,
  type Register,
  type Reminder,
} from './reminder.ts';
import { sheetOfPlace } from './sheet.ts';

/** A morning's messages of a commune. */
export type PlannedWave = Readonly<{
  reminders: readonly Reminder[];
  notices: readonly Reminder[];
  /** Somebody is still to be told on another morning, though nothing more may happen until then. */
  isWaiting: boolean;
}>;

/** One commune's messages of a morning, at most one a phone: reminders go first, notices where there is room. */
export const planWave = (morning: Morning, register: Register): PlannedWave => {
  const reminders = planReminders(morning, register);
  const notices = planNotices(morning, register, reminders);
  const then = { ...morning, reminders: [...morning.reminders, ...reminders, ...notices] };
  return { reminders, notices, isWaiting: isWaiting(then, register) };
};

/** Whoever the one message of today left out, and whoever's sheet came back before their day was over. */
const isWaiting = (morning: Morning, register: Register): boolean => {
  const { today, reminders, sheets, moved, payouts } = morning;
  const phones = phoneKeys(register);
  const isInToday = (recipientId: RecipientId) =>
    reminders.some(
      (one) => one.date === today && one.notice === undefined && one.recipientIds.includes(recipientId),
    );
  const isLeftOut = dueForReminder(morning).some(({ recipientId }) => {
    const phoneKey = phones.get(recipientId);
    return phoneKey !== undefined && !isInToday(recipientId) && !isTiredOf(morning, phoneKey);
  });
  const isUntold = dueNotices(morning).some(({ recipientId }) => phones.has(recipientId));
  const reported = reportedSheets(sheets);
  const isEarly = payouts.some(
    (payout) =>
      mayBeCalled(payout) && reported.has(sheetOfPlace(payout.place)) && dayNow(payout.place, moved) >= today,
  );
  return isLeftOut || isUntold || isEarly;
};

/** Who of a claimed message is still to be told, read after the claim. */
export const stillToTell = (
  { notice, day, date, recipientIds }: Reminder,
  payouts: readonly Payout[],
  moved: MovedDays,
): Payout[] => {
  const isStill = (payout: Payout): boolean => {
    if (notice === undefined) return mayBeCalled(payout) && payout.place.day < date;
    if (notice !== 'day-moved') return isTrueOf(payout, notice);
    return payout.state === 'assigned' && !isSilenced(payout) && dayNow(payout.place, moved) === day;
  };
  return payouts.filter((payout) => recipientIds.includes(payout.recipientId) && isStill(payout));
};
