import { z } from 'zod';
import { CommuneCode } from '../../shared/domain/geography.ts';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { eachCommune } from '../../shared/runtime/each-commune.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { auditStore } from '../../shared/store/audit.ts';
import { contradictionStore } from '../../shared/store/contradictions.ts';
import { type LeaseStore, leaseStore, planScope } from '../../shared/store/leases.ts';
import { payoutStore } from '../../shared/store/payouts.ts';
import { periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { reminderStore } from '../../shared/store/reminders.ts';
import { openTable } from '../../shared/store/table.ts';
import { closeCommune, type CloseNeeds } from './close-commune.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), AUDIT_TABLE: z.string().min(1) });
const Input = z.object({ periodId: PeriodId, communes: z.array(CommuneCode) });

type Needs = CloseNeeds & Readonly<{ periods: Pick<PeriodStore, 'get'>; leases: Pick<LeaseStore, 'hold'> }>;

/**
 * Carries over whatever is still assigned, payout by payout, and seals the commune with its counts.
 * Safe to run again: each write demands that the payout is still assigned, and a sealed commune is left alone.
 */
export const closePayouts =
  (needs: Needs) =>
  async ({ periodId, communes }: z.output<typeof Input>) => {
    const { status } = await needs.periods.get(periodId);
    if (status !== 'closing') return {};
    await eachCommune(communes, (commune) =>
      needs.leases.hold(planScope(periodId, commune), (assertHeld) =>
        closeCommune(needs, { periodId, commune, assertHeld }),
      ),
    );
    return {};
  };

export const handler = lambda({ env: Env, input: Input }, (env, run) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return closePayouts({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    payouts: payoutStore(table),
    reminders: reminderStore(table),
    contradictions: contradictionStore(table),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    leases: leaseStore(table, run),
    now: run.now,
  });
});
