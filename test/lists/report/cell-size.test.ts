import { describe, expect, test } from 'vitest';
import { columnWidth, headerHeight, rowHeight } from '../../../shared/lists/report/cell-size.ts';

describe('columnWidth', () => {
  test.each([
    ['A', [], 6],
    ['Họ và tên đệm', ['một dòng rất dài'], 17.5],
    ['Họ tên', ['dòng\nmột dòng dài hơn'], 17.5],
    ['Họ tên', ['HOÀNG XUÂN'], 14.5],
    ['CCCD', ['006136000123'], 13.5],
    ['Số tiền', [123_456_789], 12.5],
    ['Số tiền', [{ value: -270_000, mark: 'wrong' as const }], 10.5],
    ['Ghi chú', ['x'.repeat(200)], 60],
  ])('%s over %j is %d wide', (header, cells, width) => {
    expect(
      columnWidth(
        { header },
        cells.map((cell) => [cell]),
        0,
      ),
    ).toBe(width);
  });

  test('is what was asked for, where it was', () => {
    expect(columnWidth({ header: 'A', width: 44 }, [['x'.repeat(90)]], 0)).toBe(44);
  });
});

describe('rowHeight', () => {
  test.each([
    ['one line is left to the spreadsheet', ['a', 270_000], undefined],
    ['lines as they were written', ['a\nb\nc'], 41],
    ['words that do not fit into a line', ['một hai ba bốn'], 28],
    ['a word that fits into no line', ['x'.repeat(25)], 41],
    ['no more than Excel takes', ['x\n'.repeat(100)], 409],
  ])('%s', (_, row, height) => {
    expect(rowHeight(row, [11.5, 11.5])).toBe(height);
  });

  test('a header has a button beside it', () => {
    expect(headerHeight([{ header: 'một hai ba' }], [11])).toBe(28);
    expect(headerHeight([{ header: 'một hai ba' }], [13])).toBeUndefined();
  });
});
