import type { List, ListId } from '../../shared/domain/payout-list.ts';
import type { Needs } from './handler.ts';

/**
 * Rosters that arrived after this list and were let through. The register itself names only the last one that
 * changed something; these may have found a commune as it was, which is their word too.
 */
export const laterRosters = async ({ directory, lists }: Needs, list: List): Promise<ListId[]> => {
  const { programme, province, arrivedAt } = list;
  if (!programme || !province) return [];
  const since = await directory.listLists({ programme, province }, new Date(arrivedAt));
  const found = await Promise.all(
    since.filter((listId) => listId !== list.listId).map((listId) => lists.find(listId)),
  );
  return found.flatMap((one) =>
    one?.kind === 'roster' && one.status === 'applied' && one.arrivedAt > arrivedAt ? [one.listId] : [],
  );
};
