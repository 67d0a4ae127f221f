import { expect, test } from 'vitest';
import {
  answersKeyOf,
  copyKeyOf,
  diffKeyOf,
  findingsKeyOf,
  resultsPrefixOf,
  settlementKeyOf,
  setupKeyOf,
  sheetFileOf,
  stagedKeyOf,
  summaryKeyOf,
} from '../../shared/lists/files.ts';
import { aSheet, inAugust, listId, yenHan } from '../support/build.ts';

test.each([
  [
    copyKeyOf(listId, 'inbox/roster/assistance/2016-08/ds tháng 8.csv'),
    'lists/20160720T010203-a1/ds tháng 8.csv',
  ],
  [setupKeyOf(listId), 'staging/20160720T010203-a1/setup.json'],
  [findingsKeyOf(listId), 'staging/20160720T010203-a1/findings.json'],
  [stagedKeyOf(listId, yenHan), 'staging/20160720T010203-a1/01834.json'],
  [diffKeyOf(listId, yenHan, 'H4SH'), 'staging/20160720T010203-a1/01834.H4SH.json'],
  [summaryKeyOf(listId), 'reports/lists/20160720T010203-a1/summary.json'],
  [answersKeyOf(listId), 'reports/lists/20160720T010203-a1/answers.csv'],
  [resultsPrefixOf(inAugust), 'inbox/results/assistance.06.2016-08/'],
  [sheetFileOf(aSheet()), 'sheets/assistance.06.2016-08/01834/01834-1.2016-08-03.csv'],
  [settlementKeyOf(inAugust), 'reports/periods/assistance.06.2016-08/settlement.json'],
])('%s', (key, expected) => {
  expect(key).toBe(expected);
});
