import { z } from 'zod';
import { type PeriodId } from '../domain/payment-period.ts';
import { ListId } from '../domain/payout-list.ts';
import { Answer } from '../domain/completion.ts';
import { putIfAbsent, updateIf } from './conditional.ts';
import { periodPk, resultKey, resultPrefix } from './keys.ts';
import { queryItems, type Table } from './table.ts';

/** A result file: `reading` until every row has its answer. Who uploaded it is only told to the audit. */
const ResultFile = z.object({
  listId: ListId,
  key: z.string(),
  status: z.enum(['reading', 'recorded', 'refused']),
  rows: z.int().nonnegative(),
  answers: z.partialRecord(Answer, z.int().nonnegative()),
});
export type ResultFile = z.infer<typeof ResultFile>;

/** Read before, perhaps by a function that died over it. */
export type MetFile = ResultFile & Readonly<{ isMetAgain: boolean }>;

export type ResultStore = ReturnType<typeof resultStore>;

export const resultStore = (table: Table) => ({
  async list(periodId: PeriodId): Promise<ResultFile[]> {
    const items = await queryItems(table, { pk: periodPk(periodId), skPrefix: resultPrefix }, true);
    return items.map((item) => ResultFile.parse(item));
  },

  /** The file as it was first met; met again, it says how far it had come. */
  async add(periodId: PeriodId, file: ResultFile): Promise<MetFile> {
    const added = await putIfAbsent(table, resultKey(periodId, file.listId), file);
    return added.written
      ? { ...file, isMetAgain: false }
      : { ...ResultFile.parse(added.found), isMetAgain: true };
  },

  async finish(periodId: PeriodId, file: ResultFile): Promise<void> {
    const { status, rows, answers } = file;
    await updateIf(table, {
      key: resultKey(periodId, file.listId),
      set: { status, rows, answers },
      condition: '#status = :status',
      where: { status: 'reading' },
    });
  },
});
