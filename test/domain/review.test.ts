import { describe, expect, test } from 'vitest';
import type { ComparisonCounts } from '../../shared/domain/payout-list.ts';
import { ListId } from '../../shared/domain/payout-list.ts';
import { isOrdinary, isStale } from '../../shared/domain/review.ts';
import { listId } from '../support/build.ts';

const counts = (given: Partial<ComparisonCounts>): ComparisonCounts => ({
  new: 0,
  changed: 0,
  unchanged: 0,
  stopped: 0,
  stopsWaiting: 0,
  rejected: 0,
  sizeBefore: 200,
  sizeAfter: 200,
  amountBefore: 54_000_000,
  amountAfter: 54_000_000,
  ...given,
});

describe('isOrdinary', () => {
  test.each([
    ['nothing changes', {}, true],
    ['5 % stop', { stopped: 10 }, true],
    ['more stop', { stopped: 11 }, false],
    ['two of a small commune stop', { sizeBefore: 10, stopped: 2 }, true],
    ['three of it', { sizeBefore: 10, stopped: 3 }, false],
    ['10 % are new', { new: 20 }, true],
    ['more are new', { new: 21 }, false],
    ['five are new in a small commune', { sizeBefore: 10, new: 5 }, true],
    ['six are', { sizeBefore: 10, new: 6 }, false],
    ['the sum rises by 10 %', { amountAfter: 59_400_000 }, true],
    ['the sum rises by a đồng more', { amountAfter: 59_400_001 }, false],
    ['the sum falls by 10 %', { amountAfter: 48_600_000 }, true],
    ['the sum falls by a đồng more', { amountAfter: 48_599_999 }, false],
    ['many change and the sum does not', { changed: 200 }, true],
    ['nobody was there before', { sizeBefore: 0, new: 5_000, amountBefore: 0, amountAfter: 1 }, true],
  ])('where %s: %#', (_, given, expected) => {
    expect(isOrdinary(counts(given))).toBe(expected);
  });
});

describe('isStale', () => {
  const diff = { key: 'k', hash: 'h', registerVersion: 3, counts: counts({}) };
  const other = ListId.parse('20160721T000000-b2');

  test.each([
    ['never compared', {}, undefined, true],
    ['never compared, though there is a register', {}, { version: 3 }, true],
    ['compared with what is there', { diff }, { version: 3 }, false],
    [
      'compared with nothing, and there is nothing',
      { diff: { ...diff, registerVersion: 0 } },
      undefined,
      false,
    ],
    ['the register went on', { diff }, { version: 4, lastRoster: { listId: other } }, true],
    ['the register went on by this very list', { diff }, { version: 4, lastRoster: { listId } }, false],
  ])('where it was %s: %s', (_, part, register, expected) => {
    expect(isStale(listId, part, register)).toBe(expected);
  });
});
