import type { List, ListCommune } from '../../shared/domain/payout-list.ts';
import { system } from '../../shared/domain/person.ts';
import type { Needs } from './handler.ts';
import { outcomeOf, reportList } from './report-list.ts';

/** Calls a list applied. Reported and on record before it is done: twice rather than never. */
export const endList = async (needs: Needs, list: List, parts: readonly ListCommune[]): Promise<void> => {
  const { lists, audit, now } = needs;
  const { changes, rejected } = outcomeOf(list, parts);
  await reportList(needs, { ...list, status: 'applied' }, parts);
  await audit.record({
    subject: `LIST#${list.listId}`,
    act: 'finish-list',
    actId: list.listId,
    actor: system,
    at: now(),
    facts: { ...changes, rejected },
  });
  await lists.move(list.listId, 'reading', { status: 'applied', rejected, changes });
};
