import { expect, test } from 'vitest';
import { questionsOf } from '../../../shared/domain/question.ts';
import { payoutNumber } from '../../../shared/domain/payout-number.ts';
import { questionsCsv } from '../../../shared/lists/report/questions-csv.ts';
import { aLate, anId, aPayout, noon, yenHan } from '../../support/build.ts';
import { listId } from '../../support/result-file.ts';

const at = noon.toISOString();
const conflict = { recipientId: anId(2), proofId: 'C', listId, row: 7, by: 'teller-2', at };
const lines = (text: string) => text.slice(1).trim().split('\r\n');

test('tells what waits, by payout number and paper, and names nobody', () => {
  const told = lines(questionsCsv(questionsOf(yenHan, [aLate(1)], [conflict])));
  expect(told).toHaveLength(3);
  expect(told).toContainEqual(
    expect.stringMatching(`^${payoutNumber(aPayout(1))},late,.*,,,teller-1,${at},L,`),
  );
  expect(told).toContainEqual(
    expect.stringMatching(`^${payoutNumber(aPayout(2))},conflict,.*,${listId},7,teller-2,${at},C,`),
  );
});

test('leaves out what was decided, and a late visit, which says nothing about money', () => {
  const lates = [
    aLate(1, { decision: 'confirmed' }),
    aLate(2, { decision: 'rejected' }),
    aLate(3, { saysPaid: false }),
  ];
  expect(questionsOf(yenHan, lates, [])).toEqual([]);
  expect(lines(questionsCsv([]))).toHaveLength(1);
});

test('has one order, however it was read', () => {
  const lates = [aLate(1), aLate(1, { proofId: 'M' }), aLate(2)];
  expect(questionsOf(yenHan, lates.toReversed(), [])).toEqual(questionsOf(yenHan, lates, []));
});
