import type { ActDecision } from '../../shared/domain/payout-acts.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { PayoutActStore } from '../../shared/store/payout-acts.ts';
import type { Outcome } from '../../shared/store/payout-items.ts';

export type SaveNeeds = Readonly<{
  acts: Pick<
    PayoutActStore,
    'savePlace' | 'saveDecided' | 'saveRestored' | 'saveReversalAsked' | 'dropReversalAsked' | 'saveReversed'
  >;
}>;

type ToSave = Exclude<ActDecision, Readonly<{ refused: string }> | Readonly<{ stands: string }>>;
type Saved = Exclude<ActDecision, ToSave> | Pick<ToSave, 'done'>;

/** Writes what was decided; where a result or the close was faster, what stands there now says why it was not. */
export const saveAct = async (
  { acts }: SaveNeeds,
  decision: ActDecision,
  decideAgain: (found: Payout) => ActDecision,
): Promise<Saved | Readonly<{ refused: 'unknown-payout' | 'superseded' }>> => {
  if ('refused' in decision || 'stands' in decision) return decision;
  const outcome = await save(acts, decision);
  if (outcome.saved) return { done: decision.done };
  if (!outcome.found) return { refused: 'unknown-payout' };
  const again = decideAgain(outcome.found);
  return 'refused' in again || 'stands' in again ? again : { refused: 'superseded' };
};

const save = (acts: SaveNeeds['acts'], decision: ToSave): Promise<Outcome> => {
  if ('placed' in decision) return acts.savePlace(decision.placed);
  if ('decided' in decision) return acts.saveDecided(decision.decided);
  if ('restored' in decision) return acts.saveRestored(decision.restored);
  if ('asked' in decision) return acts.saveReversalAsked(decision.asked);
  if ('dropped' in decision) return acts.dropReversalAsked(decision.dropped);
  return acts.saveReversed(decision.reversed, decision.proofId);
};
