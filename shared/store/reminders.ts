import type { CommuneCode } from '../domain/geography.ts';
import type { PeriodId } from '../domain/payment-period.ts';
import { Reminder, type ReminderMessage } from '../domain/reminder.ts';
import { putIfAbsent, updateIf } from './conditional.ts';
import { payoutsPk, reminderKey, reminderPrefix } from './keys.ts';
import { getItem, queryItems, type Table } from './table.ts';

export type ReminderStore = ReturnType<typeof reminderStore>;

export const reminderStore = (table: Table) => ({
  async list(periodId: PeriodId, commune: CommuneCode): Promise<Reminder[]> {
    const range = { pk: payoutsPk(periodId, commune), skPrefix: reminderPrefix };
    return (await queryItems(table, range, true)).map((item) => Reminder.parse(item));
  },

  async find(message: ReminderMessage): Promise<Reminder | undefined> {
    const item = await getItem(table, reminderKey(message));
    return item && Reminder.parse(item);
  },

  /** The intent, before anything is queued: one a phone, commune and date. */
  async add(reminder: Reminder): Promise<'added' | 'taken'> {
    const { written } = await putIfAbsent(table, reminderKey(reminder), reminder);
    return written ? 'added' : 'taken';
  },

  /** Moves a reminder on from that status; only one of two claims is `moved`. */
  async move(
    message: ReminderMessage,
    from: Reminder['status'],
    to: Partial<Reminder>,
  ): Promise<'moved' | 'superseded'> {
    const moved = await updateIf(table, {
      key: reminderKey(message),
      set: to,
      condition: '#status = :status',
      where: { status: from },
    });
    return moved.written ? 'moved' : 'superseded';
  },
});
