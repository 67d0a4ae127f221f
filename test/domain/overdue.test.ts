import { describe, expect, test } from 'vitest';
import { forOfficer, isOverdue, isSilenced, reportedSheets } from '../../shared/domain/overdue.ts';
import type { PlainDate } from '../../shared/domain/calendar.ts';
import { type MovedDays, movedDays } from '../../shared/domain/moved-day.ts';
import { AttemptReason, type Payout } from '../../shared/domain/payout.ts';
import type { Sheet } from '../../shared/domain/sheet.ts';
import {
  aDay,
  aMovedDay,
  anAttempt,
  aPayout,
  aSheet,
  atHome,
  carriedOver,
  inJuly,
  paid,
} from '../support/build.ts';

const reported = reportedSheets([aSheet('reported'), aSheet('reported', { kind: 'home' })]);
const dayAfter = aDay('2016-08-04');
const on = (today: PlainDate, sheets = reported, moved: MovedDays = new Map()) => ({
  today,
  reported: sheets,
  moved,
});

describe('isOverdue', () => {
  test('from the day after, once the sheet is back', () => {
    expect(isOverdue(aPayout(1), on(dayAfter))).toBe(true);
    expect(isOverdue(aPayout(1, { place: atHome() }), on(dayAfter))).toBe(true);
  });

  test.each([
    ['on the day itself', aPayout(1), reported, aDay('2016-08-03')],
    ['while the sheet is out', aPayout(1), reportedSheets([aSheet('issued')]), dayAfter],
    [
      'on a sheet of another day',
      aPayout(1),
      reportedSheets([aSheet('reported', { day: '2016-08-02' })]),
      dayAfter,
    ],
    [
      'on the home round’s sheet',
      aPayout(1),
      reportedSheets([aSheet('reported', { kind: 'home' })]),
      dayAfter,
    ],
    ['once paid', paid(aPayout(1)), reported, dayAfter],
    ['once carried over', carriedOver(aPayout(1)), reported, dayAfter],
  ])('not %s', (_, payout, sheets, today) => {
    expect(isOverdue(payout, on(today, sheets))).toBe(false);
  });

  test('a sheet that was signed off is as good as back', () => {
    expect(isOverdue(aPayout(1), on(dayAfter, reportedSheets([aSheet('signedOff')])))).toBe(true);
  });
});

describe('a day that was moved', () => {
  const moved = movedDays([aMovedDay('2016-08-03', '2016-08-08')]);

  test('nobody is overdue before it, and everybody after it', () => {
    expect(isOverdue(aPayout(1), on(dayAfter, reported, moved))).toBe(false);
    expect(isOverdue(aPayout(1), on(aDay('2016-08-08'), reported, moved))).toBe(false);
    expect(isOverdue(aPayout(1), on(aDay('2016-08-09'), reported, moved))).toBe(true);
  });

  test('leaves the other days and points alone', () => {
    const elsewhere = movedDays([aMovedDay('2016-08-03', '2016-08-08', '01834-2')]);
    expect(isOverdue(aPayout(1), on(dayAfter, reported, elsewhere))).toBe(true);
  });
});

describe('isSilenced', () => {
  const silencing = ['DIED', 'MOVED', 'REFUSED'];
  test.each(AttemptReason.options.map((reason) => [reason, silencing.includes(reason)] as const))(
    '%s: %s',
    (reason, expected) => {
      expect(isSilenced(aPayout(1, { attempts: [anAttempt(reason)] }))).toBe(expected);
      const later = [anAttempt(reason), anAttempt('ABSENT')];
      expect(isSilenced(aPayout(1, { attempts: later }))).toBe(expected);
    },
  );

  test('nobody is who was not tried', () => {
    expect(isSilenced(aPayout(1))).toBe(false);
  });
});

describe('forOfficer', () => {
  const sheets = [aSheet('reported'), aSheet('reported', { kind: 'home' })];
  const secondRound = (status: Sheet['status']) => aSheet(status, { kind: 'home-again', day: '2016-08-15' });
  const [once, twice] = [[anAttempt('AWAY')], [anAttempt('AWAY'), anAttempt('SICK_AT_HOME')]];
  const place = atHome();

  test.each<[string, Payout, Sheet[], boolean]>([
    ['whoever did not come', aPayout(1), [], true],
    ['whoever is said to have died', aPayout(1, { attempts: [anAttempt('DIED')] }), [], true],
    ['whose money is an open question', aPayout(1, { held: { periodId: inJuly, proofId: 'L' } }), [], false],
    ['whoever was paid', paid(aPayout(1)), [], false],
    ['whoever was not met at home once', aPayout(1, { place, attempts: once }), [], false],
    ['whoever was not met at home twice', aPayout(1, { place, attempts: twice }), [], true],
    ['whoever is to be visited again', aPayout(1, { place, attempts: once }), [secondRound('issued')], false],
    [
      'whoever was left out by the second round',
      aPayout(1, { place, attempts: once }),
      [secondRound('reported')],
      true,
    ],
    ['whoever is said at home to have died', aPayout(1, { place, attempts: [anAttempt('DIED')] }), [], true],
  ])('calls, or does not call, %s', (_name, payout, more, isNamed) => {
    const named = forOfficer({
      payouts: [payout],
      sheets: [...sheets, ...more],
      today: dayAfter,
      moved: new Map(),
    });
    expect(named).toHaveLength(isNamed ? 1 : 0);
  });
});
