import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CommuneComparison, CommuneDiff, compareCommune } from '../../shared/domain/comparison.ts';
import { type Marks, marksOf } from '../../shared/domain/identity.ts';
import { type ListedPerson, monthlyAmount, type Recipient } from '../../shared/domain/recipient.ts';
import { amount, numbers, shuffled } from '../support/arbitrary.ts';
import { aBenefit, aPerson, assistance, keyed, yenHan } from '../support/build.ts';

type Roster = {
  people?: readonly ListedPerson[];
  rejected?: readonly Marks[];
  register?: readonly Recipient[];
};
const compare = ({ people = [], rejected = [], register = [] }: Roster) =>
  compareCommune(
    { programme: assistance, commune: yenHan, registerVersion: 7, register, people, rejected },
    keyed,
  );

/** The register as it is once a difference is applied. */
const applied = (register: readonly Recipient[], { diff }: CommuneComparison): Recipient[] => {
  const after = new Map(register.map((one) => [one.recipientId, one]));
  for (const one of [...diff.added, ...diff.changed, ...diff.stopped]) after.set(one.recipientId, one);
  return [...after.values()];
};
const registerOf = (...people: readonly ListedPerson[]) => applied([], compare({ people }));
const active = (register: readonly Recipient[]) => register.filter(({ status }) => status === 'active');
const namesOf = (recipients: readonly Recipient[]) => recipients.map(({ name }) => name);

const xuan = aPerson({ name: 'Hoàng Thị Xuân', fileNumber: 'S-1', idNumber: '001036000001' });
const thu = aPerson({ name: 'Lý Văn Thu', fileNumber: 'S-2', idNumber: '001040000002' });
const dong = aPerson({ name: 'Triệu Thị Đông', fileNumber: 'S-3' });
const stranger: Marks = { fileNumber: '', idNumber: '', name: 'Bàn Văn Lạ', born: '1950' };

describe('compareCommune', () => {
  test('finds who is new, changed, unchanged and stopped, and the money before and after', () => {
    const raised = { ...thu, benefits: [aBenefit(405_000)] };
    const { diff, counts } = compare({ register: registerOf(xuan, thu), people: [raised, dong] });
    expect([namesOf(diff.added), namesOf(diff.changed), namesOf(diff.stopped)]).toEqual([
      ['Triệu Thị Đông'],
      ['Lý Văn Thu'],
      ['Hoàng Thị Xuân'],
    ]);
    expect(diff.stopped).toMatchObject([{ status: 'stopped', idNumber: '001036000001' }]);
    expect(counts).toEqual({
      new: 1,
      changed: 1,
      unchanged: 0,
      stopped: 1,
      stopsWaiting: 0,
      rejected: 0,
      sizeBefore: 2,
      sizeAfter: 2,
      amountBefore: 540_000,
      amountAfter: 675_000,
    });
    expect(diff).toMatchObject({ commune: yenHan, registerVersion: 7, findings: [] });
    expect(CommuneDiff.parse(diff)).toEqual(diff);
  });

  test('keeps somebody’s id whatever the list says of them by now', () => {
    const [before] = registerOf(xuan);
    const married = { ...xuan, name: 'Hoàng Thị Xuân Mai', hamlet: 'Nà Làng 2' };
    expect(compare({ register: registerOf(xuan), people: [married] }).diff.changed).toMatchObject([
      { recipientId: before?.recipientId, name: 'Hoàng Thị Xuân Mai' },
    ]);
  });

  test('a better number is a change, not a new person', () => {
    const known = registerOf(dong);
    const { diff } = compare({ register: known, people: [{ ...dong, idNumber: '001036000003' }] });
    expect([diff.added, diff.stopped]).toEqual([[], []]);
    expect(diff.changed).toMatchObject([{ recipientId: known[0]?.recipientId, idNumber: '001036000003' }]);
  });

  test('whoever was stopped and is named again comes back as the same person', () => {
    const first = registerOf(xuan, thu);
    const register = applied(first, compare({ register: first, people: [thu] }));
    const { diff, counts } = compare({ register, people: [xuan, thu] });
    expect(diff.changed).toMatchObject([{ name: xuan.name, status: 'active' }]);
    expect(counts).toMatchObject({ new: 0, changed: 1, unchanged: 1, sizeBefore: 1, sizeAfter: 2 });
  });

  test('stands for phone and collector by keys that do not tell them', () => {
    const collector = { name: 'Lý Văn Con', relation: 'con', idNumber: '001070000009' };
    const people = [
      { ...xuan, phone: '+84912345678', collector },
      { ...thu, phone: '+84912345678', collector },
      { ...dong, collector: { name: 'Lý Văn Con', relation: 'con' } },
    ];
    const [one, other, third] = compare({ people }).diff.added;
    expect(one?.phoneKey).toMatch(/^[0-9A-Z]{16}$/);
    expect(other).toMatchObject({ phoneKey: one?.phoneKey, collector: { key: one?.collector?.key } });
    expect(third?.collector?.key).not.toBe(one?.collector?.key);
    expect(third?.phoneKey).toBeUndefined();
    expect(String([one?.phoneKey, one?.collector?.key])).not.toMatch(/912345678|001070000009/);
  });

  describe('a row that fits two people', () => {
    const namesakes = [
      { ...aPerson(), fileNumber: 'S-1' },
      { ...aPerson(), fileNumber: 'S-2' },
    ];
    test('is asked about, and nobody is stopped meanwhile', () => {
      const { diff, counts } = compare({ register: registerOf(...namesakes), people: [aPerson()] });
      expect(diff.findings).toMatchObject([{ rule: 'which-one', severity: 'error', row: 2, value: '' }]);
      expect([diff.added, diff.changed, diff.stopped]).toEqual([[], [], []]);
      expect(counts).toMatchObject({ rejected: 1, stopsWaiting: 2, sizeAfter: 2 });
    });

    test('so is a second row that fits one person', () => {
      const people = [dong, { ...dong, source: { ...dong.source, row: 9 }, fileNumber: undefined }];
      const { diff, counts } = compare({ register: registerOf(dong, xuan), people });
      expect(diff.findings).toMatchObject([{ rule: 'which-one', row: 9 }]);
      expect(counts).toMatchObject({ unchanged: 1, rejected: 1, stopped: 0, stopsWaiting: 1 });
    });

    test('so is a new row that leads to the id of somebody known', () => {
      // The register's person was first seen under S-3 and has another file number by now.
      const register = registerOf(dong).map((one) => ({ ...one, name: 'Ai Khác', fileNumber: 'S-30' }));
      expect(compare({ register, people: [dong] }).diff.findings).toMatchObject([{ rule: 'which-one' }]);
    });
  });

  describe('a rejected row', () => {
    test.each([
      ['file number', { ...stranger, fileNumber: 's-1' }],
      ['id number', { ...stranger, idNumber: '001036000001' }],
    ])('counts as present by its %s', (_, marks) => {
      const { diff, counts } = compare({ register: registerOf(xuan, thu), people: [], rejected: [marks] });
      expect(namesOf(diff.stopped)).toEqual(['Lý Văn Thu']);
      expect(counts).toMatchObject({ stopped: 1, stopsWaiting: 0, rejected: 0 });
    });

    test('counts as present by name and birth', () => {
      const marks = { ...stranger, name: 'TRIỆU THỊ ĐÔNG', born: '1936' };
      expect(namesOf(compare({ register: registerOf(dong, thu), rejected: [marks] }).diff.stopped)).toEqual([
        'Lý Văn Thu',
      ]);
    });

    test('that fits nobody might be anybody: stops wait', () => {
      const { diff, counts } = compare({
        register: registerOf(xuan, thu),
        people: [thu],
        rejected: [stranger],
      });
      expect(diff.stopped).toEqual([]);
      expect(counts).toMatchObject({ unchanged: 1, stopped: 0, stopsWaiting: 1, sizeAfter: 2 });
    });

    test('that fits somebody whom another row names might be anybody too', () => {
      // Thu's row was typed with Xuân's id number and was rejected as the second of that number.
      const typed = { ...stranger, idNumber: '001036000001', name: thu.name, born: thu.born };
      const { diff, counts } = compare({
        register: registerOf(xuan, thu),
        people: [xuan],
        rejected: [typed],
      });
      expect(diff.stopped).toEqual([]);
      expect(counts).toMatchObject({ unchanged: 1, stopped: 0, stopsWaiting: 1 });
    });

    test('that is the same row twice holds nobody up', () => {
      const { diff } = compare({
        register: registerOf(xuan, thu),
        people: [xuan],
        rejected: [marksOf(xuan)],
      });
      expect(namesOf(diff.stopped)).toEqual(['Lý Văn Thu']);
    });
  });

  test('a commune without a register has everybody new', () => {
    expect(compare({ people: [xuan, thu], rejected: [stranger] }).counts).toMatchObject({
      new: 2,
      sizeBefore: 0,
      sizeAfter: 2,
      amountBefore: 0,
      amountAfter: 540_000,
    });
  });
});

/** The same number is always the same person, known by file number, id number or only their name. */
const personOf = (number: number, of = 270_000): ListedPerson =>
  aPerson({
    name: `Hoàng Thị ${String(number)}`,
    ...(number % 3 === 0 && { fileNumber: `S-${String(number)}` }),
    ...(number % 3 === 1 && { idNumber: String(number).padStart(12, '1') }),
    benefits: [aBenefit(of)],
    source: { ...aPerson().source, row: number + 1 },
  });
const register = numbers().map((all) => registerOf(...all.map((number) => personOf(number))));
const rows = numbers().chain((all) =>
  fc.tuple(
    ...all.map((number) =>
      fc.record({ number: fc.constant(number), amount, isRejected: fc.boolean(), isBlank: fc.boolean() }),
    ),
  ),
);
const rosterOf = (
  all: readonly { number: number; amount: number; isRejected: boolean; isBlank: boolean }[],
) => ({
  people: all.filter(({ isRejected }) => !isRejected).map((one) => personOf(one.number, one.amount)),
  rejected: all
    .filter(({ isRejected }) => isRejected)
    .map(({ number, isBlank }) =>
      isBlank ? { ...marksOf(personOf(number)), name: '' } : marksOf(personOf(number)),
    ),
});
const byId = (recipients: readonly Recipient[]) =>
  recipients.toSorted((a, b) => (a.recipientId < b.recipientId ? -1 : 1));
const isStopped = (diff: CommuneDiff, name: string) => namesOf(diff.stopped).includes(name);

describe('the promises of compareCommune', () => {
  test('rows in = new + changed + unchanged + rejected', () => {
    const doubled = rows.chain((all) => fc.tuple(fc.constant(all), fc.subarray([...all])));
    fc.assert(
      fc.property(register, doubled, (known, [all, twice]) => {
        const people = rosterOf([...all, ...twice]).people;
        const { diff, counts } = compare({ ...rosterOf(all), people, register: known });
        expect(counts.new + counts.changed + counts.unchanged + counts.rejected).toBe(people.length);
        expect([diff.added.length, diff.changed.length, diff.findings.length, diff.stopped.length]).toEqual([
          counts.new,
          counts.changed,
          counts.rejected,
          counts.stopped,
        ]);
      }),
    );
  });

  test('the same roster again is no difference', () => {
    fc.assert(
      fc.property(register, rows, (known, all) => {
        const roster = rosterOf(all);
        const after = applied(known, compare({ ...roster, register: known }));
        const { diff, counts } = compare({ ...roster, register: after });
        expect([diff.added, diff.changed, diff.stopped, diff.findings]).toEqual([[], [], [], []]);
        expect(counts.unchanged).toBe(roster.people.length);
        expect([counts.sizeAfter, counts.amountAfter]).toEqual([counts.sizeBefore, counts.amountBefore]);
      }),
    );
  });

  test('a rejected row stops nobody', () => {
    fc.assert(
      fc.property(register, rows, (known, all) => {
        const { diff } = compare({ ...rosterOf(all), register: known });
        for (const { number } of all) expect(isStopped(diff, personOf(number).name)).toBe(false);
      }),
    );
  });

  test('a rejected row that was typed with somebody else’s numbers stops nobody either', () => {
    const pairs = fc.tuple(fc.nat(), fc.nat());
    fc.assert(
      fc.property(
        numbers().filter(({ length }) => length > 1),
        pairs,
        (all, [one, other]) => {
          const [typed, owner] = [all[one % all.length]!, all[other % all.length]!];
          const known = registerOf(...all.map((number) => personOf(number)));
          const people = all.filter((number) => number !== typed).map((number) => personOf(number));
          const { name, born } = personOf(typed);
          const { diff } = compare({
            register: known,
            people,
            rejected: [{ ...marksOf(personOf(owner)), name, born }],
          });
          expect(diff.stopped).toEqual([]);
        },
      ),
    );
  });

  test('everybody whom a whole roster leaves out is stopped, once', () => {
    fc.assert(
      fc.property(register, rows, (known, all) => {
        const people = rosterOf(all.map((one) => ({ ...one, isRejected: false }))).people;
        const named = new Set(people.map(({ name }) => name));
        const { diff, counts } = compare({ people, register: known });
        expect(namesOf(diff.stopped)).toEqual(namesOf(known).filter((name) => !named.has(name)));
        expect(counts.stopsWaiting).toBe(0);
      }),
    );
  });

  test('the counts are what applying it makes of people and money', () => {
    fc.assert(
      fc.property(register, rows, (known, all) => {
        const comparison = compare({ ...rosterOf(all), register: known });
        const after = active(applied(known, comparison));
        expect(comparison.counts.sizeAfter).toBe(after.length);
        expect(comparison.counts.amountAfter).toBe(after.reduce((sum, one) => sum + monthlyAmount(one), 0));
        expect(new Set(after.map(({ recipientId }) => recipientId)).size).toBe(after.length);
      }),
    );
  });

  test('the order of rows and of the register does not matter', () => {
    const any = fc
      .tuple(register, rows)
      .chain(([known, all]) => fc.tuple(fc.constant({ known, all }), shuffled(known), shuffled(all)));
    fc.assert(
      fc.property(any, ([{ known, all }, otherKnown, otherAll]) => {
        const one = compare({ ...rosterOf(all), register: known });
        const other = compare({ ...rosterOf(otherAll), register: otherKnown });
        expect(other.counts).toEqual(one.counts);
        for (const part of ['added', 'changed', 'stopped'] as const)
          expect(byId(other.diff[part])).toEqual(byId(one.diff[part]));
      }),
    );
  });
});
