import { expect, test } from 'vitest';
import { complaint, Finding } from '../../shared/domain/finding.ts';

const [message, advice] = [
  { vi: 'Sai.', en: 'Wrong.' },
  { vi: 'Sửa.', en: 'Mend.' },
];

test('a complaint is an error unless it says otherwise', () => {
  expect(complaint('rule', message, advice)).toEqual({ rule: 'rule', severity: 'error', message, advice });
  expect(complaint('rule', message, advice, 'warning').severity).toBe('warning');
});

test('a finding is a complaint with its place; row 0 is the whole file', () => {
  const finding = {
    sheet: '',
    row: 0,
    column: 'amount',
    value: '27O000',
    ...complaint('rule', message, advice),
  };
  expect(Finding.parse(finding)).toEqual(finding);
  expect(Finding.safeParse({ ...finding, message: { vi: 'Sai.' } }).success).toBe(false);
  expect(Finding.safeParse({ ...finding, row: -1 }).success).toBe(false);
});
