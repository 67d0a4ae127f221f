import type { Programme } from '../../shared/domain/geography.ts';
import type { Holder } from '../../shared/domain/identity-claims.ts';
import type { ListId } from '../../shared/domain/payout-list.ts';
import type { Claim } from '../../shared/store/identities.ts';
import type { Needs } from './handler.ts';

type Claims = Readonly<{ programme: Programme; listId: ListId; claims: readonly Claim[] }>;

/** A holder is gone when the register has them stopped, or when the list that claimed for them ended without them. */
export const holdersOf = async (
  { lists, registers }: Needs,
  { programme, listId, claims }: Claims,
): Promise<Map<string, Holder>> => {
  const holders = new Map<string, Holder>();
  for (const { key, commune, recipientId, listId: claimedBy } of claims) {
    const recipient = await registers.findRecipient(programme, commune, recipientId);
    const isOver = claimedBy === listId || (await lists.find(claimedBy))?.status !== 'reading';
    const isGone = recipient ? recipient.status === 'stopped' && isOver : isOver && claimedBy !== listId;
    holders.set(key, { commune, recipientId, isGone });
  }
  return holders;
};
