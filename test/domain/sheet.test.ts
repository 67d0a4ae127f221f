import { describe, expect, test } from 'vitest';
import {
  communeOfPoint,
  communeOfSheet,
  dayOfSheetId,
  isEnded,
  isReopened,
  newSheetOfPlace,
  Sheet,
  SheetId,
  sheetIdOf,
  sheetOfPlace,
} from '../../shared/domain/sheet.ts';
import { aDay, aPointId, aSheet, atHome, atPoint, inAugust } from '../support/build.ts';

describe('SheetId', () => {
  test.each([
    ['day', '01834-1.2016-08-03'],
    ['home', '01834-1.2016-08-03.home'],
    ['catch-up', '01834-1.2016-08-03.catch-up'],
    ['home-again', '01834-1.2016-08-03.home-again'],
  ] as const)('of a %s sheet is %s', (kind, expected) => {
    const sheetId = sheetIdOf(aPointId('01834-1'), aDay('2016-08-03'), kind);
    expect(sheetId).toBe(expected);
    expect(communeOfSheet(sheetId)).toBe('01834');
    expect(communeOfPoint(aPointId('01834-1'))).toBe('01834');
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

describe('newSheetOfPlace', () => {
  test.each([
    ['a point', atPoint(), aSheet()],
    ['a home', atHome(), aSheet('issued', { kind: 'home' })],
  ] as const)('is what somebody at %s stands on', (_, place, expected) => {
    const sheet = newSheetOfPlace(inAugust, place);
    expect(sheet).toEqual(expected);
    expect(sheet.sheetId).toBe(sheetOfPlace(place));
    expect(Sheet.parse(sheet)).toEqual(sheet);
  });
});

test('a sheet is ended once it was reported or signed off, not while it is out or was never issued', () => {
  const { sheetId } = aSheet();
  expect(isEnded([aSheet('reported')], sheetId)).toBe(true);
  expect(isEnded([aSheet('signedOff')], sheetId)).toBe(true);
  expect(isEnded([aSheet('issued'), aSheet('reported', { kind: 'home' })], sheetId)).toBe(false);
  expect(isEnded([], sheetId)).toBe(false);
});

test.each([
  ['reported', '2016-08-04', true],
  ['reported', '2016-08-03', false],
  ['signedOff', '2016-08-04', false],
  ['issued', '2016-08-04', false],
] as const)('a sheet that is %s, of %s, on the 3rd: out again %s', (status, day, expected) => {
  expect(isReopened(aSheet(status), aDay(day), aDay('2016-08-03'))).toBe(expected);
});
