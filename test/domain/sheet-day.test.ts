import { expect, test } from 'vitest';
import { movedDays } from '../../shared/domain/moved-day.ts';
import { SheetId, sheetIdOf, SheetKind } from '../../shared/domain/sheet.ts';
import { kindOfSheetId, mayBeEarly, mayBeOver, sheetDayNow } from '../../shared/domain/sheet-day.ts';
import { aDay, aMovedDay, aPointId } from '../support/build.ts';

const id = (text: string) => SheetId.parse(text);
const none = movedDays([]);

test.each(SheetKind.options)('a sheet says its kind: %s', (kind) => {
  expect(kindOfSheetId(sheetIdOf(aPointId('01834-1'), aDay('2016-08-03'), kind))).toBe(kind);
});

test('the day of a sheet is looked at through the moves of its own point', () => {
  const moved = movedDays([aMovedDay('2016-08-03', '2016-08-05')]);
  expect(sheetDayNow(id('01834-1.2016-08-03'), none)).toBe('2016-08-03');
  expect(sheetDayNow(id('01834-1.2016-08-03'), moved)).toBe('2016-08-05');
  expect(sheetDayNow(id('01834-1.2016-08-03.home'), moved)).toBe('2016-08-05');
  expect(sheetDayNow(id('01834-2.2016-08-03'), moved)).toBe('2016-08-03');
});

test.each([
  ['01834-1.2016-08-03', '2016-08-02', false],
  ['01834-1.2016-08-03', '2016-08-03', true],
  ['01834-1.2016-08-03.home', '2016-08-02', false],
  ['01834-1.2016-08-17.home-again', '2016-08-16', false],
  ['01834-1.2016-08-17.catch-up', '2016-08-16', true],
])('%s may be over on %s: %s', (sheetId, today, expected) => {
  expect(mayBeOver(id(sheetId), aDay(today), none)).toBe(expected);
});

test('a day that was brought forward may be over before the day of its sheet', () => {
  const moved = movedDays([aMovedDay('2016-08-05', '2016-08-04')]);
  expect(mayBeOver(id('01834-1.2016-08-05'), aDay('2016-08-04'), moved)).toBe(true);
});

test.each([
  ['day', false],
  ['home', false],
  ['catch-up', true],
  ['home-again', true],
] as const)('whoever stands on a sheet may have their result before its day: %s, %s', (kind, expected) => {
  expect(mayBeEarly(sheetIdOf(aPointId('01834-1'), aDay('2016-08-03'), kind))).toBe(expected);
});
