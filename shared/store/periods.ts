import { Period, type PeriodId } from '../domain/payment-period.ts';
import { putIfAbsent, updateIf } from './conditional.ts';
import { periodKey } from './keys.ts';
import { getItem, type Table } from './table.ts';

export type PeriodStore = ReturnType<typeof periodStore>;

export const periodStore = (table: Table) => ({
  async find(periodId: PeriodId): Promise<Period | undefined> {
    const item = await getItem(table, periodKey(periodId));
    return item && Period.parse(item);
  },

  async get(periodId: PeriodId): Promise<Period> {
    const period = await this.find(periodId);
    if (!period) throw new Error(`no period ${periodId}`);
    return period;
  },

  /** The period as it was first opened; a second opening finds it there. */
  async add(period: Period): Promise<Period> {
    const added = await putIfAbsent(table, periodKey(period.periodId), period);
    return added.written ? period : Period.parse(added.found);
  },

  /** Moves the period on from that status (and, where they are given, that submission, frozen or not); the loser learns it. */
  async move(
    periodId: PeriodId,
    { status, submissionId, isFrozen }: MovedFrom,
    to: Partial<Pick<Period, 'status' | 'isFrozen' | 'submissionId' | 'calendar' | 'notBefore'>>,
  ): Promise<'moved' | 'superseded'> {
    const where = {
      status,
      ...(submissionId !== undefined && { submissionId }),
      ...(isFrozen !== undefined && { isFrozen }),
    };
    const moved = await updateIf(table, {
      key: periodKey(periodId),
      set: to,
      condition: Object.keys(where)
        .map((name) => `#${name} = :${name}`)
        .join(' AND '),
      where,
    });
    return moved.written ? 'moved' : 'superseded';
  },
});

/** What a decision assumed; a period as it was read says all of it. */
type MovedFrom = Pick<Period, 'status'> & Partial<Pick<Period, 'submissionId' | 'isFrozen'>>;
