import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyedFingerprint } from '../../shared/domain/fingerprint.ts';
import {
  isOne,
  type Marks,
  marksOf,
  mintRecipientId,
  recogniser,
  rowHashOf,
} from '../../shared/domain/identity.ts';
import { type Recipient, RecipientId } from '../../shared/domain/recipient.ts';
import { Programme } from '../../shared/domain/geography.ts';
import { vietnamese } from '../support/arbitrary.ts';
import {
  aBenefit,
  aCommune,
  aPerson,
  aRecipient,
  assistance,
  august,
  keyed,
  listId,
  source,
} from '../support/build.ts';

const marks = (given: Partial<Marks> = {}): Marks => ({
  fileNumber: '',
  idNumber: '',
  name: 'Hoàng Thị Xuân',
  born: '1936',
  ...given,
});

const recognise = (register: readonly Recipient[], row: Marks) => recogniser(register).recognise(row);

describe('recogniser', () => {
  const byFile = aRecipient(1, { name: 'A', fileNumber: 'BT-01', idNumber: '001036000001' });
  const byId = aRecipient(2, { name: 'B', idNumber: '001036000002' });
  const byName = aRecipient(3, { name: 'Hoàng Thị Xuân', born: '1936' });
  const all = [byFile, byId, byName];

  test.each([
    ['the file number', marks({ fileNumber: 'bt-01' }), byFile],
    [
      'the file number, where the id number is a better one',
      marks({ fileNumber: 'BT-01', idNumber: '1', name: 'A' }),
      byFile,
    ],
    [
      'the id number, where the file number is a better one',
      marks({ fileNumber: 'BT-99', idNumber: '001036000002' }),
      byId,
    ],
    ['name and birth', marks({ fileNumber: 'BT-99', name: 'HOÀNG  THỊ XUÂN' }), byName],
    ['name and year, where the day is known by now', marks({ born: '1936-05-01' }), byName],
    ['nobody by a name alone', marks({ born: '1937' }), 'nobody'],
    ['nobody of whom nothing fits', marks({ name: 'C' }), 'nobody'],
    [
      'nobody by numbers that mean two people',
      marks({ fileNumber: 'bt-01', idNumber: '001036000002' }),
      'several',
    ],
  ])('goes by %s', (_, row, expected) => {
    expect(recognise(all, row)).toBe(expected);
  });

  test('a file number that was given to somebody new is nobody’s to guess', () => {
    const [name, idNumber] = ['C', '001036000009'];
    expect(recognise(all, marks({ fileNumber: 'BT-01', name, idNumber }))).toBe('several');
    expect(recognise(all, marks({ fileNumber: 'BT-01', name }))).toBe(byFile);
    expect(recognise(all, marks({ fileNumber: 'BT-01', name: 'A', idNumber }))).toBe(byFile);
    expect(recognise(all, marks({ fileNumber: 'BT-01', name, idNumber: '001036000001' }))).toBe(byFile);
    const unnumbered = aRecipient(1, { name: 'A', fileNumber: 'BT-01' });
    expect(recognise([unnumbered], marks({ fileNumber: 'BT-01', name, idNumber }))).toBe(unnumbered);
  });

  test.each([
    ['the id number', { idNumber: '001036000001' }, { idNumber: '001036000009' }],
    ['the file number', { fileNumber: 'BT-01' }, { fileNumber: 'BT-09' }],
    ['the birth date', { born: '1936-05-01' }, { born: '1936-06-02' }],
  ])('namesakes are two people where %s says so', (_, one, other) => {
    const known = aRecipient(1, { name: 'Hoàng Thị Xuân', ...one });
    expect(recognise([known], marks(other))).toBe('nobody');
    expect(recognise([known], marks())).toBe(known);
  });

  test.each([
    ['file number', { fileNumber: 'BT-01' }, marks({ fileNumber: 'BT-01' })],
    ['id number', { idNumber: '001036000001' }, marks({ idNumber: '001036000001' })],
    ['name and birth', { name: 'Hoàng Thị Xuân' }, marks()],
  ])('never guesses between two with one %s', (_, same, row) => {
    expect(recognise([aRecipient(1, same), aRecipient(2, same)], row)).toBe('several');
  });

  test('a file number is better than an id number that two have', () => {
    const same = { idNumber: '001036000001' };
    const known = aRecipient(1, { ...same, fileNumber: 'BT-01' });
    expect(recognise([known, aRecipient(2, same)], marks({ ...same, fileNumber: 'BT-01' }))).toBe(known);
  });

  test('nobody is in an empty register, and an empty number is no number', () => {
    expect(recognise([], marks())).toBe('nobody');
    expect(recognise([aRecipient(1)], marks({ name: 'Ai' }))).toBe('nobody');
  });

  test('finds all namesakes, and leaves out whom a number or a date tells apart', () => {
    const [name, other] = ['Hoàng Thị Xuân', { idNumber: '001036000009' }];
    const numbered = aRecipient(1, { name, idNumber: '001036000001' });
    const dated = aRecipient(2, { name, born: '1936-05-01' });
    const { namesakes } = recogniser([numbered, dated, aRecipient(3, { name, born: '1937' })]);
    expect(namesakes(marks())).toEqual([numbered, dated]);
    expect(namesakes(marks(other))).toEqual([dated]);
    expect(namesakes(marks({ born: '1936-06-02' }))).toEqual([numbered]);
    expect(namesakes(marks({ name: 'Ai' }))).toEqual([]);
  });
});

describe('whom a row means surely', () => {
  const name = 'Hoàng Thị Xuân';
  const numbered = aRecipient(1, { name, fileNumber: 'BT-01' });
  const identified = aRecipient(2, { name, idNumber: '001036000002' });
  const plain = aRecipient(3, { name });
  const { surely, recognise: means } = recogniser([numbered, identified, plain]);

  test('is told by a number', () => {
    expect(surely(marks({ fileNumber: 'BT-01' }))).toBe(numbered);
    expect(surely(marks({ fileNumber: 'BT-01', idNumber: '001036000002' }))).toBe('several');
  });

  test('is told by the name to the letter, where nobody else of that name is without a number', () => {
    expect(surely(marks({ name: 'HOÀNG THỊ XUÂN' }))).toBe(plain);
    expect(means(marks())).toBe('several');
    expect(recogniser([plain, aRecipient(4, { name })]).surely(marks())).toBe('several');
  });

  test.each([
    ['another birth', marks({ born: '1936-05-01' })],
    ['a number by now', marks({ idNumber: '001036000009' })],
    ['a file number by now', marks({ fileNumber: 'BT-09' })],
  ])('is not told by the name with %s', (_, row) => {
    expect(surely(row)).toBe('nobody');
  });
});

test('a match is somebody, or a word for why it is nobody', () => {
  expect([aRecipient(1), 'nobody' as const, 'several' as const].map(isOne)).toEqual([true, false, false]);
});

test('marksOf leaves empty what the list does not have', () => {
  expect(marksOf(aPerson())).toEqual(marks());
  expect(marksOf(aPerson({ fileNumber: 'BT-01', idNumber: '001036000001' }))).toEqual(
    marks({ fileNumber: 'BT-01', idNumber: '001036000001' }),
  );
});

describe('mintRecipientId', () => {
  const mint = (given: Parameters<typeof aPerson>[0], programme = assistance, by = keyed) =>
    mintRecipientId(programme, aPerson(given), by, () => false);
  const elsewhere = { commune: aCommune('01840') };

  test('is the same for the same person, whatever else the list says', () => {
    const later = { hamlet: 'B', name: 'A', born: '1940', benefits: [aBenefit(1_000_000)] };
    expect(mint({ fileNumber: 'bt-01', ...later })).toBe(mint({ fileNumber: 'BT-01' }));
    expect(mint({ idNumber: '001036000001', ...later })).toBe(mint({ idNumber: '001036000001' }));
    expect(mint({ name: 'HOÀNG THỊ XUÂN' })).toBe(mint({}));
  });

  test.each([
    ['an id number', { idNumber: '001036000001' }],
    ['a file number', { fileNumber: 'BT-01' }],
    ['a name', {}],
  ])('is another one in another commune, with %s: there it may be another’s', (_, given) => {
    expect(mint({ ...given, ...elsewhere })).not.toBe(mint(given));
  });

  test('is another one where that was somebody else’s before, and the same each time', () => {
    const [first, second] = [
      mint({}),
      mintRecipientId(assistance, aPerson(), keyed, (id) => id === mint({})),
    ];
    expect(second).not.toBe(first);
    expect(mintRecipientId(assistance, aPerson(), keyed, (id) => id === first)).toBe(second);
    expect([first, second]).not.toContain(
      mintRecipientId(assistance, aPerson(), keyed, (id) => id === first || id === second),
    );
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

  test('does not change with where and in which order the rows of a pair stand', () => {
    const [one, other] = [aBenefit(), { ...aBenefit(405_000), group: '5.6' }];
    const pair = aPerson({ benefits: [one, { ...other, source: { ...source, row: 3 } }] });
    const turned = aPerson({ benefits: [other, { ...one, source: { ...source, row: 9 } }] });
    expect(rowHashOf(turned)).toBe(rowHashOf(pair));
  });

  test.each([
    ['the name', { name: 'Hoàng Thị Xuyến' }],
    ['the amount', { benefits: [aBenefit(405_000)] }],
    ['the phone', { phone: '+84912345678' }],
    ['the collector', { collector: { name: 'Lý Văn Thu', relation: 'con' } }],
    ['a home visit', { homeVisit: 'SICK' as const }],
    ['the hamlet', { hamlet: 'Nà Làng 2' }],
    ['a second benefit', { benefits: [aBenefit(), { ...aBenefit(), group: '5.6' }] }],
    ['a funeral', { funeral: { month: august, amount: 5_400_000 } }],
  ])('changes with %s', (_, given) => {
    expect(rowHashOf(aPerson(given))).not.toBe(rowHashOf(aPerson()));
  });
});
