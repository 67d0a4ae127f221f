import { movingIn, type Moving, placeOf } from '../../shared/domain/identity-claims.ts';
import type { ListCommune } from '../../shared/domain/payout-list.ts';
import type { Diffs } from '../../shared/lists/staged-diffs.ts';
import type { Settle } from './settling.ts';

/**
 * Whom the list itself stops, so that their id numbers may move on, and who comes. Where a row is refused its
 * commune's stops wait, and whoever counted on one of them is refused too: looked through again until nobody counts on
 * a stop that waits.
 */
export const whoMoves = async (
  parts: readonly ListCommune[],
  diffOf: Diffs,
  settle: Settle,
): Promise<Moving> => {
  let leaving = new Set<string>();
  const coming = new Set<string>();
  // Nobody is there yet to leave or to come back.
  if (parts.every(({ diff }) => diff?.registerVersion === 0)) return { leaving, coming };
  for (const part of parts) {
    const moving = movingIn(await diffOf(part));
    for (const place of moving.leaving) leaving.add(place);
    for (const place of moving.coming) coming.add(place);
  }
  while (leaving.size > 0) {
    const stay = new Set<string>();
    for (const part of parts) {
      const { claimed } = await settle(part, { leaving, coming });
      for (const one of claimed.diff.stopped) stay.add(placeOf(one));
    }
    if (stay.size === leaving.size) break;
    leaving = stay;
  }
  return { leaving, coming };
};
