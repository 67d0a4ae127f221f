import type { PeriodId } from '../domain/payment-period.ts';
import type { Question } from '../domain/question.ts';
import { questionsKeyOf } from '../lists/files.ts';
import { questionsCsv } from '../lists/report/questions-csv.ts';
import type { FileStore } from './files.ts';

export type QuestionFile = Pick<FileStore, 'writeCsv'>;

/**
 * What waits for a person in a period, as it is now. Two may write it at once, and the slower one writes what it read
 * earlier: whoever has written looks once more, so that the last one who did has told everything.
 */
export const writeQuestions = async (
  files: QuestionFile,
  periodId: PeriodId,
  read: () => Promise<readonly Question[]>,
): Promise<void> => {
  const write = async (text: string): Promise<void> => {
    await files.writeCsv(questionsKeyOf(periodId), text);
    const now = questionsCsv(await read());
    if (now !== text) await write(now);
  };
  await write(questionsCsv(await read()));
};
