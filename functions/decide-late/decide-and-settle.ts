import { isPlannable, type Period, type PeriodId } from '../../shared/domain/payment-period.ts';
import { stampOf, type Workflow } from '../../shared/gateways/workflows.ts';
import type { ContradictionStore } from '../../shared/store/contradictions.ts';
import { heirOf, type HeirNeeds, holdOne } from '../../shared/store/late-results.ts';
import { type LeaseStore, planScope } from '../../shared/store/leases.ts';
import type { PayoutStore } from '../../shared/store/payouts.ts';
import type { PeriodCommuneStore } from '../../shared/store/period-communes.ts';
import { type Deciding, settlePayout, type SettlingNeeds } from './settle-payout.ts';

export type DecidingNeeds = HeirNeeds &
  SettlingNeeds &
  Readonly<{
    communes: Pick<PeriodCommuneStore, 'savePlan' | 'mark'>;
    payouts: Pick<PayoutStore, 'find'>;
    contradictions: Pick<ContradictionStore, 'decideLate'>;
    leases: Pick<LeaseStore, 'hold'>;
    preparePeriod: Pick<Workflow, 'start'>;
    now: () => Date;
  }>;

type Settled =
  | Readonly<{ done: 'confirmed' | 'rejected' | 'paid-twice' }>
  | Readonly<{ refused: 'decided-before' | 'next-submitted' | 'next-closing' }>;

/**
 * Follows what the late result is about to where it is due now, and decides and settles it there under the commune's
 * lease: no planner, close or other decision is at work in between. Where it is due nowhere yet, the decision alone
 * stands, and whoever plans it reads that; a plan that was made meanwhile is looked for once more.
 */
export const decideAndSettle = async (
  needs: DecidingNeeds,
  deciding: Deciding,
  from: PeriodId = deciding.late.periodId,
): Promise<Settled> => {
  const { commune } = deciding.late;
  const heir = await heirOf(needs, from);
  if (!heir) {
    const decided = await decide(needs, deciding);
    if ('refused' in decided) return decided;
    return (await heirOf(needs, from)) ? decideAndSettle(needs, deciding, from) : decided;
  }
  const settled = await needs.leases.hold(planScope(heir.periodId, commune), () =>
    settleIn(needs, deciding, heir.periodId),
  );
  if (settled === 'further') return decideAndSettle(needs, deciding, heir.periodId);
  if ('replan' in settled) {
    await needs.preparePeriod.start(`${heir.periodId}-${stampOf(needs.now())}-late`, {
      periodId: heir.periodId,
    });
    return settled.replan;
  }
  return settled;
};

type SettledIn = Settled | 'further' | Readonly<{ replan: Settled }>;

const settleIn = async (needs: DecidingNeeds, deciding: Deciding, periodId: PeriodId): Promise<SettledIn> => {
  const { periods, payouts, communes, now } = needs;
  const { commune, recipientId } = deciding.late;
  const period = await periods.find(periodId);
  if (!period) return { refused: 'next-submitted' };
  if (isPlannable(period)) {
    const decided = await decide(needs, deciding);
    if ('refused' in decided) return decided;
    // Without a plan the commune is planned anew, by what was decided now.
    await communes.savePlan(periodId, { commune });
    return { replan: decided };
  }
  const payout = await payouts.find(periodId, commune, recipientId);
  if (payout?.state === 'carriedOver') {
    // So that whoever plans the month after asks for this result, decided or not.
    await holdOne(needs, deciding.late, payout);
    return 'further';
  }
  const refused = refusalIn(period, payout?.state === 'assigned');
  if (refused) return { refused };
  const decided = await decide(needs, deciding);
  if ('refused' in decided) return decided;
  const settled = await settlePayout(needs, deciding, payout);
  if (settled === 'carried-over') return 'further';
  await communes.mark(periodId, { commune, stirredAt: now().toISOString() });
  return settled === 'paid-twice' ? { done: 'paid-twice' } : decided;
};

/** What was submitted stays as it is until it is approved, and a close is waited for. */
const refusalIn = ({ status }: Period, isDue: boolean): 'next-submitted' | 'next-closing' | undefined => {
  switch (status) {
    case 'preparing':
    case 'prepared':
    case 'submitted':
    case 'cancelled':
      return 'next-submitted';
    case 'closing':
      return isDue ? 'next-closing' : undefined;
    case 'open':
    case 'closed':
      return undefined;
  }
};

/** Once; the same again goes on to what may be left to do. */
const decide = async (
  { contradictions, now }: DecidingNeeds,
  { late, verdict, by }: Deciding,
): Promise<Readonly<{ done: 'confirmed' | 'rejected' }> | Readonly<{ refused: 'decided-before' }>> => {
  const decision = 'confirmed' in verdict ? ('confirmed' as const) : ('rejected' as const);
  const said = { decision, decidedBy: by, decidedAt: now().toISOString() };
  const stands = await contradictions.decideLate(late, said);
  return stands?.decision === decision ? { done: decision } : { refused: 'decided-before' };
};
