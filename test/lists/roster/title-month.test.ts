import { expect, test } from 'vitest';
import { monthsInTitle } from '../../../shared/lists/roster/title-month.ts';
import { goodCells, opened, readWhole, rosterLines } from '../../support/roster.ts';

test.each([
  ['DANH SÁCH CHI TRẢ TRỢ CẤP Tháng 6 năm 2016', ['2016-06']],
  ['danh sach thang 06/2016', ['2016-06']],
  ['THÁNG 12 NĂM 2026 - Xã Yên Hân, truy lĩnh từ tháng 9/2026', ['2026-12', '2026-09']],
  ['Bắc Kạn, ngày 20 tháng 5 năm 2016', []],
  ['Tháng 13 năm 2016', []],
  ['Quý 2 năm 2016', []],
  ['', []],
])('%s', (title, months) => {
  expect(monthsInTitle(title)).toEqual(months);
});

test.each([
  ['Tháng 7 năm 2016', ['month-differs']],
  ['Tháng 8 năm 2016, truy lĩnh tháng 7/2016', []],
])('a list for August under the title %s', async (title, rules) => {
  const lines = rosterLines([goodCells]).map((line) => ({ ...line, row: line.row + 1 }));
  const { totals } = await readWhole(opened([{ sheet: 0, row: 1, cells: [title] }, ...lines]));
  expect(totals.findings.map(({ rule }) => rule)).toEqual(rules);
});
