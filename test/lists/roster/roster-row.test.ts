import { describe, expect, test } from 'vitest';
import { ListedPerson } from '../../../shared/domain/recipient.ts';
import { anyCommune, communeNames } from '../../../shared/lists/roster/commune-names.ts';
import { type RosterField, rosterColumns } from '../../../shared/lists/roster/roster-columns.ts';
import { rosterRowChecker } from '../../../shared/lists/roster/roster-row.ts';
import type { RosterRow, RosterRules } from '../../../shared/lists/roster/roster-rules.ts';
import { aCommune, listId } from '../../support/build.ts';
import { aRosterRow, communes, hanMai, type RosterCells, rosterRules } from '../../support/roster.ts';

const check = (given: RosterCells = {}, rules: Partial<RosterRules> = {}, place = {}): RosterRow =>
  rosterRowChecker(rosterRules(rules))(aRosterRow(given, place));
const rulesOf = ({ findings }: RosterRow) => findings.map(({ rule }) => rule);
const personOf = (checked: RosterRow): ListedPerson | undefined =>
  checked.outcome === 'entitled' ? checked.person : undefined;

describe('a row of a roster', () => {
  test('says at least this', () => {
    const checked = check();
    expect(checked.findings).toEqual([]);
    expect(personOf(checked)).toEqual({
      commune: '01834',
      name: 'Hoàng Thị Xuân',
      born: '1936',
      fileNumber: 'BT-01',
      hamlet: 'Nà Làng',
      benefits: [{ group: '5.5b', coefficient: 1.5, amount: 405_000 }],
      source: { listId, sheet: '', row: 5 },
    });
  });

  test('can say all this', () => {
    const checked = check(
      {
        born: '03/05/1936',
        sex: 'Nữ',
        id_number: '001 136 000 001',
        phone: '0912.345.678',
        benefit_group: '5(5)b',
        arrears: '810.000',
        carried_months: '1',
        carried_over: '405.000 đ',
        funeral: '5.400.000',
        total: '7.020.000',
        collector_name: 'Lý Văn Thu',
        collector_relation: 'con trai',
        collector_id_number: '001070000009',
        home_visit: 'very_old',
        point_code: '01834-1',
        decision_number: '12/QĐ-UBND',
        note: 'ghi chú',
      },
      {},
      { sheet: 3, row: 17 },
    );
    expect(checked.findings).toEqual([]);
    expect(personOf(checked)).toEqual({
      commune: '01834',
      name: 'Hoàng Thị Xuân',
      born: '1936-05-03',
      sex: 'female',
      fileNumber: 'BT-01',
      idNumber: '001136000001',
      hamlet: 'Nà Làng',
      phone: '+84912345678',
      collector: { name: 'Lý Văn Thu', relation: 'con trai', idNumber: '001070000009' },
      benefits: [
        { group: '5.5b', coefficient: 1.5, amount: 405_000, arrears: { month: '2016-08', amount: 810_000 } },
      ],
      funeral: { month: '2016-08', amount: 5_400_000 },
      openingCarryOver: { month: '2016-08', amount: 405_000 },
      decisionNumber: '12/QĐ-UBND',
      pointId: '01834-1',
      homeVisit: 'VERY_OLD',
      source: { listId, sheet: '3', row: 17 },
    });
    expect(ListedPerson.safeParse(personOf(checked)).success).toBe(true);
  });

  test.each<[RosterField, string, string]>([
    ['commune_code', '', 'value-missing'],
    ['commune_code', '01841', 'commune-unknown'],
    ['commune_code', 'Yên Hân', 'commune-unknown'],
    ['full_name', '', 'value-missing'],
    ['born', '', 'value-missing'],
    ['born', '36', 'born-two-digits'],
    ['born', '13275', 'born-unclear'],
    ['born', '01/09/2016', 'born-in-future'],
    ['born', '1880', 'born-too-long-ago'],
    ['benefit_group', '', 'value-missing'],
    ['coefficient', '', 'value-missing'],
    ['coefficient', '1,4', 'coefficient-unknown'],
    ['amount', '', 'value-missing'],
    ['amount', '405', 'amount-too-small'],
    ['amount', '0', 'amount-too-small'],
    ['amount', '-', 'amount-unclear'],
    ['amount', '4,05E+05', 'amount-unclear'],
    ['amount', '-405.000', 'amount-negative'],
    ['arrears', '-405000', 'amount-negative'],
    ['arrears', '2 tháng', 'amount-unclear'],
    ['carried_over', '270', 'amount-too-small'],
    ['funeral', 'có', 'amount-unclear'],
    ['deduction', '100.000', 'deduction-not-paid'],
    ['deduction', '-100.000', 'deduction-not-paid'],
    ['total', '810.000', 'total-differs'],
    ['total', '0', 'total-differs'],
    ['total', '?', 'amount-unclear'],
    ['id_number', '1,036E+09', 'id-number-rounded'],
    ['id_number', '1036000001', 'id-number-lost-zero'],
    ['id_number', 'không có', 'id-number-unclear'],
    ['collector_id_number', '123', 'id-number-unclear'],
    ['home_visit', 'x', 'home-visit-unknown'],
    ['point_code', '01840-1', 'point-elsewhere'],
    ['point_code', '01834-9', 'point-elsewhere'],
    ['point_code', '1', 'point-elsewhere'],
    ['note', 'Đã chết', 'note-says-gone'],
    ['action', 'Giảm', 'note-says-gone'],
  ])('is rejected with %s "%s": %s', (column, value, rule) => {
    const checked = check({ collector_name: 'Lý Văn Thu', [column]: value });
    expect(checked.outcome).toBe('rejected');
    expect(checked.findings).toMatchObject([{ row: 5, column, value, rule, severity: 'error' }]);
  });

  test.each<[RosterField, string, string, object]>([
    ['file_number', '', 'numbers-missing', { fileNumber: undefined }],
    ['phone', '091234567', 'phone-unclear', { phone: undefined }],
    ['phone', '02093870123', 'phone-landline', { phone: undefined }],
    ['phone', '0912345678/0987654321', 'phone-two-numbers', { phone: '+84912345678' }],
    ['sex', '?', 'sex-unclear', { sex: undefined }],
    ['amount', '400000', 'amount-differs-from-standard', { benefits: [{ amount: 400_000 }] }],
    ['arrears', '4.860.001', 'amount-not-round', { benefits: [{ arrears: { amount: 4_860_001 } }] }],
    ['arrears', '4.861.000', 'arrears-long', { benefits: [{ arrears: { amount: 4_861_000 } }] }],
    ['funeral', '5.000.000', 'funeral-differs', { funeral: { amount: 5_000_000 } }],
    ['collector_relation', 'con', 'collector-name-missing', { collector: undefined }],
    ['collector_id_number', '001070000009', 'collector-name-missing', { collector: undefined }],
  ])('is taken with a warning of %s "%s": %s', (column, value, rule, expected) => {
    const checked = check({ [column]: value });
    const found = checked.findings.find((finding) => finding.rule === rule);
    expect(found).toMatchObject({ row: 5, value, rule, severity: 'warning' });
    expect(personOf(checked)).toMatchObject(expected);
  });

  test.each<[RosterField, string]>([
    ['commune_code', '1834'],
    ['hamlet', ''],
    ['arrears', '0'],
    ['arrears', '-'],
    ['arrears', '4.860.000'],
    ['carried_over', '–'],
    ['deduction', '0'],
    ['deduction', '0,00'],
    ['total', '405.000'],
    ['total', ''],
    ['funeral', '5.400.000'],
    ['id_number', '095123456'],
    ['note', 'mẹ đã chết'],
    ['note', 'Tăng mới'],
    ['action', 'tăng'],
    ['action', 'không rõ'],
    ['born', '00/00/1936'],
  ])('is taken quietly with %s "%s"', (column, value) => {
    const checked = check({ [column]: value });
    expect([checked.outcome, checked.findings]).toEqual(['entitled', []]);
  });

  test('tells all that is wrong with it at once, in two languages', () => {
    const wrong = Object.fromEntries(Object.keys(rosterColumns).map((field) => [field, '?']));
    const checked = check({ ...wrong, full_name: '', born_male: '', born_female: '' });
    expect(checked.findings.map(({ column }) => column).toSorted()).toEqual(
      [
        'amount',
        'arrears',
        'born',
        'carried_over',
        'coefficient',
        'commune_code',
        'collector_id_number',
        'deduction',
        'full_name',
        'funeral',
        'home_visit',
        'id_number',
        'phone',
        'point_code',
        'sex',
      ].toSorted(),
    );
    for (const { message, advice } of checked.findings)
      for (const text of [message.vi, message.en, advice.vi, advice.en]) expect(text).toMatch(/\S.*\.$/);
  });

  test('that is rejected still tells whom it may mean', () => {
    expect(check({ id_number: '001 036.000 001', born: '3/5/1936', amount: '?' })).toMatchObject({
      outcome: 'rejected',
      commune: '01834',
      marks: { fileNumber: 'BT-01', idNumber: '001036000001', name: 'Hoàng Thị Xuân', born: '1936-05-03' },
    });
    expect(check({ commune_code: '9', born: '36' })).toMatchObject({
      commune: undefined,
      marks: { born: '36' },
    });
  });
});

describe('the commune', () => {
  const above = (commune: string, hamlet = '') => ({ above: { commune, hamlet } });
  test.each<[string, RosterCells, object, Partial<RosterRules>, string | undefined]>([
    ['its code', {}, above('Xã Hảo Nghĩa'), {}, '01834'],
    ['its name', { commune_code: '', commune_name: 'hảo nghĩa' }, {}, {}, '01840'],
    [
      'the heading above',
      { commune_code: '' },
      above('Xã Hảo Nghĩa (01840)'),
      { givenCommune: aCommune('01834') },
      '01840',
    ],
    ['what the upload said', { commune_code: '' }, {}, { givenCommune: hanMai }, '01840'],
    ['any code, where none is known', { commune_code: '99999' }, {}, { communes: anyCommune }, '99999'],
  ])('is known by %s', (...[, cells, place, rules, expected]) => {
    expect(check(cells, rules, place)).toMatchObject({ outcome: 'entitled', commune: expected });
  });

  test.each<[string, RosterCells, object, string, string]>([
    ['an unknown name', { commune_code: '', commune_name: 'Xã Lạ' }, {}, 'commune_name', 'commune-unknown'],
    ['an unknown heading', { commune_code: '' }, above('Xã Lạ'), 'commune_code', 'commune-unknown'],
    ['nothing', { commune_code: '' }, {}, 'commune_code', 'value-missing'],
    [
      'a wrong code beside a right name',
      { commune_code: '9', commune_name: 'Yên Hân' },
      {},
      'commune_code',
      'commune-unknown',
    ],
  ])('is not known by %s', (...[, cells, place, column, rule]) => {
    expect(check(cells, {}, place)).toMatchObject({ outcome: 'rejected', findings: [{ column, rule }] });
  });

  test('whose name two of them have is not guessed', () => {
    const twice = communeNames([
      ...communes,
      { code: aCommune('02000'), name: 'Yên Hân', district: 'Huyện Ba Bể' },
    ]);
    const checked = check({ commune_code: '', commune_name: 'Yên Hân' }, { communes: twice });
    expect(checked.findings).toMatchObject([{ rule: 'commune-ambiguous', value: 'Yên Hân' }]);
    expect(checked.findings[0]?.advice.en).toMatch(/01834 or 02000/);
  });

  test('a heading tells the hamlet where the row does not', () => {
    expect(personOf(check({ hamlet: '' }, {}, above('', 'Bản Cám')))?.hamlet).toBe('Bản Cám');
    expect(personOf(check({}, {}, above('', 'Bản Cám')))?.hamlet).toBe('Nà Làng');
  });
});

describe('birth and sex', () => {
  const born = '';
  test.each<[string, RosterCells, object, string[]]>([
    ['the year under Nam', { born, born_male: '1936' }, { born: '1936', sex: 'male' }, []],
    ['the date under Nữ', { born, born_female: '03/05/1936' }, { born: '1936-05-03', sex: 'female' }, []],
    ['an x under Nữ', { born_female: 'x' }, { born: '1936', sex: 'female' }, []],
    [
      'Nam and a year under Nữ',
      { born, born_female: '1936', sex: 'Nam' },
      { sex: undefined },
      ['sex-unclear'],
    ],
    ['Nữ and a year under Nữ', { born, born_female: '1936', sex: 'Nữ' }, { sex: 'female' }, []],
    [
      'years under both beside a birth',
      { born_male: 'x', born_female: 'x' },
      { sex: undefined },
      ['sex-unclear'],
    ],
  ])('of %s', (_, cells, expected, rules) => {
    const checked = check(cells);
    expect(personOf(checked)).toMatchObject(expected);
    expect(rulesOf(checked)).toEqual(rules);
  });

  test.each<[string, RosterCells, string, string]>([
    ['years under both', { born, born_male: '1936', born_female: '1936' }, 'born_male', 'born-unclear'],
    ['two digits under Nam', { born, born_male: '36' }, 'born_male', 'born-two-digits'],
    ['no year at all', { born }, 'born', 'value-missing'],
  ])('are not known of %s', (_, cells, column, rule) => {
    expect(check(cells)).toMatchObject({ outcome: 'rejected', findings: [{ column, rule }] });
  });

  test.each<[string, RosterCells, string[]]>([
    ['fit', { id_number: '006136000001', sex: 'Nữ' }, []],
    ['fit a child of this century', { id_number: '006214000001', sex: 'Nam', born: '2014' }, []],
    ['have the other sex', { id_number: '006036000001', sex: 'Nữ' }, ['sex-differs-from-id']],
    ['have another year', { id_number: '006137000001', sex: 'Nữ' }, ['born-differs-from-id']],
    ['have another century', { id_number: '006336000001', sex: 'Nữ' }, ['born-differs-from-id']],
    ['are of the old kind', { id_number: '095123456', sex: 'Nữ' }, []],
    ['have no sex beside them', { id_number: '006036000001' }, []],
  ])('are compared with digits of the id number that %s', (_, cells, rules) => {
    const checked = check(cells);
    expect(rulesOf(checked)).toEqual(rules);
    expect(checked.outcome).toBe('entitled');
  });
});

describe('money', () => {
  const ofParent = { benefit_group: '5.4', coefficient: '4', amount: '1.080.000' };
  test('of a single parent is the standard for each child', () => {
    expect(check(ofParent).findings).toEqual([]);
    expect(personOf(check(ofParent))?.benefits).toMatchObject([{ group: '5.4', coefficient: 4 }]);
    expect(rulesOf(check({ ...ofParent, coefficient: '11' }))).toEqual(['coefficient-unknown']);
    expect(rulesOf(check({ ...ofParent, coefficient: '1,5' }))).toEqual(['coefficient-unknown']);
  });

  test('beyond three standards is unusual for anybody else', () => {
    expect(rulesOf(check({ amount: '810.000', coefficient: '2' }))).toEqual(['amount-differs-from-standard']);
    expect(rulesOf(check({ amount: '811.000', coefficient: '2' }))).toEqual([
      'amount-unusual',
      'amount-differs-from-standard',
    ]);
  });

  test('says in đồng what standard × coefficient would be', () => {
    expect(check({ amount: '400000' }).findings[0]?.message.vi).toContain('405000');
    expect(rulesOf(check({ amount: '405.500' }))).toEqual([
      'amount-differs-from-standard',
      'amount-not-round',
    ]);
  });

  test('of the dead is the funeral alone', () => {
    const funeral = {
      benefit_group: '',
      coefficient: '',
      amount: '',
      funeral: '5400000',
      note: 'Chết ngày 3/7',
    };
    const checked = check(funeral);
    expect(checked.findings).toEqual([]);
    expect(personOf(checked)).toMatchObject({
      benefits: [],
      funeral: { month: '2016-08', amount: 5_400_000 },
    });
    expect(ListedPerson.safeParse(personOf(checked)).success).toBe(true);
    expect(personOf(check({ ...funeral, amount: '0', benefit_group: '5.5b' }))?.benefits).toEqual([]);
    expect(rulesOf(check({ ...funeral, funeral: '' }))).toContain('value-missing');
    expect(rulesOf(check({ ...funeral, arrears: '270000' }))).toContain('value-missing');
    expect(
      rulesOf(check({ ...funeral, amount: '405000', benefit_group: '5.5b', coefficient: '1.5' })),
    ).toEqual(['note-says-gone']);
  });

  test('is compared with the total of the row as a whole', () => {
    const parts = { arrears: '810000', carried_over: '405000', funeral: '5400000' };
    expect(check({ ...parts, total: '7020000' }).findings).toEqual([]);
    expect(check({ ...parts, total: '6210000' }).findings).toMatchObject([
      {
        column: 'total',
        rule: 'total-differs',
        message: { en: expect.stringContaining('7020000') as unknown },
      },
    ]);
    // What cannot be read or is not paid has been said already.
    expect(rulesOf(check({ amount: '?', total: '405000' }))).toEqual(['amount-unclear']);
    expect(rulesOf(check({ deduction: '5000', total: '400000' }))).toEqual(['deduction-not-paid']);
    // An error elsewhere in the row does not hide it.
    expect(rulesOf(check({ born: '36', total: '1' }))).toEqual(['born-two-digits', 'total-differs']);
  });

  test('carried over is taken from a list only where no earlier period is known', () => {
    const cells = { carried_over: '405000', total: '810000' };
    expect(personOf(check(cells))?.openingCarryOver).toEqual({ month: '2016-08', amount: 405_000 });
    const known = check(cells, { hasEarlierPeriod: true });
    expect(known.findings).toMatchObject([{ rule: 'carried-over-known', severity: 'warning' }]);
    expect(personOf(known)?.openingCarryOver).toBeUndefined();
  });
});

describe('groups of the settings', () => {
  const groups = { '5(5)b': { name: 'Người cao tuổi', ages: [80, 130] as [number, number] }, '5.6': {} };
  test.each<[string, RosterCells, string[]]>([
    ['known, of the age', { born: '1936' }, []],
    ['known, of the age from this month on', { born: '31/08/1936' }, []],
    ['known, too young by a month', { born: '01/09/1936' }, ['age-outside-group']],
    ['known, too young for certain', { born: '1937' }, ['age-outside-group']],
    ['known, without ages', { benefit_group: '5(6)', born: '2010' }, []],
    ['unknown', { benefit_group: '5.5a' }, ['group-unknown']],
  ])('%s', (_, cells, rules) => {
    const checked = check(cells, { groups });
    expect([checked.outcome, rulesOf(checked)]).toEqual(['entitled', rules]);
  });

  test('do not matter where there are none', () => {
    expect(rulesOf(check({ benefit_group: 'bất kỳ', born: '2010' }))).toEqual([]);
  });
});

describe('who is gone', () => {
  test('is paid only by a decision that says so', () => {
    const note = 'Đã dừng từ 5/2016, nay hưởng lại';
    expect(rulesOf(check({ note }))).toEqual(['note-says-gone']);
    expect(rulesOf(check({ note: 'Đã dừng từ 5/2016', decision_number: '12' }))).toEqual(['note-says-gone']);
    expect(check({ note, decision_number: '12/QĐ' })).toMatchObject({ outcome: 'entitled', findings: [] });
  });
});

describe('the collector', () => {
  test('who is the recipient is none', () => {
    const own = { id_number: '001136000001', collector_name: 'HOÀNG THỊ XUÂN' };
    expect(personOf(check(own))?.collector).toBeUndefined();
    expect(personOf(check({ ...own, collector_id_number: '001136000001' }))?.collector).toBeUndefined();
    expect(personOf(check({ ...own, collector_id_number: '095000001' }))?.collector).toBeDefined();
    expect(personOf(check({ ...own, collector_name: 'Hoàng Thị Xuyến' }))?.collector).toBeDefined();
  });
});

describe('a row of corrections', () => {
  const correct = (given: RosterCells) => check(given, { kind: 'corrections' });
  const stop: RosterCells = {
    full_name: '',
    born: '',
    benefit_group: '',
    coefficient: '',
    amount: '?',
    phone: '?',
  };

  test.each(['', 'thêm', 'sửa'])('with the action "%s" says what a row of a roster says', (action) => {
    expect(personOf(correct({ action }))).toEqual(personOf(check()));
    expect(rulesOf(correct({ action, amount: '' }))).toEqual(['value-missing']);
    expect(rulesOf(correct({ action, note: 'Đã chết' }))).toEqual(['note-says-gone']);
  });

  test.each([
    ['giảm', 'OTHER'],
    ['chết', 'DIED'],
    ['chuyển đi', 'MOVED_AWAY'],
    ['từ chối', 'REFUSED'],
  ])('with the action "%s" stops somebody: %s', (action, reason) => {
    expect(correct({ ...stop, action })).toMatchObject({
      outcome: 'stop',
      commune: '01834',
      reason,
      marks: { fileNumber: 'BT-01', idNumber: '', name: '', born: '' },
      findings: [],
    });
  });

  test.each<[string, RosterCells]>([
    ['an id number', { file_number: '', id_number: '001 136 000 001' }],
    ['name and birth', { file_number: '', full_name: 'Hoàng Thị Xuân', born: '1936' }],
    ['name and birth under Nữ', { file_number: '', full_name: 'Hoàng Thị Xuân', born_female: '1936' }],
  ])('knows whom to stop by %s', (_, cells) => {
    expect(correct({ ...stop, ...cells, action: 'dừng' })).toMatchObject({ outcome: 'stop', findings: [] });
  });

  test.each<[string, RosterCells, string[]]>([
    ['nothing', { file_number: '' }, ['value-missing', 'value-missing']],
    ['a name alone', { file_number: '', full_name: 'Hoàng Thị Xuân' }, ['value-missing']],
    ['a number that lost its zeros', { id_number: '1136000001' }, ['id-number-lost-zero']],
    ['no commune', { commune_code: '' }, ['value-missing']],
    ['an action that nobody understands', { action: 'xem lại' }, ['action-unclear']],
  ])('does not know whom to stop by %s', (_, cells, rules) => {
    const checked = correct({ ...stop, action: 'dừng', ...cells });
    expect([checked.outcome, rulesOf(checked)]).toEqual(['rejected', rules]);
  });
});
