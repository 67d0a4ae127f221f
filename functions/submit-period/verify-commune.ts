import type { CommuneCode } from '../../shared/domain/geography.ts';
import { isOpenQuestion, type Late } from '../../shared/domain/late.ts';
import { isCarriedOver, questionAbout } from '../../shared/domain/late-effects.ts';
import type { PeriodId } from '../../shared/domain/payment-period.ts';
import { type Payout, type Tally, tally } from '../../shared/domain/payout.ts';
import { owedBy, planned } from '../../shared/domain/plan.ts';
import { latesAbout, latesOwed } from '../../shared/store/lates-about.ts';
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
  const { communes, payouts, contradictions, leases } = needs;
  const { periodId, plan } = given;
  const { commune } = plan;
  return leases.hold(planScope(periodId, commune), async () => {
    const frozen = await payouts.list(periodId, commune, 'to-decide');
    const read = planned(frozen);
    const lates = given.before === undefined ? [] : await latesOwed(contradictions, commune, frozen);
    const isSame = read.hash === plan.planned?.hash && isHeldAsAsked(frozen, lates);
    const isCarried = await isAllCarried(needs, given, { carried: read.carried, lates });
    if (isSame && isCarried) await communes.mark(periodId, { commune, submitted: read });
    return { commune, hash: read.hash, total: read.total, isSame, isCarried };
  });
};

/** Before the first period nothing was carried over here: what another system owed came with the list. */
const isAllCarried = async (
  needs: Needs,
  { plan: { commune }, before, owed }: CommuneToVerify,
  { carried, lates }: Readonly<{ carried: Tally; lates: readonly Late[] }>,
): Promise<boolean> => {
  if (before === undefined) return true;
  if (!owed) return carried.count === 0;
  const isPaidLate = lates.some(({ decision }) => decision === 'confirmed');
  if (!isPaidLate && isEqual(carried, owed)) return true;
  // Counted payout by payout, without what turned out to have been paid late.
  const unpaid = (await needs.payouts.list(before, commune, 'to-decide')).filter(isCarriedOver);
  const owedNow = owedBy(unpaid, await latesAbout(needs.contradictions, commune, unpaid));
  return isEqual(tally(unpaid), owed) && isEqual(carried, owedNow);
};

/**
 * A question that was answered after the plan was made holds no payout any more, and one that came while the month was
 * cancelled, or could not be placed, holds one.
 */
const isHeldAsAsked = (frozen: readonly Payout[], lates: readonly Late[]): boolean => {
  const open = new Set(lates.filter(isOpenQuestion).map(({ recipientId, proofId }) => recipientId + proofId));
  return frozen.every((payout) => {
    const { recipientId, held } = payout;
    return held ? open.has(recipientId + held.proofId) : questionAbout(payout, lates) === undefined;
  });
};

const isEqual = (one: Tally, other: Tally): boolean =>
  one.count === other.count && one.amount === other.amount;
