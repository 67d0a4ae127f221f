import { fingerprint } from '../../shared/domain/fingerprint.ts';
import type { Message } from '../../shared/domain/message.ts';
import type { Reminder } from '../../shared/domain/reminder.ts';
import type { Sms } from '../../shared/gateways/sms.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { type Claimed, composeReminder } from './compose-reminder.ts';
import type { Needs } from './handler.ts';

/** The provider certainly did not take it: the message goes back to the queue and is tried once more. */
class SmsRefused extends Error {
  override name = 'SmsRefused';
}

/** One attempt with what is read after the claim. */
export const sendClaimed = async (needs: Needs, sms: Sms, claimed: Claimed): Promise<void> => {
  const { reminder, rules } = claimed;
  const message = await composeOrGiveBack(needs, claimed);
  if (!message) return giveUp(needs, reminder, 'dropped');
  const { to, text, parts, price } = message;
  const { periodId, commune, phoneKey, date } = reminder;
  const id = fingerprint({ periodId, commune, phoneKey, date });
  const sent = await sms.send({ to, text, brand: rules.brand, id });
  if (sent !== 'refused') return end(needs, reminder, { status: sent, parts, price });
  await needs.reminders.move(reminder, 'sending', { status: 'queued' });
  await stir(needs, reminder);
  throw new SmsRefused();
};

/** Nothing was sent yet: what failed here may be tried again, or another morning where it fails every time. */
const composeOrGiveBack = async (needs: Needs, claimed: Claimed): Promise<Message | undefined> => {
  try {
    return await composeReminder(needs, claimed);
  } catch (error) {
    await stir(needs, claimed.reminder);
    await needs.reminders.move(claimed.reminder, 'sending', { status: 'queued' });
    throw error;
  }
};

/** Nothing is sent and nothing is billed; whoever is still to be told is told another morning. */
export const giveUp = async (
  needs: Needs,
  reminder: Reminder,
  status: 'expired' | 'dropped',
): Promise<void> => {
  const from = status === 'expired' ? 'queued' : 'sending';
  // First, so that nobody is forgotten where this ends half-way.
  await stir(needs, reminder);
  await needs.reminders.move(reminder, from, { status, parts: 0, price: 0 });
};

/** The commune is looked at the next morning: there is somebody to make up for. */
export const stir = async ({ communes, now }: Needs, { periodId, commune }: Reminder): Promise<void> => {
  await communes.mark(periodId, { commune, stirredAt: now().toISOString() });
};

export const end = async ({ reminders }: Needs, reminder: Reminder, to: Partial<Reminder>): Promise<void> => {
  const moved = await reminders.move(reminder, 'sending', to);
  const { periodId, commune } = reminder;
  if (moved === 'moved' && to.status === 'uncertain') logger.warn('sms uncertain', { periodId, commune });
};
