import { describe, expect, test } from 'vitest';
import { Answer, Remark } from '../../shared/domain/completion.ts';
import { answersCsv } from '../../shared/lists/answers-csv.ts';
import { csvCells } from '../support/list-files.ts';

test('every row of a result file gets one answer, in the file’s order and in two languages', () => {
  const advice = [{ vi: 'Chép lại số trên phiếu.', en: 'Copy the number from the sheet.' }];
  const rows = [
    { sheet: 0, row: 3, number: '01834-00000-00001-A', answer: 'recorded' as const },
    { sheet: 0, row: 2, number: '=1+1', answer: 'unclear' as const, advice },
  ];
  expect(csvCells(answersCsv(rows))).toEqual([
    ['dòng / row', 'số chi trả / payout', 'kết quả / answer', 'trả lời', 'cần làm gì', 'what to do'],
    ['3', '01834-00000-00001-A', 'recorded', 'đã ghi nhận', '', ''],
    [
      '2',
      `'=1+1`,
      'unclear',
      'dòng không rõ; chưa ghi nhận',
      'Chép lại số trên phiếu.',
      'Copy the number from the sheet.',
    ],
  ]);
});

test('a row of a further page says which page', () => {
  const rows = [1, 2].map((sheet) => ({ sheet, row: 5, number: '', answer: 'recorded' as const }));
  expect(csvCells(answersCsv(rows)).map(([row]) => row)).toEqual(['dòng / row', '5', '2:5']);
});

const cellsOf = (answer: Answer, remarks: readonly Remark[] = []): string[] => {
  const [, cells = []] = csvCells(answersCsv([{ sheet: 0, row: 2, number: '', answer, remarks }]));
  return cells;
};

test('no two answers are the same in Vietnamese, and none is empty', () => {
  const words = Answer.options.map((answer) => cellsOf(answer)[3] ?? '');
  expect(new Set(words).size).toBe(Answer.options.length);
  expect(words).not.toContain('');
});

describe('what is to be done about an answer', () => {
  // Nothing has to be done about these; what to do about an unclear row depends on what is wrong with it.
  const settled: readonly Answer[] = ['recorded', 'already-recorded', 'nothing-said', 'unclear'];

  test.each(Answer.options)('%s is said in both languages, or there is nothing to do', (answer) => {
    const [vi, en] = cellsOf(answer).slice(4);
    expect([vi === '', en === '']).toEqual([settled.includes(answer), settled.includes(answer)]);
  });

  test.each(Remark.options)('a remark on a recorded payment is said in both languages: %s', (remark) => {
    const [vi, en] = cellsOf('recorded', [remark]).slice(4);
    expect([vi, en]).not.toContain('');
  });

  test('several remarks stand beside each other', () => {
    const both = cellsOf('recorded', ['before-own-day', 'no-collector-known'])[5];
    for (const remark of ['before-own-day', 'no-collector-known'] as const)
      expect(both).toContain(cellsOf('recorded', [remark])[5]);
  });
});
