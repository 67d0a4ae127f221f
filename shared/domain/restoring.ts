import type { Late } from './late.ts';
import type { Payout, RestoredPayout } from './payout.ts';
import { heldBy } from './reversal.ts';

export type RestoreRefusal = 'not-decided' | 'own-decision' | 'paid-late';

type Said = Readonly<{ by: string; at: string; lates: readonly Late[] }>;

/**
 * Money that was handed back or withheld by mistake is due again, by somebody else's word than who decided. Where an
 * earlier month may have paid its lines meanwhile, it waits for that; what was handed back as paid late stays so.
 */
export const restore = (
  payout: Payout,
  { by, at, lates }: Said,
):
  | Readonly<{ restored: RestoredPayout }>
  | Readonly<{ done: 'restored'; stands: string }>
  | Readonly<{ refused: RestoreRefusal }> => {
  if (payout.state === 'assigned' && payout.restored?.by === by)
    return { done: 'restored', stands: payout.restored.at };
  if (payout.state !== 'handedBack' && payout.state !== 'withheld') return { refused: 'not-decided' };
  const { decision, ...due } = payout;
  if (decision.reason === 'PAID_LATE') return { refused: 'paid-late' };
  if (decision.by === by) return { refused: 'own-decision' };
  const held = due.held ?? heldBy(payout, lates);
  return {
    restored: { ...due, state: 'assigned', restored: { decision, by, at }, ...(held && { held }) },
  };
};
