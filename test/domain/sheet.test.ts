import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Payout } from '../../shared/domain/payout.ts';
import {
  communeOfSheet,
  dayOfSheetId,
  isAnswered,
  issueSheets,
  isWholeSheet,
  Sheet,
  SheetId,
  sheetIdOf,
  sheetOfPlace,
} from '../../shared/domain/sheet.ts';
import { ids } from '../support/arbitrary.ts';
import {
  aDay,
  anAttempt,
  aPayout,
  aPeriod,
  aPoint,
  aPointId,
  aSheet,
  atHome,
  atPoint,
  carriedOver,
  paid,
  yenHan,
} from '../support/build.ts';

const absent = (number: number) => aPayout(number, { attempts: [anAttempt('ABSENT')] });
const issue = (payouts: readonly Payout[], which: 'days' | 'catch-up' = 'days', points = [aPoint()]) =>
  issueSheets(payouts, { period: aPeriod(), commune: yenHan, which, points });
const named = (sheets: ReturnType<typeof issueSheets>) =>
  Object.fromEntries(
    sheets.map(({ sheet, payouts }) => [
      sheet.sheetId,
      payouts.map(({ recipientId }) => Number(recipientId)),
    ]),
  );

describe('SheetId', () => {
  test.each([
    ['day', '01834-1.2016-08-03'],
    ['home', '01834-1.2016-08-03.home'],
    ['catch-up', '01834-1.2016-08-03.catch-up'],
  ] as const)('of a %s sheet is %s', (kind, expected) => {
    const sheetId = sheetIdOf(aPointId('01834-1'), aDay('2016-08-03'), kind);
    expect(sheetId).toBe(expected);
    expect(communeOfSheet(sheetId)).toBe('01834');
    expect(dayOfSheetId(sheetId)).toBe('2016-08-03');
  });

  test('is where a payout stands', () => {
    expect(sheetOfPlace(atPoint())).toBe('01834-1.2016-08-03');
    expect(sheetOfPlace({ ...atPoint(), session: 'PM' })).toBe('01834-1.2016-08-03');
    expect(sheetOfPlace(atHome())).toBe('01834-1.2016-08-03.home');
  });

  test.each(['01834-1', '01834-1.2016-08-03.day', '01834-1.03-08-2016', ''])('%s is none', (text) => {
    expect(SheetId.safeParse(text).success).toBe(false);
  });
});

describe('isAnswered', () => {
  test.each([
    ['nothing said', aPayout(1), false],
    ['tried', absent(1), true],
    ['paid', paid(aPayout(1)), true],
    ['carried over', carriedOver(aPayout(1)), true],
  ])('%s: %s', (_, payout, expected) => {
    expect(isAnswered(payout)).toBe(expected);
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
    const sheets = issue(payouts, 'catch-up', points);
    expect(named(sheets)).toEqual({ '01834-2.2016-08-17.catch-up': [2, 3, 4] });
    expect(sheets[0]?.sheet).toEqual(
      aSheet('issued', { pointId: '01834-2', day: '2016-08-17', kind: 'catch-up' }),
    );
  });

  test('are none where nobody is on them', () => {
    expect(issue([])).toEqual([]);
    expect(issue([paid(aPayout(1))], 'catch-up')).toEqual([]);
    expect(issue([], 'catch-up', [])).toEqual([]);
  });

  test('cannot be written for people who are left where there is no office', () => {
    const points = [aPoint('01834-1', { isCatchUpOffice: false })];
    expect(() => issue([aPayout(1)], 'catch-up', points)).toThrow('commune 01834 has no catch-up office');
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
      }),
    );
  });
});
