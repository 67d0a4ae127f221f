import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { movedDays } from '../../shared/domain/moved-day.ts';
import type { MovedDay } from '../../shared/domain/moved-day.ts';
import type { AssignedPayout, Payout } from '../../shared/domain/payout.ts';
import { Sheet, sheetOfPlace } from '../../shared/domain/sheet.ts';
import { isAnswered, issueSheets, isWholeSheet } from '../../shared/domain/sheet-people.ts';
import { ids } from '../support/arbitrary.ts';
import {
  aDay,
  aDecision,
  aMovedDay,
  anAttempt,
  aPayout,
  aPeriod,
  aPoint,
  aSheet,
  atHome,
  atPoint,
  carriedOver,
  noon,
  paid,
} from '../support/build.ts';

const absent = (number: number) => aPayout(number, { attempts: [anAttempt('ABSENT')] });
type Given = {
  points?: ReturnType<typeof aPoint>[];
  moved?: MovedDay[];
  holidays?: string[];
  until?: string;
};
const issue = (payouts: readonly Payout[], which: 'days' | 'catch-up' = 'days', given: Given = {}) => {
  const { calendar } = aPeriod();
  const catchUpUntil = aDay(given.until ?? calendar.catchUpUntil);
  return issueSheets(payouts, {
    period: aPeriod({ calendar: { ...calendar, catchUpUntil } }),
    which,
    points: given.points ?? [aPoint()],
    holidays: new Set(given.holidays ?? []),
    moved: movedDays(given.moved ?? []),
  });
};
const named = (sheets: ReturnType<typeof issueSheets>) =>
  Object.fromEntries(
    sheets.map(({ sheet, payouts }) => [
      sheet.sheetId,
      payouts.map(({ recipientId }) => Number(recipientId)),
    ]),
  );
const atHomeBefore = (number: number, ...reasons: Parameters<typeof anAttempt>[0][]) =>
  aPayout(number, { place: atHome(), attempts: reasons.map(anAttempt) });
/** Visited at home on that day as well. */
const visited = (payout: AssignedPayout, on: string, reason: Parameters<typeof anAttempt>[0] = 'ABSENT') => ({
  ...payout,
  attempts: [...payout.attempts, { ...anAttempt(reason), attemptedOn: aDay(on) }],
});
const [catchUp, again] = ['01834-1.2016-08-17.catch-up', '01834-1.2016-08-15.home-again'];

describe('isAnswered', () => {
  test.each([
    ['nothing said', aPayout(1), false],
    ['tried', absent(1), true],
    ['paid', paid(aPayout(1)), true],
    ['carried over', carriedOver(aPayout(1)), true],
  ])('%s: %s', (_, payout, expected) => {
    expect(isAnswered(payout)).toBe(expected);
  });

  test('what was tried before somebody was moved is no answer at the new place', () => {
    const chosen = { reason: 'ASKED' as const, by: 'planner', at: noon.toISOString() };
    const later = { ...anAttempt('ABSENT'), recordedAt: '2016-08-05T05:00:00.000Z' };
    expect(isAnswered({ ...absent(1), chosen })).toBe(false);
    expect(isAnswered({ ...absent(1), chosen, attempts: [anAttempt('ABSENT'), later] })).toBe(true);
  });
});

describe('isWholeSheet', () => {
  test('once everybody on it was paid or tried', () => {
    expect(isWholeSheet(aSheet(), [paid(aPayout(1)), absent(2)])).toBe(true);
    expect(isWholeSheet(aSheet(), [paid(aPayout(1)), aPayout(2)])).toBe(false);
  });

  test.each([
    ['day', atPoint('2016-08-04')],
    ['point', atPoint('2016-08-03', '01834-2')],
    ['round', atHome()],
  ])('whatever is open on another %s', (_, place) => {
    expect(isWholeSheet(aSheet(), [paid(aPayout(1)), aPayout(2, { place })])).toBe(true);
  });

  test('a catch-up sheet has everybody who is still assigned on it', () => {
    const sheet = aSheet('issued', { kind: 'catch-up', day: '2016-08-17' });
    expect(isWholeSheet(sheet, [paid(aPayout(1))])).toBe(true);
    expect(isWholeSheet(sheet, [paid(aPayout(1)), absent(2)])).toBe(false);
  });

  test('neither paper after the payout days waits for the people of the other one', () => {
    const onBoth = [absent(1), atHomeBefore(2, 'ABSENT'), atHomeBefore(3)];
    const [home, office] = issue(onBoth, 'catch-up').map(({ sheet }) => sheet);
    const [inTown, second, never] = onBoth as [AssignedPayout, AssignedPayout, AssignedPayout];
    const seen = (payout: AssignedPayout) => visited(payout, '2016-08-12');
    expect([isWholeSheet(home!, onBoth), isWholeSheet(office!, onBoth)]).toEqual([false, false]);
    expect(isWholeSheet(office!, [paid(inTown), second, never])).toBe(true);
    expect(isWholeSheet(home!, [inTown, seen(second), never])).toBe(false);
    expect(isWholeSheet(home!, [inTown, seen(second), seen(never)])).toBe(true);
    expect(isWholeSheet(home!, [inTown, paid(second), seen(never)])).toBe(true);
    expect(isWholeSheet(office!, [paid(inTown), visited(second, '2016-08-12', 'REFUSED')])).toBe(true);
  });
});

describe('issueSheets', () => {
  test('are one for each point, day and round', () => {
    const payouts = [
      aPayout(1),
      aPayout(2, { place: { ...atPoint(), session: 'PM' } }),
      aPayout(3, { place: atHome() }),
      aPayout(4, { place: atPoint('2016-08-05') }),
      aPayout(5, { place: atPoint('2016-08-03', '01834-2') }),
    ];
    const sheets = issue(payouts);
    expect(named(sheets)).toEqual({
      '01834-1.2016-08-03': [1, 2],
      '01834-1.2016-08-03.home': [3],
      '01834-1.2016-08-05': [4],
      '01834-2.2016-08-03': [5],
    });
    expect(sheets[1]?.sheet).toEqual(aSheet('issued', { kind: 'home' }));
    for (const { sheet } of sheets) expect(Sheet.parse(sheet)).toEqual(sheet);
  });

  test('at the catch-up are one, of the office, with whoever is left', () => {
    const points = [aPoint('01834-1', { isCatchUpOffice: false }), aPoint('01834-2')];
    const payouts = [
      paid(aPayout(1)),
      aPayout(2),
      absent(3),
      aPayout(4, { place: atHome() }),
      carriedOver(aPayout(5)),
    ];
    const sheets = issue(payouts, 'catch-up', { points });
    expect(named(sheets)).toEqual({
      '01834-2.2016-08-15.home-again': [4],
      '01834-2.2016-08-17.catch-up': [2, 3],
    });
    expect(sheets[1]?.sheet).toEqual({
      ...aSheet('issued', { pointId: '01834-2', day: '2016-08-17', kind: 'catch-up' }),
      visitsFrom: '2016-08-11',
    });
    for (const { sheet } of sheets) expect(Sheet.parse(sheet)).toEqual(sheet);
  });

  test.each<[string, AssignedPayout, string]>([
    ['not met once', atHomeBefore(1, 'ABSENT'), again],
    ['of whose round nothing is known', atHomeBefore(1), again],
    [
      'held until a late result is decided',
      { ...atHomeBefore(1), held: { periodId: aPeriod().periodId, proofId: 'L' } },
      again,
    ],
    ['not met twice', atHomeBefore(1, 'ABSENT', 'ABSENT'), catchUp],
    ['who refused', atHomeBefore(1, 'REFUSED'), catchUp],
    ['who died', atHomeBefore(1, 'DIED'), catchUp],
    ['who missed a point', absent(1), catchUp],
    [
      'whose round a planner put behind the payout days',
      aPayout(1, { place: atHome('2016-08-12') }),
      catchUp,
    ],
  ])('after the payout days, somebody %s', (_, payout, expected) => {
    expect(named(issue([payout], 'catch-up'))).toEqual({ [expected]: [1] });
  });

  test('whose home round was moved behind the payout days are not visited before it', () => {
    const moved = [aMovedDay('2016-08-03', '2016-08-12')];
    expect(named(issue([atHomeBefore(1)], 'catch-up', { moved }))).toEqual({ [catchUp]: [1] });
  });

  test.each([
    ['counts working days', { holidays: ['2016-08-11', '2016-08-15'] }, '01834-1.2016-08-17.home-again'],
    ['is not after the catch-up', { until: '2016-08-12' }, '01834-1.2016-08-12.home-again'],
  ])('the second round %s', (_, given, expected) => {
    expect(Object.keys(named(issue([atHomeBefore(1)], 'catch-up', given)))).toEqual([expected]);
  });

  test('whoever was paid or taken out of the plan is on no paper that is written afterwards', () => {
    const gone: Payout[] = [
      paid(aPayout(1)),
      carriedOver(aPayout(2)),
      { ...aPayout(3), state: 'handedBack', decision: aDecision() },
      { ...aPayout(4), state: 'withheld', decision: aDecision() },
    ];
    expect(named(issue([...gone, aPayout(5)]))).toEqual({ '01834-1.2016-08-03': [5] });
    expect(named(issue([...gone, aPayout(5)], 'catch-up'))).toEqual({ [catchUp]: [5] });
  });

  test('are none where nobody is on them', () => {
    expect(issue([])).toEqual([]);
    expect(issue([paid(aPayout(1))], 'catch-up')).toEqual([]);
    expect(issue([], 'catch-up', { points: [] })).toEqual([]);
  });

  test('cannot be written for people who are left where there is no office', () => {
    const points = [aPoint('01834-1', { isCatchUpOffice: false })];
    expect(() => issue([aPayout(1)], 'catch-up', { points })).toThrow('commune 01834 has no catch-up office');
  });

  test('have every payout of a plan exactly once', () => {
    const place = fc.constantFrom(
      atPoint(),
      atPoint('2016-08-05'),
      atHome(),
      atHome('2016-08-05', '01834-2'),
    );
    const payouts = ids().chain((all) =>
      fc.tuple(
        ...all.map((recipientId) => place.map((where) => ({ ...aPayout(1, { place: where }), recipientId }))),
      ),
    );
    fc.assert(
      fc.property(payouts, (all) => {
        const sheets = issue(all);
        const listed = sheets.flatMap(({ payouts: on }) => on.map(({ recipientId }) => recipientId));
        expect(listed.toSorted()).toEqual(all.map(({ recipientId }) => recipientId).toSorted());
        expect(new Set(sheets.map(({ sheet }) => sheet.sheetId)).size).toBe(sheets.length);
        for (const { sheet, payouts: on } of sheets)
          for (const payout of on) expect(sheetOfPlace(payout.place)).toBe(sheet.sheetId);
        const last = issue(all, 'catch-up').flatMap(({ payouts: on }) =>
          on.map(({ recipientId }) => recipientId),
        );
        expect(last.toSorted()).toEqual(listed.toSorted());
      }),
    );
  });
});
