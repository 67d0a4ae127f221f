import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shuffled } from '../../support/arbitrary.ts';
import {
  type Cells,
  csvParts,
  findingsIn,
  linesOf,
  listLayout,
  namesIn,
  partsOf,
  rowsIn,
  skippedIn,
  totalsIn,
  workbookOf,
} from '../../support/tables.ts';

const header = ['STT', 'Mã xã', 'Họ và tên', 'Năm sinh', 'Thôn', 'Mức trợ cấp', 'Ghi chú'];
const person = (name: string, born = '1936', code = '01834') => [
  '1',
  code,
  name,
  born,
  'Nà Làng',
  '270.000',
  '',
];
const xuan = person('Hoàng Thị Xuân');

/** A form without columns for commune and hamlet, as communes print it. */
const formHeader = ['STT', 'Họ và tên', 'Năm sinh', 'Mức trợ cấp (đồng)', 'Ký nhận'];
const onForm = (number: number, name: string, born = '1936') => [`${number}`, name, born, '270.000', ''];
const titles = [
  ['ỦY BAN NHÂN DÂN XÃ YÊN HÂN', '', '', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
  ['', '', '', 'Độc lập - Tự do - Hạnh phúc'],
  ['DANH SÁCH CHI TRẢ TRỢ CẤP HÀNG THÁNG'],
  ['Tháng 6 năm 2016'],
];
const foot = [
  ['Tổng cộng', '', '', '540.000'],
  ['Bằng chữ: Năm trăm bốn mươi nghìn đồng'],
  ['', '', '', 'Yên Hân, ngày 20 tháng 5 năm 2016'],
  ['NGƯỜI LẬP BIỂU', '', 'KẾ TOÁN', 'CHỦ TỊCH'],
  [],
  ['Nguyễn Văn A', '', 'Trần Thị B', 'Lê C'],
];
const abovesIn = (parts: Parameters<typeof rowsIn>[0]) =>
  rowsIn(parts).map(({ cells, above }) => `${cells.full_name}: ${above.commune} / ${above.hamlet}`);

describe('readTables', () => {
  test('reads a plain list: clean cells of every field, and the line as it came', async () => {
    const lines = linesOf([header, ['1', '01834', '  Hoàng  Thị Xuân', '1936', 'Nà Làng', '270.000']]);
    const parts = await partsOf({ sheets: [], lines });
    expect(parts[0]).toEqual({
      kind: 'header',
      title: '',
      header: {
        sheet: 0,
        name: '',
        headerRow: 1,
        columns: [
          { at: 0, header: 'STT' },
          { at: 1, header: 'Mã xã', field: 'commune_code' },
          { at: 2, header: 'Họ và tên', field: 'full_name' },
          { at: 3, header: 'Năm sinh', field: 'born' },
          { at: 4, header: 'Thôn', field: 'hamlet' },
          { at: 5, header: 'Mức trợ cấp', field: 'amount' },
          { at: 6, header: 'Ghi chú', field: 'note' },
        ],
      },
    });
    const [row] = rowsIn(parts);
    expect(row).toMatchObject({ sheet: 0, row: 2, above: { commune: '', hamlet: '' } });
    expect(row?.line).toBe(lines[1]);
    expect(Object.keys(row!.cells)).toEqual(Object.keys(listLayout.dictionary));
    expect(row?.cells).toMatchObject({
      full_name: 'Hoàng Thị Xuân',
      amount: '270.000',
      arrears: '',
      note: '',
    });
    expect(parts).toHaveLength(2);
  });

  test('reads an official form: titles, hamlets, subtotals, total and signatures around its rows', async () => {
    const parts = await csvParts([
      ...titles,
      formHeader,
      ['1', '2', '3', '4', '5'],
      ['Thôn Nà Pài'],
      onForm(1, 'Hoàng Thị Xuân'),
      ['Cộng thôn', '', '', '270.000'],
      ['II', 'Thôn Bản Cám'],
      onForm(2, 'Lý Văn Thu'),
      ...foot,
    ]);
    expect(abovesIn(parts)).toEqual([
      'Hoàng Thị Xuân: XÃ YÊN HÂN / Thôn Nà Pài',
      'Lý Văn Thu: XÃ YÊN HÂN / Thôn Bản Cám',
    ]);
    expect(skippedIn(parts)).toEqual([
      ...['1: title', '2: title', '3: title', '4: title'],
      ...['6: numbering', '7: heading', '9: subtotal', '10: heading'],
      ...['12: total', '13: signature', '14: signature', '15: signature', '16: empty', '17: signature'],
    ]);
    expect(totalsIn(parts)).toEqual(['540.000']);
    expect(findingsIn(parts)).toEqual([]);
  });

  describe('what stands above', () => {
    test.each<[string, string, string[], string]>([
      ['the office of the title', 'Sheet1', ['UBND xã Yên Hân'], 'xã Yên Hân'],
      ['a label and what stands beside it', 'Sheet1', ['Xã/phường/thị trấn:', 'Yên Hân'], 'Yên Hân'],
      ['a label with what stands behind it', 'Sheet1', ['Mã xã: 01834'], '01834'],
      ['the title of the list', 'Sheet1', ['Danh sách chi trả xã Yên Hân tháng 6 năm 2016'], 'xã Yên Hân'],
      ['the name of the sheet', 'Xã Yên Hân', ['UBND HUYỆN CHỢ MỚI'], 'Xã Yên Hân'],
      ['the code that is its name', '01834', ['Danh sách'], '01834'],
      ['the name alone', 'Yên Hân', ['Danh sách'], 'Yên Hân'],
      ['the title before the name', 'Cư Lễ', ['Đơn vị: UBND xã Yên Hân'], 'xã Yên Hân'],
      ['nothing', 'Tháng 6', ['PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI'], ''],
    ])('is the commune of %s', async (_, name, title, commune) => {
      const parts = await partsOf(workbookOf({ [name]: [title, formHeader, onForm(1, 'Lý Văn Thu')] }));
      expect(rowsIn(parts)[0]?.above).toEqual({ commune, hamlet: '' });
    });

    test('is the commune and hamlet of headings; another commune has other hamlets', async () => {
      const parts = await csvParts([
        formHeader,
        ['I. Xã Yên Hân (01834)'],
        ['1. Thôn Nà Pài: 1 người'],
        onForm(1, 'A'),
        ['', 'XÓM 3', '', '270.000'],
        onForm(2, 'B'),
        ['II', 'Thị trấn Bằng Lũng'],
        onForm(3, 'C'),
        ['tổ 5'],
        onForm(4, 'D'),
      ]);
      expect(abovesIn(parts)).toEqual([
        'A: Xã Yên Hân (01834) / Thôn Nà Pài',
        'B: Xã Yên Hân (01834) / XÓM 3',
        'C: Thị trấn Bằng Lũng / ',
        'D: Thị trấn Bằng Lũng / tổ 5',
      ]);
    });

    test('is nothing that a group of people is called', async () => {
      const parts = await csvParts([
        formHeader,
        ['Thôn Nà Pài'],
        ['I', 'Người cao tuổi', '', '270.000'],
        onForm(1, 'A'),
      ]);
      expect(abovesIn(parts)).toEqual(['A:  / Thôn Nà Pài']);
    });
  });

  describe('loses nobody', () => {
    test.each<[string, string[]]>([
      ['a name like a total', ['1', '01834', 'Tổng Văn Cộng', '', '', '270.000']],
      ['a name that is a word of totals', ['', '01834', 'Cộng', '1936', '', '270.000']],
      ['a hamlet that is one', ['', '', 'Lý Văn Thu', '', 'Cộng', '270.000']],
      ['a name like a hamlet', ['1', '01834', 'Bàn Thị Mùi', '', '', '270.000']],
      ['the same without marks', ['1', '01834', 'Ban Thi Mui', '', '', '']],
      ['the same mistyped', ['1', '', 'Bản Thị Mùi', '', '', '270.000']],
      ['no name but a birth', ['1', '01834', '', '1936', '', '']],
      ['no name but an amount', ['7', '', '', '', '', '270.000']],
      ['no name but a hamlet and an amount', ['', '', '', '', 'Thôn Nà Pài', '270.000']],
      ['a name alone', ['', '', 'Lý Văn Thu']],
      ['a birth of two digits', ['1', '01834', 'Lý Văn Thu', '36']],
    ])('who has %s', async (_, cells) => {
      expect(rowsIn(await csvParts([header, cells, xuan])).map(({ row }) => row)).toEqual([2, 3]);
    });

    test.each<[string, string[]]>([
      ['a birth', ['', '', 'Cộng', '1936']],
      ['an amount', ['', '', 'Lý Văn Thu', '', '', '270.000']],
    ])('who stands under the signatures with %s', async (_, cells) => {
      const parts = await csvParts([
        header,
        xuan,
        ['Tổng cộng', '', '', '', '', '270.000'],
        ['Kế toán'],
        cells,
      ]);
      expect(rowsIn(parts).map(({ row }) => row)).toEqual([2, 5]);
    });
  });

  test.each<[string, string[], string]>([
    ['sums without a word', ['', '', '', '', '', '540.000'], 'subtotal'],
    ['a number of people and a sum', ['Cộng', '', '2 người', '', '', '540.000'], 'subtotal'],
    ['a sum of a commune', ['Cộng xã Yên Hân', '', '', '', '', '540.000'], 'subtotal'],
    ['a total of a hamlet', ['Tổng cộng thôn Nà Pài', '', '', '', '', '540.000'], 'subtotal'],
    ['the total under the name', ['', '', 'TỔNG CỘNG:', '2', '', '540.000'], 'total'],
    ['a total without marks', ['Tong cong', '', '', '', '', '540.000'], 'total'],
    ['letters and numbers of columns', ['A', 'B', 'C', '1', '2', '3=1+2', ''], 'numbering'],
    ['the header of the next page', header, 'header-again'],
    ['a title of the next page', ['DANH SÁCH CHI TRẢ'], 'title'],
    ['the motto', ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'], 'title'],
    ['who signs', ['', '', 'Người lập biểu', '', 'Kế toán'], 'signature'],
    ['spaces', ['', ' ', '\u00a0'], 'empty'],
  ])('skips %s', async (_, cells, why) => {
    expect(skippedIn(await csvParts([header, xuan, cells, xuan]))).toEqual([`3: ${why}`]);
  });

  test('a later total of a form is its total, each form has its own', async () => {
    const total = (text: string, sum: string) => [text, '', '', '', '', sum];
    const parts = await csvParts([
      header,
      xuan,
      total('Tổng cộng', '1'),
      xuan,
      total('Tổng số', '2'),
      ['Tổng số tiền bằng chữ: hai đồng'],
      header,
      xuan,
      total('Tổng cộng', '3'),
    ]);
    expect(totalsIn(parts)).toEqual(['2', '3']);
  });

  test('a second form may have other columns and another commune', async () => {
    const parts = await csvParts([
      ['UBND xã Yên Hân'],
      formHeader,
      onForm(1, 'A'),
      ['Tổng cộng', '', '', '270.000'],
      ['Kế toán'],
      ['UBND xã Cư Lễ'],
      ['Họ và tên', 'Mức trợ cấp', 'Năm sinh', ''],
      ['', '', 'Nam', 'Nữ'],
      ['B', '405.000', '', '1940'],
      formHeader,
      onForm(1, 'C'),
    ]);
    expect(abovesIn(parts)).toEqual(['A: xã Yên Hân / ', 'B: xã Cư Lễ / ', 'C: xã Cư Lễ / ']);
    expect(rowsIn(parts)[1]?.cells).toMatchObject({ amount: '405.000', born_male: '', born_female: '1940' });
    expect(totalsIn(parts)).toEqual(['270.000']);
    expect(parts.filter(({ kind }) => kind === 'header')).toHaveLength(3);
  });

  describe('properties', () => {
    const commune = fc.constantFrom('Xã Yên Hân', 'Thị trấn Bằng Lũng', 'Phường Sông Cầu (01843)');
    const hamlet = fc.constantFrom('Thôn Nà Pài', 'Bản Cám', 'Xóm 3', 'Tổ 5', 'Tiểu khu 2');
    const numbered = fc.constantFrom('', 'I. ', '2) ');
    type Item = Readonly<{ kind: 'commune' | 'hamlet' | 'furniture' | 'row'; cells: readonly string[] }>;
    const heading = (kind: 'commune' | 'hamlet', name: fc.Arbitrary<string>): fc.Arbitrary<Item> =>
      fc.tuple(numbered, name).map(([number, text]) => ({ kind, cells: [`${number}${text}`] }));
    const furniture: fc.Arbitrary<Item> = fc
      .constantFrom<string[]>(
        [],
        ['Cộng thôn', '', '', '270.000'],
        formHeader,
        ['1', '2', '3', '4', '5'],
        ['', ''],
      )
      .map((cells) => ({ kind: 'furniture', cells }));
    const name = fc.constantFrom(
      'Hoàng Thị Xuân',
      'Tổng Văn Cộng',
      'Bàn Văn Bản',
      'Tô Thị Xã',
      'Cộng',
      'Thôn',
    );
    const row: fc.Arbitrary<Item> = fc
      .tuple(name, fc.constantFrom('1936', '03/05/1936', '00/00/1936'), fc.constantFrom('270.000', ''))
      .map(([text, born, amount]) => ({ kind: 'row', cells: ['7', text, born, amount] }));
    const items = fc.array(
      fc.oneof(
        { weight: 4, arbitrary: row },
        furniture,
        heading('commune', commune),
        heading('hamlet', hamlet),
      ),
      { maxLength: 150 },
    );
    const expectedOf = (list: readonly Item[]): string[] => {
      let [xa, thon] = ['', ''];
      return list.flatMap(({ kind, cells }, at) => {
        const text = (cells[0] ?? '').replace(/^(I\.|2\)) /, '');
        if (kind === 'commune') [xa, thon] = [text, ''];
        if (kind === 'hamlet') thon = text;
        return kind === 'row' ? [`${at + 2} ${cells[1] ?? ''} / ${xa} / ${thon}`] : [];
      });
    };
    const oneRow: Item = { kind: 'row', cells: onForm(1, 'Lý Văn Thu') };

    test('among any furniture exactly the rows are read, in order, each under its headings', async () => {
      await fc.assert(
        fc.asyncProperty(items, async (some) => {
          const list = [...some, oneRow];
          const parts = await csvParts([formHeader, ...list.map(({ cells }) => cells)]);
          const read = rowsIn(parts).map(
            ({ row, cells, above }) => `${row} ${cells.full_name} / ${above.commune} / ${above.hamlet}`,
          );
          expect(read).toEqual(expectedOf(list));
          expect(rowsIn(parts).length + skippedIn(parts).length).toBe(list.length);
        }),
      );
    });

    test('how lines come in batches changes nothing', async () => {
      await fc.assert(
        fc.asyncProperty(items, fc.integer({ min: 1, max: 40 }), async (some, size) => {
          const sheet: Cells = [
            ...titles,
            formHeader,
            ...some.map(({ cells }) => cells),
            oneRow.cells,
            ...foot,
          ];
          const file = workbookOf({ One: sheet, Two: 'hidden', Three: [['Hướng dẫn']], Four: sheet });
          expect(await partsOf(file, { size })).toEqual(await partsOf(file));
        }),
        { numRuns: 50 },
      );
    });

    test('the order of columns does not matter', async () => {
      const columns = header.map((text, at) => [
        text,
        xuan[at] ?? '',
        person('Lý Văn Thu', '1940')[at] ?? '',
      ]);
      await fc.assert(
        fc.asyncProperty(shuffled(columns), async (order) => {
          const rows = [0, 1, 2].map((line) => order.map((column) => column[line] ?? ''));
          const parts = await csvParts(rows);
          expect(namesIn(parts)).toEqual(['Hoàng Thị Xuân', 'Lý Văn Thu']);
          expect(rowsIn(parts)[1]?.cells).toMatchObject({
            commune_code: '01834',
            born: '1940',
            amount: '270.000',
          });
        }),
      );
    });
  });
});
