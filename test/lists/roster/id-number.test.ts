import { describe, expect, test } from 'vitest';
import { bareIdNumber, readIdNumber, toldByIdNumber } from '../../../shared/lists/roster/id-number.ts';
import { isComplaint } from '../../../shared/lists/table/row-reader.ts';

const plain = (read: unknown) => (isComplaint(read) ? read.rule : read);

describe('readIdNumber', () => {
  test.each([
    ['001036000001', '001036000001'],
    ['001 036 000 001', '001036000001'],
    ['001.036.000.001', '001036000001'],
    ["'001036000001", '001036000001'],
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
    ['1.036E+09', 'id-number-rounded'],
    ['1,036E+09', 'id-number-rounded'],
    ['6E+10', 'id-number-rounded'],
    ['6.09e9', 'id-number-rounded'],
    ['000000000000', 'id-number-unclear'],
    ['000000000', 'id-number-unclear'],
    ['95123456', 'id-number-unclear'],
    ['0010360000012', 'id-number-unclear'],
    ['00103600000A', 'id-number-unclear'],
    ['không có', 'id-number-unclear'],
    ['.', 'id-number-unclear'],
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

test.each([
  ['006036000001', { sex: 'male', year: '1936' }],
  ['006136000001', { sex: 'female', year: '1936' }],
  ['006214000001', { sex: 'male', year: '2014' }],
  ['006305000001', { sex: 'female', year: '2005' }],
  ['095123456', undefined],
])('%s tells %j', (idNumber, told) => {
  expect(toldByIdNumber(idNumber)).toEqual(told);
});

test('what stands around digits is taken away, and nothing else', () => {
  expect(bareIdNumber("'006 036.000 001.0")).toBe('006036000001');
  expect(bareIdNumber('12A')).toBe('12A');
});
