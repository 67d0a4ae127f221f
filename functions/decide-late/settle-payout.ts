import { isOwedBy, type Late, settleLate } from '../../shared/domain/late.ts';
import type { AssignedPayout, Decision, LateResult, Payout } from '../../shared/domain/payout.ts';
import { heldBy } from '../../shared/domain/reversal.ts';
import type { ContradictionStore } from '../../shared/store/contradictions.ts';
import { holdOne } from '../../shared/store/late-results.ts';
import { latesOwed } from '../../shared/store/lates-about.ts';
import type { PayoutActStore } from '../../shared/store/payout-acts.ts';

/** A confirmed result hands money back, on that paper. */
export type Verdict = Readonly<{ confirmed: Decision['paper'] } | { rejected: true }>;
export type Deciding = Readonly<{ late: Late; verdict: Verdict; by: string }>;

export type SettlingNeeds = Readonly<{
  acts: Pick<PayoutActStore, 'saveHeld' | 'liftHeld' | 'passHeld' | 'saveSettledLate'>;
  contradictions: Pick<ContradictionStore, 'listLate'>;
  now: () => Date;
}>;

/** What the decision does to the payout that is due now; a payment or a close that was faster decides anew. */
export const settlePayout = async (
  needs: SettlingNeeds,
  deciding: Deciding,
  payout: Payout | undefined,
): Promise<'settled' | 'paid-twice' | 'carried-over'> => {
  const { late, verdict } = deciding;
  if (payout?.state === 'carriedOver') {
    await holdOne(needs, late, payout);
    return 'carried-over';
  }
  if (payout?.state === 'paid')
    return 'confirmed' in verdict && payout.lines.some(isOwedBy(late.periodId)) ? 'paid-twice' : 'settled';
  if (payout?.state !== 'assigned') return 'settled';
  const moved =
    'confirmed' in verdict
      ? await handBack(needs, deciding, payout, verdict.confirmed)
      : await release(needs, deciding, payout);
  return moved === 'done' ? 'settled' : settlePayout(needs, deciding, moved.found);
};

type Moved = 'done' | Readonly<{ found: Payout | undefined }>;

/** The lines that were paid late are due no more; what is left waits where another result is an open question about it. */
const handBack = async (
  needs: SettlingNeeds,
  deciding: Deciding,
  payout: AssignedPayout,
  paper: Decision['paper'],
): Promise<Moved> => {
  const { late, by } = deciding;
  const settled = settleLate(payout, late, { by, at: needs.now().toISOString(), paper });
  if (!settled) return release(needs, deciding, payout);
  const { periodId, proofId } = late;
  // Held first, if it was not: nobody may pay it while it is settled.
  const held = payout.held
    ? { saved: true as const }
    : await needs.acts.saveHeld(payout, { periodId, proofId });
  if (!held.saved) return held;
  const rest =
    settled.state === 'assigned' ? { ...settled, held: await otherQuestion(needs, late, settled) } : settled;
  const saved = await needs.acts.saveSettledLate(rest, payout.held?.proofId ?? proofId);
  return saved.saved ? 'done' : saved;
};

/** Due again, unless another late result, of that month or another, is not decided: then it waits for that one. */
const release = async (needs: SettlingNeeds, { late }: Deciding, payout: AssignedPayout): Promise<Moved> => {
  const { acts } = needs;
  const { proofId } = late;
  if (payout.held && payout.held.proofId !== proofId) return 'done';
  const other = await otherQuestion(needs, late, payout);
  if (!payout.held) {
    if (other) await holdOne({ acts }, other, payout);
    return 'done';
  }
  const moved = other ? await acts.passHeld(payout, proofId, other) : await acts.liftHeld(payout, proofId);
  return moved.saved ? 'done' : moved;
};

/** One that was confirmed and not settled here counts too: what it says was paid must not be paid once more. */
const otherQuestion = async (
  { contradictions }: SettlingNeeds,
  { commune, proofId }: Late,
  payout: Payout,
): Promise<LateResult | undefined> => {
  const lates = await latesOwed(contradictions, commune, [payout]);
  return heldBy(
    payout,
    lates.filter((one) => one.proofId !== proofId),
  );
};
