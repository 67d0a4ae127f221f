import { isOpenQuestion, type Late } from './late.ts';
import { payoutNumber } from './payout-number.ts';
import type { ListId } from './payout-list.ts';
import type { RecipientId } from './recipient.ts';
import { compare } from './session-slots.ts';

/** A result that somebody still has to look into, told without naming anybody. `listId`: the file it came by. */
export type Question = Readonly<{
  payout: string;
  kind: 'late' | 'conflict';
  listId?: ListId | undefined;
  row?: number | undefined;
  by: string;
  at: string;
  proofId: string;
}>;

type Conflict = Omit<Question, 'payout' | 'kind'> & Readonly<{ recipientId: RecipientId }>;

/** Of one commune: late results that nobody has decided, and all that contradicts what is recorded. */
export const questionsOf = (
  commune: Late['commune'],
  lates: readonly Late[],
  conflicts: readonly Conflict[],
): Question[] => {
  const asked =
    (kind: Question['kind']) =>
    ({ recipientId, listId, row, by, at, proofId }: Conflict): Question => ({
      payout: payoutNumber({ commune, recipientId }),
      ...{ kind, listId, row, by, at, proofId },
    });
  return [...lates.filter(isOpenQuestion).map(asked('late')), ...conflicts.map(asked('conflict'))].toSorted(
    (a, b) => compare(a.payout, b.payout) || compare(a.at, b.at) || compare(a.proofId, b.proofId),
  );
};
