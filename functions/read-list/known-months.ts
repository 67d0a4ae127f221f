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
  const opened = await directory.listPeriods(place);
  for (const periodId of opened) {
    const period = await periods.find(periodId);
    const status = period?.isFrozen ? ('submitted' as const) : period?.status;
    known.set(partsOf(periodId).month, { month: partsOf(periodId).month, status });
  }
  const { month } = list;
  return {
    months: [...known.values()],
    hasEarlierPeriod: month !== undefined && opened.some((periodId) => partsOf(periodId).month < month),
  };
};
