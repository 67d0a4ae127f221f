import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeCsv } from '../../shared/lists/csv.ts';
import { anyText, vietnamese } from '../support/arbitrary.ts';
import { csvCells } from '../support/list-files.ts';

describe('writeCsv', () => {
  test('begins with a byte order mark and ends its lines as spreadsheets do', () => {
    expect(
      writeCsv([
        ['a', 'b'],
        ['Hoàng Thị X', ''],
      ]),
    ).toBe('\ufeffa,b\r\nHoàng Thị X,\r\n');
  });

  test.each([
    ['=HYPERLINK("http://x")', `'=HYPERLINK("http://x")`],
    ['+84912345678', `'+84912345678`],
    ['-5', `'-5`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1+1', `'\t=1+1`],
    ['\r=1+1', `'\r=1+1`],
    ['a=b', 'a=b'],
    ['01834-00000-00007-K', '01834-00000-00007-K'],
  ])('defuses a formula and nothing else: %s', (cell, expected) => {
    expect(csvCells(writeCsv([['header'], [cell]]))).toEqual([['header'], [expected]]);
  });

  const cell = fc.oneof(
    vietnamese(3),
    anyText(),
    fc.constantFrom('=1', '+1', '-1', '@a', '"', ',', ';', '\n', '\r\n'),
  );

  test('is read back cell by cell, and no cell begins as a formula does', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, fc.constant('end'))), (rows) => {
        const text = writeCsv([['one', 'two', 'three'], ...rows]);
        const [, ...back] = csvCells(text);
        expect(back).toEqual(
          rows.map((cells) => cells.map((one) => (/^[=+@\t\r-]/.test(one) ? `'${one}` : one))),
        );
        expect(back.flat().filter((one) => /^[=+@\t\r-]/.test(one))).toEqual([]);
      }),
    );
  });
});
