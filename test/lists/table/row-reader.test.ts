import { describe, expect, test } from 'vitest';
import { complaint } from '../../../shared/domain/finding.ts';
import { asIs, isComplaint, rowReader } from '../../../shared/lists/table/row-reader.ts';

const [words, warned] = [
  { vi: 'Sai.', en: 'Wrong.' },
  complaint('doubtful', { vi: 'Ngờ.', en: 'Doubtful.' }, { vi: 'Xem.', en: 'Look.' }, 'warning'),
];
const wrong = complaint('wrong', words, words);
const reader = (cell: string) => rowReader({ row: 7, cells: { cell, other: '' } });

describe('rowReader', () => {
  test('accepts a value', () => {
    const row = reader('Hoàng Thị');
    expect([row.accept('cell', asIs), row.demand('cell', asIs)]).toEqual(['Hoàng Thị', 'Hoàng Thị']);
    expect([row.findings, row.hasErrors()]).toEqual([[], false]);
  });

  test('says of a wrong one what stood there, and where', () => {
    const row = reader('27O');
    expect(row.accept('cell', () => wrong)).toBeUndefined();
    expect(row.findings).toEqual([{ sheet: '', row: 7, column: 'cell', value: '27O', ...wrong }]);
    expect(row.hasErrors()).toBe(true);
  });

  test('says in which sheet, and another value than the cell’s where that is what is wrong', () => {
    const row = rowReader({ sheet: 2, row: 7, cells: { cell: '' } });
    row.complain('cell', wrong, 'above');
    expect(row.findings).toEqual([{ sheet: '2', row: 7, column: 'cell', value: 'above', ...wrong }]);
  });

  test('an empty cell is accepted and not enough where one is demanded', () => {
    const row = reader('');
    expect(row.accept('cell', () => wrong)).toBeUndefined();
    expect(row.findings).toEqual([]);
    expect(row.demand('cell', () => wrong)).toBeUndefined();
    expect(row.findings).toMatchObject([{ rule: 'value-missing', severity: 'error', column: 'cell' }]);
  });

  test('a warning is no error', () => {
    const row = reader('x');
    row.complain('cell', warned);
    expect([row.findings.length, row.hasErrors()]).toEqual([1, false]);
  });
});

test('isComplaint tells a complaint from every value', () => {
  expect(isComplaint(wrong)).toBe(true);
  for (const value of [0, '', 'wrong', null, undefined, [], {}, { rule: 'x' }])
    expect(isComplaint(value)).toBe(false);
});
