import { describe, expect, test } from 'vitest';
import { type KnownMonth, monthRefusal } from '../../shared/domain/roster-month.ts';
import { aMonth, august } from '../support/build.ts';

const [july, september] = [aMonth('2016-07'), aMonth('2016-09')];

describe('monthRefusal', () => {
  test.each<[string, KnownMonth[], string | undefined]>([
    ['nothing is known', [], undefined],
    ['its own period is not opened', [{ month: august }], undefined],
    ['its own is being prepared', [{ month: august, status: 'preparing' }], undefined],
    ['its own is prepared', [{ month: august, status: 'prepared' }], undefined],
    ['its own is submitted', [{ month: august, status: 'submitted' }], 'month-submitted'],
    ['its own is open', [{ month: august, status: 'open' }], 'month-submitted'],
    ['its own is closed', [{ month: august, status: 'closed' }], 'month-submitted'],
    ['a later one is known', [{ month: september }], 'month-submitted'],
    ['a later one is prepared', [{ month: september, status: 'prepared' }], 'month-submitted'],
    ['the one before is not opened', [{ month: july }], 'earlier-month-not-approved'],
    ['the one before is prepared', [{ month: july, status: 'prepared' }], 'earlier-month-not-approved'],
    ['the one before is submitted', [{ month: july, status: 'submitted' }], 'earlier-month-not-approved'],
    ['the one before is open', [{ month: july, status: 'open' }], undefined],
    ['the one before is closing', [{ month: july, status: 'closing' }], undefined],
    ['the one before is closed', [{ month: july, status: 'closed' }], undefined],
    [
      'both stand in the way',
      [
        { month: july, status: 'submitted' },
        { month: august, status: 'submitted' },
      ],
      'month-submitted',
    ],
  ])('where %s', (_, known, rule) => {
    expect(monthRefusal(august, known)?.rule).toBe(rule);
    expect(monthRefusal(august, known.toReversed())?.rule).toBe(rule);
  });

  test('advises nobody to recall what was approved', () => {
    const { advice } = monthRefusal(august, [{ month: august, status: 'open' }])!;
    expect(advice.vi).toMatch(
      /Kỳ chưa được duyệt: thu hồi.*Kỳ đã được duyệt: .*danh sách tháng sau.*quyết định/,
    );
    expect(advice.en).toMatch(/Before it is approved, recall.*Once approved, .*next month.*decision/);
  });

  test('names the month that stands in the way', () => {
    expect(monthRefusal(august, [{ month: july, status: 'prepared' }])?.message.vi).toContain('2016-07');
    expect(monthRefusal(august, [{ month: august, status: 'open' }])?.message.en).toContain('2016-08');
  });
});
