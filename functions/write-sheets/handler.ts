import { z } from 'zod';
import { CommuneCode } from '../../shared/domain/geography.ts';
import { holidaysOf, partsOf, PeriodId } from '../../shared/domain/payment-period.ts';
import { openFiles } from '../../shared/gateways/files.ts';
import { eachCommune } from '../../shared/runtime/each-commune.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { type LeaseStore, leaseStore, planScope } from '../../shared/store/leases.ts';
import { type MovedDayStore, movedDayStore } from '../../shared/store/moved-days.ts';
import { payoutStore } from '../../shared/store/payouts.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { registerStore } from '../../shared/store/register.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { sheetStore } from '../../shared/store/sheets.ts';
import { openTable } from '../../shared/store/table.ts';
import { type CommuneNeeds, writeCommune } from './write-commune.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});
const Input = z.object({
  periodId: PeriodId,
  communes: z.array(CommuneCode),
  which: z.enum(['days', 'catch-up']),
});

type Needs = CommuneNeeds &
  Readonly<{
    periods: Pick<PeriodStore, 'get'>;
    communes: Pick<PeriodCommuneStore, 'mark'>;
    directory: Pick<DirectoryStore, 'listPoints' | 'listCommunes'>;
    settings: Pick<SettingsStore, 'get'>;
    movedDays: Pick<MovedDayStore, 'list'>;
    leases: Pick<LeaseStore, 'hold'>;
    now: () => Date;
  }>;

/**
 * Writes the sheets of a group's communes: one per point and day and home round, or the second home round and the
 * office's catch-up sheet, each to print and to fill in; and with the first, what the commune is told of its days.
 * Safe to run again: the same paper is written under the same keys, and a sheet that came back stays back. Whoever
 * moves somebody waits for the lease, so that no paper is noted as written that does not show it.
 */
export const writeSheets =
  (needs: Needs) =>
  async ({ periodId, communes, which }: z.output<typeof Input>) => {
    const period = await needs.periods.get(periodId);
    if (period.status !== 'open') return {};
    const place = partsOf(periodId);
    const settings = await needs.settings.get(place.programme, period.settingsFrom);
    const { provinces, messages } = settings;
    const words = { province: provinces[place.province]?.name ?? '', hotline: messages.hotline };
    const holidays = holidaysOf(settings);
    const points = await needs.directory.listPoints(place);
    const names = new Map((await needs.directory.listCommunes(place)).map((one) => [one.code, one]));
    await eachCommune(communes, (code) =>
      needs.leases.hold(planScope(periodId, code), async () => {
        const commune = names.get(code) ?? { code, name: code, district: '' };
        const own = { commune, points: points.filter((point) => point.commune === code) };
        const moved = await needs.movedDays.list(periodId);
        const firstDay = await writeCommune(needs, { period, which, holidays, moved, ...own, ...words });
        const at = needs.now().toISOString();
        const written = which === 'days' ? { daySheetsAt: at, firstDay } : { catchUpSheetsAt: at };
        await needs.communes.mark(periodId, { commune: code, ...written });
      }),
    );
    return {};
  };

export const handler = lambda({ env: Env, input: Input }, (env, run) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return writeSheets({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    payouts: payoutStore(table),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    directory: directoryStore(table),
    settings: settingsStore(table),
    sheets: sheetStore(table),
    movedDays: movedDayStore(table),
    leases: leaseStore(table, run),
    files: openFiles(env.FILES_BUCKET),
    now: run.now,
  });
});
