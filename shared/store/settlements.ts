import type { PeriodId } from '../domain/payment-period.ts';
import { Settlement } from '../domain/settlement.ts';
import { putIfAbsent } from './conditional.ts';
import { settlementKey } from './keys.ts';
import { getItem, type Table } from './table.ts';

export type SettlementStore = ReturnType<typeof settlementStore>;

export const settlementStore = (table: Table) => ({
  async find(periodId: PeriodId): Promise<Settlement | undefined> {
    const item = await getItem(table, settlementKey(periodId));
    return item && Settlement.parse(item);
  },

  /** The settlement as it was first written. */
  async add(settlement: Settlement): Promise<Settlement> {
    const added = await putIfAbsent(table, settlementKey(settlement.periodId), settlement);
    return added.written ? settlement : Settlement.parse(added.found);
  },
});
