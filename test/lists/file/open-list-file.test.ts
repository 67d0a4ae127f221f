import { writeXlsx } from 'hucre/xlsx';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FileRefused } from '../../../shared/lists/file/list-file.ts';
import { openListFile } from '../../../shared/lists/file/open-list-file.ts';
import { in1258, inTcvn3, inVni, singleBytes, twiceInUtf8 } from '../../support/legacy-text.ts';
import { aListFile, openedWith, refusalOf, utf8 } from '../../support/list-files.ts';
import { aWorkbook, aZip, workbookMembers } from '../../support/zip.ts';

const list =
  'STT,Họ và tên,Năm sinh,Thôn\r\n1,Nguyễn Thị Hoà,1936,Bản Chang\r\n2,Đặng Văn Phúc,1940,Bản Cường Lợi\r\n';
const lines = [
  { sheet: 0, row: 1, cells: ['STT', 'Họ và tên', 'Năm sinh', 'Thôn'] },
  { sheet: 0, row: 2, cells: ['1', 'Nguyễn Thị Hoà', '1936', 'Bản Chang'] },
  { sheet: 0, row: 3, cells: ['2', 'Đặng Văn Phúc', '1940', 'Bản Cường Lợi'] },
];
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

/** An Office container from before 2007 holds streams by their names in UTF-16. */
const ole2 = (...streams: string[]) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(1_000),
    ...streams.map((name) => utf16(name)),
  ]);

describe('reads', () => {
  test.each([
    ['UTF-8', utf8(list), { encoding: 'utf-8' }],
    ['UTF-8 with its mark', utf8(`\ufeff${list}`), { encoding: 'utf-8' }],
    ['UTF-16', utf16(`\ufeff${list}`), { encoding: 'utf-16le' }],
    ['UTF-16 the other way round', utf16(`\ufeff${list}`).swap16(), { encoding: 'utf-16be' }],
    ['Windows-1258', in1258(list), { encoding: 'windows-1258' }],
    ['TCVN3', singleBytes(inTcvn3(list)), { encoding: 'windows-1252', convertedFrom: 'TCVN3' }],
    ['VNI', singleBytes(inVni(list)), { encoding: 'windows-1252', convertedFrom: 'VNI' }],
    ['TCVN3 saved as UTF-8', utf8(inTcvn3(list)), { encoding: 'utf-8', convertedFrom: 'TCVN3' }],
    ['UTF-8 saved twice', utf8(twiceInUtf8(list)), { encoding: 'utf-8', convertedFrom: 'double UTF-8' }],
  ])('CSV in %s, in chunks of any size', async (_, bytes, found) => {
    for (const chunkBytes of [1, 7, 1_000]) {
      expect(await openedWith(aListFile('a.csv', bytes, chunkBytes))).toEqual({
        format: 'csv',
        sheets: [],
        lines,
        ...found,
      });
    }
  });

  test('a workbook with text in TCVN3', async () => {
    const rows = lines.map(({ cells }) => cells.map(inTcvn3));
    const opened = await openedWith(aListFile('a.xlsx', await writeXlsx({ sheets: [{ name: 'A', rows }] })));
    expect(opened).toMatchObject({
      convertedFrom: 'TCVN3',
      lines: lines.map((line) => ({ ...line, sheet: 1 })),
    });
  });

  test.each(['a', 'a.dat', 'a.csv', 'a.TXT', 'danh sách.tháng 6.tsv'])(
    'CSV under the name %s',
    async (name) => {
      expect(await refusalOf(name, utf8(list))).toBeUndefined();
    },
  );

  test.each(['a', 'a.XLSX', 'a.1'])('a workbook under the name %s', async (name) => {
    expect(await refusalOf(name, aWorkbook(''))).toBeUndefined();
  });

  test('more lines than are looked at first, in order', async () => {
    const many = `STT,Họ và tên\n${Array.from({ length: 20_000 }, (_, index) => `${index},Hoàng\n`).join('')}`;
    const opened = await openedWith(aListFile('a.csv', utf8(many)));
    expect(opened.lines.map(({ row }) => row)).toEqual(
      Array.from({ length: 20_001 }, (_, index) => index + 1),
    );
  });
});

describe('refuses', () => {
  test.each([
    ['file-empty', 'nothing', 'a.csv', utf8('')],
    ['file-empty', 'white space', 'a.csv', utf8('\ufeff \r\n\t\r\n')],
    ['file-empty', 'a mark of UTF-16 alone', 'a.csv', utf16('\ufeff\r\n')],
    ['not-a-list', 'PDF', 'a.pdf', utf8('%PDF-1.7 ...')],
    ['not-a-list', 'a picture', 'a.csv', singleBytes('\x89PNG\r\n\x1a\n')],
    ['not-a-list', 'a photograph', 'a.jpg', singleBytes('\xff\xd8\xff\xe0')],
    [
      'not-a-list',
      'a web page under the name of Excel',
      'a.xls',
      utf8('<html><table><tr><td>1</td></tr></table></html>'),
    ],
    ['not-a-list', 'a web page in UTF-16', 'a.xls', utf16('\ufeff\r\n<!DOCTYPE html>')],
    ['not-a-list', 'an XML workbook', 'a.xml', utf8('<?xml version="1.0"?><Workbook/>')],
    ['not-a-list', 'a saved mail', 'a.xls', utf8('MIME-Version: 1.0\r\n')],
    ['not-a-list', 'JSON', 'a.csv', utf8('[{"full_name": "X"}]')],
    [
      'not-a-list',
      'Word',
      'a.docx',
      aZip([
        { name: '[Content_Types].xml', content: '' },
        { name: 'word/document.xml', content: '' },
      ]),
    ],
    ['not-a-list', 'old Word', 'a.doc', ole2('WordDocument')],
    ['not-a-list', 'rich text', 'a.doc', utf8('{\\rtf1\\ansi')],
    [
      'not-a-list',
      'a presentation',
      'a.pptx',
      aZip([
        { name: '[Content_Types].xml', content: '' },
        { name: 'ppt/a.xml', content: '' },
      ]),
    ],
    [
      'not-a-list',
      'OpenDocument',
      'a.ods',
      aZip([
        { name: 'mimetype', content: '' },
        { name: 'content.xml', content: '' },
      ]),
    ],
    [
      'not-a-list',
      'a binary workbook',
      'a.xlsb',
      aZip([
        { name: '[Content_Types].xml', content: '' },
        { name: 'xl/workbook.bin', content: '' },
      ]),
    ],
    ['not-a-list', 'an archive', 'a.zip', aZip([{ name: 'list.csv', content: list }])],
    ['old-excel', 'Excel before 2007', 'a.xls', ole2('Root Entry', 'Workbook')],
    ['old-excel', 'Excel before 1997 under a new name', 'a.xlsx', ole2('Book')],
    ['password-protected', 'an encrypted workbook', 'a.xlsx', ole2('EncryptionInfo', 'EncryptedPackage')],
    [
      'macro-enabled',
      'a workbook with macros',
      'a.xlsm',
      aZip([...workbookMembers(''), { name: 'xl/vbaProject.bin', content: 'x' }]),
    ],
    [
      'macro-enabled',
      'a workbook that says so',
      'a.xlsx',
      aWorkbook('', {
        '[Content_Types].xml':
          '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
      }),
    ],
    ['file-truncated', 'a zip without its end', 'a.xlsx', aWorkbook('').subarray(0, 300)],
    ['name-differs', 'text under the name of a workbook', 'a.xlsx', utf8(list)],
    ['name-differs', 'text under the old name of Excel', 'a.xls', utf8(list)],
    ['name-differs', 'a workbook under the name of a text', 'a.csv', aWorkbook('')],
    ['name-differs', 'a workbook under the old name', 'a.xls', aWorkbook('')],
    ['csv-broken', 'an open quote', 'a.csv', utf8(`${list}3,"Hoàng`)],
    ['encoding-unknown', 'bytes that are no text', 'a.csv', singleBytes('a,b\n\x00\x01\x02')],
  ])('as %s: %s', async (rule, _, name, bytes) => {
    expect(await refusalOf(name, bytes)).toBe(rule);
  });

  test('more bytes than it takes', async () => {
    const piece = Buffer.alloc(65_536, 'a,b\n');
    const endless = (first: Uint8Array) => ({
      name: 'a',
      open: async function* () {
        yield first;
        for (;;) yield piece;
      },
    });
    await expect(openListFile(endless(singleBytes('PK\x03\x04')))).rejects.toMatchObject({
      complaint: { rule: 'file-too-large' },
    });
    await expect(openListFile(endless(piece))).rejects.toMatchObject({
      complaint: { rule: 'file-too-large' },
    });
  });

  test('and closes what it opened', async () => {
    let isClosed = false;
    const file = {
      name: 'a.pdf',
      open: async function* () {
        try {
          yield Buffer.alloc(100_000, '%PDF-');
          yield Buffer.alloc(100_000);
        } finally {
          isClosed = true;
        }
      },
    };
    await expect(openListFile(file)).rejects.toMatchObject({ complaint: { rule: 'not-a-list' } });
    expect(isClosed).toBe(true);
  });

  test('in both languages, with advice and without a word from the file', async () => {
    await expect(openListFile(aListFile('Hoàng Thị X.xlsx', utf8(list)))).rejects.toMatchObject({
      message: 'name-differs',
      complaint: {
        severity: 'error',
        message: {
          vi: 'Tên tệp là của Excel nhưng nội dung là văn bản (CSV).',
          en: 'The name says Excel, the content is text (CSV).',
        },
      },
    });
  });
});

describe('throws nothing but a refusal', () => {
  const beginnings = [
    '',
    'PK\x03\x04',
    'PK\x05\x06',
    '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    '\xff\xfe',
    '\xfe\xff',
    '\xef\xbb\xbf',
    'a,b\n"',
  ];

  test('on any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...beginnings),
        fc.uint8Array({ maxLength: 300 }),
        async (beginning, rest) => {
          const rule = await refusalOf('a', Buffer.concat([singleBytes(beginning), rest]));
          expect(rule === undefined || rule.length > 0).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('on a workbook with any bytes changed', async () => {
    const whole = aWorkbook('<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" s="1"><v>13150</v></c></row>');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const bytes = Uint8Array.from(whole);
          for (const [at, byte] of changes) bytes[at] = byte;
          const rule = await refusalOf('a', bytes);
          expect(rule === undefined || rule.length > 0).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('on parts of a workbook that hold anything', async () => {
    const anyXml = fc
      .array(
        fc.constantFrom(
          '<row r="',
          '1',
          '">',
          '<c t="s"',
          '>',
          '</c>',
          '<v>',
          '</v>',
          '/>',
          '&#x110000;',
          '&',
          '<!--',
          ']]>',
          "'",
          'A',
          '</row>',
          '<t',
        ),
      )
      .map((parts) => parts.join(''));
    const parts = [
      'xl/worksheets/sheet1.xml',
      'xl/sharedStrings.xml',
      'xl/styles.xml',
      'xl/workbook.xml',
      '[Content_Types].xml',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...parts), anyXml, async (part, xml) => {
        const rule = await refusalOf(
          'a',
          aWorkbook(xml, part === 'xl/worksheets/sheet1.xml' ? {} : { [part]: `<a>${xml}</a>` }),
        );
        expect(rule === undefined || rule.length > 0).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

test('a refusal is an error that names only its rule', () => {
  const refused = new FileRefused({
    rule: 'x',
    severity: 'error',
    message: { vi: '', en: '' },
    advice: { vi: '', en: '' },
  });
  expect(refused.message).toBe('x');
});
