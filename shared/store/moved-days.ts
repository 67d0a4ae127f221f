import { MovedDay } from '../domain/moved-day.ts';
import type { PeriodId } from '../domain/payment-period.ts';
import { putItem } from './conditional.ts';
import { movedKey, movedPrefix, periodPk } from './keys.ts';
import { queryItems, type Table } from './table.ts';

export type MovedDayStore = ReturnType<typeof movedDayStore>;

export const movedDayStore = (table: Table) => ({
  async list(periodId: PeriodId): Promise<MovedDay[]> {
    const items = await queryItems(table, { pk: periodPk(periodId), skPrefix: movedPrefix }, true);
    return items.map((item) => MovedDay.parse(item));
  },

  /** One item a planned day: moved again, it says where the day is now. */
  save: (moved: MovedDay): Promise<void> =>
    putItem(table, movedKey(moved.periodId, moved.pointId, moved.day), moved),
});
