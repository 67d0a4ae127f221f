import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { openListFile } from '../../../shared/lists/file/open-list-file.ts';
import { aListFile, cellsIn, openedWith, refusalOf } from '../../support/list-files.ts';
import { aWorkbook } from '../../support/zip.ts';

const cellsOf = (rows: string, replaced = {}) => cellsIn('a.xlsx', aWorkbook(rows, replaced));
const oneRow = async (cells: string, replaced = {}) =>
  (await cellsOf(`<row r="1">${cells}</row>`, replaced))[0];
const linesOf = async (bytes: Uint8Array) => (await openedWith(aListFile('a.xlsx', bytes))).lines;

describe('cells', () => {
  test.each([
    ['shared string', '<c r="A1" t="s"><v>0</v></c>', 'Họ tên'],
    ['rich shared string', '<c r="A1" t="s"><v>1</v></c>', 'Hoàng Thị X'],
    [
      'inline string',
      '<c r="A1" t="inlineStr"><is><t>Bản &lt;A&gt; &#7877;&#xE9;</t></is></c>',
      'Bản <A> ễé',
    ],
    [
      'rich inline string',
      '<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>Hoàng</t></r><r><t> X</t></r></is></c>',
      'Hoàng X',
    ],
    ['literal text', '<c r="A1" t="str"><v><![CDATA[a<b & c]]></v></c>', 'a<b & c'],
    ['formula that was defused', `<c r="A1" t="str"><v>'=1+1</v></c>`, '=1+1'],
    ['number', '<c r="A1"><v>405000</v></c>', '405000'],
    ['number with an exponent', '<c r="A1"><v>1.2345678901E+10</v></c>', '12345678901'],
    ['formula of a number', '<c r="A1"><f>SUM(B1:C1)</f><v>1.5</v></c>', '1.5'],
    ['formula of a text', '<c r="A1" t="str"><f>A2&amp;B2</f><v>Lê_x000D_Y</v></c>', 'Lê\rY'],
    ['true', '<c r="A1" t="b"><v>1</v></c>', 'TRUE'],
    ['false', '<c r="A1" t="b"><v>0</v></c>', 'FALSE'],
    ['error', '<c r="A1" t="e"><f>A0</f><v>#REF!</v></c>', '#REF!'],
    ['date', '<c r="A1" s="1"><v>13150</v></c>', '1936-01-01'],
    ['date by a format of the file', '<c r="A1" s="2"><v>42522.75</v></c>', '2016-06-01'],
    ['number that is no date in a date format', '<c r="A1" s="1"><v>123456789012</v></c>', '123456789012'],
    ['date as text', '<c r="A1" t="d"><v>2016-06-01T00:00:00</v></c>', '2016-06-01'],
  ])('reads a %s', async (_, cell, text) => {
    expect(await oneRow(cell)).toEqual([text]);
  });

  test('reads dates from 1904', async () => {
    const workbook =
      '<workbook><workbookPr date1904="1"/><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>';
    expect(await oneRow('<c r="A1" s="1"><v>41060</v></c>', { 'xl/workbook.xml': workbook })).toEqual([
      '2016-06-01',
    ]);
  });

  test('puts cells into their columns, and counts on where they do not say it', async () => {
    expect(
      await oneRow('<c r="B1"><v>1</v></c><c><v>2</v></c><c r="E1"><v>3</v></c><c r="AA1" s="3"/>'),
    ).toEqual(['', '1', '2', '', '3']);
  });

  test('reads XML with prefixes, comments and single quotes', async () => {
    const sheet =
      "<?xml version='1.0'?><x:worksheet><!-- a > b --><x:sheetData><x:row r='1'><x:c r='A1' t='inlineStr'><x:is><x:t>a&apos;b</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>";
    expect(await cellsOf('', { 'xl/worksheets/sheet1.xml': sheet })).toEqual([["a'b"]]);
  });

  test('leaves out how East Asian words are read aloud', async () => {
    expect(
      await oneRow('<c r="A1" t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></is></c>'),
    ).toEqual(['a']);
  });
});

test('rows have the numbers that Excel shows, over gaps and empty rows', async () => {
  const cell = '<c t="inlineStr"><is><t>x</t></is></c>';
  const blank = '<c t="inlineStr"><is><t xml:space="preserve"> </t></is></c>';
  const lines = await linesOf(
    aWorkbook(
      `<row r="3">${cell}</row><row>${cell}</row><row r="9"><c r="A9"/></row><row r="10">${blank}</row><row r="12">${cell}</row>`,
    ),
  );
  expect(lines.map(({ row }) => row)).toEqual([3, 4, 12]);
});

test('lists hidden sheets and does not read them', async () => {
  const bytes = await writeXlsx({
    sheets: [
      { name: 'Xã A', rows: [['một']] },
      { name: 'Nháp', rows: [['hai']], hidden: true },
      { name: 'Xã B', rows: [['ba']] },
    ],
  });
  const { lines, ...opened } = await openedWith(aListFile('a.xlsx', bytes));
  expect(opened).toEqual({
    format: 'xlsx',
    encoding: 'xlsx',
    sheets: [
      { name: 'Xã A', hidden: false },
      { name: 'Nháp', hidden: true },
      { name: 'Xã B', hidden: false },
    ],
  });
  expect(lines).toEqual([
    { sheet: 1, row: 1, cells: ['một'] },
    { sheet: 3, row: 1, cells: ['ba'] },
  ]);
});

test('reads what a library writes: dates, numbers, text, in batches', async () => {
  const rows = Array.from({ length: 2_345 }, (_, index) => [
    `Hoàng Thị ${index}`,
    new Date(Date.UTC(1936, 4, 3)),
    12_345_678_901,
    1.5,
    true,
  ]);
  const opened = await openListFile(aListFile('a.xlsx', await writeXlsx({ sheets: [{ name: 'A', rows }] })));
  const batches: number[] = [];
  for await (const batch of opened.lines) {
    batches.push(batch.length);
    expect(batch[0]?.cells.slice(1)).toEqual(['1936-05-03', '12345678901', '1.5', 'TRUE']);
  }
  expect(batches.reduce((sum, size) => sum + size)).toBe(2_345);
  expect(batches.length).toBeGreaterThan(1);
});

test.each([
  ['XML that breaks off', '<row r="1"><c r="A1"><v>1</v></c></row><row r="2">'],
  ['elements that are not nested', '<row r="1"><c r="A1"></row></c>'],
  ['a text that is not there', '<row r="1"><c r="A1" t="s"><v>99</v></c></row>'],
  ['a row beyond the last', '<row r="1048577"><c r="A1"><v>1</v></c></row>'],
  ['a column beyond the last', '<row r="1"><c r="XFE1"><v>1</v></c></row>'],
])('refuses a sheet with %s', async (_, rows) => {
  expect(await refusalOf('a.xlsx', aWorkbook(rows))).toBe('file-truncated');
});

test.each([
  ['no workbook part', { '_rels/.rels': '<Relationships/>' }],
  ['no sheets', { 'xl/workbook.xml': '<workbook><sheets/></workbook>' }],
  [
    'two sheets in one part',
    {
      'xl/workbook.xml':
        '<workbook><sheets><sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId1"/></sheets></workbook>',
    },
  ],
  ['an empty part', { 'xl/styles.xml': '' }],
  ['a document type', { 'xl/styles.xml': '<!DOCTYPE a [<!ENTITY b "c">]><styleSheet/>' }],
])('refuses a workbook with %s', async (_, replaced) => {
  expect(await refusalOf('a.xlsx', aWorkbook('', replaced))).toBe('file-truncated');
});
