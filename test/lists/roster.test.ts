import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marksOfRejected, readRoster, type Roster, StagedCommune } from '../../shared/lists/roster.ts';
import { type RosterField } from '../../shared/lists/roster-columns.ts';
import type { RosterRules } from '../../shared/lists/roster-row.ts';
import { shuffled } from '../support/arbitrary.ts';
import { aCommune, august, lines, listId, yenHan } from '../support/build.ts';

const hanMai = aCommune('01840');
const rules: RosterRules = {
  listId,
  month: august,
  standard: 270_000,
  coefficients: [1, 1.5],
  communes: new Set([yenHan, hanMai]),
  points: new Map(),
};
const columns: readonly [RosterField, string][] = [
  ['commune_code', 'Mã xã'],
  ['file_number', 'Số sổ'],
  ['full_name', 'Họ và tên'],
  ['born', 'Năm sinh'],
  ['id_number', 'Số CCCD'],
  ['hamlet', 'Thôn'],
  ['benefit_group', 'Nhóm đối tượng'],
  ['coefficient', 'Hệ số'],
  ['amount', 'Mức trợ cấp'],
];
const keys = columns.map(([key]) => key);
const names = columns.map(([, name]) => name);
const good = {
  commune_code: '01834',
  file_number: '',
  full_name: 'Hoàng Thị Xuân',
  born: '1936',
  id_number: '',
  hamlet: 'Nà Làng',
  benefit_group: '5(5)b',
  coefficient: '1',
  amount: '270.000',
} satisfies Partial<Record<RosterField, string>>;
const row = (given: Partial<typeof good> = {}) => Object.values({ ...good, ...given });
const other = row({ full_name: 'Lý Văn Thu' });

const read = (...rows: string[][]): Roster => {
  const roster = readRoster(lines(names, ...rows), rules);
  if ('refused' in roster) throw new Error(roster.refused.rule);
  return roster;
};
const peopleOf = (roster: Roster) => roster.communes.flatMap(({ people }) => people.map(({ name }) => name));
const rejectedOf = (roster: Roster) =>
  roster.communes.flatMap(({ rejected }) => rejected.map((one) => one.row));

describe('readRoster', () => {
  test('reads the same under Vietnamese names and under keys, in one part a commune', () => {
    const rows = [row(), row({ commune_code: '01840' }), other];
    const roster = read(...rows);
    expect(readRoster(lines(keys, ...rows), rules)).toEqual(roster);
    expect([roster.rows, roster.rejected, roster.findings]).toEqual([3, 0, []]);
    expect(roster.communes.map(({ commune, people }) => [commune, people.length])).toEqual([
      ['01834', 2],
      ['01840', 1],
    ]);
    for (const part of roster.communes) expect(StagedCommune.parse(part)).toEqual(part);
  });

  test.each([
    ['a missing column', names.slice(0, -1), 'column-missing'],
    ['a column twice', [...names, 'Số tiền'], 'column-twice'],
    ['rows without names above them', row(), 'column-missing'],
  ])('refuses a whole file with %s', (_, header, rule) => {
    expect(readRoster(lines(header, row()), rules)).toMatchObject({ refused: { rule } });
  });

  test('refuses an empty file', () => {
    expect(readRoster([], rules)).toMatchObject({ refused: { rule: 'file-empty' } });
  });

  test('a bad row is rejected with what may still tell whom it means, and stops no other row', () => {
    const bad = row({ file_number: 'BT-01', id_number: '001 036.000 001', amount: '?' });
    const roster = read(bad, other);
    expect(peopleOf(roster)).toEqual(['Lý Văn Thu']);
    expect([roster.rows, roster.rejected]).toEqual([2, 1]);
    const [rejected] = roster.communes[0]?.rejected ?? [];
    expect(rejected).toEqual({
      row: 2,
      fileNumber: 'BT-01',
      idNumber: '001036000001',
      name: 'Hoàng Thị Xuân',
      born: '1936',
    });
    expect(rejected && marksOfRejected(rejected)).toEqual({
      fileNumber: 'BT-01',
      idNumber: '001036000001',
      name: 'Hoàng Thị Xuân',
      born: '1936',
    });
  });

  test('a row of no known commune is counted and belongs to none', () => {
    const roster = read(row({ commune_code: '99999' }), other);
    expect([roster.rows, roster.rejected, rejectedOf(roster)]).toEqual([2, 1, []]);
    expect(roster.findings).toMatchObject([{ row: 2, rule: 'commune-unknown' }]);
  });

  describe('a row of no known commune might mean anybody', () => {
    const stray = row({ commune_code: '99999', full_name: 'Bàn Văn Lạ', file_number: 'BT-9' });
    const straysOf = (...rows: string[][]) =>
      read(...rows).communes.map(({ commune, strays }) => [commune, strays.map((one) => one.row)]);

    test('in every commune of the file, wherever it stands', () => {
      const elsewhere = row({ commune_code: '01840' });
      expect(straysOf(stray, other, elsewhere)).toEqual([
        ['01834', [2]],
        ['01840', [2]],
      ]);
      expect(straysOf(other, elsewhere, stray)).toEqual([
        ['01834', [4]],
        ['01840', [4]],
      ]);
    });

    test('with all that may tell whom it means', () => {
      const [part] = read(stray, other).communes;
      expect(part?.strays).toEqual([
        { row: 2, fileNumber: 'BT-9', idNumber: '', name: 'Bàn Văn Lạ', born: '1936' },
      ]);
      expect(part?.rejected).toEqual([]);
      expect(StagedCommune.parse(part)).toEqual(part);
    });

    test('but for one without a name, such as a sum, and for one of a known commune', () => {
      expect(straysOf(row({ commune_code: '', full_name: '' }), row({ amount: '?' }), other)).toEqual([
        ['01834', []],
      ]);
    });
  });

  test.each([
    ['a lost zero', '1834'],
    ['a space that nobody sees', '01834\u200b'],
  ])('a rejected row belongs to its commune, though its code has %s', (_, code) => {
    const roster = read(row({ commune_code: code, amount: '?' }));
    expect(roster.communes).toMatchObject([{ commune: '01834', people: [], rejected: [{ row: 2 }] }]);
  });

  describe('the same person twice', () => {
    const [id, file] = [{ id_number: '001036000001' }, { file_number: 'BT-01' }];
    const thu = { full_name: 'Lý Văn Thu', born: '1940' };
    test.each<[string, Partial<typeof good>, Partial<typeof good>, string]>([
      ['id number', id, { ...id, ...thu }, 'id_number'],
      ['id number, in two communes', id, { ...id, ...thu, commune_code: '01840' }, 'id_number'],
      ['file number', file, { file_number: 'bt-01', ...thu }, 'file_number'],
      ['name and birth', {}, { full_name: 'HOÀNG  THỊ XUÂN' }, 'full_name'],
    ])('is an error on the later row: %s', (_, one, again, column) => {
      const roster = read(row(one), row(again));
      expect(roster.findings).toMatchObject([
        { row: 3, column, rule: 'person-twice', severity: 'error', value: '' },
      ]);
      expect([peopleOf(roster), roster.rejected, rejectedOf(roster)]).toEqual([['Hoàng Thị Xuân'], 1, [3]]);
    });

    test.each<[string, Partial<typeof good>, Partial<typeof good>]>([
      ['a file number in two communes', file, { ...file, ...thu, commune_code: '01840' }],
      ['namesakes with different numbers', file, { file_number: 'BT-02' }],
      ['namesakes of different age', {}, { born: '1937' }],
      ['namesakes in two communes', {}, { commune_code: '01840' }],
    ])('is not %s', (_, one, again) => {
      expect(read(row(one), row(again))).toMatchObject({ rejected: 0, findings: [] });
    });

    test('is not a good row after a rejected one', () => {
      expect(read(row({ ...id, amount: '?' }), row(id))).toMatchObject({ rejected: 1 });
      expect(peopleOf(read(row({ ...id, amount: '?' }), row(id)))).toEqual(['Hoàng Thị Xuân']);
    });
  });

  const cell = (field: keyof typeof good, ...values: string[]) =>
    fc.constantFrom(...values).map((value): Partial<typeof good> => ({ [field]: value }));
  const anyRow = fc
    .tuple(
      cell('commune_code', '01834', '01840', '99999', ''),
      cell('full_name', 'A', 'B', 'C', ''),
      cell('born', '1936', '1940', '36'),
      cell('id_number', '', '001036000001', '001036000002', '123'),
      cell('file_number', '', 'BT-01', 'BT-02'),
      cell('amount', '270000', '270.000', '300000', '270', '?'),
    )
    .map((given) => row(Object.assign({}, ...given) as Partial<typeof good>));

  test('rows in = people + rejected, each rejected one with an error that says why', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1 }), (rows) => {
        const roster = read(...rows);
        expect(roster.rows).toBe(rows.length);
        expect(peopleOf(roster).length + roster.rejected).toBe(rows.length);
        const wrong = roster.findings.filter(({ severity }) => severity === 'error').map((one) => one.row);
        expect(new Set(wrong).size).toBe(roster.rejected);
        for (const at of rejectedOf(roster)) expect(wrong).toContain(at);
        const isStray = ([commune, , name]: string[]) =>
          !['01834', '01840'].includes(commune!) && name !== '';
        const strays = rows.flatMap((cells, at) => (isStray(cells) ? [at + 2] : []));
        for (const part of roster.communes) expect(part.strays.map((one) => one.row)).toEqual(strays);
        for (const { message, advice } of roster.findings)
          for (const text of [message.vi, message.en, advice.vi, advice.en]) expect(text.trim()).not.toBe('');
      }),
    );
  });

  test('columns may stand in any order', () => {
    const order = shuffled(columns.map((_, at) => at));
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1 }), order, (rows, at) => {
        const moved = [names, ...rows].map((cells) => at.map((place) => cells[place] ?? ''));
        expect(readRoster(lines(...moved), rules)).toEqual(read(...rows));
      }),
    );
  });
});
