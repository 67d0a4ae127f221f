import { expect, test } from 'vitest';
import {
  placeInText,
  shortDay,
  spokenDay,
  spokenMonth,
  weekdayOf,
  writtenDay,
  writtenMonth,
} from '../../../shared/lists/paper/written-days.ts';
import { aDay, aMonth } from '../../support/build.ts';

test.each([
  ['2016-08-03', '03/8/2016', 'Thứ Tư', 'thứ Tư ngày 3 tháng 8'],
  ['2017-02-01', '01/02/2017', 'Thứ Tư', 'thứ Tư ngày 1 tháng 2'],
  ['2016-01-31', '31/01/2016', 'Chủ nhật', 'chủ nhật ngày 31 tháng 1'],
  ['2016-12-10', '10/12/2016', 'Thứ Bảy', 'thứ Bảy ngày 10 tháng 12'],
])('%s is %s, a %s, said "%s"', (date, written, weekday, spoken) => {
  const day = aDay(date);
  expect([writtenDay(day), shortDay(day), weekdayOf(day), spokenDay(day)]).toEqual([
    written,
    written.slice(0, -5),
    weekday,
    spoken,
  ]);
});

test('a month is written with a nought where somebody could put a 1 before it', () => {
  expect(writtenMonth(aMonth('2017-02'))).toBe('tháng 02 năm 2017');
  expect(spokenMonth(aMonth('2017-02'))).toBe('tháng 2 năm 2017');
  expect(writtenMonth(aMonth('2017-11'))).toBe('tháng 11 năm 2017');
});

test.each([
  ['Xã Yên Hân', 'xã Yên Hân'],
  ['Thành Phố Bắc Kạn', 'thành phố Bắc Kạn'],
  ['Thị trấn Phủ Thông', 'thị trấn Phủ Thông'],
  ['Thị xã Bắc Kạn', 'thị xã Bắc Kạn'],
  ['Yên Hân', 'Yên Hân'],
])('%s inside a sentence is %s', (name, expected) => {
  expect(placeInText(name)).toBe(expected);
});
