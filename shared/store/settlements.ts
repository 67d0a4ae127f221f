import type { PeriodId } from '../domain/payment-period.ts';
import type { ConfirmedAdjustment } from '../domain/settlement-acts.ts';
import { type Adjustment, type MoneyReturned, Settlement } from '../domain/settlement.ts';
import { type Change, putIfAbsent, updateIf } from './conditional.ts';
import { settlementKey } from './keys.ts';
import { getItem, type Table } from './table.ts';

/** The settlement as it is now; undefined where somebody else was faster: nothing of ours was written. */
type Changed = Settlement | undefined;

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

  /** Counted again, in place of the unbalanced one that was seen; an adjustment asked for that one is asked no more. */
  async replace(seen: Settlement, counted: Settlement): Promise<Changed> {
    const written = await change(table, seen, {
      set: { ...counted, adjustment: undefined },
      remove: ['adjustment'],
      condition: '#status = :unbalanced AND #settledAt = :seenAt',
      where: {},
      values: { unbalanced: 'unbalanced', seenAt: seen.settledAt },
    });
    return written ? counted : undefined;
  },

  /** Asked for the unbalanced settlement that was seen, in place of an earlier request that nobody has confirmed. */
  async askAdjustment(seen: Settlement, adjustment: Adjustment): Promise<Changed> {
    const written = await change(table, seen, {
      set: { adjustment },
      condition: '#status = :status AND #settledAt = :settledAt',
      where: { status: 'unbalanced', settledAt: seen.settledAt },
    });
    return written ? { ...seen, adjustment } : undefined;
  },

  /** Confirmed by somebody else than who asked, for exactly what was asked, once. */
  async confirmAdjustment(seen: Settlement, adjustment: ConfirmedAdjustment): Promise<Changed> {
    const { askedBy, askedAt, confirmedBy } = adjustment;
    const written = await change(table, seen, {
      set: { status: 'adjusted', adjustment },
      condition:
        '#status = :unbalanced AND #adjustment.askedBy = :askedBy AND #adjustment.askedAt = :askedAt' +
        ' AND #adjustment.askedBy <> :confirmedBy',
      where: {},
      values: { unbalanced: 'unbalanced', askedBy, askedAt, confirmedBy },
    });
    return written ? { ...seen, status: 'adjusted', adjustment } : undefined;
  },

  /** One more return, if none has been written since. */
  async addReturned(seen: Settlement, one: MoneyReturned): Promise<Changed> {
    const returned = [...seen.returned, one];
    const written = await change(table, seen, {
      set: { returned },
      condition: '#status = :status AND size(#returned) = :before',
      where: { status: seen.status },
      values: { before: seen.returned.length },
    });
    return written ? { ...seen, returned } : undefined;
  },
});

const change = async (table: Table, { periodId }: Settlement, said: Omit<Change, 'key'>): Promise<boolean> =>
  (await updateIf(table, { key: settlementKey(periodId), ...said })).written;
