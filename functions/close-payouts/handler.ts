import { z } from 'zod';
import { CommuneCode } from '../../shared/domain/geography.ts';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { isAssigned } from '../../shared/domain/payout.ts';
import { system } from '../../shared/domain/person.ts';
import { standingOf } from '../../shared/domain/settlement.ts';
import { eachCommune } from '../../shared/runtime/each-commune.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type PayoutStore, payoutStore } from '../../shared/store/payouts.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), AUDIT_TABLE: z.string().min(1) });
const Input = z.object({ periodId: PeriodId, communes: z.array(CommuneCode) });

type Needs = Readonly<{
  periods: Pick<PeriodStore, 'get'>;
  communes: Pick<PeriodCommuneStore, 'mark'>;
  payouts: Pick<PayoutStore, 'list' | 'saveCarriedOver'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

const writesAtOnceMax = 10;

/**
 * Carries over whatever is still assigned, payout by payout, and seals the commune with its counts.
 * Safe to run again: each write demands that the payout is still assigned, so a payment that was faster stays.
 */
export const closePayouts =
  (needs: Needs) =>
  async ({ periodId, communes }: z.output<typeof Input>) => {
    const { status } = await needs.periods.get(periodId);
    if (status !== 'closing') return {};
    await eachCommune(communes, (commune) => closeCommune(needs, periodId, commune));
    return {};
  };

const closeCommune = async (needs: Needs, periodId: PeriodId, commune: CommuneCode): Promise<void> => {
  const { communes, payouts, audit, now } = needs;
  const at = now();
  const open = (await payouts.list(periodId, commune, 'to-decide')).filter(isAssigned);
  await inBatches(open, writesAtOnceMax, (payout) => payouts.saveCarriedOver(payout, at));
  const standing = standingOf(await payouts.list(periodId, commune, 'to-decide'));
  if (standing.open.count > 0) throw new Error(`${standing.open.count} payouts are still assigned`);
  const { paid, carriedOver } = standing;
  const facts = { paid: paid.count, paidAmount: paid.amount, carriedOver: carriedOver.count };
  const subject = `PERIOD#${periodId}`;
  // On record before it is done: an act that died in between is on record twice rather than not at all.
  await audit.record({ subject, act: 'seal-commune', actId: commune, actor: system, at, facts });
  await communes.mark(periodId, { commune, sealedAt: at.toISOString(), standing });
};

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return closePayouts({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    payouts: payoutStore(table),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now,
  });
});
