import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTable } from '../../shared/lists/header.ts';
import { shuffled } from '../support/arbitrary.ts';
import { lines } from '../support/build.ts';

const dictionary = { code: ['Mã xã'], name: ['Họ và tên', 'Họ tên'], note: ['Ghi chú'] };
const read = (...rows: string[][]) => readTable(lines(...rows), dictionary, ['code', 'name']);

describe('readTable', () => {
  test('finds columns by key or by any of their names, and leaves the others alone', () => {
    expect(read(['STT', 'Họ tên', 'code'], ['1', ' Hoàng Thị X ', '01834'])).toEqual({
      headerRow: 1,
      header: ['STT', 'Họ tên', 'code'],
      notUnderstood: [],
      rows: [{ row: 2, cells: { code: '01834', name: 'Hoàng Thị X', note: '' } }],
    });
  });

  test('tells of a column that it does not understand, once, at the header', () => {
    const table = read(['Mã xã', 'Họ tên', 'Trả ở nhà', 'Ký nhận', ''], ['01834', 'X', 'x', '', '']);
    expect(table).toMatchObject({
      notUnderstood: [{ row: 1, column: 'Trả ở nhà', rule: 'column-unknown', severity: 'warning' }],
    });
  });

  test.each([
    'HỌ VÀ TÊN',
    'Ho va ten',
    'họ  và  tên:',
    'Họ_và_tên',
    'Họ và tên'.normalize('NFD'),
    'Họ và\ntên',
  ])('knows %j', (name) => {
    expect(read(['Mã xã', name], ['01834', 'X'])).toMatchObject({ rows: [{ cells: { name: 'X' } }] });
  });

  test('reads rows that are too short', () => {
    expect(read(['Mã xã', 'Họ tên', 'Ghi chú'], ['01834'])).toMatchObject({
      rows: [{ cells: { code: '01834', name: '', note: '' } }],
    });
  });

  test('refuses a file without a needed column, by the names of all that are missing', () => {
    const table = read(['Ghi chú'], ['x']);
    expect(table).toMatchObject({ refused: { rule: 'column-missing', severity: 'error' } });
    expect('refused' in table && table.refused.message).toEqual({
      vi: 'Thiếu cột: Mã xã, Họ và tên.',
      en: 'Missing columns: code, name.',
    });
  });

  test.each([
    ['the same name', ['Mã xã', 'Họ tên', 'Họ tên']],
    ['two names of one', ['Mã xã', 'Họ tên', 'name']],
    ['one that is not needed', ['Mã xã', 'Họ tên', 'Ghi chú', 'note']],
  ])('refuses a file with a column twice: %s', (_, header) => {
    expect(read(header)).toMatchObject({ refused: { rule: 'column-twice' } });
  });

  test('refuses a file without lines, and one without rows', () => {
    expect(read()).toMatchObject({ refused: { rule: 'file-empty' } });
    expect(read(['Mã xã', 'Họ tên'])).toMatchObject({ refused: { rule: 'file-empty' } });
  });

  test('columns may stand in any order', () => {
    const order = shuffled([
      ['Mã xã', '01834'],
      ['Họ tên', 'X'],
      ['Ghi chú', 'n'],
      ['STT', '1'],
    ]);
    fc.assert(
      fc.property(order, (columns) => {
        const table = read(
          columns.map(([name = '']) => name),
          columns.map(([, cell = '']) => cell),
        );
        expect(table).toMatchObject({ rows: [{ cells: { code: '01834', name: 'X', note: 'n' } }] });
      }),
    );
  });
});
