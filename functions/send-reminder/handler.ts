import { z } from 'zod';
import { wallClock } from '../../shared/domain/calendar.ts';
import { partsOf } from '../../shared/domain/payment-period.ts';
import { type Reminder, ReminderMessage } from '../../shared/domain/reminder.ts';
import { openSms, type Sms } from '../../shared/gateways/sms.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { queueLambda } from '../../shared/runtime/lambda.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { type PayoutStore, payoutStore } from '../../shared/store/payouts.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { type ReminderStore, reminderStore } from '../../shared/store/reminders.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { openTable } from '../../shared/store/table.ts';
import { composeReminder } from './compose-reminder.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), REGISTRY_TABLE: z.string().min(1) });

export type Needs = Readonly<{
  periods: Pick<PeriodStore, 'get'>;
  payouts: Pick<PayoutStore, 'find'>;
  registers: Pick<RegisterStore, 'findRecipient'>;
  reminders: Pick<ReminderStore, 'find' | 'move'>;
  directory: Pick<DirectoryStore, 'listPointsOf'>;
  settings: Pick<SettingsStore, 'get'>;
  sms: Sms;
  now: () => Date;
}>;

/** The provider certainly did not take it: the message goes back to the queue and is tried once more. */
class SmsRefused extends Error {
  override name = 'SmsRefused';
}

/** Another delivery of the same message claimed it just now: this one comes back when that one has ended. */
class ReminderInFlight extends Error {
  override name = 'ReminderInFlight';
}

/** A sending takes seconds; a claim that is older than this has died with its function. */
const sendingMaxMs = 2 * 60 * 1000;

/**
 * Claims a reminder, looks again whether it is still due, makes one attempt. Safe to run again: only one claim
 * succeeds, and where one died after its claim nobody knows what was sent, so nothing is sent again.
 */
export const sendReminder = (needs: Needs) => async (message: z.output<typeof ReminderMessage>) => {
  const { periods, settings, reminders, sms, now } = needs;
  const reminder = await reminders.find(message);
  if (reminder?.status === 'sending') return endAbandoned(needs, reminder);
  if (reminder?.status !== 'queued') return;

  const { programme } = partsOf(message.periodId);
  const period = await periods.get(message.periodId);
  const { timeZone, messages: rules } = await settings.get(programme, period.settingsFrom);
  const { today, hour } = wallClock(now(), timeZone);
  const isTime = today === reminder.date && hour >= rules.fromHour && hour < rules.toHour;
  if (!isTime || period.status !== 'open') {
    await reminders.move(message, 'queued', { status: 'expired' });
    return;
  }
  const claimed = await reminders.move(message, 'queued', { status: 'sending', at: now().toISOString() });
  if (claimed === 'superseded') return;

  const text = await composeReminder(needs, { reminder, period, rules });
  if (!text) return end(needs, reminder, { status: 'dropped' });
  const sent = await sms.send(text.to, text.body, rules.brand);
  if (sent === 'refused') {
    await reminders.move(message, 'sending', { status: 'queued' });
    throw new SmsRefused();
  }
  const cost = { parts: text.parts, price: text.parts * rules.partPrice };
  return end(needs, reminder, { status: sent, ...cost, at: now().toISOString() });
};

const endAbandoned = async (needs: Needs, reminder: Reminder): Promise<void> => {
  const claimedAgoMs = needs.now().getTime() - Date.parse(reminder.at ?? '');
  if (claimedAgoMs < sendingMaxMs) throw new ReminderInFlight();
  await end(needs, reminder, { status: 'uncertain' });
};

const end = async ({ reminders }: Needs, reminder: Reminder, to: Partial<Reminder>): Promise<void> => {
  const moved = await reminders.move(reminder, 'sending', to);
  const { periodId, commune } = reminder;
  if (moved === 'moved' && to.status === 'uncertain') logger.warn('sms uncertain', { periodId, commune });
};

export const handler = queueLambda({ env: Env, input: ReminderMessage }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return sendReminder({
    periods: periodStore(table),
    payouts: payoutStore(table),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    reminders: reminderStore(table),
    directory: directoryStore(table),
    settings: settingsStore(table),
    sms: openSms(),
    now,
  });
});
