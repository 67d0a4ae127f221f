import type { PeriodId } from '../domain/payment-period.ts';
import { type Question, questionsOf } from '../domain/question.ts';
import type { ContradictionStore } from './contradictions.ts';
import type { PeriodCommuneStore } from './period-communes.ts';

export type QuestionNeeds = Readonly<{
  communes: Pick<PeriodCommuneStore, 'list'>;
  contradictions: Pick<ContradictionStore, 'listLate' | 'listConflicts'>;
}>;

const communesAtOnceMax = 16;

/** What of a period waits for a person, commune by commune: two reads of a commune that mostly has nothing. */
export const openQuestions = async (
  { communes, contradictions }: QuestionNeeds,
  periodId: PeriodId,
): Promise<Question[]> => {
  const codes = (await communes.list(periodId)).map(({ commune }) => commune).toSorted();
  const questions: Question[] = [];
  for (let from = 0; from < codes.length; from += communesAtOnceMax) {
    const some = codes.slice(from, from + communesAtOnceMax).map(async (commune) => {
      const lates = await contradictions.listLate(periodId, commune);
      return questionsOf(commune, lates, await contradictions.listConflicts(periodId, commune));
    });
    questions.push(...(await Promise.all(some)).flat());
  }
  return questions;
};
