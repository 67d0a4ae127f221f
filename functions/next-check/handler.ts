import { z } from 'zod';
import { type CommuneProgress, lookAgainAt, type Next, nextOf } from '../../shared/domain/agenda.ts';
import { wallClock } from '../../shared/domain/calendar.ts';
import { partsOf, PeriodId } from '../../shared/domain/payment-period.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { resultsPrefixOf } from '../../shared/lists/files.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { type MovedDayStore, movedDayStore } from '../../shared/store/moved-days.ts';
import {
  type PeriodCommune,
  type PeriodCommuneStore,
  periodCommuneStore,
} from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type ResultStore, resultStore } from '../../shared/store/results.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { type SheetStore, sheetStore } from '../../shared/store/sheets.ts';
import { openTable } from '../../shared/store/table.ts';
import { chaseSheets, sheetsOut } from './chase-sheets.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), FILES_BUCKET: z.string().min(1) });
const Input = z.object({ periodId: PeriodId, lastWave: z.string() });

export type Needs = Readonly<{
  periods: Pick<PeriodStore, 'get' | 'move'>;
  communes: Pick<PeriodCommuneStore, 'list'>;
  settings: Pick<SettingsStore, 'get'>;
  sheets: Pick<SheetStore, 'list'>;
  movedDays: Pick<MovedDayStore, 'list'>;
  results: Pick<ResultStore, 'list'>;
  files: Pick<FileStore, 'listKeys' | 'readJson' | 'writeReport'>;
  now: () => Date;
}>;

/** Says what an approved period does next. Safe to run again: it is worked out from the tables every time. */
export const nextCheck =
  (needs: Needs) =>
  async ({ periodId, lastWave }: z.output<typeof Input>): Promise<Next> => {
    const { periods, communes, settings, now } = needs;
    const period = await periods.get(periodId);
    const rules = await settings.get(partsOf(periodId).programme, period.settingsFrom);
    const submitted = (await communes.list(periodId)).filter((one) => one.submitted !== undefined);
    const next = nextOf({ period, settings: rules, communes: submitted.map(progressOf), lastWave }, now());
    if (period.status !== 'open') return next;
    const { today, hour } = wallClock(now(), rules.timeZone);
    const isDayPrepared = next.next === 'remind' || next.next === 'wait';
    if (isDayPrepared && hour >= rules.messages.fromHour)
      await chaseSheets(needs, { period, today, communes: submitted });
    if (next.next !== 'close') return next;

    const missing = await sheetsOut(
      needs,
      periodId,
      submitted.map(({ commune }) => commune),
    );
    const unread = missing.length === 0 ? await unreadResults(needs, periodId) : 0;
    if (missing.length > 0 || unread > 0) {
      logger.warn('closing waits', { periodId, missingSheets: missing.length, unreadResults: unread });
      if (missing.length > 0) await chaseSheets(needs, { period, today, communes: submitted });
      return { next: 'wait', until: lookAgainAt(now()) };
    }
    await periods.move(periodId, { status: 'open' }, { status: 'closing' });
    return next;
  };

/** Who is new is told when they are paid, and that stirs the commune; another collector is told before. */
const progressOf = ({ planned, submitted, ...commune }: PeriodCommune): CommuneProgress => ({
  ...commune,
  size: submitted?.total.count ?? 0,
  hasNews: (planned?.comparison?.changedCollector.count ?? 0) > 0,
});

/** Result files that arrived and are not worked through: they come before the close. The last arrival of a key counts. */
const unreadResults = async ({ results, files }: Needs, periodId: PeriodId): Promise<number> => {
  const statusOf = new Map((await results.list(periodId)).map(({ key, status }) => [key, status]));
  const arrived = await files.listKeys(resultsPrefixOf(periodId));
  return arrived.filter((key) => (statusOf.get(key) ?? 'reading') === 'reading').length;
};

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return nextCheck({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    settings: settingsStore(table),
    sheets: sheetStore(table),
    movedDays: movedDayStore(table),
    results: resultStore(table),
    files: openFiles(env.FILES_BUCKET),
    now,
  });
});
