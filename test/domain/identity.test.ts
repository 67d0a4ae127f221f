import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyedFingerprint } from '../../shared/domain/fingerprint.ts';
import {
  isNamesake,
  type Marks,
  marksOf,
  mintRecipientId,
  recogniser,
  rowHashOf,
} from '../../shared/domain/identity.ts';
import { RecipientId } from '../../shared/domain/recipient.ts';
import { Programme } from '../../shared/domain/geography.ts';
import { vietnamese } from '../support/arbitrary.ts';
import { aBenefit, aCommune, aPerson, aRecipient, assistance, keyed, listId } from '../support/build.ts';

const marks = (given: Partial<Marks> = {}): Marks => ({
  fileNumber: '',
  idNumber: '',
  name: 'Hoàng Thị Xuân',
  born: '1936',
  ...given,
});

describe('recogniser', () => {
  const byFile = aRecipient(1, { name: 'A', fileNumber: 'BT-01', idNumber: '001036000001' });
  const byId = aRecipient(2, { name: 'B', idNumber: '001036000002' });
  const byName = aRecipient(3, { name: 'Hoàng Thị Xuân', born: '1936' });
  const recognise = recogniser([byFile, byId, byName]);

  test.each([
    ['the file number first', marks({ fileNumber: 'bt-01', idNumber: '001036000002' }), byFile],
    ['then the id number', marks({ fileNumber: 'BT-99', idNumber: '001036000002' }), byId],
    ['then name and birth', marks({ fileNumber: 'BT-99', name: 'HOÀNG  THỊ XUÂN' }), byName],
    ['nobody by a name alone', marks({ born: '1937' }), 'nobody'],
    ['nobody of whom nothing fits', marks({ name: 'C' }), 'nobody'],
  ])('goes by %s', (_, row, expected) => {
    expect(recognise(row)).toBe(expected);
  });

  test.each([
    ['the id number', { idNumber: '001036000001' }, { idNumber: '001036000009' }],
    ['the file number', { fileNumber: 'BT-01' }, { fileNumber: 'BT-09' }],
  ])('namesakes are two people where %s says so', (_, one, other) => {
    const known = aRecipient(1, { name: 'Hoàng Thị Xuân', ...one });
    expect(recogniser([known])(marks(other))).toBe('nobody');
    expect(recogniser([known])(marks())).toBe(known);
  });

  test.each([
    ['file number', { fileNumber: 'BT-01' }, marks({ fileNumber: 'BT-01' })],
    ['id number', { idNumber: '001036000001' }, marks({ idNumber: '001036000001' })],
    ['name and birth', { name: 'Hoàng Thị Xuân' }, marks()],
  ])('never guesses between two with one %s', (_, same, row) => {
    expect(recogniser([aRecipient(1, same), aRecipient(2, same)])(row)).toBe('several');
  });

  test('nobody is in an empty register, and an empty number is no number', () => {
    expect(recogniser([])(marks())).toBe('nobody');
    expect(recogniser([aRecipient(1)])(marks({ name: 'Ai' }))).toBe('nobody');
  });
});

test('marksOf leaves empty what the list does not have', () => {
  expect(marksOf(aPerson())).toEqual(marks());
  expect(marksOf(aPerson({ fileNumber: 'BT-01', idNumber: '001036000001' }))).toEqual(
    marks({ fileNumber: 'BT-01', idNumber: '001036000001' }),
  );
});

test.each([
  ['in capitals', marks({ name: 'HOÀNG THỊ XUÂN' }), true],
  ['with another birth', marks({ born: '1937' }), false],
  ['with another name', marks({ name: 'Hoàng Thị Xuyến' }), false],
])('a namesake %s: %s', (_, row, expected) => {
  expect(isNamesake(row, aRecipient(1, { name: 'Hoàng Thị Xuân' }))).toBe(expected);
});

describe('mintRecipientId', () => {
  const mint = (given: Parameters<typeof aPerson>[0], programme = assistance, by = keyed) =>
    mintRecipientId(programme, aPerson(given), by);
  const elsewhere = { commune: aCommune('01840') };

  test('is the same for the same person, whatever else the list says', () => {
    const later = { hamlet: 'B', name: 'A', born: '1940', benefits: [aBenefit(1_000_000)] };
    expect(mint({ fileNumber: 'bt-01', ...later })).toBe(mint({ fileNumber: 'BT-01' }));
    expect(mint({ idNumber: '001036000001', ...later })).toBe(mint({ idNumber: '001036000001' }));
    expect(mint({ name: 'HOÀNG THỊ XUÂN' })).toBe(mint({}));
  });

  test('goes with the id number into another commune; a file number and a name do not', () => {
    const [id, file] = [{ idNumber: '001036000001' }, { fileNumber: 'BT-01' }];
    expect(mint({ ...id, ...elsewhere })).toBe(mint(id));
    expect(mint({ ...file, ...elsewhere })).not.toBe(mint(file));
    expect(mint(elsewhere)).not.toBe(mint({}));
  });

  test('is another one in another programme, and cannot be found out without the secret', () => {
    const id = { idNumber: '001036000001' };
    expect(mint(id, Programme.parse('pension'))).not.toBe(mint(id));
    expect(mint(id, assistance, keyedFingerprint('another secret'))).not.toBe(mint(id));
  });

  test('is an id for whatever name', () => {
    fc.assert(
      fc.property(vietnamese(), (name) => {
        expect(RecipientId.safeParse(mint({ name })).success).toBe(true);
      }),
    );
  });
});

describe('rowHashOf', () => {
  test('does not change with where the row stands', () => {
    const moved = aPerson({ source: { listId, sheet: 'Xã Yên Hân', row: 99 } });
    expect(rowHashOf(moved)).toBe(rowHashOf(aPerson()));
  });

  test.each([
    ['the name', { name: 'Hoàng Thị Xuyến' }],
    ['the amount', { benefits: [aBenefit(405_000)] }],
    ['the phone', { phone: '+84912345678' }],
    ['the collector', { collector: { name: 'Lý Văn Thu', relation: 'con' } }],
    ['a home visit', { homeVisit: 'SICK' as const }],
    ['the hamlet', { hamlet: 'Nà Làng 2' }],
  ])('changes with %s', (_, given) => {
    expect(rowHashOf(aPerson(given))).not.toBe(rowHashOf(aPerson()));
  });
});
