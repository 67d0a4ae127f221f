import type { CommuneDiff } from '../../shared/domain/commune-diff.ts';
import type { Programme } from '../../shared/domain/geography.ts';
import { claimants, type Claimed, type Moving, settleClaims } from '../../shared/domain/identity-claims.ts';
import type { ListCommune, ListId } from '../../shared/domain/payout-list.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import type { Diffs } from '../../shared/lists/staged-diffs.ts';
import type { Needs } from './handler.ts';
import { holdersOf } from './holders.ts';

export type ClaimingList = Readonly<{
  programme: Programme;
  listId: ListId;
  keyOf: (recipient: Recipient) => string;
  diffOf: Diffs;
}>;

export type Settled = Readonly<{ part: ListCommune; before: CommuneDiff; claimed: Claimed }>;
export type Settle = (part: ListCommune, moving: Moving) => Promise<Settled>;

/** Decides who of a commune may have their id number, as the claims stand now; ask commune by commune, in order. */
export const openSettling =
  (needs: Needs, { programme, listId, keyOf, diffOf }: ClaimingList): Settle =>
  async (part, moving) => {
    const before = await diffOf(part);
    const keys = [...new Set(claimants(before).map(keyOf))];
    const claims = await needs.identities.list(programme, keys);
    const arriving = new Set(before.arrivals.map(({ recipient }) => keyOf(recipient)));
    const asking = { commune: part.commune, arriving };
    const holders = await holdersOf(needs, { programme, listId, claims, keyOf, asking });
    return { part, before, claimed: settleClaims(before, { keyOf, holders, ...moving }) };
  };
