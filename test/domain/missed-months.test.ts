import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLongMissed, missedMonths, reasonUnpaid } from '../../shared/domain/missed-months.ts';
import { AttemptReason } from '../../shared/domain/payout.ts';
import { aDay, anAttempt, aPayout, carriedOver, inJuly } from '../support/build.ts';

const missed = (given: Parameters<typeof aPayout>[1] = {}) => carriedOver(aPayout(1, given));

describe('the reason why nothing was paid', () => {
  test('is that nobody came, where nobody says otherwise', () => {
    expect(reasonUnpaid(missed())).toBe('ABSENT');
  });

  test('is the last attempt’s', () => {
    expect(reasonUnpaid(missed({ attempts: [anAttempt('AWAY'), anAttempt('NO_ID_PAPER')] }))).toBe(
      'NO_ID_PAPER',
    );
  });

  test('is that of the latest day, also where an earlier one is recorded after it', () => {
    const catchUp = { ...anAttempt('NAME_MISMATCH'), attemptedOn: aDay('2016-08-17') };
    expect(reasonUnpaid(missed({ attempts: [catchUp, anAttempt('AWAY')] }))).toBe('NAME_MISMATCH');
  });
});

describe('months running', () => {
  test.each([
    [undefined, 1, false],
    [1, 2, false],
    [2, 3, true],
    [11, 12, true],
  ])('after %s before are %i', (missedBefore, months, isLong) => {
    const payout = missed({ missedBefore });
    expect(missedMonths(payout)).toBe(months);
    expect(isLongMissed(payout)).toBe(isLong);
  });

  test.each(['ROAD_OR_WEATHER', 'POINT_OUT_OF_CASH'] as const)('do not count one of %s', (reason) => {
    const payout = missed({ missedBefore: 2, attempts: [anAttempt('ABSENT'), anAttempt(reason)] });
    expect(missedMonths(payout)).toBe(2);
    expect(isLongMissed(payout)).toBe(false);
  });

  test('count one in which the road was closed first and they stayed away after', () => {
    const attempts = [anAttempt('ROAD_OR_WEATHER'), anAttempt('ABSENT')];
    expect(missedMonths(missed({ missedBefore: 2, attempts }))).toBe(3);
  });

  test('do not count one in which a late result was not decided: nobody would have paid them', () => {
    const held = { periodId: inJuly, proofId: 'L' };
    expect(missedMonths(missed({ missedBefore: 2, held }))).toBe(2);
  });

  test('grow by one at most', () => {
    const before = fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined });
    const reasons = fc.array(fc.constantFrom(...AttemptReason.options), { maxLength: 4 });
    fc.assert(
      fc.property(before, reasons, (missedBefore, all) => {
        const months = missedMonths(missed({ missedBefore, attempts: all.map(anAttempt) }));
        expect([0, 1]).toContain(months - (missedBefore ?? 0));
      }),
    );
  });
});
