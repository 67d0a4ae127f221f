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

  /** Moves the period on from that status (and, where it is given, that submission); the loser learns it. */
  async move(
    periodId: PeriodId,
    from: Pick<Period, 'status' | 'submissionId'>,
    to: Partial<Pick<Period, 'status' | 'isFrozen' | 'submissionId'>>,
  ): Promise<'moved' | 'superseded'> {
    const { status, submissionId } = from;
    const isSubmission = submissionId === undefined ? '' : ' AND #submissionId = :submissionId';
    const moved = await updateIf(table, {
      key: periodKey(periodId),
      set: to,
      condition: `#status = :status${isSubmission}`,
      where: submissionId === undefined ? { status } : { status, submissionId },
    });
    return moved.written ? 'moved' : 'superseded';
  },
});
