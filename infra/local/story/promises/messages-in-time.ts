import type { Books } from '../books.ts';
import { mayHaveGone, type PayoutFact, type ReminderFact, type SheetFact } from '../facts.ts';
import { dayOf, type PeriodBook } from '../period-books.ts';

/**
 * Promise 5: a reminder had somebody left to tell when it was claimed, whose day was over and whose sheet was back,
 * and no wave of it waited for the planner. A notice tells also those who were paid.
 */
export function* messagesInTime({ periods }: Books): Generator<string> {
  for (const period of periods) {
    const payouts = new Map(period.payouts.map((one) => [`${one.commune} ${one.recipientId}`, one]));
    const sheets = new Map(period.sheets.map((one) => [one.sheetId, one]));
    for (const reminder of period.reminders) {
      if (!mayHaveGone(reminder) || reminder.notice !== undefined) continue;
      const { commune, recipientIds, date } = reminder;
      const told = recipientIds.flatMap((id) => payouts.get(`${commune} ${id}`) ?? []);
      const what = wrongWith(reminder, told, { period, sheets });
      if (what !== undefined) yield `${period.periodId} ${commune}: a reminder of ${date} ${what}`;
    }
  }
}

interface Calendar {
  readonly period: PeriodBook;
  readonly sheets: ReadonlyMap<string, SheetFact>;
}

const wrongWith = (
  reminder: ReminderFact,
  told: readonly PayoutFact[],
  { period, sheets }: Calendar,
): string | undefined => {
  const at = reminder.at ?? '';
  if (told.every((payout) => isPaidBefore(payout, at) || isSilencedBefore(payout, at)))
    return 'told nobody who was still to come';
  // Whose place was chosen anew after the message: nobody knows any more what had been right then.
  const there = told.filter(({ chosen }) => chosen === undefined || chosen.at < at);
  if (there.some((payout) => dayOf(payout, period, at) >= reminder.date))
    return 'told somebody whose day was not over';
  const own = there.flatMap(({ place }) => {
    const sheetId = `${place.pointId}.${place.day}${place.kind === 'home' ? '.home' : ''}`;
    return sheets.get(sheetId) ?? [];
  });
  if (own.some(({ status, settledAt }) => status === 'issued' || (settledAt ?? '') > at))
    return 'told somebody whose sheet was not back';
  if (own.some(({ wave }) => wave?.status === 'waiting' && wave.at < at))
    return 'told somebody of a wave that waits for the planner';
  return undefined;
};

/** What was undone later counted as paid as long as it stood. */
const isPaidBefore = ({ completion, reversals }: PayoutFact, at: string): boolean =>
  (completion !== undefined && completion.recordedAt < at) ||
  reversals.some((one) => one.completion.recordedAt < at && one.at > at);

const isSilencedBefore = ({ attempts, decision }: PayoutFact, at: string): boolean =>
  (decision !== undefined && decision.at < at) ||
  attempts.some(({ reason, recordedAt }) => ['DIED', 'MOVED', 'REFUSED'].includes(reason) && recordedAt < at);
