import type { CommuneCode, Programme } from '../../shared/domain/geography.ts';
import { type Holder, placeOf } from '../../shared/domain/identity-claims.ts';
import type { ListId } from '../../shared/domain/payout-list.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import type { Claim } from '../../shared/store/identities.ts';
import type { Needs } from './handler.ts';

type Claims = Readonly<{
  programme: Programme;
  listId: ListId;
  claims: readonly Claim[];
  keyOf: (recipient: Recipient) => string;
  /** The commune that asks, and the keys of those whose arrival there is decided. */
  asking: Readonly<{ commune: CommuneCode; arriving: ReadonlySet<string> }>;
}>;

/** How those stand who hold the numbers that a list wants. */
export const holdersOf = async (
  { lists, registers }: Needs,
  { programme, listId, claims, keyOf, asking }: Claims,
): Promise<Map<string, Holder>> => {
  const places = claims.flatMap(({ commune, recipientId, from }) => [
    { commune, recipientId },
    ...(from ? [from] : []),
  ]);
  const people = new Map<string, Recipient>();
  for (const [commune, there] of Map.groupBy(places, (place) => place.commune)) {
    const ids = [...new Set(there.map(({ recipientId }) => recipientId))];
    for (const one of await registers.listSome(programme, commune, ids)) people.set(placeOf(one), one);
  }
  const isOver = new Map<ListId, boolean>([[listId, false]]);
  for (const { listId: claimedBy } of claims) {
    if (!isOver.has(claimedBy)) isOver.set(claimedBy, (await lists.find(claimedBy))?.status !== 'reading');
  }
  const standingOf = (key: string, place: Place): Holder['standing'] => {
    const recipient = people.get(placeOf(place));
    const hasNumber = recipient?.idNumber !== undefined && keyOf(recipient) === key;
    return hasNumber ? recipient.status : 'gone';
  };
  const holderOf = ({ key, commune, recipientId, from, listId: claimedBy }: Claim): Holder => {
    const own = { commune, recipientId, standing: standingOf(key, { commune, recipientId }) };
    const before = from && { ...from, standing: standingOf(key, from) };
    if (own.standing === 'active') return own;
    // Compared again since this list claimed it: they still have to arrive from where they were.
    const isOwn = claimedBy === listId && commune === asking.commune;
    const isToArriveAnew = before !== undefined && isOwn && !asking.arriving.has(key);
    if (isOver.get(claimedBy) === false && !isToArriveAnew) return { ...own, standing: 'active' };
    const isStillThere = before?.standing === 'active' || own.standing === 'gone';
    return before && isStillThere ? before : own;
  };
  return new Map(claims.map((claim) => [claim.key, holderOf(claim)]));
};

type Place = Pick<Holder, 'commune' | 'recipientId'>;
