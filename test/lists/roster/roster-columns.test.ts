import { describe, expect, test } from 'vitest';
import { headerNames } from '../../../shared/lists/table/header-names.ts';
import { resultColumns } from '../../../shared/lists/results.ts';
import { rosterColumns } from '../../../shared/lists/roster/roster-columns.ts';
import { rosterLayout } from '../../../shared/lists/roster/roster-layout.ts';
import type { Dictionary } from '../../../shared/lists/table/table-part.ts';
import { yenHan } from '../../support/build.ts';

const namesIn = (columns: Dictionary<string>) =>
  Object.entries(columns).flatMap(([field, names]) =>
    [field, ...names].map((name) => [name, field] as const),
  );

test.each(namesIn(rosterColumns))('a roster has "%s" as %s', (name, field) => {
  expect(headerNames(rosterColumns).fieldOf(name)).toBe(field);
});

test.each(namesIn(resultColumns))('a result list has "%s" as %s', (name, field) => {
  expect(headerNames(resultColumns).fieldOf(name)).toBe(field);
});

/** Domain 2.1: (a) a printed list of 2017, (b) a look-up tool, (c) what they and the ministry's dispatch ask for. */
test.each([
  ['Họ tên', 'full_name'],
  ['Năm sinh', 'born'],
  ['Số quyết định hưởng', 'decision_number'],
  ['Số sổ lĩnh tiền', 'file_number'],
  ['Tiền trợ cấp tháng này', 'amount'],
  ['Chưa trả tháng trước Số tháng', 'carried_months'],
  ['Chưa trả tháng trước Số tiền', 'carried_over'],
  ['Tổng số tiền trợ cấp', 'total'],
  ['Người nhận Họ tên', 'collector_name'],
  ['Tổ dân phố', 'hamlet'],
  ['Số ĐDCN', 'id_number'],
  ['Năm sinh Nữ', 'born_female'],
  ['Mai táng phí', 'funeral'],
  ['Giảm trừ', 'deduction'],
  ['Chưa lĩnh tháng trước', 'carried_over'],
  ['Tổng lĩnh', 'total'],
  ['Truy lĩnh Số tháng', 'arrears_months'],
  ['Mã xã / commune_code', 'commune_code'],
  ['Thôn / hamlet', 'hamlet'],
])('papers call it "%s": %s', (name, field) => {
  expect(headerNames(rosterColumns).fieldOf(name)).toBe(field);
});

describe('rosterLayout', () => {
  test('of a roster needs the money, of corrections only whom they mean', () => {
    expect(rosterLayout('roster').required).toEqual([
      ['full_name'],
      ['born', 'born_male', 'born_female'],
      ['benefit_group'],
      ['coefficient'],
      ['amount'],
      ['commune_code', 'commune_name'],
    ]);
    expect(rosterLayout('corrections').required).toEqual([
      ['full_name', 'file_number', 'id_number'],
      ['commune_code', 'commune_name'],
    ]);
  });

  test('needs no commune where the upload says it', () => {
    const { required } = rosterLayout('roster', { givenCommune: yenHan });
    expect(required).not.toContainEqual(['commune_code', 'commune_name']);
    expect(required).toHaveLength(5);
  });

  test('knows the programme’s own names, which win over those of every list', () => {
    const { dictionary } = rosterLayout('roster', { extraHeaders: { amount: ['Tiền hỗ trợ', 'TỔNG LĨNH'] } });
    const { fieldOf } = headerNames(dictionary);
    expect(['Tiền hỗ trợ', 'Tổng lĩnh', 'Mức trợ cấp', 'Tổng cộng'].map(fieldOf)).toEqual([
      'amount',
      'amount',
      'amount',
      'total',
    ]);
  });
});
