import { describe, expect, test } from 'vitest';
import { isComplaint } from '../../shared/lists/row-reader.ts';
import {
  readBorn,
  readCoefficient,
  readHomeVisit,
  readIdNumber,
  readPhone,
  readSex,
} from '../../shared/lists/roster-values.ts';
import { august } from '../support/build.ts';

/** The value, or the rule that it breaks. */
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
    ['1886', '1886'],
    ['2016', '2016'],
    ['31/08/2016', '2016-08-31'],
  ])('%s is %s', (text, expected) => {
    expect(readBorn(text, august)).toBe(expected);
  });

  test.each([
    ['36'],
    ['29/02/1935'],
    ['31/04/1936'],
    ['03/05/36'],
    ['05/13/1936'],
    ['5/1936'],
    ['13275'],
    ['1885'],
    ['2017'],
    ['01/09/2016'],
    ['khoảng 1936'],
    ['1936.0'],
  ])('%s is unclear', (text) => {
    expect(plain(readBorn(text, august))).toBe('born-unclear');
  });
});

describe('readIdNumber', () => {
  test.each([
    ['001036000001', '001036000001'],
    ['001 036 000 001', '001036000001'],
    ['001.036.000.001', '001036000001'],
    ['095123456', '095123456'],
    ['001036000001.0', '001036000001'],
  ])('%s is %s', (text, expected) => {
    expect(readIdNumber(text)).toBe(expected);
  });

  test.each([
    ['01036000001', 'id-number-lost-zero'],
    ['1036000001', 'id-number-lost-zero'],
    ['01036000001.0', 'id-number-lost-zero'],
    ['95123456.0', 'id-number-unclear'],
    ['1.036E+09', 'id-number-unclear'],
    ['1,036E+09', 'id-number-unclear'],
    ['000000000000', 'id-number-unclear'],
    ['000000000', 'id-number-unclear'],
    ['95123456', 'id-number-unclear'],
    ['0010360000012', 'id-number-unclear'],
    ['00103600000A', 'id-number-unclear'],
    ['không có', 'id-number-unclear'],
  ])('%s is refused: %s', (text, rule) => {
    expect(plain(readIdNumber(text))).toBe(rule);
  });

  test('the advice names the likely number', () => {
    const read = readIdNumber('1036000001');
    expect(isComplaint(read) && [read.advice.vi, read.advice.en]).toEqual([
      expect.stringContaining('001036000001'),
      expect.stringContaining('001036000001'),
    ]);
  });
});

describe('readPhone', () => {
  test.each([
    ['0912345678', '+84912345678'],
    ['0912 345 678', '+84912345678'],
    ['0912.345.678', '+84912345678'],
    ['(091) 234-5678', '+84912345678'],
    ['+84912345678', '+84912345678'],
    ['84912345678', '+84912345678'],
    ['912345678', '+84912345678'],
    ['0841234567', '+84841234567'],
    ['841234567', '+84841234567'],
    ['84841234567', '+84841234567'],
  ])('%s is %s', (text, expected) => {
    expect(readPhone(text)).toBe(expected);
  });

  test.each([
    ['02093870123'],
    ['2093870123'],
    ['091234567'],
    ['09123456789'],
    ['0912345678/0912345679'],
    ['không'],
    ['+1912345678'],
  ])('%s cannot be used', (text) => {
    expect(readPhone(text)).toMatchObject({ rule: 'phone-unclear', severity: 'warning' });
  });
});

test.each([
  ['Nữ', 'female'],
  ['nu', 'female'],
  ['F', 'female'],
  ['Female', 'female'],
  ['Nam', 'male'],
  ['NAM', 'male'],
  ['m', 'male'],
  ['x', 'sex-unclear'],
  ['Nam/Nữ', 'sex-unclear'],
])('readSex: %s is %s', (text, expected) => {
  expect(plain(readSex(text))).toBe(expected);
});

describe('readCoefficient', () => {
  test.each([
    ['1', 1],
    ['1,5', 1.5],
    ['1.5', 1.5],
    ['2,0', 2],
  ])('%s is %d', (text, expected) => {
    expect(readCoefficient(text, [1, 1.5, 2])).toBe(expected);
  });

  test.each(['1,4', '3', '-1', '1,5,0', '1.5 lần', '1e0', '0x1'])('%s is none of the programme’s', (text) => {
    const read = readCoefficient(text, [1, 1.5, 2]);
    expect(read).toMatchObject({ rule: 'coefficient-unknown', severity: 'error' });
    expect(isComplaint(read) && read.advice.vi).toContain('1; 1.5; 2');
  });
});

test.each([
  ['SICK', 'SICK'],
  ['very_old', 'VERY_OLD'],
  ['SEVERE_DISABILITY', 'SEVERE_DISABILITY'],
  ['OTHER', 'OTHER'],
  ['x', 'home-visit-unknown'],
  ['Già yếu', 'VERY_OLD'],
  ['ốm đau', 'SICK'],
  ['Khuyết tật nặng', 'SEVERE_DISABILITY'],
  ['khác', 'OTHER'],
  ['có', 'home-visit-unknown'],
])('readHomeVisit: %s is %s', (text, expected) => {
  expect(plain(readHomeVisit(text))).toBe(expected);
});
