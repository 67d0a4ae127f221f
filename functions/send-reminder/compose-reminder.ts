import { type Addressee, type Message, messageOf } from '../../shared/domain/message.ts';
import { movedDays } from '../../shared/domain/moved-day.ts';
import { partsOf, type Period } from '../../shared/domain/payment-period.ts';
import type { Reminder } from '../../shared/domain/reminder.ts';
import type { MessageRules } from '../../shared/domain/settings.ts';
import { stillToTell } from '../../shared/domain/wave.ts';
import type { Needs } from './handler.ts';

export type Claimed = Readonly<{ reminder: Reminder; period: Period; rules: MessageRules }>;

/** Reads everyone of a claimed message afresh; undefined where nobody is to be told any more. */
export const composeReminder = async (
  { payouts, registers, directory, movedDays: moves }: Needs,
  { reminder, period, rules }: Claimed,
): Promise<Message | undefined> => {
  const { periodId, commune, recipientIds } = reminder;
  const moved = movedDays(reminder.notice === 'day-moved' ? await moves.list(periodId) : []);
  const toTell = stillToTell(reminder, await payouts.listSome(periodId, commune, recipientIds), moved);
  if (toTell.length === 0) return undefined;
  const place = partsOf(periodId);
  const ids = toTell.map(({ recipientId }) => recipientId);
  const people = await registers.listSome(place.programme, commune, ids, 'to-look');
  const addressees = toTell.flatMap((payout): Addressee[] => {
    const recipient = people.find(({ recipientId }) => recipientId === payout.recipientId);
    return recipient ? [{ payout, recipient }] : [];
  });
  const points = await directory.listPointsOf(place, commune);
  return messageOf(reminder, addressees, { period, rules, points });
};
