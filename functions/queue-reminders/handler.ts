import { z } from 'zod';
import { PlainDate, wallClock } from '../../shared/domain/calendar.ts';
import { CommuneCode } from '../../shared/domain/geography.ts';
import { movedDays } from '../../shared/domain/moved-day.ts';
import { isOverdue, reportedSheets } from '../../shared/domain/overdue.ts';
import { partsOf, type Period, PeriodId } from '../../shared/domain/payment-period.ts';
import { dueForReminder, planReminders, ReminderMessage } from '../../shared/domain/reminder.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { openReminderQueue, type ReminderQueue } from '../../shared/gateways/reminder-queue.ts';
import { eachCommune } from '../../shared/runtime/each-commune.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type MovedDayStore, movedDayStore } from '../../shared/store/moved-days.ts';
import { type PayoutStore, payoutStore } from '../../shared/store/payouts.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { type ReminderStore, reminderStore } from '../../shared/store/reminders.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { type SheetStore, sheetStore } from '../../shared/store/sheets.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  REMINDER_QUEUE_URL: z.string().min(1),
});
const Input = z.object({ periodId: PeriodId, communes: z.array(CommuneCode), wave: PlainDate });

type Needs = Readonly<{
  periods: Pick<PeriodStore, 'get'>;
  payouts: Pick<PayoutStore, 'list'>;
  sheets: Pick<SheetStore, 'list'>;
  movedDays: Pick<MovedDayStore, 'list'>;
  registers: Pick<RegisterStore, 'listSome'>;
  reminders: Pick<ReminderStore, 'list' | 'add'>;
  settings: Pick<SettingsStore, 'get'>;
  queue: ReminderQueue;
  now: () => Date;
}>;

const writesAtOnceMax = 10;

/**
 * Queues this morning's reminders of a group. Safe to run again: a reminder is written before it is queued,
 * once a phone, commune and date, and whatever is still queued by then is queued once more.
 */
export const queueReminders =
  (needs: Needs) =>
  async ({ periodId, communes, wave }: z.output<typeof Input>) => {
    const period = await needs.periods.get(periodId);
    const settings = await needs.settings.get(partsOf(periodId).programme, period.settingsFrom);
    const { today } = wallClock(needs.now(), settings.timeZone);
    if (period.status !== 'open' || today !== wave) return {};
    await eachCommune(communes, (commune) => queueCommune(needs, { period, settings, today, commune }));
    return {};
  };

type CommuneWave = Readonly<{ period: Period; settings: Settings; today: PlainDate; commune: CommuneCode }>;

const queueCommune = async (
  needs: Needs,
  { period, settings, today, commune }: CommuneWave,
): Promise<void> => {
  const { periodId, calendar } = period;
  const sheets = await needs.sheets.list(periodId, commune);
  const reported = reportedSheets(sheets);
  if (reported.size === 0) return;
  const moved = movedDays(await needs.movedDays.list(periodId));
  // A look, not a decision: every reminder is looked at again before it is sent.
  const payouts = await needs.payouts.list(periodId, commune, 'to-look');
  if (!payouts.some((payout) => isOverdue(payout, { today, reported, moved }))) return;
  const reminders = await needs.reminders.list(periodId, commune);
  const rules = settings.messages;
  const wave = { periodId, commune, today, calendar, rules, payouts, sheets, moved, reminders };
  const recipientIds = dueForReminder(wave).map(({ recipientId }) => recipientId);
  const register = await needs.registers.listSome(partsOf(periodId).programme, commune, recipientIds);
  const plan = planReminders({ ...wave, register });
  await inBatches(plan, writesAtOnceMax, (reminder) => needs.reminders.add(reminder));
  const left = reminders.filter(({ status, date }) => status === 'queued' && date === today);
  await needs.queue.send([...plan, ...left].map((reminder) => ReminderMessage.parse(reminder)));
};

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return queueReminders({
    periods: periodStore(table),
    payouts: payoutStore(table),
    sheets: sheetStore(table),
    movedDays: movedDayStore(table),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    reminders: reminderStore(table),
    settings: settingsStore(table),
    queue: openReminderQueue(env.REMINDER_QUEUE_URL),
    now,
  });
});
