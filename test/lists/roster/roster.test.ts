import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../shared/domain/finding.ts';
import { monthlyAmount } from '../../../shared/domain/recipient.ts';
import { findingKeeper, refuseTooManyErrors } from '../../../shared/lists/roster/kept-findings.ts';
import { FileRefused } from '../../../shared/lists/file/list-file.ts';
import type { RosterField } from '../../../shared/lists/roster/roster-columns.ts';
import type { RosterRow, RosterRules } from '../../../shared/lists/roster/roster-rules.ts';
import { shuffled } from '../../support/arbitrary.ts';
import {
  goodCells,
  opened,
  readWhole,
  type RosterCells,
  rosterLines,
  rosterRules,
  type WholeRoster,
} from '../../support/roster.ts';

const row = (given: RosterCells = {}): RosterCells => ({
  ...goodCells,
  file_number: '',
  id_number: '',
  coefficient: '1',
  amount: '270.000',
  ...given,
});
const read = (rows: readonly RosterCells[], rules?: RosterRules): Promise<WholeRoster> =>
  readWhole(opened(rosterLines(rows)), rules);
const outcomes = ({ rows }: WholeRoster) => rows.map(({ outcome }) => outcome);
const rulesOf = ({ rows }: WholeRoster) => rows.map(({ findings }) => findings.map(({ rule }) => rule));
const people = (rows: readonly RosterRow[]) =>
  rows.flatMap((one) => (one.outcome === 'entitled' ? [one.person] : []));
const refusalOf = (reading: Promise<WholeRoster>): Promise<string> =>
  reading.then(
    () => 'read',
    (error: unknown) => (error instanceof FileRefused ? error.complaint.rule : 'failed'),
  );

const xuan = row({ file_number: 'BT-01', id_number: '095000001' });
const thu = row({
  file_number: 'BT-02',
  id_number: '095000002',
  full_name: 'Lý Văn Thu',
  commune_code: '01840',
});

describe('readRoster', () => {
  test('reads every row of a file and says what it came to', async () => {
    const { rows, totals } = await read([
      xuan,
      thu,
      row({ file_number: 'BT-03', full_name: 'Bàn Văn Lạ', amount: '?' }),
    ]);
    expect(rows.map(({ outcome, commune, row: { row: at } }) => [at, outcome, commune])).toEqual([
      [2, 'entitled', '01834'],
      [3, 'entitled', '01840'],
      [4, 'rejected', '01834'],
    ]);
    expect(totals).toEqual({
      rows: 3,
      accepted: 2,
      rejected: 1,
      skipped: {},
      warnings: 0,
      leftOut: {},
      findings: [],
      headers: [expect.objectContaining({ sheet: 0, headerRow: 1 })],
      sum: 540_000,
      fileTotal: undefined,
      withoutIdNumber: 0,
      sampleNames: ['Hoàng Thị Xuân', 'Lý Văn Thu', 'Bàn Văn Lạ'],
    });
  });

  test('reads the lists of the programme’s own paper', async () => {
    const lines = [
      ['UBND xã Yên Hân, huyện Chợ Mới'],
      ['DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 8 NĂM 2016'],
      ['STT', 'Họ và tên', 'Năm sinh', '', 'Số CCCD', 'Nhóm đối tượng', 'Hệ số', 'Tiền hỗ trợ', 'Ký nhận'],
      ['', '', 'Nam', 'Nữ', '', '', '', '', ''],
      ['I', 'Thôn Nà Làng', '', '', '', '', '', '', ''],
      ['1', 'Hoàng Thị Xuân', '', '1936', '095000001', '5.5b', '1', '270.000', ''],
      ['II', 'Bản Cám', '', '', '', '', '', '', ''],
      ['2', 'Lý Văn Thu', '1934', '', '095000002', '5.5b', '1', '270.000', ''],
      ['', 'Tổng cộng', '', '', '', '', '', '541.000', ''],
    ].map((cells, at) => ({ sheet: 0, row: at + 1, cells }));
    const { rows, totals } = await readWhole(
      opened(lines),
      rosterRules({ extraHeaders: { amount: ['Tiền hỗ trợ'] } }),
    );
    expect(people(rows)).toMatchObject([
      { commune: '01834', name: 'Hoàng Thị Xuân', sex: 'female', hamlet: 'Thôn Nà Làng', source: { row: 6 } },
      { commune: '01834', name: 'Lý Văn Thu', sex: 'male', hamlet: 'Bản Cám', source: { row: 8 } },
    ]);
    expect(totals).toMatchObject({ rows: 2, sum: 540_000, fileTotal: 541_000, skipped: { heading: 2 } });
    expect(totals.findings).toMatchObject([{ rule: 'file-total-differs', row: 9, column: 'amount' }]);
  });

  test.each<[string, RosterField[], Partial<RosterRules>, string]>([
    [
      'without amounts',
      ['full_name', 'born', 'commune_code', 'benefit_group', 'coefficient'],
      {},
      'column-missing',
    ],
    [
      'of corrections without amounts',
      ['full_name', 'born', 'commune_code', 'action'],
      { kind: 'corrections' },
      'read',
    ],
  ])('a file %s: %s', async (_, fields, rules, expected) => {
    const cells: RosterCells = { ...xuan, action: 'chết' };
    const rows = [Object.fromEntries(fields.map((field) => [field, cells[field]])) as RosterCells];
    expect(await refusalOf(read(rows, rosterRules(rules)))).toBe(expected);
  });

  test('says that the text was converted', async () => {
    const { totals } = await readWhole(opened(rosterLines([xuan]), { convertedFrom: 'TCVN3' }));
    expect(totals).toMatchObject({
      warnings: 1,
      findings: [{ rule: 'text-converted', row: 0, severity: 'warning', value: 'TCVN3' }],
      sampleNames: ['Hoàng Thị Xuân'],
    });
  });

  test('counts who has no id number, and shows five names', async () => {
    const many = Array.from({ length: 7 }, (_, at) =>
      row({ file_number: `BT-${String(at)}`, full_name: `Bàn Thị ${'ABCDEFG'[at] ?? ''}` }),
    );
    const { totals } = await read([xuan, ...many]);
    expect(totals.withoutIdNumber).toBe(7);
    expect(totals.sampleNames).toHaveLength(5);
  });

  test('says of a later row of the same person where the first stands, and of a lawful second benefit nothing', async () => {
    const second = { ...xuan, benefit_group: '20.2c' };
    const whole = await read([xuan, second, xuan]);
    expect(outcomes(whole)).toEqual(['entitled', 'entitled', 'rejected']);
    expect(whole.rows[2]?.findings).toMatchObject([
      { row: 4, column: 'id_number', value: '095000001', rule: 'person-twice', severity: 'error' },
    ]);
    expect(whole.rows[2]?.findings[0]?.message.vi).toContain('dòng 2');
    expect(people(whole.rows).map(({ idNumber, benefits }) => [idNumber, benefits[0]?.group])).toEqual([
      ['095000001', '5.5b'],
      ['095000001', '20.2c'],
    ]);
  });

  test('rejects whoever is stopped by one row and named by another', async () => {
    const whole = await read([{ ...xuan, action: 'chết' }, xuan], rosterRules({ kind: 'corrections' }));
    expect(outcomes(whole)).toEqual(['stop', 'rejected']);
    expect(whole.totals).toMatchObject({ rows: 2, accepted: 1, rejected: 1 });
  });
});

describe('what too many share', () => {
  const numbered = (count: number, given: RosterCells) =>
    Array.from({ length: count }, (_, at) => ({
      ...row({ file_number: `BT-${String(at)}`, id_number: `0950000${String(at + 10)}` }),
      ...given,
    }));
  const warned = async (rows: RosterCells[], rule: string) =>
    (await read(rows)).rows.flatMap(({ findings, row: { row: at } }) =>
      findings.some((finding) => finding.rule === rule) ? [at] : [],
    );

  test('a phone is told once, at the eleventh person', async () => {
    expect(await warned(numbered(13, { phone: '0912345678' }), 'phone-shared')).toEqual([12]);
    expect(await warned(numbered(10, { phone: '0912345678' }), 'phone-shared')).toEqual([]);
  });

  test('a phone is not shared by two benefits of one person', async () => {
    const rows = numbered(6, { phone: '0912345678' });
    expect(
      await warned(
        rows.flatMap((one) => [one, { ...one, benefit_group: '20.1' }]),
        'phone-shared',
      ),
    ).toEqual([]);
  });

  test.each<[string, RosterCells, number[]]>([
    ['by name', { collector_name: 'Lý Văn Thu', collector_relation: 'cháu' }, [7, 8]],
    ['by id number', { collector_name: 'Lý Văn Thu', collector_id_number: '095999999' }, [7, 8]],
    ['as guardian', { collector_name: 'Lý Văn Thu', collector_relation: 'Người giám hộ' }, []],
    ['as mother', { collector_name: 'Lý Thị Thu', collector_relation: 'Mẹ đẻ' }, []],
    ['for a household', { collector_name: 'Lý Thị Thu', collector_relation: 'hộ gia đình' }, []],
    [
      'as uncle, whose word has a mother in it',
      { collector_name: 'Lý Thị Thu', collector_relation: 'Em mẹo' },
      [7, 8],
    ],
  ])('a collector of seven %s is told from the sixth on', async (_, given, expected) => {
    expect(await warned(numbered(7, given), 'collector-for-many')).toEqual(expected);
  });
});

describe('the file’s own total', () => {
  const withTotal = (rows: RosterCells[], figure: string, field: RosterField, sheet = 0) => {
    const lines = rosterLines(rows, sheet);
    const [fields = { cells: [] }] = lines;
    const label = fields.cells.map((name) =>
      name === 'full_name' ? 'Tổng cộng' : name === field ? figure : '',
    );
    return [...lines, { sheet, row: lines.length + 1, cells: label }];
  };
  const sheets = [1, 2].map((number) => ({ name: `Trang ${String(number)}`, hidden: false }));

  test.each<[string, RosterCells[], string, RosterField, string[]]>([
    ['that is the sum', [xuan, thu], '540.000', 'amount', []],
    ['that is not', [xuan, thu], '810.000', 'amount', ['file-total-differs']],
    ['of amounts, one of a rejected row', [xuan, { ...thu, born: '36' }], '540.000', 'amount', []],
    ['of amounts, one too small', [xuan, { ...thu, amount: '270' }], '270.270', 'amount', []],
    ['with an amount that cannot be read', [xuan, { ...thu, amount: '?' }], '999.000', 'amount', []],
    ['that cannot be read', [xuan, thu], 'x', 'amount', []],
    [
      'of totals',
      [
        { ...xuan, total: '540000', arrears: '270000' },
        { ...thu, total: '270000' },
      ],
      '810.000',
      'total',
      [],
    ],
    [
      'of totals that differs',
      [{ ...xuan, total: '540000', arrears: '270000' }, thu],
      '999.000',
      'total',
      ['file-total-differs'],
    ],
  ])('%s', async (...[, rows, figure, field, rules]) => {
    const { totals } = await readWhole(opened(withTotal(rows, figure, field)));
    expect(totals.findings.map(({ rule }) => rule)).toEqual(rules);
    for (const finding of totals.findings)
      expect(finding).toMatchObject({ row: 4, column: field, value: figure, severity: 'warning' });
  });

  test('is known of a workbook only where every sheet has one', async () => {
    const [first, second] = [
      withTotal([xuan], '270.000', 'amount', 1),
      withTotal([thu], '270.000', 'amount', 2),
    ];
    const both = await readWhole(opened([...first, ...second], { sheets }));
    expect(both.totals).toMatchObject({ sum: 540_000, fileTotal: 540_000, findings: [] });
    const one = await readWhole(opened([...first, ...rosterLines([thu], 2)], { sheets }));
    expect(one.totals).toMatchObject({ sum: 540_000, fileTotal: undefined, findings: [] });
  });
});

describe('a list that is wrong all through', () => {
  test('keeps a thousand warnings of a rule and counts the rest', async () => {
    const rows = Array.from({ length: 1_500 }, (_, at) => row({ full_name: `Bàn Thị ${at}`, phone: 'x' }));
    const whole = await read(rows);
    expect(whole.totals).toMatchObject({ accepted: 1_500, warnings: 3_000 });
    expect(whole.totals.leftOut).toEqual({ 'numbers-missing': 500, 'phone-unclear': 500 });
    expect(rulesOf(whole).flat()).toHaveLength(2_000);
  });

  test('is refused when more than twenty thousand rows are', async () => {
    const bad = Array.from({ length: 20_001 }, () => row({ amount: '?' }));
    expect(await refusalOf(read(bad))).toBe('too-many-errors');
    expect(() => {
      refuseTooManyErrors(20_000);
    }).not.toThrow();
  });

  test('keeps twenty thousand warnings of all rules', () => {
    const keeper = findingKeeper();
    const warning = (rule: number): Finding => ({
      ...{ sheet: '', row: 2, column: '', value: '', rule: String(rule), severity: 'warning' },
      ...{ message: { vi: '', en: '' }, advice: { vi: '', en: '' } },
    });
    const many = Array.from({ length: 30_000 }, (_, at) => warning(at % 100));
    expect(keeper.keep(many)).toHaveLength(20_000);
    expect(keeper.counts().warnings).toBe(30_000);
    expect(Object.values(keeper.counts().leftOut).reduce((sum, count) => sum + count, 0)).toBe(10_000);
    expect(keeper.keep([{ ...warning(0), severity: 'error' }])).toHaveLength(1);
  });
});

describe('whatever stands in the cells', () => {
  const cell = (field: RosterField, ...values: string[]) =>
    fc.constantFrom(...values).map((value): RosterCells => ({ [field]: value }));
  const anyRow = fc
    .tuple(
      cell('commune_code', '01834', '01840', '99999', ''),
      cell('full_name', 'Hoàng Thị A', 'HOÀNG THỊ A', 'Lý Văn B', ''),
      cell('born', '1936', '1940', '36', '03/05/1936'),
      cell('id_number', '', '095000001', '095000002', '123'),
      cell('file_number', '', 'BT-01', 'BT-02'),
      cell('benefit_group', '5.4', '5(5)b', '5.6', '20.1', ''),
      cell('amount', '270000', '270.000', '300000', '270', '?', ''),
      cell('funeral', '', '', '5400000', '?'),
      cell('note', '', '', 'Đã chết'),
      fc.record({ phone: fc.string({ unit: 'grapheme' }), hamlet: fc.string({ unit: 'grapheme' }) }),
    )
    .map((cells): RosterCells => row(Object.assign({}, ...cells) as RosterCells));

  const readAny = (rows: readonly RosterCells[]) => read([xuan9, ...rows]);
  /** A good row, so that there is always one. */
  const xuan9 = row({
    id_number: '095000009',
    file_number: 'BT-09',
    full_name: 'Bàn Thị Có',
    ...{ funeral: '', note: '', phone: '', hamlet: '' },
  });

  test('rows in = accepted + rejected, each rejected one with an error that says why', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow), async (rows) => {
        const { rows: checked, totals } = await readAny(rows);
        expect(totals.rows).toBe(totals.accepted + totals.rejected);
        expect(checked).toHaveLength(totals.rows);
        for (const { outcome, findings } of checked) {
          expect(findings.some(({ severity }) => severity === 'error')).toBe(outcome === 'rejected');
          for (const { message, advice } of findings)
            for (const text of [message.vi, message.en, advice.vi, advice.en])
              expect(text).toMatch(/\S.*\.$/);
        }
      }),
    );
  });

  test('what is paid is what stands in the accepted rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow), async (rows) => {
        const { rows: checked } = await readAny(rows);
        const written = checked
          .filter(({ outcome }) => outcome === 'entitled')
          .map(({ row: { cells } }) => Number(cells.amount.replace('.', '')));
        const paid = people(checked).map(monthlyAmount);
        expect(paid).toEqual(written);
      }),
    );
  });

  test('a rejected row changes nothing for the others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow), async (rows) => {
        const { rows: checked } = await readAny(rows);
        const accepted = checked.filter(({ outcome }) => outcome !== 'rejected');
        const again = await read(accepted.map(({ row: { cells } }) => cells));
        const known = (all: readonly RosterRow[]) =>
          people(all).map((person) => ({ ...person, source: undefined }));
        expect(known(again.rows)).toEqual(known(checked));
        expect(again.totals.rejected).toBe(0);
      }),
    );
  });

  test('the order of rows decides which one is the later, not how many people there are', async () => {
    const one = (number: number, group: string, phone: string) =>
      row({ id_number: `09500000${String(number)}`, benefit_group: group, phone });
    const some = fc
      .array(fc.tuple(fc.nat(5), fc.constantFrom('5.4', '5.6', '5.1', '20.1'), fc.string()), { minLength: 1 })
      .map((all) => all.map(([number, group, phone]) => one(number, group, phone)));
    const idsOf = async (rows: readonly RosterCells[]) =>
      [...new Set(people((await read(rows)).rows).map(({ idNumber }) => idNumber))].toSorted();
    await fc.assert(
      fc.asyncProperty(
        some.chain((rows) => fc.tuple(fc.constant(rows), shuffled(rows))),
        async ([rows, otherwise]) => {
          expect(await idsOf(otherwise)).toEqual(await idsOf(rows));
        },
      ),
    );
  });

  test('columns may stand in any order', async () => {
    const order = shuffled(Object.keys(xuan9).map((_, at) => at));
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 5 }), order, async (rows, at) => {
        const lines = rosterLines([xuan9, ...rows]);
        const moved = lines.map((line) => ({ ...line, cells: at.map((place) => line.cells[place] ?? '') }));
        const bare = ({ rows: all }: WholeRoster) => all.map((one) => ({ ...one, row: undefined }));
        expect(bare(await readWhole(opened(moved)))).toEqual(bare(await readWhole(opened(lines))));
      }),
    );
  });
});
