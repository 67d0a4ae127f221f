import { describe, expect, test } from 'vitest';
import { planRulesHash, type PlanRules } from '../../shared/domain/plan-rules.ts';
import { aDay, aPeriod, aPoint } from '../support/build.ts';

const { calendar, settingsFrom } = aPeriod();
const points = [aPoint('01834-1'), aPoint('01834-2')];
const hashOf = (given: Partial<PlanRules> = {}) =>
  planRulesHash({ points, calendar, settingsFrom, ...given });

describe('planRulesHash', () => {
  test.each<[string, Partial<PlanRules>]>([
    ['a point is gone', { points: points.slice(1) }],
    ['every point is gone', { points: [] }],
    ['a day of a point is another', { points: [points[0]!, aPoint('01834-2', { days: [4] })] }],
    ['a point has room for fewer', { points: [points[0]!, aPoint('01834-2', { capacity: 10 })] }],
    ['the first payout day is another', { calendar: { ...calendar, payoutFrom: aDay('2016-08-02') } }],
    ['the last payout day is another', { calendar: { ...calendar, payoutUntil: aDay('2016-08-11') } }],
    ['nobody may be planned before a day', { notBefore: aDay('2016-08-03') }],
    ['other settings hold', { settingsFrom: aDay('2016-07-01') }],
  ])('differs where %s', (_, given) => {
    expect(hashOf(given)).not.toBe(hashOf());
  });

  test('is the same in whatever order the points come', () => {
    expect(hashOf({ points: points.toReversed() })).toBe(hashOf());
  });

  test('does not look at dates that no plan is made from', () => {
    expect(hashOf({ calendar: { ...calendar, closeOn: aDay('2016-08-25') }, notBefore: undefined })).toBe(
      hashOf(),
    );
  });
});
