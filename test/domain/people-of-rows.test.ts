import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowHashOf } from '../../shared/domain/identity.ts';
import { countRows, peopleOfRows, rowCount, rowsOf } from '../../shared/domain/people-of-rows.ts';
import { type ListedPerson, monthlyAmount } from '../../shared/domain/recipient.ts';
import { shuffled } from '../support/arbitrary.ts';
import { aBenefit, aPerson, aPointId, august, source } from '../support/build.ts';
import { anyRows } from '../support/list-arbitrary.ts';

const row = (at: number, group: string, given: Partial<ListedPerson> = {}): ListedPerson =>
  aPerson({ benefits: [{ ...aBenefit(), group }], source: { ...source, row: at }, ...given });
const id = { idNumber: '001036000001' };
const file = { fileNumber: 'S-1' };

describe('peopleOfRows', () => {
  test('one row is one person, as it stands', () => {
    const rows = [row(2, '5.4', id), row(3, '5.4', { name: 'Lý Văn Thu' })];
    expect(peopleOfRows(rows)).toEqual(rows);
  });

  test.each<[string, Partial<ListedPerson>, Partial<ListedPerson>]>([
    ['id number', id, { ...id, ...file }],
    ['file number in any case', file, { fileNumber: 's-1' }],
    ['name and birth, where neither has a number', {}, { name: 'HOÀNG  THỊ XUÂN' }],
  ])('two rows of one %s are one person with two benefits', (_, one, other) => {
    expect(peopleOfRows([row(2, '5.4', one), row(3, '5.6', other)])).toMatchObject([
      { source: { row: 2 }, benefits: [{ group: '5.4' }, { group: '5.6', source: { row: 3 } }] },
    ]);
  });

  test.each<[string, Partial<ListedPerson>, Partial<ListedPerson>]>([
    ['id numbers', id, { idNumber: '001036000002' }],
    ['file numbers', file, { fileNumber: 'S-2' }],
    ['births', {}, { born: '1937' }],
    ['numbers, one having none', id, {}],
  ])('two rows of one name and different %s are two people', (_, one, other) => {
    expect(peopleOfRows([row(2, '5.4', one), row(3, '5.6', other)])).toHaveLength(2);
  });

  test('rows are one person’s also where only a third one shows it', () => {
    const rows = [row(2, '5.4', file), row(3, '5.6', id), row(4, '20.1', { ...id, ...file })];
    expect(peopleOfRows(rows).map(rowsOf)).toEqual([
      [{ row: 4 }, { row: 2 }, { row: 3 }].map((one) => ({ ...source, ...one })),
    ]);
  });

  test('what the one row leaves open the other says', () => {
    const collector = { name: 'Lý Văn Con', relation: 'con' };
    const contact = { phone: '+84912345678', pointId: aPointId('01834-1') };
    const open: Partial<ListedPerson> = {
      ...id,
      ...contact,
      sex: 'female',
      homeVisit: 'SICK',
      decisionNumber: '7/QĐ',
    };
    const rows = [row(2, '5.4', file), row(3, '5.6', { ...file, ...open, collector })];
    expect(peopleOfRows(rows)).toMatchObject([{ ...file, ...open, collector }]);
  });

  test('where they differ, the row of the first group is believed, wherever it stands', () => {
    const rows = [
      row(2, '5.6', { ...id, hamlet: 'B', phone: '+84912345679' }),
      row(3, '5.4', { ...id, hamlet: 'A' }),
    ];
    const [person] = peopleOfRows(rows);
    expect(person).toMatchObject({ hamlet: 'A', phone: '+84912345679', source: { row: 3 } });
    expect(peopleOfRows(rows.toReversed())).toEqual([person]);
  });

  test('two rows of one group stay in their order', () => {
    expect(peopleOfRows([row(3, '5.4', id), row(2, '5.4', id)])).toMatchObject([{ source: { row: 3 } }]);
  });

  test('what both rows owe once is owed in all', () => {
    const owed = (amount: number) => ({ month: august, amount });
    const rows = [
      row(2, '5.4', { ...id, openingCarryOver: owed(270_000), funeral: owed(5_400_000) }),
      row(3, '5.6', { ...id, openingCarryOver: owed(405_000) }),
    ];
    const [person] = peopleOfRows(rows);
    expect(person).toMatchObject({ openingCarryOver: owed(675_000), funeral: owed(5_400_000) });
    expect(peopleOfRows([row(2, '5.4', id), row(3, '5.6', id)])[0]?.funeral).toBeUndefined();
  });

  test('the dead of whom only a funeral is owed may stand beside a carer’s benefit', () => {
    const rows = [row(2, '20.1', id), row(3, '', { ...id, benefits: [] })];
    expect(peopleOfRows(rows)).toMatchObject([
      { source: { row: 3 }, benefits: [{ group: '20.1', source: { row: 2 } }] },
    ]);
  });

  test('neither loses nor doubles a row or a đồng', () => {
    fc.assert(
      fc.property(anyRows(20), (rows) => {
        const people = peopleOfRows(rows);
        const numbersOf = (all: readonly { row: number }[]) =>
          all.map((one) => one.row).toSorted((a, b) => a - b);
        expect(numbersOf(people.flatMap(rowsOf))).toEqual(numbersOf(rows.map((one) => one.source)));
        const sum = (all: readonly ListedPerson[]) =>
          all.reduce((total, one) => total + monthlyAmount(one), 0);
        expect(sum(people)).toBe(sum(rows));
      }),
    );
  });

  test('gives no number to two people', () => {
    fc.assert(
      fc.property(anyRows(20), (rows) => {
        const people = peopleOfRows(rows);
        for (const key of ['idNumber', 'fileNumber'] as const) {
          const numbered = people.flatMap((one) => one[key] ?? []);
          expect(new Set(numbered).size).toBe(numbered.length);
        }
      }),
    );
  });

  test('says the same of the people whatever the order of the rows', () => {
    const twice = anyRows(20).chain((rows) => fc.tuple(fc.constant(rows), shuffled(rows)));
    const hashes = (rows: readonly ListedPerson[]) => peopleOfRows(rows).map(rowHashOf).toSorted();
    fc.assert(
      fc.property(twice, ([rows, other]) => {
        expect(hashes(other)).toEqual(hashes(rows));
      }),
    );
  });
});

test('rows are the person’s own and those of further benefits', () => {
  const [person] = peopleOfRows([row(2, '5.4', id), row(3, '5.6', id)]);
  expect(rowsOf(person!).map((one) => one.row)).toEqual([2, 3]);
  expect(rowCount(person!)).toBe(2);
  expect(countRows([person!, row(4, '5.4')])).toBe(3);
  expect(countRows([])).toBe(0);
});
