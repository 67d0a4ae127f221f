import { partsOf, type Period } from '../../shared/domain/payment-period.ts';
import { type Reminder, stillToTell } from '../../shared/domain/reminder.ts';
import { partsOfText, reminderText } from '../../shared/domain/reminder-text.ts';
import type { MessageRules } from '../../shared/domain/settings.ts';
import type { Needs } from './handler.ts';

type Claimed = Readonly<{ reminder: Reminder; period: Period; rules: MessageRules }>;
export type ComposedReminder = Readonly<{ to: string; body: string; parts: number }>;

/** Reads everyone of a claimed reminder afresh; undefined where nobody is to be told any more. */
export const composeReminder = async (
  { payouts, registers, directory }: Needs,
  { reminder, period, rules }: Claimed,
): Promise<ComposedReminder | undefined> => {
  const { periodId, commune, recipientIds, phoneKey } = reminder;
  const found = await Promise.all(
    recipientIds.map((recipientId) => payouts.find(periodId, commune, recipientId)),
  );
  const toTell = stillToTell(
    reminder,
    found.flatMap((payout) => payout ?? []),
  );
  const { programme } = partsOf(periodId);
  const read = await Promise.all(
    toTell.map((recipientId) => registers.findRecipient(programme, commune, recipientId)),
  );
  const people = read.flatMap((recipient) => (recipient?.phoneKey === phoneKey ? recipient : []));
  const to = people[0]?.phone;
  const points = await directory.listPointsOf(partsOf(periodId), commune);
  const office = points.find(({ isCatchUpOffice }) => isCatchUpOffice);
  if (to === undefined || !office) return undefined;
  const body = reminderText({
    periodId,
    rules,
    names: people.map(({ name }) => name),
    office: office.name,
    lastDay: period.calendar.catchUpUntil,
  });
  return { to, body, parts: partsOfText(body) };
};
