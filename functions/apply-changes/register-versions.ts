import type { List, ListCommune, ListId } from '../../shared/domain/payout-list.ts';
import type { Register } from '../../shared/store/register.ts';

/** Half written it is neither what a plan was made from nor what the last roster said, should nobody ever go on here. */
export const beingWritten = (register: Register, listId: ListId): Register =>
  register.beingWritten?.listId === listId
    ? register
    : {
        ...register,
        version: register.version + 1,
        beingWritten: { listId, from: register.version },
        lastWhole: undefined,
      };

export type Written = Readonly<{ diff: ListCommune['diff']; come: number; missing: number }>;

export const raised = (
  register: Register,
  { listId, arrivedAt, month, kind }: List,
  { diff, come, missing }: Written,
): Register => {
  const version = register.version + 1;
  const { wholeHash: hash, counts } = diff ?? {};
  const isAll = missing === 0;
  return {
    ...register,
    version,
    size: counts ? counts.sizeAfter - missing : register.size,
    lastList: { listId, arrivedAt, arrived: come },
    lastRoster: kind === 'roster' && month ? { listId, arrivedAt, month } : register.lastRoster,
    beingWritten: undefined,
    lastWhole: isAll && hash && counts ? { version, hash, amount: counts.amountAfter } : undefined,
  };
};
