import { describe, expect, test } from 'vitest';
import type { Line } from '../../../shared/lists/file/list-file.ts';
import type { Layout } from '../../../shared/lists/table/table-part.ts';
import { readWholeTable } from '../../../shared/lists/table/whole-table.ts';
import { tableOf } from '../../support/list-files.ts';

const layout: Layout<'code' | 'name' | 'note'> = {
  dictionary: { code: ['Mã xã'], name: ['Họ và tên', 'Họ tên'], note: ['Ghi chú'] },
  required: [['code'], ['name']],
  subject: ['code', 'name'],
  identity: ['code'],
  hasHeadings: false,
};
const header = ['Mã xã', 'Họ tên', 'Ghi chú'];
const refusalOf = (rows: string[][]) =>
  tableOf(layout, rows).then(
    () => undefined,
    (error: unknown) => (error as { complaint: { rule: string } }).complaint.rule,
  );

describe('readWholeTable', () => {
  test('gives every row with the place that it has in the file', async () => {
    const { rows, findings } = await tableOf(layout, [
      header,
      ['01834', 'Xuân', ''],
      ['', '', ''],
      ['01835', 'Páo', 'x'],
    ]);
    expect(rows.map(({ row, cells }) => [row, cells])).toEqual([
      [2, { code: '01834', name: 'Xuân', note: '' }],
      [4, { code: '01835', name: 'Páo', note: 'x' }],
    ]);
    expect(findings).toEqual([]);
  });

  test('tells of columns that were not understood', async () => {
    const { findings } = await tableOf(layout, [
      [...header, 'Khác'],
      ['01834', 'Xuân', '', 'x'],
    ]);
    expect(findings).toMatchObject([{ rule: 'column-unknown', column: 'Khác', row: 1, severity: 'warning' }]);
  });

  test.each<[string, string[][]]>([
    [
      'column-missing',
      [
        ['Mã xã', 'Ghi chú'],
        ['01834', 'x'],
      ],
    ],
    [
      'column-twice',
      [
        ['Mã xã', 'Họ tên', 'Họ và tên'],
        ['01834', 'Xuân', 'Xuân'],
      ],
    ],
    [
      'header-missing',
      [
        ['một', 'hai'],
        ['1', '2'],
      ],
    ],
    ['file-empty', [header]],
    ['file-empty', []],
  ])('refuses what is no such list: %s', async (rule, rows) => {
    expect(await refusalOf(rows)).toBe(rule);
  });

  test('refuses more rows than are looked at as a whole, before it has read them all', async () => {
    let batches = 0;
    async function* endless(): AsyncGenerator<readonly Line[]> {
      yield [{ sheet: 0, row: 1, cells: header }];
      for (; batches < 1_000; batches += 1)
        yield Array.from({ length: 2_000 }, (_, at) => ({
          sheet: 0,
          row: batches * 2_000 + at + 2,
          cells: ['01834', 'Xuân', ''],
        }));
    }
    await expect(readWholeTable({ sheets: [], lines: endless() }, layout)).rejects.toMatchObject({
      complaint: { rule: 'too-many-rows' },
    });
    expect(batches).toBeLessThan(60);
  });
});
