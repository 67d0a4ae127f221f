import { describe, expect, test } from 'vitest';
import {
  ArrivedFile,
  changesOf,
  hasChanges,
  ListCommune,
  ListId,
  listIdOf,
  placeInInbox,
} from '../../shared/domain/payout-list.ts';
import { aListCommune } from '../support/build.ts';

describe('ListId', () => {
  const arrived = {
    key: 'inbox/settings/a.json',
    sequencer: '0055AED6DCD90281E5',
    at: '2016-07-20T01:02:03.456Z',
  };

  test('is when a file came and what S3 numbered it with', () => {
    expect(listIdOf(ArrivedFile.parse(arrived))).toBe('20160720T010203-0055AED6DCD90281E5');
  });

  test('sorts by time', () => {
    const later = listIdOf({ ...arrived, sequencer: '0000', at: '2016-07-20T01:02:04.000Z' });
    expect(later > listIdOf(arrived)).toBe(true);
  });

  test.each(['20160720-1', '20160720T010203', '20160720T010203-', '20160720T010203-a/b'])(
    '%s is none',
    (text) => {
      expect(ListId.safeParse(text).success).toBe(false);
    },
  );

  test.each([
    ['outside the inbox', { key: 'lists/a.json' }],
    ['with a strange sequencer', { sequencer: 'a/b' }],
    ['without one', { sequencer: '' }],
    ['at no time', { at: 'yesterday' }],
  ])('a file %s has not arrived', (_, wrong) => {
    expect(ArrivedFile.safeParse({ ...arrived, ...wrong }).success).toBe(false);
  });
});

describe('placeInInbox', () => {
  test.each([
    ['inbox/settings/assistance.json', { kind: 'settings' }],
    ['inbox/points/assistance/diem.csv', { kind: 'points', programme: 'assistance' }],
    ['inbox/roster/assistance/2016-08/ds.csv', { kind: 'roster', programme: 'assistance', month: '2016-08' }],
    [
      'inbox/corrections/assistance/2016-08/errors.xlsx',
      { kind: 'corrections', programme: 'assistance', month: '2016-08' },
    ],
  ])('%s says enough', (key, expected) => {
    expect(placeInInbox(key)).toEqual(expected);
  });

  test.each([
    'inbox/ds.csv',
    'inbox/roster/ds.csv',
    'inbox/roster/assistance/ds.csv',
    'inbox/roster/assistance/2016-13/ds.csv',
    'inbox/roster/assistance/2016-08/xa/ds.csv',
    'inbox/roster/Assistance/2016-08/ds.csv',
    'inbox/points/ds.csv',
    'inbox/points/assistance/2016-08/ds.csv',
    'inbox/settings/assistance/a.json',
    'inbox/corrections/assistance/ds.csv',
    'inbox/corrections/assistance/2016-08/xa/ds.csv',
    'inbox/letters/assistance/2016-08/ds.csv',
    'inbox/results/assistance.06.2016-08/ds.csv',
  ])('%s does not', (key) => {
    expect(placeInInbox(key)).toBeUndefined();
  });
});

describe('hasChanges', () => {
  test.each([
    ['somebody new', { new: 1 }, true],
    ['somebody changed', { changed: 1 }, true],
    ['somebody stopped', { stopped: 1 }, true],
    [
      'nothing but rows as before, rejected ones and stops that wait',
      { unchanged: 9, rejected: 9, stopsWaiting: 9 },
      false,
    ],
  ])('of a commune with %s: %#', (_, counts, expected) => {
    expect(hasChanges(aListCommune(counts))).toBe(expected);
  });

  test('may be, of a commune that was not compared', () => {
    expect(hasChanges({})).toBe(true);
  });
});

describe('changesOf', () => {
  const counts = {
    new: 1,
    changed: 2,
    unchanged: 3,
    stopped: 4,
    stopsWaiting: 5,
    amountBefore: 6,
    amountAfter: 7,
  };
  const part = aListCommune(counts);
  const nothing = {
    ...{ new: 0, changed: 0, unchanged: 0, stopped: 0, stopsWaiting: 0, superseded: 0 },
    ...{ amountBefore: 0, amountAfter: 0 },
  };

  test('adds up what was compared, applied or not yet, and the rows where a later list had come first', () => {
    expect(
      changesOf([
        { ...part, outcome: 'applied' },
        part,
        { ...part, outcome: 'superseded' },
        aListCommune({}, { diff: undefined, outcome: 'superseded' }),
      ]),
    ).toEqual({
      ...{ new: 2, changed: 4, unchanged: 6, stopped: 8, stopsWaiting: 10, superseded: 16 },
      ...{ amountBefore: 12, amountAfter: 14 },
    });
  });

  test('counts nothing that was not compared', () => {
    expect(changesOf([aListCommune({}, { diff: undefined })])).toEqual(nothing);
    expect(changesOf([])).toEqual(nothing);
  });
});

test('a commune of a list is written and read whole', () => {
  const part = aListCommune({ new: 1 }, { outcome: 'applied' });
  expect(ListCommune.parse(JSON.parse(JSON.stringify(part)))).toEqual(part);
});
