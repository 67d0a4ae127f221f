import { expect, test } from 'vitest';
import * as keys from '../../shared/store/keys.ts';
import { identitiesScope, planScope, registerScope, submissionScope } from '../../shared/store/leases.ts';
import { aPointId, aSheet, anId, assistance, august, inAugust, listId, yenHan } from '../support/build.ts';
import { aReminder, bacKan, settings } from '../support/facts.ts';

const payouts = 'PERIOD#assistance.06.2016-08#COMMUNE#01834';
const period = 'PERIOD#assistance.06.2016-08';
const directory = 'DIRECTORY#assistance#06';
const list = 'LIST#20160720T010203-a1';

/** The only place where keys are spelled a second time: a changed key is lost data, not a refactoring. */
test.each([
  [keys.registerKey(assistance, yenHan), 'COMMUNE#assistance#01834', 'REGISTER'],
  [keys.recipientKey(assistance, yenHan, anId(7)), 'COMMUNE#assistance#01834', 'RECIPIENT#0000000007'],
  [keys.identityKey(assistance, 'HASH'), 'IDENTITY#assistance#HASH', 'IDENTITY'],
  [keys.periodKey(inAugust), period, 'PERIOD'],
  [keys.approvalKey(inAugust), period, 'APPROVAL'],
  [keys.settlementKey(inAugust), period, 'SETTLEMENT'],
  [keys.periodCommuneKey(inAugust, yenHan), period, 'COMMUNE#01834'],
  [keys.resultKey(inAugust, listId), period, 'RESULT#20160720T010203-a1'],
  [keys.payoutKey(inAugust, yenHan, anId(7)), payouts, 'PAYOUT#0000000007'],
  [keys.sheetKey(inAugust, yenHan, aSheet().sheetId), payouts, 'SHEET#01834-1.2016-08-03'],
  [
    keys.sheetKey(inAugust, yenHan, aSheet('issued', { kind: 'home' }).sheetId),
    payouts,
    'SHEET#01834-1.2016-08-03.home',
  ],
  [keys.reminderKey(aReminder()), payouts, 'REMINDER#PHONEKEY#2016-08-04'],
  [
    keys.contradictionKey('conflict', { periodId: inAugust, commune: yenHan, recipientId: anId(7) }, 'P'),
    payouts,
    'CONFLICT#0000000007#P',
  ],
  [
    keys.contradictionKey('late', { periodId: inAugust, commune: yenHan, recipientId: anId(7) }, 'P'),
    payouts,
    'LATE#0000000007#P',
  ],
  [keys.directoryCommuneKey(assistance, bacKan, yenHan), directory, 'COMMUNE#01834'],
  [keys.pointKey(assistance, bacKan, aPointId('01834-1')), directory, 'POINT#01834-1'],
  [keys.directoryPeriodKey(assistance, bacKan, august), directory, 'PERIOD#2016-08'],
  [
    keys.directoryListKey(assistance, bacKan, { arrivedAt: '2016-05-20T03:00:00Z', listId }),
    directory,
    'LIST#2016-05-20T03:00:00Z#20160720T010203-a1',
  ],
  [keys.programmeKey(assistance, bacKan), 'PROGRAMMES', 'PROGRAMME#assistance#06'],
  [keys.listKey(listId), list, 'LIST'],
  [keys.listCommuneKey(listId, yenHan), list, 'COMMUNE#01834'],
  [keys.settingsKey(assistance, settings.from), 'SETTINGS#assistance', 'FROM#2016-01-01'],
  [keys.leaseKey(registerScope(assistance, yenHan)), 'LEASE#REGISTER#assistance#01834', 'LEASE'],
  [keys.leaseKey(planScope(inAugust, yenHan)), 'LEASE#PLAN#assistance.06.2016-08#01834', 'LEASE'],
  [keys.leaseKey(submissionScope(inAugust)), 'LEASE#SUBMISSION#assistance.06.2016-08', 'LEASE'],
  [keys.leaseKey(identitiesScope(assistance)), 'LEASE#IDENTITIES#assistance', 'LEASE'],
  [keys.auditKey(period, '2016-08-06T02:00:00.000Z', 'act'), period, '2016-08-06T02:00:00.000Z#act'],
])('%j', (key, pk, sk) => {
  expect(key).toEqual({ pk, sk });
});
