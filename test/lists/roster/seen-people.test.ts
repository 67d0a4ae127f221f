import { describe, expect, test } from 'vitest';
import { type Naming, type SeenBefore, seenPeople } from '../../../shared/lists/roster/seen-people.ts';
import { aCommune, yenHan } from '../../support/build.ts';
import { hanMai } from '../../support/roster.ts';

type Given = Partial<Naming['marks']> & Partial<Omit<Naming, 'marks'>>;

/** What is said of rows 2, 3, … of a file. */
const seeAll = (...rows: Given[]): SeenBefore[] => {
  const seen = seenPeople();
  return rows.map(({ sheet = 0, row, commune = yenHan, group = '5.5b', ...marks }, at) =>
    seen({
      sheet,
      row: row ?? at + 2,
      commune,
      group,
      marks: { idNumber: '', fileNumber: '', name: 'Hoàng Thị Xuân', born: '1936', ...marks },
    }),
  );
};
const words = (seen: SeenBefore[]) =>
  seen.map((one) => (typeof one === 'object' ? `${one.column} ${one.said.rule}` : one));

const [id, file] = [{ idNumber: '001136000001' }, { fileNumber: 'BT-01' }];
const thu = { name: 'Lý Văn Thu', born: '1940' };

describe('a row names somebody whom an earlier one names', () => {
  test.each<[string, Given, Given, string]>([
    ['by id number', id, id, 'id_number person-twice'],
    [
      'by id number, spelt otherwise',
      id,
      { ...id, name: 'HOÀNG  THỊ XUÂN'.replace('  ', ' ') },
      'id_number person-twice',
    ],
    ['by id number under another name', id, { ...id, ...thu }, 'id_number id-number-twice'],
    ['by id number in another commune', id, { ...id, commune: hanMai }, 'id_number id-number-twice'],
    ['by file number', file, { fileNumber: 'bt-01', ...thu }, 'file_number person-twice'],
    [
      'by file number with letters that fold',
      { fileNumber: 'ĐT-hoà' },
      { fileNumber: 'Ðt-hòa' },
      'file_number person-twice',
    ],
    ['by name and birth', {}, { name: 'HOÀNG THỊ XUÂN' }, 'full_name person-twice'],
    [
      'by the second of its numbers',
      { ...id, ...file },
      { idNumber: '095000001', ...file },
      'file_number person-twice',
    ],
  ])('%s', (_, one, again, expected) => {
    expect(words(seeAll(one, again))).toEqual(['nobody', expected]);
  });

  test.each<[string, Given, Given]>([
    ['a file number in two communes', file, { ...file, ...thu, commune: hanMai }],
    ['namesakes with different numbers', file, { fileNumber: 'BT-02' }],
    ['namesakes of different age', {}, { born: '1937' }],
    ['namesakes in two communes', {}, { commune: hanMai }],
    [
      'an id number and a file number that look alike',
      { idNumber: '095000001' },
      { fileNumber: '095000001' },
    ],
    ['names that differ in a tone', { name: 'Lý Thị Hòa' }, { name: 'Lý Thị Hoa' }],
  ])('but not by %s', (_, one, again) => {
    expect(words(seeAll(one, again))).toEqual(['nobody', 'nobody']);
  });
});

describe('a second benefit', () => {
  test.each([
    ['5.4', '5.6', 'lawful-second'],
    ['5.5a', '5.4', 'lawful-second'],
    ['20.2c', '5.6', 'lawful-second'],
    ['5.1', '20.1', 'lawful-second'],
    ['5.4', '5.1', 'id_number person-twice'],
    ['5.5b', '5.6', 'id_number person-twice'],
    ['20.1', '20.2c', 'id_number person-twice'],
  ])('%s, then %s: %s', (group, second, expected) => {
    expect(words(seeAll({ ...id, group }, { ...id, group: second }))).toEqual(['nobody', expected]);
  });

  test('must be lawful beside all that came before', () => {
    const of = (...groups: string[]) => words(seeAll(...groups.map((group) => ({ ...id, group })))).slice(1);
    expect(of('5.4', '5.6', '20.1')).toEqual(['lawful-second', 'lawful-second']);
    expect(of('5.4', '5.6', '5.4')).toEqual(['lawful-second', 'id_number person-twice']);
    expect(of('20.1', '5.6', '5.5b')).toEqual(['lawful-second', 'id_number person-twice']);
  });

  test('is not one of somebody else with the same number', () => {
    const [one, other] = [
      { ...id, group: '5.4' },
      { ...id, ...thu, group: '5.6' },
    ];
    expect(words(seeAll(one, other))).toEqual(['nobody', 'id_number id-number-twice']);
  });

  test('is not one of a row that only stops somebody', () => {
    const seen = seenPeople();
    const naming = { sheet: 0, commune: yenHan, marks: { ...id, fileNumber: '', name: '', born: '' } };
    expect(seen({ ...naming, row: 2, group: undefined })).toBe('nobody');
    expect(seen({ ...naming, row: 3, group: '5.4' })).toMatchObject({ said: { rule: 'person-twice' } });
  });
});

describe('somebody who is stopped in one commune and named in another', () => {
  const naming = (row: number, commune: typeof yenHan, group?: string) => ({
    ...{ sheet: 0, row, commune, group },
    marks: { idNumber: '095000001', fileNumber: '', name: 'Hoàng Thị Xuân', born: '1936' },
  });
  const [stop, arrival] = [naming(2, yenHan), naming(3, hanMai, '5.5b')];

  test.each([
    ['the stop first', [stop, arrival]],
    ['the stop last', [arrival, stop]],
  ])('moves: %s', (_, rows) => {
    expect(words(rows.map(seenPeople()))).toEqual(['nobody', 'nobody']);
  });

  test('moves to one commune only', () => {
    for (const rows of [
      [stop, arrival],
      [arrival, stop],
    ]) {
      const seen = seenPeople();
      const second = naming(4, aCommune('01843'), '5.5b');
      expect(words([...rows, second].map(seen)).at(-1)).toBe('id_number id-number-twice');
    }
  });
});

test('a row that is turned away is not remembered', () => {
  const rows = seeAll(id, { ...id, fileNumber: 'BT-02' }, { fileNumber: 'BT-02', ...thu });
  expect(words(rows)).toEqual(['nobody', 'id_number person-twice', 'nobody']);
});

describe('the earlier row', () => {
  const earlier = (one: Given, again: Given) => {
    const [, second] = seeAll(one, again);
    return typeof second === 'object' ? [second.said.message.vi, second.said.message.en] : [];
  };

  test('is named by its number, in another sheet with that', () => {
    expect(earlier({ ...id, row: 1_048_576 }, id)[0]).toContain('(dòng 1048576)');
    expect(earlier({ ...id, row: 5_000_000 }, id)[1]).toContain('(row 5000000)');
    expect(earlier({ ...id, sheet: 2, row: 7 }, { ...id, sheet: 2 })[1]).toContain('(row 7)');
    expect(earlier({ ...id, sheet: 2, row: 7 }, { ...id, sheet: 3 })).toEqual([
      expect.stringContaining('(trang tính 2, dòng 7)'),
      expect.stringContaining('(sheet 2, row 7)'),
    ]);
  });

  test('is named right beside the highest code and sheet', () => {
    const last = { ...id, commune: aCommune('99999'), sheet: 1_023, row: 7 };
    expect(words(seeAll(last, last))).toEqual(['nobody', 'id_number person-twice']);
    expect(earlier(last, { ...last, sheet: 1 })[1]).toContain('(sheet 1023, row 7)');
  });
});

test('a hundred thousand people with two numbers each are all themselves', () => {
  const seen = seenPeople();
  const twice: number[] = [];
  for (let row = 0; row < 100_000; row += 1) {
    const marks = {
      idNumber: `006036${String(row).padStart(6, '0')}`,
      fileNumber: `BT-${String(row)}`,
      name: 'Hoàng Thị Xuân',
      born: '1936',
    };
    if (seen({ sheet: 0, row, commune: yenHan, group: '5.5b', marks }) !== 'nobody') twice.push(row);
  }
  expect(twice).toEqual([]);
});
