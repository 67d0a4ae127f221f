import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeCsv } from '../../../shared/lists/csv.ts';
import { csvLines, delimiterOf } from '../../../shared/lists/file/csv-lines.ts';
import { FileRefused } from '../../../shared/lists/file/list-file.ts';
import { anyText } from '../../support/arbitrary.ts';
import { linesOf } from '../../support/list-files.ts';

async function* pieces(...texts: string[]) {
  yield* texts;
}
const read = (...texts: string[]) => linesOf(csvLines(pieces(...texts)));
const cellsOf = async (...texts: string[]) => (await read(...texts)).map(({ cells }) => cells);

/** Signs of which most splits hurt. */
const hardText = fc
  .array(fc.constantFrom('a', 'Ễ', ',', ';', '\t', '"', '""', '"a"', '\r', '\n', '\r\n', ' ', ',"b\nc",'), {
    maxLength: 40,
  })
  .map((signs) => signs.join(''));

const outcome = async (texts: string[]) => {
  try {
    return await read(...texts);
  } catch (error) {
    if (error instanceof FileRefused) return error.complaint;
    throw error;
  }
};

describe('csvLines', () => {
  test.each([
    ['comma', 'Mã xã,Họ tên\r\n01834,Hoàng Thị X\r\n'],
    ['semicolon', 'Mã xã;Họ tên\n01834;Hoàng Thị X\n'],
    ['tab', 'Mã xã\tHọ tên\n01834\tHoàng Thị X'],
    ['carriage returns', 'Mã xã,Họ tên\r01834,Hoàng Thị X\r'],
    ['quotes', '"Mã xã","Họ tên"\n"01834","Hoàng Thị X"'],
    ['other separators inside quotes', '"Mã xã",Họ tên\n01834,"Hoàng Thị X"\n'],
  ])('reads a file with %s', async (_, text) => {
    expect(await cellsOf(text)).toEqual([
      ['Mã xã', 'Họ tên'],
      ['01834', 'Hoàng Thị X'],
    ]);
  });

  test.each([
    ['doubled quotes', 'a,"say ""x"", y"', [['a', 'say "x", y']]],
    ['a quote within a cell', 'a,5" nail,b"c"', [['a', '5" nail', 'b"c"']]],
    ['text behind a closing quote', '"a"b,"c" ,d', [['ab', 'c ', 'd']]],
    [
      'a line break in quotes',
      'a,"b\r\nc"\nd,e',
      [
        ['a', 'b\r\nc'],
        ['d', 'e'],
      ],
    ],
    ['rows of any length', 'a,b\nc\nd,e,f', [['a', 'b'], ['c'], ['d', 'e', 'f']]],
    [
      'empty cells at the end',
      'a,,\nb,c,',
      [
        ['a', '', ''],
        ['b', 'c', ''],
      ],
    ],
    ['one column', 'a\nb', [['a'], ['b']]],
    ['formulas that were defused', "a,'=1+1", [['a', '=1+1']]],
    ['nothing', '', []],
  ])('reads %s', async (_, text, cells) => {
    expect(await cellsOf(text)).toEqual(cells);
  });

  test('counts rows as a spreadsheet does: empty ones too, a record of several lines once', async () => {
    const lines = await read('a,b\n\n , \n"c\nd",e\r\n\r\nf,g');
    expect(lines.map(({ row, cells }) => [row, ...cells])).toEqual([
      [1, 'a', 'b'],
      [4, 'c\nd', 'e'],
      [6, 'f', 'g'],
    ]);
  });

  test.each([
    ['at the end', 'a,b\nc,d\n"e,f', 3],
    ['that meets one further down', 'a,b\n"c,d\ne,f\ng,"h, i"\n', 2],
    ['in a very long file', `a,b\n"${'c,d\n'.repeat(300_000)}`, 2],
  ])('names the row of a quote that nobody closed: %s', async (_, text, row) => {
    expect(await outcome([text])).toMatchObject({
      rule: 'csv-broken',
      message: { en: `Row ${row}: a quotation mark (") is opened and never closed.` },
    });
  });

  test('gives batches, not one line at a time', async () => {
    const sizes: number[] = [];
    for await (const batch of csvLines(pieces(...Array.from({ length: 200 }, () => 'a,b\n'.repeat(100)))))
      sizes.push(batch.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(20_000);
    expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThanOrEqual(500);
  });

  test('gives the same lines however the text is split', async () => {
    await fc.assert(
      fc.asyncProperty(hardText, fc.array(fc.nat(60), { maxLength: 8 }), async (text, cuts) => {
        const at = [0, ...cuts.filter((cut) => cut < text.length).toSorted((a, b) => a - b), text.length];
        const split = at.slice(1).map((end, index) => text.slice(at[index], end));
        // Long enough for the delimiter to be settled before the text under test comes.
        const beginning = `${'a'.repeat(1_000)},b,c\n`.repeat(33);
        expect(await outcome([beginning, ...split])).toEqual(await outcome([beginning + text]));
      }),
      { numRuns: 100 },
    );
  });

  test('reads back what is written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyText(), { minLength: 2, maxLength: 5 }), { minLength: 1 }),
        async (rows) => {
          const marked = rows.map((cells) => ['x', ...cells]);
          const text = writeCsv(marked).slice(1);
          if (delimiterOf(text) === ',') expect(await cellsOf(text)).toEqual(marked);
        },
      ),
    );
  });
});

describe('delimiterOf', () => {
  test.each([
    [';', 'decimal commas', 'STT;Họ tên;Hệ số\n1;Hoàng Thị X;1,5\n2;Lê Văn Y;2,0'],
    [
      ';',
      'title lines without it',
      'UBND xã A\nDANH SÁCH, tháng 6, năm 2016\n\nSTT;Tên;Tiền\n1;A;405000\n2;B;270000',
    ],
    [',', 'notes with semicolons', 'STT,Tên,Ghi chú\n1,A,"x; y; z; t"\n2,B,a;b;c\n3,C,'],
    ['\t', 'commas in names of places', 'STT\tTên\tĐịa chỉ\n1\tA\tThôn 1, xã B\n2\tC\tThôn 2, xã B'],
    [',', 'nothing to go by', 'a\nb'],
  ])('finds %j in spite of %s', (delimiter, _, text) => {
    expect(delimiterOf(text)).toBe(delimiter);
  });
});
