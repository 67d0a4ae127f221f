import type { Month } from '../../shared/domain/calendar.ts';
import { partsOf } from '../../shared/domain/payment-period.ts';
import type { List } from '../../shared/domain/payout-list.ts';
import type { KnownMonth } from '../../shared/domain/roster-month.ts';
import type { Place } from '../../shared/store/directory.ts';
import type { Needs } from './handler.ts';

/** How far back lists are looked for that no period was opened for yet. */
const lookBackMs = 92 * 24 * 60 * 60 * 1000;

/** The months that lists were applied or periods opened for, besides this list itself. */
export const knownMonths = async (
  { directory, lists, periods, now }: Needs,
  place: Place,
  list: List,
): Promise<{ months: KnownMonth[]; hasEarlierPeriod: boolean }> => {
  const known = new Map<Month, KnownMonth>();
  const recent = await directory.listLists(place, new Date(now().getTime() - lookBackMs));
  for (const listId of recent) {
    const other = listId === list.listId ? undefined : await lists.find(listId);
    if (other?.month && other.status === 'applied') known.set(other.month, { month: other.month });
  }
  const { month } = list;
  let hasEarlierPeriod = false;
  for (const periodId of await directory.listPeriods(place)) {
    const period = await periods.find(periodId);
    const status = period?.isFrozen ? ('submitted' as const) : period?.status;
    const opened = partsOf(periodId).month;
    known.set(opened, { month: opened, status });
    // A cancelled month carries nothing over: what another system owed before it is still to come with a list.
    if (month !== undefined && opened < month && status !== 'cancelled') hasEarlierPeriod = true;
  }
  return { months: [...known.values()], hasEarlierPeriod };
};
