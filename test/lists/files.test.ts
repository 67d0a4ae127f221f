import { expect, test } from 'vitest';
import {
  answersKeyOf,
  changesKeyOf,
  copyKeyOf,
  diffKeyOf,
  errorsKeyOf,
  heldKeyOf,
  loudspeakerKeyOf,
  pieceKeyOf,
  posterKeyOf,
  readingKeyOf,
  resultsPrefixOf,
  settlementKeyOf,
  setupKeyOf,
  sheetFileOf,
  sheetPaperOf,
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
  [readingKeyOf(listId), 'staging/20160720T010203-a1/reading.json'],
  [stagedKeyOf(listId), 'staging/20160720T010203-a1/staged.json'],
  [pieceKeyOf(listId, 7), 'staging/20160720T010203-a1/piece-7.json'],
  [diffKeyOf(listId, 'H4SH'), 'staging/20160720T010203-a1/diff-H4SH.json'],
  [heldKeyOf(listId), 'staging/20160720T010203-a1/held.json'],
  [summaryKeyOf(listId), 'reports/lists/20160720T010203-a1/summary.json'],
  [errorsKeyOf(listId), 'reports/lists/20160720T010203-a1/errors.xlsx'],
  [changesKeyOf(listId), 'reports/lists/20160720T010203-a1/changes.xlsx'],
  [answersKeyOf(listId), 'reports/lists/20160720T010203-a1/answers.csv'],
  [resultsPrefixOf(inAugust), 'inbox/results/assistance.06.2016-08/'],
  [sheetFileOf(aSheet()), 'sheets/assistance.06.2016-08/01834/01834-1.2016-08-03.csv'],
  [sheetPaperOf(aSheet()), 'sheets/assistance.06.2016-08/01834/01834-1.2016-08-03.xlsx'],
  [posterKeyOf(inAugust, yenHan), 'sheets/assistance.06.2016-08/01834/poster.xlsx'],
  [loudspeakerKeyOf(inAugust, yenHan), 'sheets/assistance.06.2016-08/01834/loudspeaker.txt'],
  [settlementKeyOf(inAugust), 'reports/periods/assistance.06.2016-08/settlement.json'],
])('%s', (key, expected) => {
  expect(key).toBe(expected);
});
