import { z } from 'zod';
import { CommuneCode } from '../../shared/domain/geography.ts';
import { beforeOf, holidaysOf, partsOf, PeriodId } from '../../shared/domain/payment-period.ts';
import { periodThatPaid } from '../../shared/domain/plan.ts';
import { eachCommune } from '../../shared/runtime/each-commune.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { contradictionStore } from '../../shared/store/contradictions.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { leaseStore } from '../../shared/store/leases.ts';
import { payoutStore } from '../../shared/store/payouts.ts';
import { periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { registerStore } from '../../shared/store/register.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { openTable } from '../../shared/store/table.ts';
import { planCommune, type PlanNeeds } from './plan-commune.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), REGISTRY_TABLE: z.string().min(1) });
const Input = z.object({ periodId: PeriodId, communes: z.array(CommuneCode) });

type Needs = PlanNeeds &
  Readonly<{
    periods: Pick<PeriodStore, 'find' | 'get'>;
    directory: Pick<DirectoryStore, 'listPoints'>;
    settings: Pick<SettingsStore, 'get'>;
  }>;

/** Plans the payouts of a group's communes. Safe to run again: a plan that stands already is not written. */
export const assignPayouts =
  (needs: Needs) =>
  async ({ periodId, communes }: z.output<typeof Input>) => {
    const { periods, directory } = needs;
    const { programme, province } = partsOf(periodId);
    const period = await periods.get(periodId);
    const periodBefore = periodThatPaid(await periods.find(beforeOf(period)));
    const settings = await needs.settings.get(programme, period.settingsFrom);
    const points = await directory.listPoints(partsOf(periodId));
    await eachCommune(communes, (commune) =>
      planCommune(needs, {
        period,
        periodBefore,
        commune,
        points: points.filter((point) => point.commune === commune),
        holidays: holidaysOf(settings),
        standard: settings.provinces[province]?.standard,
      }),
    );
    return {};
  };

export const handler = lambda({ env: Env, input: Input }, (env, run) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return assignPayouts({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    payouts: payoutStore(table),
    contradictions: contradictionStore(table),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    directory: directoryStore(table),
    settings: settingsStore(table),
    leases: leaseStore(table, run),
  });
});
