import type { Arrival } from '../../shared/domain/commune-diff.ts';
import type { Programme } from '../../shared/domain/geography.ts';
import { hasChanges, type ListId } from '../../shared/domain/payout-list.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import type { Needs } from './handler.ts';

type Arriving = Readonly<{ listId: ListId; programme: Programme; arrivals: readonly Arrival[] }>;

export type SettledArrivals = Readonly<{
  /** Stopped where they come from. */
  come: readonly Recipient[];
  /** Whether somebody is still to be stopped there by this list; the next round sees to them. */
  waiting: boolean;
  /** Active there for good: a later list came first there. */
  stayed: readonly Arrival[];
}>;

/** Nobody is active in two communes: who moves is written into the new one when the old one has let them go. */
export const settleArrivals = async (
  { lists, registers }: Needs,
  { listId, programme, arrivals }: Arriving,
): Promise<SettledArrivals> => {
  const come: Recipient[] = [];
  const stayed: Arrival[] = [];
  let waiting = false;
  for (const arrival of arrivals) {
    const { commune, recipientId } = arrival.from;
    const before = await registers.findRecipient(programme, commune, recipientId);
    if (before?.status !== 'active') {
      come.push(arrival.recipient);
      continue;
    }
    const part = await lists.findCommune(listId, commune);
    if (part && part.outcome === undefined && hasChanges(part)) waiting = true;
    else stayed.push(arrival);
  }
  return { come, waiting, stayed };
};
