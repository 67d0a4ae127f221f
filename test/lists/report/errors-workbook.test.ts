import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { complaint, type Finding } from '../../../shared/domain/finding.ts';
import { undefused } from '../../../shared/lists/file/cell-text.ts';
import { errorHeaders, errorsWorkbook } from '../../../shared/lists/report/errors-workbook.ts';
import { openListFile } from '../../../shared/lists/file/open-list-file.ts';
import { readTables } from '../../../shared/lists/table/read-tables.ts';
import { RejectedLine, rejectedLine } from '../../../shared/lists/report/rejected-line.ts';
import { rosterColumns, type RosterField } from '../../../shared/lists/roster/roster-columns.ts';
import type { Layout, SheetHeader, TablePart } from '../../../shared/lists/table/table-part.ts';
import { anyText } from '../../support/arbitrary.ts';

const finding = (column: string, rule: string, severity: Finding['severity'] = 'error'): Finding => ({
  sheet: '1',
  row: 9,
  column,
  value: '',
  ...complaint(
    rule,
    { vi: `Sai ${rule}.`, en: `Wrong ${rule}.` },
    { vi: `Sửa ${rule}.`, en: `Mend ${rule}.` },
    severity,
  ),
});

const header: SheetHeader<string> = {
  sheet: 1,
  name: 'DS/2016',
  headerRow: 5,
  columns: [
    { at: 0, header: 'STT' },
    { at: 1, header: 'Họ và tên', field: 'full_name' },
    { at: 2, header: 'Số CCCD', field: 'id_number' },
    { at: 3, header: 'Mức trợ cấp', field: 'amount' },
  ],
};
const line = (row: number, ...cells: string[]) => ({ sheet: 1, row, cells });
const broken: RejectedLine = {
  line: line(9, '4', 'Hoàng Thị Xuân', '+6136000123', '270.5'),
  findings: [
    finding('id_number', 'phone', 'warning'),
    finding('amount', 'amount'),
    finding('full_name', 'name'),
  ],
  commune: '01834',
  hamlet: 'Nà Làng',
};

const read = async (headers: readonly SheetHeader<string>[], rejected: readonly RejectedLine[]) => {
  const { sheets } = await readXlsx(await errorsWorkbook(headers, rejected), { readStyles: true });
  return sheets.map(({ name, rows, cells }) => {
    const marked = [...cells!].filter(([, { style }]) => style?.fill).map(([at]) => at);
    return { name, rows, marked: marked.filter((at) => !at.startsWith('0,')) };
  });
};

describe('errorsWorkbook', () => {
  test('gives rejected rows back as they came, with what stood above them and what is wrong', async () => {
    const [sheet] = await read([header], [broken]);
    expect(sheet?.name).toBe('DS-2016');
    expect(sheet?.rows).toEqual([
      [
        'STT',
        'Họ và tên',
        'Số CCCD',
        'Mức trợ cấp',
        'Mã xã / commune_code',
        'Thôn / hamlet',
        ...Object.values(errorHeaders),
      ],
      [
        '4',
        'Hoàng Thị Xuân',
        `'+6136000123`,
        '270.5',
        '01834',
        'Nà Làng',
        [
          '1. Mức trợ cấp: Sai amount.',
          '2. Họ và tên: Sai name.',
          '3. Số CCCD: Sai phone.',
          '1. Mức trợ cấp: Wrong amount.',
          '2. Họ và tên: Wrong name.',
          '3. Số CCCD: Wrong phone.',
        ].join('\n'),
        [
          '1. Sửa amount.',
          '2. Sửa name.',
          '3. Sửa phone.',
          '1. Mend amount.',
          '2. Mend name.',
          '3. Mend phone.',
        ].join('\n'),
        'DS/2016, dòng / row 9',
      ],
    ]);
    expect(sheet?.marked).toEqual(['1,1', '1,2', '1,3']);
  });

  test('one error is not numbered, and a CSV file has no sheet to name', async () => {
    const row = { line: { ...line(9, '1', 'A'), sheet: 0 }, findings: [finding('', 'row')] };
    const [sheet] = await read([{ ...header, sheet: 0, name: '' }], [row]);
    expect(sheet?.name).toBe('Lỗi - Errors');
    expect(sheet?.rows[1]?.slice(-3)).toEqual([
      'Sai row.\nWrong row.',
      'Sửa row.\nMend row.',
      'dòng / row 9',
    ]);
    expect(sheet?.marked).toEqual([]);
  });

  test('each sheet that has rejected rows has its own, in the order of the file', async () => {
    const rows = [
      { ...broken, line: { ...line(8, '2'), sheet: 3 } },
      { ...broken, line: line(12, 'sau') },
      { ...broken, line: line(7, 'trước') },
    ];
    const headers = [header, { ...header, sheet: 2, name: 'Sạch' }, { ...header, sheet: 3, name: 'ds/2016' }];
    const sheets = await read(headers, rows);
    expect(sheets.map(({ name }) => name)).toEqual(['DS-2016', 'ds-2016 (2)']);
    expect(sheets[0]?.rows.map(([cell]) => cell)).toEqual(['STT', 'trước', 'sau']);
  });

  test('a second table of a sheet has a sheet of its own', async () => {
    const second = { ...header, headerRow: 10, columns: [{ at: 0, header: 'Họ tên', field: 'full_name' }] };
    const sheets = await read([header, second], [broken, { ...broken, line: line(11, 'B') }]);
    expect(sheets.map(({ rows }) => rows[0]?.[0])).toEqual(['STT', 'Họ tên']);
    expect(sheets.map(({ rows }) => rows.length)).toEqual([2, 2]);
  });

  test('a cell under no header comes back too; a column without either does not', async () => {
    const columns = [...header.columns, { at: 5, header: 'Ghi chú', field: 'note' }];
    const [sheet] = await read(
      [{ ...header, columns }],
      [{ line: line(9, '1', 'A', '', '', '', 'x', 'lạc'), findings: [] }],
    );
    expect(sheet?.rows.map((row) => row.slice(0, 6))).toEqual([
      ['STT', 'Họ và tên', 'Số CCCD', 'Mức trợ cấp', 'Ghi chú', null],
      ['1', 'A', null, null, 'x', 'lạc'],
    ]);
  });

  test('a commune that the column left to the heading is filled into the column', async () => {
    const columns = [...header.columns, { at: 4, header: 'Mã xã', field: 'commune_code' }];
    const rows = [broken, { ...broken, line: line(10, '5', 'B', '', '', '01840') }];
    const [sheet] = await read([{ ...header, columns }], rows);
    expect(sheet?.rows.map((row) => row.slice(4, 6))).toEqual([
      ['Mã xã', 'Thôn / hamlet'],
      ['01834', 'Nà Làng'],
      ['01840', 'Nà Làng'],
    ]);
  });

  test('there is a marked cell for a hamlet that is missing, and none where another column says it', async () => {
    const noHamlet = { line: line(9, '1', 'A'), findings: [finding('hamlet', 'value')] };
    const [withHamlet] = await read([header], [noHamlet]);
    expect(withHamlet?.rows[0]?.[4]).toBe('Thôn / hamlet');
    expect(withHamlet?.marked).toEqual(['1,4']);

    const columns = [
      { at: 0, header: 'Xã', field: 'commune_name' },
      { at: 1, header: 'Nam', field: 'born_male' },
      { at: 2, header: 'Nữ', field: 'born_female' },
    ];
    const unknown = {
      line: line(9, 'Hân', '36'),
      findings: [finding('commune_code', 'a'), finding('born', 'b')],
    };
    const [named] = await read([{ ...header, columns }], [unknown]);
    expect(named?.rows[0]).toEqual(['Xã', 'Nam', 'Nữ', ...Object.values(errorHeaders)]);
    expect(named?.rows[1]?.[3]).toContain('1. Xã: Sai a.\n2. Nam: Sai b.');
    expect(named?.marked).toEqual(['1,0', '1,1', '1,2']);
  });

  test('when it comes back with errors again, it is written anew and grows no columns', async () => {
    const [first] = await read([header], [broken]);
    const [headerRow = [], row = []] = first!.rows.map((cells) =>
      cells.map((cell) => undefused(String(cell ?? ''))),
    );
    const fields = ['', 'full_name', 'id_number', 'amount', 'commune_code', 'hamlet'];
    const columns = headerRow.map((text, at) => ({
      at,
      header: text,
      ...(fields[at] ? { field: fields[at] } : {}),
    }));
    const again = { ...broken, line: line(2, ...row), commune: undefined, hamlet: undefined };
    const [second] = await read([{ ...header, name: 'DS-2016', headerRow: 1, columns }], [again]);
    expect(second?.rows[0]).toEqual(first?.rows[0]);
    expect(second?.rows[1]?.slice(0, 8)).toEqual(first?.rows[1]?.slice(0, 8));
    expect(second?.rows[1]?.[8]).toBe('DS-2016, dòng / row 2');
  });

  test('any cells come back to the letter', async () => {
    const cells = fc.array(anyText(), { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 5 }), async (lines) => {
        const rejected = lines.map((texts, at) => ({
          line: line(at + 6, ...texts),
          findings: [finding('amount', 'x')],
        }));
        const [sheet] = await read([header], rejected);
        const back = sheet!.rows
          .slice(1)
          .map((row) => row.slice(0, 4).map((cell) => undefused(String(cell ?? ''))));
        expect(back).toEqual(lines);
      }),
      { numRuns: 30 },
    );
  });

  test('what is mended is read again, row for row, with nothing unknown about it', async () => {
    const rows = [broken, { ...broken, line: line(10, '5', '- Lý Văn Nam', '006136000124', '_x0041_') }];
    const bytes = await errorsWorkbook([header], rows);
    const opened = await openListFile({
      name: 'errors.xlsx',
      open: async function* () {
        yield bytes;
      },
    });
    const layout: Layout<RosterField> = {
      dictionary: rosterColumns,
      required: [['full_name']],
      subject: ['full_name'],
      identity: ['id_number'],
      hasHeadings: true,
    };
    const parts: TablePart<RosterField>[] = [];
    for await (const batch of readTables(opened, layout)) parts.push(...batch);
    expect(parts.filter(({ kind }) => kind !== 'header' && kind !== 'row')).toEqual([]);
    const again = parts.flatMap((part) => (part.kind === 'row' ? [part.row] : []));
    expect(again.map(({ line: { cells } }) => cells.slice(0, 6))).toEqual(
      rows.map(({ line: { cells } }) => [...cells, '01834', 'Nà Làng']),
    );
    expect(again[0]?.cells).toMatchObject({ commune_code: '01834', hamlet: 'Nà Làng', amount: '270.5' });
  });

  test('a rejected row is the same after it has lain in a file', () => {
    expect(RejectedLine.parse(JSON.parse(JSON.stringify(broken)))).toEqual(broken);
  });
});

describe('rejectedLine', () => {
  const row = {
    sheet: 1,
    row: 9,
    cells: { commune_code: '', commune_name: '', hamlet: '' },
    above: { commune: 'xã Yên Hân', hamlet: 'Nà Làng' },
    line: broken.line,
  };

  test('takes the commune and the hamlet from above where the row does not name them', () => {
    expect(rejectedLine(row, [])).toMatchObject({ commune: 'xã Yên Hân', hamlet: 'Nà Làng' });
    expect(rejectedLine(row, [], '01834')).toMatchObject({ commune: '01834' });
  });

  test('leaves them where the row has its own', () => {
    const cells = { commune_code: '', commune_name: 'Yên Hân', hamlet: 'Chợ Mới' };
    const { line, findings, ...filled } = rejectedLine({ ...row, cells }, broken.findings, '01834');
    expect({ line, findings }).toEqual({ line: broken.line, findings: broken.findings });
    expect(Object.values(filled)).toEqual([undefined, undefined]);
  });
});
