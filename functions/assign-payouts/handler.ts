import { z } from 'zod';
import { CommuneCode } from '../../shared/domain/geography.ts';
import {
  holidaysOf,
  isPlannable,
  partsOf,
  PeriodId,
  previousPeriod,
} from '../../shared/domain/payment-period.ts';
import { planDifference, planned, planPayouts } from '../../shared/domain/plan.ts';
import { eachCommune } from '../../shared/runtime/each-commune.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { type LeaseStore, leaseStore, planScope } from '../../shared/store/leases.ts';
import { type PayoutStore, payoutStore } from '../../shared/store/payouts.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), REGISTRY_TABLE: z.string().min(1) });
const Input = z.object({ periodId: PeriodId, communes: z.array(CommuneCode) });

type Needs = Readonly<{
  periods: Pick<PeriodStore, 'get'>;
  communes: Pick<PeriodCommuneStore, 'savePlan'>;
  payouts: Pick<PayoutStore, 'list' | 'savePlan'>;
  registers: Pick<RegisterStore, 'get' | 'listRecipients'>;
  directory: Pick<DirectoryStore, 'listPoints'>;
  settings: Pick<SettingsStore, 'get'>;
  leases: Pick<LeaseStore, 'hold'>;
}>;

/** Plans the payouts of a group's communes. Safe to run again: a plan that stands already is not written. */
export const assignPayouts =
  (needs: Needs) =>
  async ({ periodId, communes }: z.output<typeof Input>) => {
    const { periods, directory, settings } = needs;
    const { programme } = partsOf(periodId);
    const { settingsFrom } = await periods.get(periodId);
    const holidays = holidaysOf(await settings.get(programme, settingsFrom));
    const points = await directory.listPoints(partsOf(periodId));
    await eachCommune(communes, (commune) =>
      planCommune(needs, {
        periodId,
        commune,
        holidays,
        points: points.filter((point) => point.commune === commune),
      }),
    );
    return {};
  };

type CommuneToPlan = Omit<Parameters<typeof planPayouts>[0], 'register' | 'before'>;

const planCommune = (needs: Needs, given: CommuneToPlan): Promise<void> => {
  const { periods, communes, payouts, registers, leases } = needs;
  const { periodId, commune } = given;
  const { programme } = partsOf(periodId);
  return leases.hold(planScope(periodId, commune), async (assertHeld) => {
    if (!isPlannable(await periods.get(periodId))) return;
    // The version first: a list that is applied meanwhile raises it, and then this plan is made again.
    const { version } = await registers.get(programme, commune);
    const register = await registers.listRecipients(programme, commune);
    const before = await payouts.list(previousPeriod(periodId), commune, 'to-look');
    const plan = planPayouts({ ...given, register, before });
    const stored = await payouts.list(periodId, commune, 'to-decide');
    await payouts.savePlan(planDifference(stored, plan), assertHeld);
    assertHeld();
    await communes.savePlan(periodId, { commune, planned: { registerVersion: version, ...planned(plan) } });
  });
};

export const handler = lambda({ env: Env, input: Input }, (env, run) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return assignPayouts({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    payouts: payoutStore(table),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    directory: directoryStore(table),
    settings: settingsStore(table),
    leases: leaseStore(table, run),
  });
});
