import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv, writeCsv } from '../../shared/lists/csv.ts';
import { anyText, vietnamese } from '../support/arbitrary.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => {
  const csv = readCsv(bytes(text));
  if ('refused' in csv) throw new Error(csv.refused);
  return csv.lines;
};
const cellsOf = (text: string) => read(text).map(({ cells }) => cells);

describe('readCsv', () => {
  test.each([
    ['comma', 'Mã xã,Họ tên\r\n01834,Hoàng Thị X\r\n'],
    ['semicolon', 'Mã xã;Họ tên\n01834;Hoàng Thị X\n'],
    ['tab', 'Mã xã\tHọ tên\n01834\tHoàng Thị X'],
    ['byte order mark', '\ufeffMã xã,Họ tên\n01834,Hoàng Thị X\n'],
    ['quotes', '"Mã xã","Họ tên"\n"01834","Hoàng Thị X"\n'],
    ['other separators inside quotes', '"Mã xã",Họ tên\n01834,"Hoàng Thị X"'],
  ])('reads a file with %s', (_, text) => {
    expect(cellsOf(text)).toEqual([
      ['Mã xã', 'Họ tên'],
      ['01834', 'Hoàng Thị X'],
    ]);
  });

  test('takes the separator that the header has most of, not what stands in quotes', () => {
    expect(cellsOf('"a,b,c";d;e\n1;"2";3')).toEqual([
      ['a,b,c', 'd', 'e'],
      ['1', '2', '3'],
    ]);
  });

  test('keeps zeros, quotes and line breaks in a cell', () => {
    expect(cellsOf('a,b\n01834,"Nà ""Làng""\nYên Hân"')).toEqual([
      ['a', 'b'],
      ['01834', 'Nà "Làng"\nYên Hân'],
    ]);
  });

  test('leaves empty rows out and numbers the others as a spreadsheet does', () => {
    expect(read('a,b\n\n1,2\n ,\n,,,\n3,4\n').map(({ row, cells }) => [row, cells[0]])).toEqual([
      [1, 'a'],
      [3, '1'],
      [6, '3'],
    ]);
    expect(read('a,b\n"1\n1",2\n3,4\n').map(({ row }) => row)).toEqual([1, 2, 3]);
  });

  test('takes rows that are too short or too long as they are', () => {
    expect(cellsOf('a,b\n1\n1,2,3\n')).toEqual([['a', 'b'], ['1'], ['1', '2', '3']]);
  });

  test.each([
    ['UTF-16', Buffer.from('\ufeffMã xã,Họ tên', 'utf16le'), 'not-utf-8'],
    ['Windows-1258', Uint8Array.of(0x4d, 0xe3, 0x20, 0x78, 0xe3), 'not-utf-8'],
    ['a workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 0x14, 0, 6, 0, 8, 0, 0xff, 0xfe), 'not-utf-8'],
    ['a quote that never ends', bytes('a,"b\n1,2'), 'not-csv'],
    ['a quote in the middle', bytes('a,b"c"\n1,2'), 'not-csv'],
  ])('refuses %s', (_, file, refused) => {
    expect(readCsv(file)).toEqual({ refused });
  });

  test('an empty file has no lines', () => {
    expect(read('')).toEqual([]);
    expect(read('\ufeff\r\n\r\n')).toEqual([]);
  });
});

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
    expect(cellsOf(writeCsv([['header'], [cell]]))).toEqual([['header'], [expected]]);
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
        const [, ...back] = cellsOf(text);
        expect(back).toEqual(
          rows.map((cells) => cells.map((one) => (/^[=+@\t\r-]/.test(one) ? `'${one}` : one))),
        );
        expect(back.flat().filter((one) => /^[=+@\t\r-]/.test(one))).toEqual([]);
      }),
    );
  });
});
