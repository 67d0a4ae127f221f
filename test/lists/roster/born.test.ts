import { describe, expect, test } from 'vitest';
import { agesIn, readBorn } from '../../../shared/lists/roster/born.ts';
import { isComplaint } from '../../../shared/lists/table/row-reader.ts';
import { aMonth, august } from '../../support/build.ts';

const plain = (read: unknown) => (isComplaint(read) ? read.rule : read);

describe('readBorn', () => {
  test.each([
    ['1936', '1936'],
    ['1936-05-03', '1936-05-03'],
    ['03/05/1936', '1936-05-03'],
    ['3/5/1936', '1936-05-03'],
    ['3-5-1936', '1936-05-03'],
    ['03.05.1936', '1936-05-03'],
    ['29/02/1936', '1936-02-29'],
    ['00/00/1936', '1936'],
    ['0/0/1936', '1936'],
    ['00/05/1936', '1936'],
    ['1936-05-03 00:00:00', '1936-05-03'],
    ['1936-05-03T00:00:00.000Z', '1936-05-03'],
    ['03/05/1936 0:00', '1936-05-03'],
    ['1886', '1886'],
    ['2016', '2016'],
    ['31/08/2016', '2016-08-31'],
  ])('%s is %s', (text, expected) => {
    expect(readBorn(text, august)).toBe(expected);
  });

  test.each([
    ['36', 'born-two-digits'],
    ['03/05/36', 'born-two-digits'],
    ['3-5-36', 'born-two-digits'],
    ['29/02/1935', 'born-unclear'],
    ['29/02/1900', 'born-unclear'],
    ['31/04/1936', 'born-unclear'],
    ['05/13/1936', 'born-unclear'],
    ['5/1936', 'born-unclear'],
    ['13275', 'born-unclear'],
    ['42583', 'born-unclear'],
    ['9999', 'born-unclear'],
    ['1936.0', 'born-unclear'],
    ['khoảng 1936', 'born-unclear'],
    ['', 'born-unclear'],
    ['1', 'born-unclear'],
    ['1936-05-03 14:30:00', 'born-unclear'],
    ['1885', 'born-too-long-ago'],
    ['31/12/1885', 'born-too-long-ago'],
    ['2017', 'born-in-future'],
    ['01/09/2016', 'born-in-future'],
  ])('%s is refused: %s', (text, rule) => {
    expect(plain(readBorn(text, august))).toBe(rule);
  });
});

test.each([
  ['1936', [79, 80]],
  ['1936-07-31', [80, 80]],
  ['1936-08-31', [80, 80]],
  ['1936-09-01', [79, 79]],
  ['2016', [-1, 0]],
])('who was born %s has these ages in August 2016: %j', (born, ages) => {
  expect(agesIn(august, born)).toEqual(ages);
});

test('a birthday at the end of the year has not come in January', () => {
  expect(agesIn(aMonth('2017-01'), '1936-12-31')).toEqual([80, 80]);
});
