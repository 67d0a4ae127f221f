import { isOpenQuestion, isOwedBy, type Late, settleLate } from '../../shared/domain/late.ts';
import type { AssignedPayout, Decision, Payout } from '../../shared/domain/payout.ts';
import type { ContradictionStore } from '../../shared/store/contradictions.ts';
import { holdOne } from '../../shared/store/late-results.ts';
import type { PayoutActStore } from '../../shared/store/payout-acts.ts';

/** A confirmed result hands money back, on that paper. */
export type Verdict = Readonly<{ confirmed: Decision['paper'] } | { rejected: true }>;
export type Deciding = Readonly<{ late: Late; verdict: Verdict; by: string }>;

export type SettlingNeeds = Readonly<{
  acts: Pick<PayoutActStore, 'saveHeld' | 'liftHeld' | 'saveSettledLate'>;
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

/** The lines that were paid late are due no more, and what is left of the payout waits for nothing. */
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
  const saved = await needs.acts.saveSettledLate(settled, payout.held?.proofId ?? proofId);
  return saved.saved ? 'done' : saved;
};

/** Due again, unless another late result says the same and is not decided: then it waits for that one. */
const release = async (
  { acts, contradictions }: SettlingNeeds,
  { late }: Deciding,
  payout: AssignedPayout,
): Promise<Moved> => {
  const { periodId, commune, recipientId, proofId } = late;
  if (payout.held && payout.held.proofId !== proofId) return 'done';
  const lifted = payout.held ? await acts.liftHeld(payout, proofId) : { saved: true as const };
  if (!lifted.saved) return lifted;
  if (!payout.lines.some(isOwedBy(periodId))) return 'done';
  const other = (await contradictions.listLate(periodId, commune)).find(
    (one) => one.recipientId === recipientId && one.proofId !== proofId && isOpenQuestion(one),
  );
  if (other) await holdOne({ acts }, other, { ...payout, held: undefined });
  return 'done';
};
