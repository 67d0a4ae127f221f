import { expect, test } from 'vitest';
import type { Question } from '../../shared/domain/question.ts';
import { writeQuestions } from '../../shared/gateways/question-file.ts';
import { questionsKeyOf } from '../../shared/lists/files.ts';
import { questionsCsv } from '../../shared/lists/report/questions-csv.ts';
import { inAugust } from '../support/build.ts';
import { fakeFiles } from '../support/function-fakes.ts';

const question = (proofId: string): Question => ({
  ...{ payout: '1', kind: 'late', by: 'teller-1', at: '2016-08-03T05:00:00.000Z', proofId },
});

test('what another one wrote in between is not written over by what was read before', async () => {
  const kept = [question('A')];
  const files = fakeFiles();
  const read = async () => [...kept];
  let isFirst = true;
  const slow = {
    writeCsv: async (key: string, text: string) => {
      if (isFirst) {
        isFirst = false;
        kept.push(question('B'));
        await writeQuestions(files, inAugust, read);
      }
      await files.writeCsv(key, text);
    },
  };
  await writeQuestions(slow, inAugust, read);
  expect(files.text(questionsKeyOf(inAugust))).toBe(questionsCsv(kept).replace('\ufeff', ''));
});
