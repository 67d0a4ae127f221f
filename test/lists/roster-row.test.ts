import { describe, expect, test } from 'vitest';
import { checkRosterRow, type RosterRules } from '../../shared/lists/roster-row.ts';
import { type RosterField, rosterColumns } from '../../shared/lists/roster-columns.ts';
import { ListedPerson } from '../../shared/domain/recipient.ts';
import { aCommune, aPointId, august, listId, yenHan } from '../support/build.ts';

const rules: RosterRules = {
  listId,
  month: august,
  standard: 270_000,
  coefficients: [1, 1.5, 2],
  communes: new Set([yenHan]),
  points: new Map([
    [aPointId('01834-1'), yenHan],
    [aPointId('01840-1'), aCommune('01840')],
  ]),
};
const empty = Object.fromEntries(Object.keys(rosterColumns).map((field) => [field, ''])) as Record<
  RosterField,
  string
>;
const cells = {
  ...empty,
  commune_code: '01834',
  full_name: 'Hoàng Thị Xuân',
  born: '1936',
  hamlet: 'Nà Làng',
  benefit_group: '5(5)b',
  coefficient: '1,5',
  amount: '405.000',
};
const check = (given: Partial<Record<RosterField, string>> = {}) =>
  checkRosterRow({ row: 5, cells: { ...cells, ...given } }, rules);
const rulesOf = ({ findings }: ReturnType<typeof check>) => findings.map(({ rule }) => rule);

describe('checkRosterRow', () => {
  test('reads the least that a row must say', () => {
    expect(check()).toEqual({
      findings: [],
      person: {
        commune: '01834',
        name: 'Hoàng Thị Xuân',
        born: '1936',
        hamlet: 'Nà Làng',
        benefits: [{ group: '5(5)b', coefficient: 1.5, amount: 405_000, arrears: undefined }],
        source: { listId, sheet: '', row: 5 },
      },
    });
  });

  test('reads all that a row can say', () => {
    const { person, findings } = check({
      file_number: 'BT-01',
      full_name: '  Hoàng  Thị Xuân'.normalize('NFD'),
      born: '03/05/1936',
      sex: 'Nữ',
      id_number: '001 036 000 001',
      hamlet: ' Nà  Làng ',
      phone: '0912.345.678',
      arrears: '810.000',
      collector_name: 'Lý Văn Thu',
      collector_relation: ' con  trai ',
      collector_id_number: '001070000009',
      home_visit: 'very_old',
      point_code: '01834-1',
      note: 'ghi chú',
    });
    expect(findings).toEqual([]);
    expect(person).toEqual({
      commune: '01834',
      name: 'Hoàng Thị Xuân',
      born: '1936-05-03',
      sex: 'female',
      fileNumber: 'BT-01',
      idNumber: '001036000001',
      hamlet: 'Nà Làng',
      phone: '+84912345678',
      collector: { name: 'Lý Văn Thu', relation: 'con trai', idNumber: '001070000009' },
      benefits: [
        { group: '5(5)b', coefficient: 1.5, amount: 405_000, arrears: { month: '2016-08', amount: 810_000 } },
      ],
      pointId: '01834-1',
      homeVisit: 'VERY_OLD',
      source: { listId, sheet: '', row: 5 },
    });
    expect(ListedPerson.safeParse(person).success).toBe(true);
  });

  test.each<[RosterField, string, string]>([
    ['commune_code', '', 'value-missing'],
    ['commune_code', '01840', 'commune-unknown'],
    ['commune_code', 'Yên Hân', 'commune-unknown'],
    ['full_name', ' ', 'value-missing'],
    ['born', '', 'value-missing'],
    ['born', '36', 'born-unclear'],
    ['born', '01/09/2016', 'born-unclear'],
    ['benefit_group', '', 'value-missing'],
    ['coefficient', '', 'value-missing'],
    ['coefficient', '1,4', 'coefficient-unknown'],
    ['amount', '', 'value-missing'],
    ['amount', '405', 'amount-too-small'],
    ['amount', '4,05E+05', 'amount-unclear'],
    ['arrears', '-405000', 'amount-unclear'],
    ['id_number', '1,036E+09', 'id-number-unclear'],
    ['id_number', '1036000001', 'id-number-lost-zero'],
    ['home_visit', 'x', 'home-visit-unknown'],
    ['point_code', '01840-1', 'point-elsewhere'],
    ['point_code', '01834-9', 'point-elsewhere'],
    ['point_code', '1', 'point-elsewhere'],
  ])('rejects a row with %s "%s": %s', (column, value, rule) => {
    const { person, findings } = check({ [column]: value });
    expect(person).toBeUndefined();
    expect(findings).toMatchObject([{ row: 5, column, value, rule, severity: 'error' }]);
  });

  test('rejects a collector’s id number that is none, since somebody would be paid by it', () => {
    const checked = check({ collector_name: 'Lý Văn Thu', collector_id_number: '123' });
    expect(checked.person).toBeUndefined();
    expect(rulesOf(checked)).toEqual(['id-number-unclear']);
  });

  test.each<[RosterField, string, string, object]>([
    ['phone', '02093870123', 'phone-unclear', { phone: undefined }],
    ['sex', '?', 'sex-unclear', { sex: undefined }],
    ['amount', '400000', 'amount-differs-from-standard', { benefits: [{ amount: 400_000 }] }],
  ])('warns of %s "%s" and takes the row: %s', (column, value, rule, expected) => {
    const { person, findings } = check({ [column]: value });
    expect(findings).toMatchObject([{ row: 5, column, value, rule, severity: 'warning' }]);
    expect(person).toMatchObject(expected);
  });

  test('says in đồng what standard × coefficient would be', () => {
    expect(check({ amount: '400000' }).findings[0]?.message.vi).toContain('405000');
  });

  test('knows a commune whose leading zero the spreadsheet lost', () => {
    expect(check({ commune_code: '1834' }).person?.commune).toBe('01834');
  });

  test('tells all that is wrong with a row at once, in two languages', () => {
    const wrong = Object.fromEntries(Object.keys(rosterColumns).map((field) => [field, '?']));
    const { person, findings } = check({ ...wrong, full_name: '' });
    expect(person).toBeUndefined();
    expect(findings.map(({ column }) => column).toSorted()).toEqual(
      [
        'amount',
        'arrears',
        'born',
        'coefficient',
        'commune_code',
        'collector_id_number',
        'full_name',
        'home_visit',
        'id_number',
        'phone',
        'point_code',
        'sex',
      ].toSorted(),
    );
    for (const { message, advice } of findings)
      for (const text of [message.vi, message.en, advice.vi, advice.en]) expect(text).toMatch(/\S.*\.$/);
  });
});
