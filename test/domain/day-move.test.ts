import { describe, expect, test } from 'vitest';
import { decideDayMove, type DayMoveFacts, movedOf } from '../../shared/domain/day-move.ts';
import { movedDays } from '../../shared/domain/moved-day.ts';
import { aDay, aMovedDay, aPayout, aPeriod, aPointId, aSheet, atHome, yenHan } from '../support/build.ts';
import { at } from '../support/facts.ts';

const facts = (given: Partial<DayMoveFacts> = {}): DayMoveFacts => ({
  period: aPeriod(),
  isSealed: false,
  today: aDay('2016-08-03'),
  payouts: [aPayout(1)],
  sheets: [aSheet(), aSheet('issued', { kind: 'home' })],
  holidays: new Set(['2016-08-08']),
  moved: movedDays([]),
  by: 'planner-1',
  at,
  ...given,
});
const move = (to: string, given: Partial<DayMoveFacts> = {}, day = '2016-08-03') => {
  const said = {
    pointId: aPointId('01834-1'),
    day: aDay(day),
    to: aDay(to),
    reason: 'ROAD_OR_WEATHER' as const,
  };
  return decideDayMove(said, facts(given));
};

describe('a day is moved', () => {
  test.each(['preparing', 'prepared', 'submitted', 'open'] as const)('while the period is %s', (status) => {
    const period = aPeriod({ status });
    expect(move('2016-08-05', { period })).toEqual({ moved: aMovedDay('2016-08-03', '2016-08-05') });
  });

  test('to the last day of the catch-up, and where only a home round is planned', () => {
    expect(move('2016-08-17', { payouts: [aPayout(1, { place: atHome() })] })).toHaveProperty('moved');
  });

  test('after it has passed without a sheet', () => {
    expect(move('2016-08-05', { today: aDay('2016-08-04') })).toHaveProperty('moved');
  });

  test('before it has come, though its home round is in because nobody was left on it', () => {
    const given = { today: aDay('2016-08-02'), sheets: [aSheet(), aSheet('reported', { kind: 'home' })] };
    expect(move('2016-08-05', given)).toHaveProperty('moved');
  });

  test('again, or back to where it was', () => {
    const moved = movedDays([aMovedDay('2016-08-05', '2016-08-09')]);
    const payouts = [aPayout(1, { place: atHome('2016-08-05') })];
    for (const to of ['2016-08-10', '2016-08-05'])
      expect(move(to, { moved, payouts }, '2016-08-05')).toEqual({ moved: aMovedDay('2016-08-05', to) });
  });

  test('once by one planner: said again it stands since then, even when that day has come', () => {
    const stands = { ...aMovedDay('2016-08-03', '2016-08-05'), at: '2016-08-01T01:00:00.000Z' };
    const again = { moved: movedDays([stands]), today: aDay('2016-08-05') };
    expect(move('2016-08-05', again)).toEqual({ moved: stands });
    expect(move('2016-08-05', { ...again, by: 'other' })).toEqual({ refused: 'outside-the-period' });
  });
});

test.each<[string, string, Partial<DayMoveFacts>]>([
  ['sealed', '2016-08-05', { isSealed: true }],
  ['not-open', '2016-08-05', { period: aPeriod({ status: 'closing' }) }],
  ['not-open', '2016-08-05', { period: aPeriod({ status: 'closed' }) }],
  ['not-open', '2016-08-05', { period: aPeriod({ status: 'cancelled' }) }],
  ['unknown-day', '2016-08-05', { payouts: [aPayout(1, { place: atHome('2016-08-04') })] }],
  ['sheet-reported', '2016-08-05', { sheets: [aSheet('reported')] }],
  ['sheet-reported', '2016-08-05', { sheets: [aSheet(), aSheet('signedOff', { kind: 'home' })] }],
  ['outside-the-period', '2016-08-03', {}],
  ['outside-the-period', '2016-08-02', {}],
  ['outside-the-period', '2016-08-18', {}],
  [
    'outside-the-period',
    '2016-07-29',
    { today: aDay('2016-07-21'), period: aPeriod({ status: 'prepared' }) },
  ],
  ['not-a-working-day', '2016-08-06', {}],
  ['not-a-working-day', '2016-08-08', {}],
])('a day is not moved: %s (%s)', (refused, to, given) => {
  expect(move(to, given)).toEqual({ refused });
});

test('a commune is told of its own moved days in order, not of one that was moved back', () => {
  const [later, sooner] = [aMovedDay('2016-08-05', '2016-08-09'), aMovedDay('2016-08-03', '2016-08-10')];
  const others = [aMovedDay('2016-08-04', '2016-08-04'), aMovedDay('2016-08-03', '2016-08-04', '01835-1')];
  expect(movedOf(yenHan, [later, ...others, sooner])).toEqual([sooner, later]);
});
