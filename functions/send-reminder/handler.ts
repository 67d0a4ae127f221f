import { z } from 'zod';
import { wallClock } from '../../shared/domain/calendar.ts';
import { partsOf } from '../../shared/domain/payment-period.ts';
import { type Reminder, ReminderMessage } from '../../shared/domain/reminder.ts';
import type { MessageGateway } from '../../shared/domain/settings.ts';
import { openSecret } from '../../shared/gateways/secrets.ts';
import { openHttpSms } from '../../shared/gateways/sms-http.ts';
import { openSms, type Sms } from '../../shared/gateways/sms.ts';
import { askedOnce } from '../../shared/runtime/asked-once.ts';
import { queueLambda } from '../../shared/runtime/lambda.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { type MovedDayStore, movedDayStore } from '../../shared/store/moved-days.ts';
import { type PayoutStore, payoutStore } from '../../shared/store/payouts.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { type ReminderStore, reminderStore } from '../../shared/store/reminders.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { openTable } from '../../shared/store/table.ts';
import { end, giveUp, sendClaimed, stir } from './send-claimed.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  SMS_SECRET_ID: z.string().min(1),
});

export type Needs = Readonly<{
  periods: Pick<PeriodStore, 'get'>;
  communes: Pick<PeriodCommuneStore, 'mark'>;
  payouts: Pick<PayoutStore, 'listSome'>;
  movedDays: Pick<MovedDayStore, 'list'>;
  registers: Pick<RegisterStore, 'listSome'>;
  reminders: Pick<ReminderStore, 'find' | 'move'>;
  directory: Pick<DirectoryStore, 'listPointsOf'>;
  settings: Pick<SettingsStore, 'get'>;
  smsBy: (gateway: MessageGateway | undefined) => Promise<Sms>;
  now: () => Date;
}>;

/** Another delivery of the same message claimed it just now: this one comes back when that one has ended. */
class ReminderInFlight extends Error {
  override name = 'ReminderInFlight';
}

/** A sending takes seconds; a claim that is older than this has died with its function. */
const sendingMaxMs = 2 * 60 * 1000;

/**
 * Claims a message, looks again whether it is still due, makes one attempt. Safe to run again: only one claim
 * succeeds, and where one died after its claim nobody knows what was sent, so nothing is sent again.
 */
export const sendReminder = (needs: Needs) => async (message: z.output<typeof ReminderMessage>) => {
  const { periods, settings, reminders, now } = needs;
  const reminder = await reminders.find(message);
  if (reminder?.status === 'sending') return endAbandoned(needs, reminder);
  if (reminder?.status !== 'queued') return;

  const period = await periods.get(message.periodId);
  const { programme } = partsOf(message.periodId);
  const { timeZone, messages: rules } = await settings.get(programme, period.settingsFrom);
  const { today, hour } = wallClock(now(), timeZone);
  const isTime = today === reminder.date && hour >= rules.fromHour && hour < rules.toHour;
  if (!isTime || period.status !== 'open') return giveUp(needs, reminder, 'expired');
  const sms = await smsOf(needs, reminder, rules.gateway);
  const claimed = await reminders.move(message, 'queued', { status: 'sending', at: now().toISOString() });
  if (claimed === 'moved') await sendClaimed(needs, sms, { reminder, period, rules });
};

/** Without its secret no message goes out, however often it is tried: the commune is looked at another morning. */
const smsOf = async (needs: Needs, reminder: Reminder, gateway: MessageGateway | undefined): Promise<Sms> => {
  try {
    return await needs.smsBy(gateway);
  } catch (error) {
    await stir(needs, reminder);
    throw error;
  }
};

const endAbandoned = async (needs: Needs, reminder: Reminder): Promise<void> => {
  const claimedAgoMs = needs.now().getTime() - Date.parse(reminder.at ?? '');
  if (claimedAgoMs < sendingMaxMs) throw new ReminderInFlight();
  await end(needs, reminder, { status: 'uncertain' });
};

export const handler = queueLambda({ env: Env, input: ReminderMessage }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  const secret = openSecret(env.SMS_SECRET_ID);
  const [periods, directory, settings] = [periodStore(table), directoryStore(table), settingsStore(table)];
  return sendReminder({
    // Ten messages of one morning ask for the same: what decides about each, its people, is read for each.
    periods: { get: askedOnce((periodId) => periods.get(periodId)) },
    directory: { listPointsOf: askedOnce(directory.listPointsOf) },
    settings: { get: askedOnce((...asked) => settings.get(...asked)) },
    communes: periodCommuneStore(table),
    payouts: payoutStore(table),
    movedDays: movedDayStore(table),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    reminders: reminderStore(table),
    smsBy: async (gateway) => (gateway?.kind === 'http' ? openHttpSms(gateway, await secret()) : openSms()),
    now,
  });
});
