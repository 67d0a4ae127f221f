import { describe, expect, test } from 'vitest';
import {
  type Cells,
  csvParts,
  fieldsIn,
  findingsIn,
  listLayout,
  partsOf,
  rowsIn,
  workbookOf,
} from '../../support/tables.ts';

const names = ['Mã xã', 'Họ và tên', 'Năm sinh', 'Mức trợ cấp'];
const row = ['01834', 'Hoàng Thị Xuân', '1936', '270000'];
const refusal = (rows: Cells, layout = listLayout) => csvParts(rows, layout).catch((error: unknown) => error);

describe('a header', () => {
  test.each([
    ['names without marks', ['ma xa', 'ho va ten', 'nam sinh', 'muc tro cap']],
    ['field keys', ['commune_code', 'full_name', 'born', 'amount']],
    ['capitals, line ends and signs', ['MÃ XÃ', 'HỌ VÀ\nTÊN *', 'Năm  sinh:', 'Mức trợ cấp.']],
    ['letters in pieces', names.map((name) => name.normalize('NFD'))],
    [
      'units and remarks',
      ['Mã xã (5 số)', 'Họ và tên (đối tượng)', 'Năm sinh [dd/mm/yyyy]', 'Mức trợ cấp (đồng/tháng)'],
    ],
    ['units without brackets', ['Mã xã', 'Họ tên', 'Năm sinh', 'Mức trợ cấp, đồng']],
    ['formulas of column numbers', ['Mã xã (1)', 'Họ tên (2)', 'Năm sinh (3)', 'Số tiền (4)=(5)x(6)']],
  ])('is known by %s', async (_, header) => {
    const [first] = rowsIn(await csvParts([header, row]));
    expect(first?.cells).toMatchObject({
      commune_code: '01834',
      full_name: 'Hoàng Thị Xuân',
      born: '1936',
      amount: '270000',
    });
  });

  test.each([
    'Mức trợ cấp (nghìn đồng)',
    'Mức trợ cấp 1000 đồng',
    'Số tiền (truy lĩnh)',
    'Số tiền (tháng trước chuyển sang)',
    'Số tiền mai táng',
    'Mức trợ cấp (Truy lĩnh)',
  ])('never takes %j for the amount', async (name) => {
    expect(await refusal([['Mã xã', 'Họ và tên', 'Năm sinh', name], row])).toMatchObject({
      complaint: { rule: 'column-missing', message: { en: 'Missing columns: amount.' } },
    });
  });

  test('may have two rows, with merged cells over some of their columns', async () => {
    const parts = await csvParts([
      [
        'STT',
        'Họ tên',
        'Năm sinh',
        '',
        'Xã',
        'Mức trợ cấp',
        'Chưa trả tháng trước',
        '',
        'Người nhận',
        '',
        'Ghi chú',
      ],
      ['', '', 'Nam', 'Nữ', '', '', 'Số tháng', 'Số tiền', 'Ký', 'Họ tên', ''],
      ['1', 'Hoàng Thị Xuân', '', '1936', 'Yên Hân', '270000', '1', '250000', '', 'Lý Văn Thu', ''],
    ]);
    expect(fieldsIn(parts)).toEqual([
      'STT: -',
      'Họ tên: full_name',
      'Năm sinh Nam: born_male',
      'Năm sinh Nữ: born_female',
      'Xã: commune_name',
      'Mức trợ cấp: amount',
      'Chưa trả tháng trước Số tháng: carried_months',
      'Chưa trả tháng trước Số tiền: carried_over',
      'Ký: -',
      'Người nhận Họ tên: collector_name',
      'Ghi chú: note',
    ]);
    expect(rowsIn(parts)[0]?.cells).toMatchObject({
      born_female: '1936',
      amount: '270000',
      carried_over: '250000',
      collector_name: 'Lý Văn Thu',
    });
    expect(findingsIn(parts)).toEqual([]);
  });

  test.each<[string, string, string, string]>([
    ['the two together', 'Chưa trả tháng trước', 'Số tiền', 'Chưa trả tháng trước Số tiền: carried_over'],
    ['the parent, whose money it is', 'Truy lĩnh', 'Số tiền', 'Truy lĩnh: arrears'],
    ['the child', 'Thông tin', 'Ghi chú', 'Ghi chú: note'],
    ['the parent alone', 'Truy lĩnh', '', 'Truy lĩnh: arrears'],
    ['neither, for money may be anybody’s', 'Hỗ trợ Tết', 'Số tiền', 'Hỗ trợ Tết Số tiền: -'],
  ])('of two rows tells a column by %s', async (_, parent, child, column) => {
    const parts = await csvParts([
      ['Xã', 'Họ tên', 'Năm sinh', '', 'Mức trợ cấp', parent],
      ['', '', 'Nam', 'Nữ', '', child],
      ['Yên Hân', 'Hoàng Thị Xuân', '', '1936', '270000', '1'],
    ]);
    expect(fieldsIn(parts).at(-1)).toBe(column);
  });

  test('is understood again where its two rows are written as one', async () => {
    const two = [
      ['Xã', 'Đối tượng', '', '', 'Mức trợ cấp', 'Truy lĩnh'],
      ['', 'Họ tên', 'Năm sinh Nam', 'Năm sinh Nữ', '', 'Số tiền'],
    ];
    const parts = await csvParts([...two, ['Yên Hân', 'Hoàng Thị Xuân', '', '1936', '270000', '50000']]);
    const [header] = parts.flatMap((part) => (part.kind === 'header' ? [part.header.columns] : []));
    const again = await csvParts([
      header!.map((column) => column.header),
      ['Yên Hân', 'A', '', '1936', '1', '2'],
    ]);
    expect(fieldsIn(again)).toEqual(fieldsIn(parts));
  });

  test('is the first one: no later header makes titles of the rows between', async () => {
    const parts = await csvParts([names, row, [...names, 'Ghi chú', 'Thôn'], row]);
    expect(rowsIn(parts).map((one) => one.row)).toEqual([2, 4]);
  });

  test.each<[string, string[], string, string]>([
    ['one name', [...names, 'Họ và tên'], 'Họ và tên', 'Họ và tên'],
    ['two names of one', [...names, 'full_name'], 'Họ và tên', 'full_name'],
    ['one that is not needed', [...names, 'Ghi chú', 'note'], 'Ghi chú', 'note'],
  ])('refuses the file where %s stands twice', async (_, header, one, other) => {
    expect(await refusal([header, row])).toMatchObject({
      complaint: {
        rule: 'column-twice',
        severity: 'error',
        message: {
          vi: `Hai cột cùng một ý: "${one}" và "${other}".`,
          en: `Two columns say the same: "${one}" and "${other}".`,
        },
      },
    });
  });

  describe('without a needed column', () => {
    test('refuses the file by the names of all that are missing, and by the sheet', async () => {
      const file = workbookOf({ One: [names, row], Two: [['Họ tên', 'Thôn', 'Ghi chú'], row] });
      await expect(partsOf(file)).rejects.toMatchObject({
        complaint: {
          rule: 'column-missing',
          message: {
            vi: 'Trang tính thứ 2: Thiếu cột: Năm sinh hoặc Năm sinh Nam hoặc Năm sinh Nữ, Mức trợ cấp.',
            en: 'Sheet 2: Missing columns: born or born_male or born_female, amount.',
          },
        },
      });
    });

    test('needs none for a commune that headings may name, if there are headings', async () => {
      const header = ['Họ và tên', 'Năm sinh', 'Mức trợ cấp'];
      const cells = ['Hoàng Thị Xuân', '1936', '270000'];
      expect(rowsIn(await csvParts([header, cells]))[0]).toMatchObject({
        cells: { commune_code: '' },
        above: { commune: '' },
      });
      expect(await refusal([header, cells], { ...listLayout, hasHeadings: false })).toMatchObject({
        complaint: {
          rule: 'column-missing',
          message: { en: 'Missing columns: commune_code or commune_name.' },
        },
      });
    });

    test('says so too where it is the very subject that is missing', async () => {
      expect(await refusal([['Tên', 'Xã', 'Năm sinh', 'Mức trợ cấp'], row])).toMatchObject({
        complaint: { rule: 'column-missing', message: { en: 'Missing columns: full_name.' } },
      });
    });
  });

  test('tells of a column that it does not understand once, where something stands in it', async () => {
    const parts = await csvParts([
      [...names, 'Số tài khoản', 'Ngân hàng', 'Dân tộc', '', 'Lỗi / Error'],
      [...row, '', '', 'Tày', 'x', '?'],
      [...row, '123', ' '],
      [...row, '124', ''],
    ]);
    expect(findingsIn(parts)).toMatchObject([
      { sheet: '', row: 1, column: 'Số tài khoản', value: '', rule: 'column-unknown', severity: 'warning' },
    ]);
  });
});
