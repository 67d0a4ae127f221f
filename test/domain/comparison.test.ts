import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applied, CommuneDiff } from '../../shared/domain/commune-diff.ts';
import { type ComparedCommune, compareCommune, type StopRow } from '../../shared/domain/comparison.ts';
import { type Marks, marksOf } from '../../shared/domain/identity.ts';
import { type ListedPerson, monthlyAmount, type Recipient } from '../../shared/domain/recipient.ts';
import { amount, numbers, shuffled } from '../support/arbitrary.ts';
import { aBenefit, aPerson, assistance, keyed, source, yenHan } from '../support/build.ts';
import { anyMarks, anyRegister, anyRows, anyStops, mayMean } from '../support/list-arbitrary.ts';

type List = Partial<Pick<ComparedCommune, 'isWhole' | 'register' | 'rejected' | 'rows' | 'stops'>>;
const compare = (list: List) =>
  compareCommune(
    {
      ...{ programme: assistance, commune: yenHan, registerVersion: 7 },
      ...{ isWhole: true, register: [], rows: [], stops: [], rejected: [], ...list },
    },
    keyed,
  );
/** Corrections: whoever they do not name stays as they are. */
const correct = (list: List) => compare({ isWhole: false, ...list });
const registerAfter = (list: List): Recipient[] => applied(list.register ?? [], compare(list).diff);
const registerOf = (...rows: readonly ListedPerson[]) => registerAfter({ rows });

const active = (register: readonly Recipient[]) => register.filter(({ status }) => status === 'active');
const namesOf = (recipients: readonly Recipient[]) => recipients.map(({ name }) => name);
const afterOf = ({ changed }: CommuneDiff) => changed.map((one) => one.after);
const rulesOf = ({ findings }: CommuneDiff) => findings.map(({ rule, row }) => [rule, row]);
const writtenBy = ({ added, arrivals, changed, stopped }: CommuneDiff) => [
  ...[added, arrivals, changed, stopped].flat(),
];
const inRow = (row: number, person: ListedPerson): ListedPerson => ({
  ...person,
  source: { ...source, row },
});

const xuan = aPerson({ name: 'Hoàng Thị Xuân', fileNumber: 'S-1', idNumber: '001036000001' });
const thu = aPerson({ name: 'Lý Văn Thu', fileNumber: 'S-2', idNumber: '001040000002' });
const dong = aPerson({ name: 'Triệu Thị Đông', fileNumber: 'S-3' });
const stranger: Marks = { fileNumber: '', idNumber: '', name: 'Bàn Văn Lạ', born: '1950' };
const stopOf = (marks: Partial<Marks>, reason: StopRow['reason'] = 'DIED', row = 9): StopRow => ({
  ...{ sheet: '', row, reason },
  marks: { fileNumber: '', idNumber: '', name: '', born: '', ...marks },
});

describe('compareCommune', () => {
  test('finds who is new, changed, unchanged and stopped, and the money before and after', () => {
    const raised = { ...thu, benefits: [aBenefit(405_000)] };
    const { diff, counts } = compare({ register: registerOf(xuan, thu), rows: [raised, dong] });
    expect([namesOf(diff.added), namesOf(afterOf(diff)), namesOf(diff.stopped)]).toEqual([
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

  test('keeps what was there beside what it becomes', () => {
    const [before] = registerOf(thu);
    const { diff } = compare({ register: registerOf(thu), rows: [{ ...thu, hamlet: 'Nà Làng 2' }] });
    expect(diff.changed).toMatchObject([{ before, after: { hamlet: 'Nà Làng 2' } }]);
  });

  test('is quiet where nothing differs but the place of the rows', () => {
    const { diff, counts } = compare({
      register: registerOf(xuan, thu),
      rows: [inRow(70, thu), inRow(71, xuan)],
    });
    expect([writtenBy(diff), diff.findings]).toEqual([[], []]);
    expect(counts).toMatchObject({ unchanged: 2, stopped: 0 });
  });

  test('stands for phone and collector by keys that do not tell them', () => {
    const collector = { name: 'Lý Văn Con', relation: 'con', idNumber: '001070000009' };
    const rows = [
      { ...xuan, phone: '+84912345678', collector },
      { ...thu, phone: '+84912345678', collector },
      { ...dong, collector: { name: 'Lý Văn Con', relation: 'con' } },
    ];
    const [one, other, third] = compare({ rows }).diff.added;
    expect(one?.phoneKey).toMatch(/^[0-9A-Z]{16}$/);
    expect(other).toMatchObject({ phoneKey: one?.phoneKey, collector: { key: one?.collector?.key } });
    expect(third?.collector?.key).not.toBe(one?.collector?.key);
    expect(third?.phoneKey).toBeUndefined();
    expect(String([one?.phoneKey, one?.collector?.key])).not.toMatch(/912345678|001070000009/);
  });

  test('a commune without a register has everybody new', () => {
    expect(compare({ rows: [xuan, thu], rejected: [stranger] }).counts).toMatchObject({
      new: 2,
      sizeBefore: 0,
      sizeAfter: 2,
      amountBefore: 0,
      amountAfter: 540_000,
    });
  });

  test('a lawful second benefit is a row of one person and money of its own', () => {
    const second = inRow(3, { ...xuan, benefits: [{ ...aBenefit(405_000), group: '5.6' }] });
    const { diff, counts } = compare({ rows: [xuan, second] });
    expect(diff.added).toMatchObject([
      { benefits: [{ group: '5(5)b' }, { group: '5.6', source: { row: 3 } }] },
    ]);
    expect(counts).toMatchObject({ new: 2, sizeAfter: 1, amountAfter: 675_000 });
    const register = registerOf(xuan, second);
    expect(compare({ register, rows: [second, xuan] }).counts).toMatchObject({ unchanged: 2, changed: 0 });
    expect(compare({ register, rows: [xuan] }).counts).toMatchObject({ changed: 1, amountAfter: 270_000 });
  });
});

describe('a recipient’s id never changes', () => {
  const plain = aPerson({ name: 'Bế Thị Hạ', born: '1936' });
  test.each<[string, ListedPerson, Partial<ListedPerson>]>([
    ['an id number', plain, { idNumber: '001036000009' }],
    ['a file number', plain, { fileNumber: 'S-9' }],
    ['both', plain, { fileNumber: 'S-9', idNumber: '001036000009' }],
    ['a full birth date', plain, { born: '1936-05-01' }],
    ['a file number beside the id number', { ...plain, idNumber: '001036000009' }, { fileNumber: 'S-9' }],
    ['another id number under the same file number', xuan, { idNumber: '001036000009' }],
    ['another file number under the same id number', xuan, { fileNumber: 'S-9' }],
    ['a corrected name under the same number', xuan, { name: 'Hoàng Thị Xuân Mai' }],
    ['a corrected birth under the same number', xuan, { born: '1937-02-03' }],
  ])('who gains %s is changed, not new and stopped', (_, before, gained) => {
    const register = registerOf(before);
    const { diff } = compare({ register, rows: [{ ...before, ...gained }] });
    expect([diff.added, diff.stopped, diff.findings]).toEqual([[], [], []]);
    expect(afterOf(diff)).toMatchObject([{ recipientId: register[0]?.recipientId, ...gained }]);
  });

  test('who is named without their numbers keeps them, and only that is no change', () => {
    const register = registerOf(xuan);
    const row = { ...xuan, fileNumber: undefined, idNumber: undefined };
    expect(writtenBy(compare({ register, rows: [row] }).diff)).toEqual([]);
    expect(afterOf(compare({ register, rows: [{ ...row, hamlet: 'B' }] }).diff)).toMatchObject([
      { fileNumber: xuan.fileNumber, idNumber: xuan.idNumber, hamlet: 'B' },
    ]);
  });

  test('somebody new with the first number of somebody who has a better one by now is somebody else', () => {
    const first = registerOf(dong);
    const register = applied(
      first,
      correct({ register: first, rows: [{ ...dong, idNumber: '001036000003' }] }).diff,
    );
    const moved = correct({
      register,
      rows: [{ ...dong, idNumber: '001036000003', fileNumber: 'S-30' }],
    }).diff;
    const { diff } = correct({
      register: applied(register, moved),
      rows: [aPerson({ name: 'Ai', fileNumber: 'S-3' })],
    });
    expect(diff.added).toMatchObject([{ name: 'Ai' }]);
    expect(diff.added[0]?.recipientId).not.toBe(first[0]?.recipientId);
  });

  test('who was stopped and is named again comes back as the same person, and the approver is told', () => {
    const first = registerOf(xuan, thu);
    const register = registerAfter({ register: first, rows: [thu] });
    const { diff, counts } = compare({ register, rows: [inRow(5, xuan), thu] });
    expect(diff.changed).toMatchObject([
      { before: { status: 'stopped' }, after: { recipientId: first[0]?.recipientId, status: 'active' } },
    ]);
    expect(diff.findings).toMatchObject([{ rule: 'returned', severity: 'warning', row: 5, value: '' }]);
    expect(counts).toMatchObject({
      new: 0,
      changed: 1,
      unchanged: 1,
      rejected: 0,
      sizeBefore: 1,
      sizeAfter: 2,
    });
  });
});

test('who was stopped and comes back with another id number may be somebody else', () => {
  const register = registerAfter({ register: registerOf(xuan, thu), rows: [thu] });
  const { diff, counts } = compare({ register, rows: [{ ...xuan, idNumber: '001036000009' }, thu] });
  expect([rulesOf(diff), writtenBy(diff)]).toEqual([[['which-one', 2]], []]);
  expect(counts).toMatchObject({ rejected: 1, unchanged: 1 });
});

describe('a row that does not say clearly who it is', () => {
  const namesakes = [aPerson({ fileNumber: 'S-1' }), aPerson({ fileNumber: 'S-2' })];
  const known = registerOf(xuan, thu);

  test.each<[string, readonly Recipient[], readonly ListedPerson[]]>([
    ['fits two namesakes', registerOf(...namesakes), [aPerson()]],
    ['has numbers of different people', known, [{ ...xuan, idNumber: thu.idNumber }]],
    [
      'has a file number that was given to somebody new',
      known,
      [aPerson({ name: 'Bàn Văn Lạ', fileNumber: 'S-1', idNumber: '001050000009' })],
    ],
  ])(
    'and %s is asked about, nothing is written for it, and nobody is stopped meanwhile',
    (_, register, rows) => {
      const { diff, counts } = compare({ register, rows });
      expect(diff.findings).toMatchObject([{ rule: 'which-one', severity: 'error', row: 2, value: '' }]);
      expect(writtenBy(diff)).toEqual([]);
      expect(counts).toMatchObject({ rejected: 1, stopped: 0, sizeAfter: 2 });
    },
  );

  test('is asked about where another row has its place', () => {
    const rows = [dong, inRow(9, { ...dong, fileNumber: undefined })];
    const { diff, counts } = compare({ register: registerOf(dong, xuan), rows });
    expect(rulesOf(diff)).toEqual([['which-one', 9]]);
    expect(counts).toMatchObject({ unchanged: 1, rejected: 1, stopped: 0, stopsWaiting: 1 });
  });

  test('each row of a lawful pair is told', () => {
    const second = inRow(3, aPerson({ benefits: [{ ...aBenefit(), group: '5.6' }] }));
    const { diff, counts } = compare({ register: registerOf(...namesakes), rows: [aPerson(), second] });
    expect(rulesOf(diff)).toEqual([
      ['which-one', 2],
      ['which-one', 3],
    ]);
    expect(counts.rejected).toBe(2);
  });
});

describe('somebody who is recorded as dead', () => {
  const register = applied(
    registerOf(xuan, thu),
    correct({ register: registerOf(xuan, thu), stops: [stopOf({ fileNumber: 'S-1' })] }).diff,
  );

  test('is paid again by no list that just names them', () => {
    const { diff, counts } = compare({ register, rows: [inRow(4, xuan)] });
    expect(diff.findings).toMatchObject([{ rule: 'recorded-as-dead', severity: 'error', row: 4 }]);
    expect(writtenBy(diff)).toEqual([]);
    expect(counts).toMatchObject({ rejected: 1, stopsWaiting: 1 });
  });

  test('comes back by the decision that takes it back, and stays', () => {
    const rows = [{ ...xuan, decisionNumber: '12/QĐ' }, thu];
    const { diff } = compare({ register, rows });
    expect(rulesOf(diff)).toEqual([['returned', 2]]);
    expect(afterOf(diff)).toMatchObject([{ name: xuan.name, status: 'active' }]);
    expect(afterOf(diff)[0]).not.toHaveProperty('stopReason');
    expect(writtenBy(compare({ register: applied(register, diff), rows }).diff)).toEqual([]);
  });

  test('does not come back by the decision that granted the benefit', () => {
    const granted = { ...xuan, decisionNumber: '7/QĐ' };
    const dead = applied(
      registerOf(granted),
      correct({ register: registerOf(granted), stops: [stopOf({ fileNumber: 'S-1' })] }).diff,
    );
    expect(rulesOf(compare({ register: dead, rows: [granted] }).diff)).toEqual([['recorded-as-dead', 2]]);
  });
});

describe('a rejected row', () => {
  test.each([
    ['file number', { ...stranger, fileNumber: 's-1' }],
    ['id number', { ...stranger, idNumber: '001036000001' }],
    ['name and birth', { ...stranger, name: 'HOÀNG THỊ XUÂN', born: '1936' }],
  ])('counts as present by its %s', (_, marks) => {
    const { diff, counts } = compare({ register: registerOf(xuan, thu), rejected: [marks] });
    expect(namesOf(diff.stopped)).toEqual(['Lý Văn Thu']);
    expect(counts).toMatchObject({ stopped: 1, stopsWaiting: 0, rejected: 0 });
  });

  test('that fits nobody might be anybody: stops wait', () => {
    const { diff, counts } = compare({ register: registerOf(xuan, thu), rows: [thu], rejected: [stranger] });
    expect(diff.stopped).toEqual([]);
    expect(counts).toMatchObject({ unchanged: 1, stopped: 0, stopsWaiting: 1, sizeAfter: 2 });
  });

  test('that is the second of somebody new holds nobody up', () => {
    const { diff } = compare({
      register: registerOf(xuan, thu),
      rows: [xuan, dong],
      rejected: [marksOf(dong)],
    });
    expect(namesOf(diff.stopped)).toEqual(['Lý Văn Thu']);
  });

  test('of corrections has no stops to hold up', () => {
    const { diff, counts } = correct({
      register: registerOf(xuan, thu),
      rejected: [stranger],
      stops: [stopOf({ fileNumber: 'S-2' })],
    });
    expect(namesOf(diff.stopped)).toEqual(['Lý Văn Thu']);
    expect(counts.stopsWaiting).toBe(0);
  });
});

describe('corrections', () => {
  const register = registerOf(xuan, thu, dong);

  test('add and change whom they name and leave the others alone', () => {
    const { diff, counts } = correct({ register, rows: [{ ...thu, hamlet: 'B' }, aPerson({ name: 'Ai' })] });
    expect([namesOf(diff.added), namesOf(afterOf(diff)), diff.stopped]).toEqual([['Ai'], ['Lý Văn Thu'], []]);
    expect(counts).toMatchObject({ new: 1, changed: 1, stopped: 0, stopsWaiting: 0, sizeAfter: 4 });
  });

  test('take nothing away that they do not speak of', () => {
    const known = aPerson({
      ...thu,
      born: '1936-03-05',
      sex: 'male',
      phone: '+84912345678',
      collector: { name: 'Lý Thị Con', relation: 'con', idNumber: '001066000009' },
      homeVisit: 'SICK',
      benefits: [
        { ...aBenefit(), group: '5.4' },
        { ...aBenefit(), group: '5.6' },
      ],
    });
    const raised = { ...aBenefit(540_000), group: '5.6' };
    const said = aPerson({ ...thu, idNumber: undefined, hamlet: '', benefits: [raised] });
    const { diff } = correct({ register: registerOf(known), rows: [said] });
    expect(afterOf(diff)).toMatchObject([
      {
        ...known,
        benefits: [
          { group: '5.4', amount: 270_000 },
          { group: '5.6', amount: 540_000 },
        ],
      },
    ]);
    const [after] = afterOf(diff);
    expect(correct({ register: [after!], rows: [said] }).counts).toMatchObject({ changed: 0, unchanged: 1 });
  });

  test('put another benefit in the place of one that nobody may have beside it', () => {
    const said = aPerson({ ...thu, benefits: [{ ...aBenefit(405_000), group: '5.5a' }] });
    const { diff } = correct({ register, rows: [said] });
    expect(afterOf(diff)[0]?.benefits).toMatchObject([{ group: '5.5a', amount: 405_000 }]);
  });

  test.each([
    ['file number', { fileNumber: 's-1' }],
    ['id number', { idNumber: '001036000001' }],
    ['name and birth', { name: 'HOÀNG THỊ XUÂN', born: '1936' }],
  ])('stop by %s, with the reason that they give', (_, marks) => {
    const { diff, counts } = correct({ register, stops: [stopOf(marks, 'MOVED_AWAY')] });
    expect(diff.stopped).toMatchObject([
      { recipientId: register[0]?.recipientId, status: 'stopped', stopReason: 'MOVED_AWAY' },
    ]);
    expect(counts).toMatchObject({
      stopped: 1,
      unchanged: 0,
      rejected: 0,
      sizeAfter: 2,
      amountAfter: 540_000,
    });
  });

  test.each<[string, StopRow[], readonly ListedPerson[]]>([
    ['nobody in the register', [stopOf(stranger)], []],
    ['one of two namesakes', [stopOf({ name: 'Nông Văn Bé', born: '1936' })], []],
    ['somebody whom another row names', [stopOf({ fileNumber: 'S-1' })], [xuan]],
    ['somebody new', [stopOf({ fileNumber: 'S-9' })], [aPerson({ name: 'Ai', fileNumber: 'S-9' })]],
    [
      'somebody whom another row stops for another reason',
      [stopOf({ fileNumber: 'S-1' }, 'DIED', 9), stopOf({ idNumber: '001036000001' }, 'MOVED_AWAY', 9)],
      [],
    ],
  ])('a stop of %s is an error and stops nobody', (_, stops, rows) => {
    const namesakes = [4, 5].map((number) =>
      aPerson({ name: 'Nông Văn Bé', fileNumber: `S-${String(number)}` }),
    );
    const { diff, counts } = correct({ register: registerOf(xuan, thu, ...namesakes), rows, stops });
    expect(diff.stopped).toEqual([]);
    expect(diff.findings.map(({ rule, severity, row }) => [rule, severity, row])).toEqual(
      stops.map(() => ['stop-of-nobody', 'error', 9]),
    );
    expect(counts).toMatchObject({ rejected: stops.length, stopped: 0 });
  });

  test('may stop whom another row takes the name of', () => {
    const rows = [{ ...thu, name: xuan.name }];
    const { diff } = correct({ register, rows, stops: [stopOf({ fileNumber: 'S-1' })] });
    expect(diff.stopped).toMatchObject([{ fileNumber: 'S-1' }]);
  });

  test('stop nobody twice', () => {
    const twice = [stopOf({ fileNumber: 'S-1' }), stopOf({ idNumber: '001036000001' })];
    const { diff, counts } = correct({ register, stops: twice });
    expect([diff.stopped.length, diff.findings]).toEqual([1, []]);
    expect(counts).toMatchObject({ stopped: 1, unchanged: 1, rejected: 0 });
  });

  test.each<[string, StopRow['reason'], number]>([
    ['the same reason again', 'DIED', 0],
    ['no reason in particular', 'OTHER', 0],
    ['another reason, which is written down', 'MOVED_AWAY', 1],
  ])('a stop of somebody who died is already said, with %s', (_, reason, stopped) => {
    const dead = applied(register, correct({ register, stops: [stopOf({ fileNumber: 'S-1' })] }).diff);
    const { diff, counts } = correct({ register: dead, stops: [stopOf({ fileNumber: 'S-1' }, reason)] });
    expect(diff.stopped.map(({ stopReason }) => stopReason)).toEqual(stopped === 0 ? [] : [reason]);
    expect(counts).toMatchObject({ stopped, unchanged: 1 - stopped, sizeAfter: 2 });
  });

  test('say a reason of somebody whom a roster left out', () => {
    const left = registerAfter({ register, rows: [thu, dong] });
    const { diff } = correct({ register: left, stops: [stopOf({ fileNumber: 'S-1' })] });
    expect(diff.stopped).toMatchObject([{ status: 'stopped', stopReason: 'DIED' }]);
  });
});

/** Any list at all: rows good and bad, double ones, two of one person, rows that nobody can tell whom they mean. */
const anyRejected = fc.array(anyMarks, { maxLength: 3 });
const anyRoster = fc.record({ register: anyRegister, rows: anyRows(), rejected: anyRejected });
const anyCorrections = fc
  .record({ register: anyRegister, rows: anyRows(), rejected: anyRejected, stops: anyStops })
  .map((list) => ({ ...list, isWhole: false }));
const anyList: fc.Arbitrary<Required<Omit<List, 'isWhole' | 'register'>> & List> = fc.oneof(
  anyRoster.map((list) => ({ ...list, stops: [] })),
  anyCorrections,
);
const inAnyOrder = anyList.chain((list) =>
  fc
    .record({
      rows: shuffled(list.rows),
      rejected: shuffled(list.rejected),
      stops: shuffled(list.stops),
      register: shuffled(list.register ?? []),
    })
    .map((other) => ({ list, other: { ...list, ...other } })),
);

describe('promise 7: of any list and any register', () => {
  test('promise 7: rows in = new + changed + unchanged + rejected, and stopped rows of corrections', () => {
    fc.assert(
      fc.property(anyList, (list) => {
        const { counts, diff } = compare(list);
        const { unchanged, changed, rejected, stopped } = counts;
        const stoppedRows = list.isWhole === false ? stopped : 0;
        expect(counts.new + changed + unchanged + rejected + stoppedRows).toBe(
          list.rows.length + list.stops.length,
        );
        expect(diff.findings.filter(({ severity }) => severity === 'error').length).toBe(rejected);
      }),
    );
  });

  test('promise 7: a rejected row stops nobody, and while one fits nobody, nobody is stopped', () => {
    fc.assert(
      fc.property(anyRoster, (list) => {
        const { stopped } = compare(list).diff;
        for (const marks of list.rejected)
          expect(stopped.filter((one) => mayMean(marks, one)).map(marksOf)).toEqual([]);
        const everybody = [...list.register, ...list.rows];
        const fitsNobody = list.rejected.some((marks) => !everybody.some((one) => mayMean(marks, one)));
        expect(fitsNobody && stopped.length > 0).toBe(false);
      }),
    );
  });

  test('promise 7: a row that was typed with somebody else’s number and rejected stops nobody either', () => {
    const owners = numbers(12).chain((all) =>
      fc.record({
        all: fc.constant(all),
        typed: fc.subarray(all),
        named: fc.subarray(all),
        owner: fc.nat(),
      }),
    );
    fc.assert(
      fc.property(owners, ({ all, typed, named, owner }) => {
        const register = registerOf(...all.map((number) => personOf(number)));
        const rejected = typed.map((number) => {
          const { name, born } = personOf(number);
          return { ...marksOf(personOf(all[owner % all.length]!)), name, born };
        });
        const rows = named.filter((number) => !typed.includes(number)).map((number) => personOf(number));
        const { stopped } = compare({ register, rows, rejected }).diff;
        expect(namesOf(stopped).filter((name) => typed.some((one) => personOf(one).name === name))).toEqual(
          [],
        );
      }),
    );
  });

  test('promise 7: a row that the comparison cannot place stops nobody and writes nothing', () => {
    fc.assert(
      fc.property(anyRoster, (list) => {
        const { diff } = compare(list);
        const refused = new Set(
          diff.findings.filter(({ severity }) => severity === 'error').map(({ row }) => row),
        );
        const written = [...diff.added, ...afterOf(diff)];
        expect(written.filter(({ source: { row } }) => refused.has(row))).toEqual([]);
        expect(refused.size > 0 && diff.stopped.length > 0).toBe(false);
      }),
    );
  });

  test('the counts are what applying it makes of people and money', () => {
    fc.assert(
      fc.property(anyList, ({ register = [], ...list }) => {
        const { diff, counts } = compare({ ...list, register });
        const now = active(applied(register, diff));
        expect([counts.sizeBefore, counts.sizeAfter]).toEqual([active(register).length, now.length]);
        expect(counts.amountAfter).toBe(now.reduce((sum, one) => sum + monthlyAmount(one), 0));
        expect(new Set(writtenBy(diff)).size).toBe(counts.stopped + diff.added.length + diff.changed.length);
        const ids = [...diff.added, ...afterOf(diff), ...diff.stopped].map(({ recipientId }) => recipientId);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

describe('promise 6: the same list again', () => {
  test('promise 6: finds nothing new, changed or stopped, whatever the order of the rows', () => {
    fc.assert(
      fc.property(inAnyOrder, ({ list, other }) => {
        const register = applied(list.register ?? [], compare(list).diff);
        expect(writtenBy(compare({ ...other, register }).diff)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('promise 6: nor in a register that lists have made', () => {
    const anyLists = fc.array(anyList, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(anyLists, inAnyOrder, (before, { list, other }) => {
        let register: Recipient[] = [];
        for (const one of [...before, list]) register = applied(register, compare({ ...one, register }).diff);
        expect(writtenBy(compare({ ...other, register }).diff)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('the order of rows and of the register does not matter', () => {
    const byId = (recipients: readonly Recipient[]) =>
      recipients.toSorted((a, b) => (a.recipientId < b.recipientId ? -1 : 1));
    fc.assert(
      fc.property(inAnyOrder, ({ list, other }) => {
        const [one, two] = [compare(list), compare(other)];
        expect(two.counts).toEqual(one.counts);
        expect(byId(two.diff.added)).toEqual(byId(one.diff.added));
        expect(byId(afterOf(two.diff))).toEqual(byId(afterOf(one.diff)));
        expect(byId(two.diff.stopped)).toEqual(byId(one.diff.stopped));
      }),
    );
  });
});

const idNumberOf = (number: number) => `001${String(number).padStart(9, '0')}`;

/** The same number is always the same person, known by file number, id number or only their name. */
const personOf = (number: number, of = 270_000): ListedPerson =>
  aPerson({
    name: `Hoàng Thị ${String(number)}`,
    ...(number % 3 === 0 && { fileNumber: `S-${String(number)}` }),
    ...(number % 3 === 1 && { idNumber: idNumberOf(number) }),
    benefits: [aBenefit(of)],
    source: { ...source, row: number + 1 },
  });
const knownPeople = numbers().map((all) => registerOf(...all.map((number) => personOf(number))));

describe('the promises of compareCommune', () => {
  test('corrections stop only whom they say, and for the reason that they say', () => {
    fc.assert(
      fc.property(anyCorrections, (list) => {
        for (const one of compare(list).diff.stopped) {
          const said = list.stops.filter(({ marks }) => mayMean(marks, one));
          expect(said.map(({ reason }) => reason)).toContain(one.stopReason);
        }
      }),
    );
  });

  test('corrections without a stop stop nobody', () => {
    fc.assert(
      fc.property(anyCorrections, (list) => {
        const { diff, counts } = compare({ ...list, stops: [] });
        expect([diff.stopped, counts.stopped, counts.stopsWaiting]).toEqual([[], 0, 0]);
      }),
    );
  });

  test('everybody whom a whole roster leaves out is stopped, once', () => {
    const clear = numbers().chain((all) =>
      fc.tuple(...all.map((number) => fc.tuple(fc.constant(number), amount))),
    );
    fc.assert(
      fc.property(knownPeople, clear, (register, all) => {
        const rows = all.map(([number, of]) => personOf(number, of));
        const named = new Set(rows.map(({ name }) => name));
        const { diff, counts } = compare({ rows, register });
        expect(namesOf(diff.stopped)).toEqual(namesOf(register).filter((name) => !named.has(name)));
        expect(counts).toMatchObject({ stopsWaiting: 0, rejected: 0 });
      }),
    );
  });

  test('whoever gains numbers, a birth date or, with a number, a name keeps their id', () => {
    const gain = fc.record({
      idNumber: fc.boolean(),
      fileNumber: fc.boolean(),
      born: fc.boolean(),
      name: fc.boolean(),
    });
    const gains = numbers().chain((all) =>
      fc.tuple(...all.map((number) => fc.tuple(fc.constant(number), gain))),
    );
    fc.assert(
      fc.property(gains, (all) => {
        const register = registerOf(...all.map(([number]) => personOf(number)));
        const rows = all.map(([number, gained]) => {
          const person = personOf(number);
          const isNumbered = person.idNumber !== undefined || person.fileNumber !== undefined;
          return {
            ...person,
            idNumber: gained.idNumber ? idNumberOf(number) : person.idNumber,
            fileNumber: gained.fileNumber ? `S-${String(number)}` : person.fileNumber,
            born: gained.born ? '1936-05-01' : person.born,
            name: gained.name && isNumbered ? `${person.name} Mai` : person.name,
          };
        });
        const { diff, counts } = compare({ register, rows });
        expect([diff.added, diff.stopped, counts.rejected]).toEqual([[], [], 0]);
        for (const { before, after } of diff.changed) {
          expect(after.recipientId).toBe(before.recipientId);
          expect(after.source.row).toBe(before.source.row);
        }
      }),
    );
  });
});
