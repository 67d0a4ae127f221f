import { describe, expect, test } from 'vitest';
import { isOne } from '../../shared/domain/identity.ts';
import { matchPeople } from '../../shared/domain/matching.ts';
import type { ListedPerson, Recipient } from '../../shared/domain/recipient.ts';
import { anId, aPerson, aRecipient } from '../support/build.ts';

const name = 'Hoàng Thị Xuân';
const numbered = (number: number) => ({ idNumber: `00103600000${String(number)}` });
const takeOver = ({ fileNumber, idNumber, name: now, born }: ListedPerson, match: Recipient): Recipient => ({
  ...match,
  ...{ fileNumber, idNumber, name: now, born },
});
const match = (register: readonly Recipient[], ...people: readonly ListedPerson[]) =>
  matchPeople(people, register, takeOver);
/** The number of each one's recipient, or the word for none. */
const said = (register: readonly Recipient[], ...people: readonly ListedPerson[]) =>
  match(register, ...people).people.map(({ match: one }) => (isOne(one) ? Number(one.recipientId) : one));

describe('matchPeople', () => {
  const plain = aRecipient(1, { name });
  const identified = aRecipient(2, { name, ...numbered(2) });

  test('finds everybody as they are in the register', () => {
    const [one, other] = [aPerson(), aPerson({ name: 'Lý Văn Thu' })];
    expect(match([plain], one, other)).toEqual({
      people: [
        { person: one, match: plain, becomes: takeOver(one, plain) },
        { person: other, match: 'nobody' },
      ],
      present: new Set([anId(1)]),
    });
  });

  test('of two namesakes each has their own place, whoever comes first', () => {
    const rows = [aPerson(), aPerson(numbered(2))];
    expect(said([plain, identified], ...rows)).toEqual([1, 2]);
    expect(said([plain, identified], ...rows.toReversed())).toEqual([2, 1]);
  });

  test('who stands there to the letter keeps the place before a namesake with a number', () => {
    const rows = [aPerson(numbered(9)), aPerson()];
    expect(said([plain], ...rows)).toEqual(['several', 1]);
    expect(said([plain], ...rows.toReversed())).toEqual([1, 'several']);
  });

  test('two who both may be somebody are both asked about, and that one counts as present', () => {
    const rows = [aPerson(numbered(8)), aPerson(numbered(9))];
    expect(said([plain], ...rows)).toEqual(['several', 'several']);
    expect(match([plain], ...rows).present).toEqual(new Set([anId(1)]));
  });

  test('two rows that mean one person by different numbers are both asked about', () => {
    const known = aRecipient(1, { name, fileNumber: 'S-1', ...numbered(1) });
    expect(said([known], aPerson({ fileNumber: 'S-1' }), aPerson(numbered(1)))).toEqual([
      'several',
      'several',
    ]);
  });

  test('one who may be two people is asked about, and both count as present', () => {
    const register = [aRecipient(1, { name, ...numbered(1) }), identified];
    expect(said(register, aPerson())).toEqual(['several']);
    expect(match(register, aPerson()).present).toEqual(new Set([anId(1), anId(2)]));
  });

  test('is the last who is left of two namesakes', () => {
    const register = [aRecipient(1, { name, ...numbered(1) }), identified];
    expect(said(register, aPerson({ fileNumber: 'S-9' }), aPerson(numbered(2)))).toEqual([1, 2]);
  });

  test('a namesake of somebody who is found is asked about, not taken for new', () => {
    expect(said([identified], aPerson(numbered(2)), aPerson())).toEqual([2, 'several']);
  });

  describe('goes by what people become', () => {
    test('who has another birth by now is nobody’s namesake any more', () => {
      const known = aRecipient(1, { name, fileNumber: 'S-1' });
      expect(said([known], aPerson({ fileNumber: 'S-1', born: '1940' }), aPerson())).toEqual([1, 'nobody']);
    });

    test('who has a number by now is not who has another', () => {
      const known = aRecipient(1, { name, fileNumber: 'S-1' });
      const rows = [aPerson({ fileNumber: 'S-1', ...numbered(1) }), aPerson(numbered(2))];
      expect(said([known], ...rows)).toEqual([1, 'nobody']);
    });

    test('a file number that was given up may be another’s', () => {
      const register = [aRecipient(1, { name, fileNumber: 'S-1', ...numbered(1) }), identified];
      const rows = [
        aPerson({ fileNumber: 'S-9', ...numbered(1) }),
        aPerson({ fileNumber: 'S-1', ...numbered(2) }),
      ];
      expect(said(register, ...rows)).toEqual([1, 2]);
    });

    test('and makes its new owner somebody to tell apart before names are looked for', () => {
      const register = [
        aRecipient(1, { name: 'A', fileNumber: 'S-1', ...numbered(1) }),
        aRecipient(2, { name: 'B', fileNumber: 'S-2', ...numbered(2) }),
        aRecipient(3, { name }),
      ];
      const rows = [
        aPerson({ fileNumber: 'S-7' }),
        aPerson({ fileNumber: 'S-1', ...numbered(2) }),
        aPerson({ name: 'A', fileNumber: 'S-8', ...numbered(1) }),
        aPerson({ name: 'B', fileNumber: 'S-2', ...numbered(8) }),
      ];
      expect(said(register, ...rows)).toEqual(['several', 'several', 1, 2]);
    });

    test('but not where it was not given up', () => {
      const register = [aRecipient(1, { name, fileNumber: 'S-1', ...numbered(1) }), identified];
      expect(said(register, aPerson({ fileNumber: 'S-1', ...numbered(2) }))).toEqual(['several']);
    });
  });

  test('somebody’s number beside the name of another is unclear, unless that one is named too or both numbers agree', () => {
    const other = aRecipient(1, { name: 'Lý Văn Thu', fileNumber: 'S-1', ...numbered(1) });
    const called = aRecipient(2, { name, fileNumber: 'S-2' });
    const mistyped = aPerson({ name, fileNumber: 'S-1' });
    expect(said([other, called], mistyped)).toEqual(['several']);
    expect(match([other, called], mistyped).present).toEqual(new Set([anId(1), anId(2)]));
    expect(said([other, called], mistyped, aPerson({ name, fileNumber: 'S-2' }))).toEqual([1, 2]);
    expect(said([other, called], aPerson({ name, fileNumber: 'S-1', ...numbered(1) }))).toEqual([1]);
    expect(said([other, { ...called, status: 'stopped' }], mistyped)).toEqual([1]);
  });
});
