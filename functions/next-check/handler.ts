import { z } from 'zod';
import { lookAgainAt, type Next, nextOf } from '../../shared/domain/agenda.ts';
import type { CommuneCode } from '../../shared/domain/geography.ts';
import { partsOf, PeriodId } from '../../shared/domain/payment-period.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { resultsPrefixOf } from '../../shared/lists/files.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { logger } from '../../shared/runtime/logger.ts';
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

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), FILES_BUCKET: z.string().min(1) });
const Input = z.object({ periodId: PeriodId, lastWave: z.string() });

type Needs = Readonly<{
  periods: Pick<PeriodStore, 'get' | 'move'>;
  communes: Pick<PeriodCommuneStore, 'list'>;
  settings: Pick<SettingsStore, 'get'>;
  sheets: Pick<SheetStore, 'list'>;
  results: Pick<ResultStore, 'list'>;
  files: Pick<FileStore, 'listKeys'>;
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
    if (next.next !== 'close' || period.status !== 'open') return next;

    const missing = await missingSheets(
      needs,
      periodId,
      submitted.map(({ commune }) => commune),
    );
    const unread = missing === 0 ? await unreadResults(needs, periodId) : 0;
    if (missing > 0 || unread > 0) {
      logger.warn('closing waits', { periodId, missingSheets: missing, unreadResults: unread });
      return { next: 'wait', until: lookAgainAt(now()) };
    }
    await periods.move(periodId, { status: 'open' }, { status: 'closing' });
    return next;
  };

const progressOf = (commune: PeriodCommune) => ({
  commune: commune.commune,
  size: commune.submitted?.total.count ?? 0,
  hasDaySheets: commune.daySheetsAt !== undefined,
  hasCatchUpSheets: commune.catchUpSheetsAt !== undefined,
  isSealed: commune.sealedAt !== undefined,
  firstDay: commune.firstDay,
});

const communesAtOnceMax = 10;

/** Sheets that neither came back nor were signed off by name: nobody is carried over before that is clear. */
const missingSheets = async (
  { sheets }: Needs,
  periodId: PeriodId,
  communes: readonly CommuneCode[],
): Promise<number> => {
  const found = await inBatches(communes, communesAtOnceMax, (commune) => sheets.list(periodId, commune));
  return found.flat().filter(({ status }) => status === 'issued').length;
};

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
    results: resultStore(table),
    files: openFiles(env.FILES_BUCKET),
    now,
  });
});
