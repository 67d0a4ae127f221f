import type { Payout } from '../domain/payout.ts';
import { putIfAbsent } from './conditional.ts';
import { contradictionKey } from './keys.ts';
import type { Table } from './table.ts';

export type Contradiction = Readonly<{
  proofId: string;
  listId: string;
  row: number;
  by: string;
  at: string;
}>;

export type ContradictionStore = ReturnType<typeof contradictionStore>;

/** Results that say something else than what is recorded: kept beside it with their proof, for a person to decide. */
export const contradictionStore = (table: Table) => ({
  async keep(kind: 'conflict' | 'late', payout: Payout, said: Contradiction): Promise<void> {
    await putIfAbsent(table, contradictionKey(kind, payout, said.proofId), said);
  },
});
