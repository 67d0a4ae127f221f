import { messageOf } from '../../shared/domain/message.ts';
import { type Reminder, ReminderMessage } from '../../shared/domain/reminder.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import { logger } from '../../shared/runtime/logger.ts';
import type { CommuneNeeds, Seen, Visit } from './visit-commune.ts';

const writesAtOnceMax = 10;

/** `isBeaten`: another run of this morning had something else to tell to one of the phones, and was first. */
type Queued = Readonly<{ planned: readonly Reminder[]; isBeaten: boolean }>;

/** Writes each message with its price, then queues it with what an earlier run of this morning left in the queue. */
export const queueMessages = async (
  needs: Pick<CommuneNeeds, 'reminders' | 'queue'>,
  { period, settings, today, commune }: Visit,
  { morning, register, points }: Seen,
  wave: readonly Reminder[],
): Promise<Queued> => {
  const context = { period, rules: settings.messages, points };
  const priced = wave.flatMap((reminder): Reminder[] => {
    const addressees = reminder.recipientIds.flatMap((id) => {
      const payout = morning.payouts.find(({ recipientId }) => recipientId === id);
      const recipient = register.find(({ recipientId }) => recipientId === id);
      return payout && recipient ? [{ payout, recipient }] : [];
    });
    const message = messageOf(reminder, addressees, context);
    return message ? [{ ...reminder, parts: message.parts, price: message.price }] : [];
  });
  const added = await inBatches(priced, writesAtOnceMax, (reminder) => needs.reminders.add(reminder));
  const left = morning.reminders.filter(({ status, date }) => status === 'queued' && date === today);
  await needs.queue.send([...priced, ...left].map((reminder) => ReminderMessage.parse(reminder)));
  if (priced.length > 0)
    logger.info('wave queued', { periodId: period.periodId, commune, ...countsOf(priced) });
  return { planned: priced, isBeaten: added.includes('taken') };
};

const countsOf = (queued: readonly Reminder[]) => ({
  reminders: queued.filter(({ notice }) => notice === undefined).length,
  notices: queued.filter(({ notice }) => notice !== undefined).length,
  parts: queued.reduce((sum, { parts = 0 }) => sum + parts, 0),
  price: queued.reduce((sum, { price = 0 }) => sum + price, 0),
});
