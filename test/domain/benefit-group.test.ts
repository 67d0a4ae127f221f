import { describe, expect, test } from 'vitest';
import {
  benefitKinds,
  groupCode,
  isLawfulPair,
  isPerChild,
  kindOfGroup,
} from '../../shared/domain/benefit-group.ts';

describe('groupCode', () => {
  test.each([
    ['5.5b', '5.5b'],
    ['5(5)b', '5.5b'],
    ['5(5).b', '5.5b'],
    ['5(5)(b)', '5.5b'],
    ['5 (5) b', '5.5b'],
    ['5.5 b', '5.5b'],
    ['5.5.B', '5.5b'],
    ['05.5b', '5.5b'],
    ['5,4', '5.4'],
    ['5(4)', '5.4'],
    ['5.5đ', '5.5đ'],
    ['20(2)c', '20.2c'],
    ['Khoản 5 điểm b', '5.5b'],
    ['điểm b khoản 5 Điều 5', '5.5b'],
    ['Khoản 2, điểm c, Điều 20', '20.2c'],
    ['khoản 4', '5.4'],
    [' Người  cao tuổi ', 'Người cao tuổi'],
    ['NCT80', 'NCT80'],
    ['55', '55'],
    ['khuyết tật đặc biệt nặng', 'khuyết tật đặc biệt nặng'],
  ])('%s is %s', (text, code) => {
    expect(groupCode(text)).toBe(code);
    expect(groupCode(code)).toBe(code);
  });
});

test.each([
  ['5.4', 'single-parent'],
  ['5.5a', 'beside-single-parent'],
  ['5.6', 'beside-single-parent'],
  ['5.8', 'beside-single-parent'],
  ['5.1', 'other'],
  ['5.7', 'other'],
  ['5.10', 'other'],
  ['6.5', 'other'],
  ['20.1', 'carer'],
  ['20.2c', 'carer'],
  ['Người cao tuổi', 'other'],
])('the kind of %s is %s', (code, kind) => {
  expect(kindOfGroup(code)).toBe(kind);
  expect(isPerChild(code)).toBe(code === '5.4');
});

test('Decree 20/2021 art. 6(2) and art. 20: these pairs and no others are paid to one person', () => {
  const lawful = benefitKinds.flatMap((one) =>
    benefitKinds.filter((other) => isLawfulPair(one, other)).map((other) => `${one} ${other}`),
  );
  expect(lawful.toSorted()).toEqual([
    'beside-single-parent carer',
    'beside-single-parent single-parent',
    'carer beside-single-parent',
    'carer other',
    'carer single-parent',
    'other carer',
    'single-parent beside-single-parent',
    'single-parent carer',
  ]);
});
