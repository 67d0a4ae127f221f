import type { CommuneCode } from '../../shared/domain/geography.ts';
import { isOpenQuestion } from '../../shared/domain/late.ts';
import { isCarriedOver } from '../../shared/domain/late-effects.ts';
import type { PeriodId } from '../../shared/domain/payment-period.ts';
import { type Payout, type Tally, tally } from '../../shared/domain/payout.ts';
import { owedBy, planned } from '../../shared/domain/plan.ts';
import { latesAbout } from '../../shared/store/lates-about.ts';
import { planScope } from '../../shared/store/leases.ts';
import type { PeriodCommune } from '../../shared/store/period-communes.ts';
import type { Needs } from './handler.ts';

type CommuneToVerify = Readonly<{
  periodId: PeriodId;
  plan: PeriodCommune;
  before: PeriodId | undefined;
  /** What the commune carried over from the period before, if it did. */
  owed: Tally | undefined;
}>;

export type VerifiedCommune = Readonly<{
  commune: CommuneCode;
  hash: string;
  total: Tally;
  isSame: boolean;
  isCarried: boolean;
}>;

/**
 * Taking the lease once waits for a writer that began before the freeze; whoever comes later sees it and leaves.
 * A commune whose plan is what was written down of it, and owes what it should, is marked as submitted.
 */
export const verifyCommune = (needs: Needs, given: CommuneToVerify): Promise<VerifiedCommune> => {
  const { communes, payouts, leases } = needs;
  const { periodId, plan } = given;
  const { commune } = plan;
  return leases.hold(planScope(periodId, commune), async () => {
    const frozen = await payouts.list(periodId, commune, 'to-decide');
    const read = planned(frozen);
    const isSame = read.hash === plan.planned?.hash && (await isStillAsked(needs, frozen));
    const isCarried = await isAllCarried(needs, given, read.carried);
    if (isSame && isCarried) await communes.mark(periodId, { commune, submitted: read });
    return { commune, hash: read.hash, total: read.total, isSame, isCarried };
  });
};

/** Before the first period nothing was carried over here: what another system owed came with the list. */
const isAllCarried = async (
  needs: Needs,
  { plan: { commune }, before, owed }: CommuneToVerify,
  carried: Tally,
): Promise<boolean> => {
  if (before === undefined) return true;
  if (!owed) return carried.count === 0;
  const lates = await needs.contradictions.listLate(before, commune);
  const isPaidLate = lates.some(({ decision }) => decision === 'confirmed');
  if (!isPaidLate && isEqual(carried, owed)) return true;
  // Counted payout by payout, without what turned out to have been paid late.
  const unpaid = (await needs.payouts.list(before, commune, 'to-decide')).filter(isCarriedOver);
  const owedNow = owedBy(unpaid, await latesAbout(needs.contradictions, commune, unpaid));
  return isEqual(tally(unpaid), owed) && isEqual(carried, owedNow);
};

/** A question that was answered after the plan was made is no reason to hold a payout any more. */
const isStillAsked = async ({ contradictions }: Needs, frozen: readonly Payout[]): Promise<boolean> => {
  for (const { held, commune, recipientId } of frozen) {
    if (!held) continue;
    const late = await contradictions.findLate(
      { periodId: held.periodId, commune, recipientId },
      held.proofId,
    );
    if (!late || !isOpenQuestion(late)) return false;
  }
  return true;
};

const isEqual = (one: Tally, other: Tally): boolean =>
  one.count === other.count && one.amount === other.amount;
