import { describe, expect, test } from 'vitest';
import {
  csvParts,
  findingsIn,
  listLayout,
  namesIn,
  partsOf,
  rowsIn,
  skippedIn,
  workbookOf,
} from '../../support/tables.ts';

const header = ['Mã xã', 'Họ và tên', 'Năm sinh', 'Mức trợ cấp'];
const row = (name: string) => ['01834', name, '1936', '270000'];
const guide = [['Hướng dẫn'], ['1. Mỗi người một dòng'], ['2. Số tiền tính bằng đồng']];

describe('sheets of a workbook', () => {
  test('are read one by one, each under its own header and name', async () => {
    const file = workbookOf({
      'Xã Yên Hân': [['Tháng 6'], header, row('A')],
      'Xã Cư Lễ': [
        ['Năm sinh', 'Họ tên', 'Số tiền', 'Xã'],
        ['1940', 'B', '1', ''],
      ],
    });
    const parts = await partsOf(file);
    expect(rowsIn(parts)).toMatchObject([
      { sheet: 1, row: 3, cells: { full_name: 'A' }, above: { commune: 'Xã Yên Hân' } },
      { sheet: 2, row: 2, cells: { full_name: 'B', born: '1940' }, above: { commune: 'Xã Cư Lễ' } },
    ]);
    expect(parts.flatMap((part) => (part.kind === 'header' ? part.header.name : []))).toEqual([
      'Xã Yên Hân',
      'Xã Cư Lễ',
    ]);
  });

  test('without a list are left out with a warning, empty ones without', async () => {
    const file = workbookOf({
      Guide: guide,
      Empty: [],
      Blank: [['', ' ']],
      List: [header, row('A')],
      Old: 'hidden',
    });
    const parts = await partsOf(file);
    expect(namesIn(parts)).toEqual(['A']);
    expect(findingsIn(parts)).toMatchObject([
      { sheet: '5', row: 0, rule: 'sheet-hidden', severity: 'warning' },
      { sheet: '1', row: 0, rule: 'sheet-without-header', severity: 'warning' },
    ]);
  });

  test('may have their header far down, but not anywhere', async () => {
    const under = (titles: number) => [
      ...Array.from({ length: titles }, () => ['Danh sách']),
      header,
      row('A'),
    ];
    expect(namesIn(await partsOf(workbookOf({ List: under(90) })))).toEqual(['A']);
    await expect(partsOf(workbookOf({ List: under(200) }))).rejects.toMatchObject({
      complaint: { rule: 'header-missing' },
    });
  });
});

describe('a file', () => {
  test('without any header is refused, with what a header needs', async () => {
    await expect(partsOf(workbookOf({ One: guide, Two: [row('A')] }))).rejects.toMatchObject({
      complaint: {
        rule: 'header-missing',
        severity: 'error',
        advice: {
          en: 'Name the columns in one row above the list: commune_code or commune_name, full_name, born or born_male or born_female, amount; and upload again.',
        },
      },
    });
  });

  test.each([
    ['no line', []],
    ['empty lines only', [[], ['', '']]],
    ['a header only', [header]],
    ['a total only', [header, ['Tổng cộng', '', '', '0']]],
  ])('with %s is refused as empty', async (_, rows) => {
    await expect(csvParts(rows)).rejects.toMatchObject({ complaint: { rule: 'file-empty' } });
  });

  test('of one sheet that has rows is not empty, whatever its others have', async () => {
    const parts = await partsOf(workbookOf({ One: [header], Two: [header, row('A')] }));
    expect(namesIn(parts)).toEqual(['A']);
  });

  test('with few columns has a header when all of them are known', async () => {
    const layout = { ...listLayout, required: [['full_name' as const]] };
    expect(
      namesIn(
        await csvParts(
          [
            ['STT', 'Họ tên', 'Thôn'],
            ['1', 'A', 'B'],
          ],
          layout,
        ),
      ),
    ).toEqual(['A']);
    await expect(
      csvParts(
        [
          ['Họ tên', 'Thôn', 'Khác'],
          ['A', 'B', 'C'],
        ],
        layout,
      ),
    ).rejects.toMatchObject({
      complaint: { rule: 'header-missing' },
    });
  });

  test('without headings between its rows has none, whatever a row looks like', async () => {
    const layout = { ...listLayout, hasHeadings: false };
    const parts = await csvParts([header, ['', 'Thôn Nà Pài', '', ''], row('A')], layout);
    expect(namesIn(parts)).toEqual(['Thôn Nà Pài', 'A']);
    expect(skippedIn(parts)).toEqual([]);
  });
});
