import { describe, expect, test } from 'vitest';
import { complaint, type Finding } from '../../shared/domain/finding.ts';
import type { List } from '../../shared/domain/payout-list.ts';
import { summarise } from '../../shared/lists/list-summary.ts';
import { assistance, august, listId } from '../support/build.ts';

const words = { vi: 'Sai.', en: 'Wrong.' };
const finding = (row: number, severity: Finding['severity'], rule = 'rule'): Finding => ({
  sheet: '',
  row,
  column: 'amount',
  value: '?',
  ...complaint(rule, words, words, severity),
});
const list: List = {
  listId,
  kind: 'roster',
  key: 'inbox/roster/assistance/2016-08/ds.csv',
  copyKey: 'lists/20160720T010203-a1/ds.csv',
  uploader: 'officer-1',
  arrivedAt: '2016-07-20T01:02:03.000Z',
  status: 'held',
  heldBecause: 'large-change',
  programme: assistance,
  month: august,
  rows: 10,
  rejected: 3,
};

describe('summarise', () => {
  test('says what became of a list, without who sent it', () => {
    const changes = { new: 1, changed: 2, unchanged: 3, stopped: 4, stopsWaiting: 5, superseded: 0 };
    expect(summarise({ ...list, changes }, [finding(2, 'warning')])).toEqual({
      listId,
      file: 'ds.csv',
      kind: 'roster',
      month: '2016-08',
      status: 'held',
      heldBecause: 'large-change',
      refused: undefined,
      rows: 10,
      accepted: 7,
      rejected: 3,
      warnings: 1,
      changes,
      findings: [finding(2, 'warning')],
    });
  });

  test('says why a file was refused', () => {
    const refused = complaint('file-empty', words, words);
    expect(summarise({ ...list, status: 'refused' }, [], refused)).toMatchObject({
      status: 'refused',
      refused,
    });
  });

  test('goes by rows, a row’s errors before its warnings, and otherwise as they were found', () => {
    const found = [
      finding(3, 'warning', 'a'),
      finding(3, 'error', 'b'),
      finding(3, 'error', 'c'),
      finding(3, 'warning', 'd'),
      finding(2, 'warning', 'e'),
      finding(10, 'error', 'f'),
    ];
    expect(
      summarise(list, found)
        .findings.map(({ rule }) => rule)
        .join(''),
    ).toBe('ebcadf');
    expect(found[0]?.rule).toBe('a');
  });
});
