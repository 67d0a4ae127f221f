import { describe, expect, test } from 'vitest';
import { isComplaint } from '../../../shared/lists/table/row-reader.ts';
import {
  readChildren,
  readCoefficient,
  readHomeVisit,
  readSex,
} from '../../../shared/lists/roster/roster-values.ts';

/** The value, or the rule that it breaks. */
const plain = (read: unknown) => (isComplaint(read) ? read.rule : read);

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

test.each([
  ['1', 1],
  ['10', 10],
  ['2,0', 2],
  ['2.0', 2],
  ['0', 'coefficient-unknown'],
  ['11', 'coefficient-unknown'],
  ['1,5', 'coefficient-unknown'],
  ['hai', 'coefficient-unknown'],
  ['-1', 'coefficient-unknown'],
])('readChildren: %s is %s', (text, expected) => {
  expect(plain(readChildren(text))).toBe(expected);
});
