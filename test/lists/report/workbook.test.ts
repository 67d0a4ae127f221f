import fc from 'fast-check';
import { readXlsx, type Sheet } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { undefused } from '../../../shared/lists/file/cell-text.ts';
import { type TableSheet, writeWorkbook } from '../../../shared/lists/report/workbook.ts';
import { anyText } from '../../support/arbitrary.ts';

const table: TableSheet = {
  name: 'Tăng mới / New',
  columns: [
    { header: 'Số CCCD', kind: 'typed' },
    { header: 'Ghi chú' },
    { header: 'Số tiền (đ)', kind: 'number' },
    { header: 'Lý do', width: 44 },
  ],
  rows: [
    ['006136000123', '=HYPERLINK("x")', 270_000, ''],
    [
      '',
      { value: '- tăng mới', mark: 'wrong', comment: 'Xem lại' },
      { value: 1_080_000, mark: 'doubtful' },
      'x',
    ],
  ],
  foot: [['', 'Tổng cộng', 1_350_000]],
};

const firstSheet = async (sheet: TableSheet): Promise<Sheet> => {
  const { sheets } = await readXlsx(await writeWorkbook([sheet]), { readStyles: true });
  return sheets[0]!;
};

describe('writeWorkbook', () => {
  test('writes text as text and numbers as numbers, and nothing that could be a formula', async () => {
    const { name, rows, cells } = await firstSheet(table);
    expect(name).toBe('Tăng mới - New');
    expect(rows).toEqual([
      ['Số CCCD', 'Ghi chú', 'Số tiền (đ)', 'Lý do'],
      ['006136000123', `'=HYPERLINK("x")`, 270_000, null],
      [null, `'- tăng mới`, 1_080_000, 'x'],
      [null, 'Tổng cộng', 1_350_000, null],
    ]);
    expect([...cells!.values()].map(({ formula }) => formula).filter(Boolean)).toEqual([]);
  });

  test('a number that is typed into a cell keeps its zeros, also where the cell was empty', async () => {
    const { cells } = await firstSheet(table);
    expect(cells!.get('1,0')?.style?.numFmt).toBe('@');
    expect(cells!.get('2,0')?.style?.numFmt).toBe('@');
    expect(cells!.get('1,2')?.style?.numFmt).toBe('[$-42A]#,##0');
  });

  test('marks cells, says why beside them, and leaves the others as they are', async () => {
    const { cells } = await firstSheet(table);
    expect(cells!.get('2,1')).toMatchObject({
      style: { fill: { fgColor: { rgb: 'FFEB3B' } }, font: { color: { rgb: 'C00000' } } },
      comment: { text: 'Xem lại' },
    });
    expect(cells!.get('2,2')).toMatchObject({
      style: { fill: { fgColor: { rgb: 'FFF8C4' } }, numFmt: '[$-42A]#,##0' },
    });
    expect(cells!.get('1,1')?.style?.fill).toBeUndefined();
    expect(cells!.get('1,1')?.comment).toBeUndefined();
  });

  test('has a header that stays, a filter over the rows but not the totals, and prints on A4 across', async () => {
    const { freezePane, autoFilter, pageSetup, headerFooter, cells } = await firstSheet(table);
    expect(freezePane).toMatchObject({ rows: 1 });
    expect(autoFilter?.range).toBe('A1:D3');
    expect(pageSetup).toMatchObject({
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    });
    expect(headerFooter?.oddFooter).toContain('&P / &N');
    expect(cells!.get('0,0')).toMatchObject({
      style: { font: { bold: true }, alignment: { wrapText: true } },
    });
    expect(cells!.get('3,2')).toMatchObject({ style: { font: { bold: true }, numFmt: '[$-42A]#,##0' } });
  });

  test('repeats the header on every page, whatever the sheet is called', async () => {
    const { pageSetup } = await firstSheet({ ...table, name: `Bản Co'n` });
    expect(pageSetup?.printTitlesRow).toBe('$1:$1');
  });

  test('columns are as wide as what stands in them, within 6 and 60', async () => {
    const columns = [
      { header: 'A' },
      { header: 'B' },
      { header: 'Họ và tên đệm' },
      { header: 'D', kind: 'number' },
    ] as const;
    const rows = [
      ['x', 'y'.repeat(200), 'dòng\nmột dòng dài hơn'],
      ['', '', '', 123_456_789_012],
    ] as const;
    const { columns: written } = await firstSheet({ name: 'S', columns, rows });
    expect(written!.map(({ width }) => width)).toEqual([6, 60, 17.5, 16.5]);
    expect((await firstSheet(table)).columns![3]?.width).toBe(44);
  });

  test('a head stands above the table, which begins below it', async () => {
    const head = {
      title: 'HỒ SƠ / PACK',
      lines: [
        ['Tháng / Month', '08/2016'],
        ['Tỉnh', '=1+1'],
      ] as const,
    };
    const { rows, cells, merges, autoFilter, pageSetup, freezePane } = await firstSheet({ ...table, head });
    expect(rows.slice(0, 5)).toEqual([
      ['HỒ SƠ / PACK', null, null, null],
      ['Tháng / Month', '08/2016', null, null],
      ['Tỉnh', `'=1+1`, null, null],
      [null, null, null, null],
      ['Số CCCD', 'Ghi chú', 'Số tiền (đ)', 'Lý do'],
    ]);
    expect(merges).toHaveLength(4);
    expect(cells!.get('0,0')).toMatchObject({ style: { font: { bold: true, size: 14 } } });
    expect(cells!.get('1,3')?.style?.border).toBeUndefined();
    expect(cells!.get('4,3')).toMatchObject({ style: { font: { bold: true } } });
    expect(cells!.get('7,2')).toMatchObject({ style: { font: { bold: true }, numFmt: '[$-42A]#,##0' } });
    expect([autoFilter?.range, pageSetup?.printTitlesRow, freezePane]).toEqual(['A5:D7', '$5:$5', undefined]);
  });

  test('the same sheets make the same bytes', async () => {
    expect(await writeWorkbook([table])).toEqual(await writeWorkbook([table]));
  });

  test('a sheet without rows is a header', async () => {
    const { rows, autoFilter } = await firstSheet({ ...table, rows: [], foot: [] });
    expect(rows).toHaveLength(1);
    expect(autoFilter?.range).toBe('A1:D1');
  });

  const awkward = fc.constantFrom(
    '#N/A',
    '_x000D_',
    'a_x0041_',
    '\u0001\ufffe',
    ' hai đầu ',
    '\r\n',
    'TRUE',
    '007',
    '&<>"',
  );
  test('any text comes back to the letter', async () => {
    const texts = fc.array(fc.oneof(anyText(1), awkward), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(texts, async (texts) => {
        const rows = texts.map((text) => [text]);
        const read = await firstSheet({ name: 'S', columns: [{ header: 'Ghi chú', kind: 'typed' }], rows });
        expect(read.rows.slice(1).map(([cell]) => undefused(String(cell)))).toEqual(texts);
      }),
      { numRuns: 50 },
    );
  });
});
