import { expect, test } from 'vitest';
import { Answer } from '../../shared/domain/completion.ts';
import { answersCsv } from '../../shared/lists/answers-csv.ts';
import { csvCells } from '../support/list-files.ts';

test('every row of a result file gets one answer, in the file’s order and in two languages', () => {
  const rows = [
    { row: 3, number: '01834-00000-00001-A', answer: 'recorded' as const, advice: '' },
    { row: 2, number: '=1+1', answer: 'unclear' as const, advice: 'Chép lại số trên phiếu.' },
  ];
  expect(csvCells(answersCsv(rows))).toEqual([
    ['row', 'payout', 'answer', 'trả lời', 'advice'],
    ['3', '01834-00000-00001-A', 'recorded', 'đã ghi nhận', ''],
    ['2', `'=1+1`, 'unclear', 'dòng không rõ; sửa rồi gửi lại', 'Chép lại số trên phiếu.'],
  ]);
});

test('no two answers are the same in Vietnamese, and none is empty', () => {
  const rows = Answer.options.map((answer, at) => ({ row: at + 2, number: '', answer, advice: '' }));
  const [, ...answers] = csvCells(answersCsv(rows));
  const words = answers.map((cells) => cells[3] ?? '');
  expect(new Set(words).size).toBe(Answer.options.length);
  expect(words).not.toContain('');
});
