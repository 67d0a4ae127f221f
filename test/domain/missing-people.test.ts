import { describe, expect, test } from 'vitest';
import { type Marks, recogniser } from '../../shared/domain/identity.ts';
import { missingPeople } from '../../shared/domain/missing-people.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import { anId, aRecipient } from '../support/build.ts';

const xuan = aRecipient(1, { name: 'Hoàng Thị Xuân', idNumber: '001036000001' });
const thu = aRecipient(2, { name: 'Lý Văn Thu', idNumber: '001036000002' });
const dong = aRecipient(3, { name: 'Triệu Thị Đông', status: 'stopped' });
const marks = (given: Partial<Marks> = {}): Marks => ({
  ...{ fileNumber: '', idNumber: '', name: 'Bàn Văn Lạ', born: '1936' },
  ...given,
});
const missing = (
  present: readonly number[],
  rejected: readonly Marks[],
  register: readonly Recipient[] = [xuan, thu, dong],
) => {
  const named = { present: new Set(present.map(anId)), rejected };
  const { people, isEveryRowKnown } = missingPeople(register, named, recogniser(register));
  return { missing: people.map(({ recipientId }) => Number(recipientId)), isEveryRowKnown };
};

describe('missingPeople', () => {
  test('are active and named by no row', () => {
    expect(missing([1], [])).toEqual({ missing: [2], isEveryRowKnown: true });
    expect(missing([], [])).toEqual({ missing: [1, 2], isEveryRowKnown: true });
  });

  test.each<[string, Marks]>([
    ['a number', marks({ idNumber: '001036000001' })],
    ['a name', marks({ name: 'HOÀNG THỊ XUÂN' })],
    ['both', marks({ name: 'Hoàng Thị Xuân', idNumber: '001036000001' })],
  ])('are not whom a rejected row means by %s', (_, row) => {
    expect(missing([], [row])).toEqual({ missing: [2], isEveryRowKnown: true });
  });

  test('a row of a number and a name of two people may be either’s', () => {
    const row = marks({ name: 'Lý Văn Thu', idNumber: '001036000001' });
    expect(missing([], [row])).toEqual({ missing: [], isEveryRowKnown: true });
    expect(missing([1], [row])).toEqual({ missing: [], isEveryRowKnown: true });
  });

  test('a row with a number that somebody of the same name does not have may still be theirs', () => {
    const row = marks({ name: 'Lý Văn Thu', idNumber: '001036000009' });
    expect(missing([], [row])).toEqual({ missing: [1], isEveryRowKnown: false });
  });

  test.each<[string, readonly number[], readonly Marks[]]>([
    ['nobody', [], [marks()]],
    ['one of two namesakes', [], [marks({ name: 'Nông Văn Bé' })]],
    ['somebody whom another row names, under an unknown name', [1], [marks({ idNumber: '001036000001' })]],
    [
      'somebody whom another rejected row names, under an unknown name',
      [],
      [marks({ idNumber: '001036000001' }), marks({ name: 'Hoàng Thị Xuân' })],
    ],
    [
      'somebody under two unknown names',
      [],
      [marks({ idNumber: '001036000001' }), marks({ idNumber: '001036000001', name: 'C' })],
    ],
  ])('a rejected row that means %s may be anybody’s', (_, present, rejected) => {
    const namesakes = [4, 5].map((number) => aRecipient(number, { name: 'Nông Văn Bé' }));
    const register = [xuan, thu, ...namesakes];
    expect(missing(present, rejected, register).isEveryRowKnown).toBe(false);
    expect(missing(present, rejected.toReversed(), register).isEveryRowKnown).toBe(false);
  });

  test('the same row twice holds nobody up', () => {
    const row = marks({ name: 'Hoàng Thị Xuân', idNumber: '001036000001' });
    expect(missing([1], [row, row])).toEqual({ missing: [2], isEveryRowKnown: true });
  });

  test('whom a row means who is stopped already is known as well', () => {
    expect(missing([1], [marks({ name: 'Triệu Thị Đông' })])).toEqual({
      missing: [2],
      isEveryRowKnown: true,
    });
  });
});
