import { z } from 'zod';
import { PlainDate, wallClock } from '../../shared/domain/calendar.ts';
import { type Commune, CommuneCode } from '../../shared/domain/geography.ts';
import { movedDays } from '../../shared/domain/moved-day.ts';
import { partsOf, PeriodId } from '../../shared/domain/payment-period.ts';
import { openFiles } from '../../shared/gateways/files.ts';
import { openReminderQueue } from '../../shared/gateways/reminder-queue.ts';
import { eachCommune } from '../../shared/runtime/each-commune.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { directoryStore } from '../../shared/store/directory.ts';
import { type MovedDayStore, movedDayStore } from '../../shared/store/moved-days.ts';
import { payoutStore } from '../../shared/store/payouts.ts';
import { periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { registerStore } from '../../shared/store/register.ts';
import { reminderStore } from '../../shared/store/reminders.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { sheetStore } from '../../shared/store/sheets.ts';
import { openTable } from '../../shared/store/table.ts';
import { type CommuneNeeds, visitCommune } from './visit-commune.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
  REMINDER_QUEUE_URL: z.string().min(1),
});
const Input = z.object({ periodId: PeriodId, communes: z.array(CommuneCode), wave: PlainDate });

type Needs = CommuneNeeds &
  Readonly<{
    periods: Pick<PeriodStore, 'get'>;
    settings: Pick<SettingsStore, 'get'>;
    movedDays: Pick<MovedDayStore, 'list'>;
  }>;

/**
 * Queues this morning's reminders and notices of a group, and writes whom its officers call. Safe to run again: a
 * message is written before it is queued, once a phone, commune and date, and whatever is still queued by then is
 * queued once more.
 */
export const queueReminders =
  (needs: Needs) =>
  async ({ periodId, communes, wave }: z.output<typeof Input>) => {
    const period = await needs.periods.get(periodId);
    const place = partsOf(periodId);
    const settings = await needs.settings.get(place.programme, period.settingsFrom);
    const { today } = wallClock(needs.now(), settings.timeZone);
    if (period.status !== 'open' || today !== wave) return {};
    const moved = movedDays(await needs.movedDays.list(periodId));
    let named: Promise<Commune[]> | undefined;
    const nameOf = async (code: CommuneCode): Promise<Commune> =>
      (await (named ??= needs.directory.listCommunes(place))).find((one) => one.code === code) ?? {
        code,
        name: code,
        district: '',
      };
    await eachCommune(communes, (commune) =>
      visitCommune(needs, { period, settings, today, moved, commune, nameOf }),
    );
    return {};
  };

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return queueReminders({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    payouts: payoutStore(table),
    sheets: sheetStore(table),
    movedDays: movedDayStore(table),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    reminders: reminderStore(table),
    directory: directoryStore(table),
    settings: settingsStore(table),
    files: openFiles(env.FILES_BUCKET),
    queue: openReminderQueue(env.REMINDER_QUEUE_URL),
    now,
  });
});
