import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Arrival, CommuneDiff } from '../../shared/domain/commune-diff.ts';
import type { StopRow } from '../../shared/domain/comparison.ts';
import {
  claimants,
  type Holder,
  movingIn,
  placeOf,
  settleClaims,
  withoutArrivals,
} from '../../shared/domain/identity-claims.ts';
import { type ListedPerson, type Recipient, RecipientId } from '../../shared/domain/recipient.ts';
import { shuffled } from '../support/arbitrary.ts';
import { aBenefit, aCommune, aDiff, anId, aPerson, aRecipient, source, yenHan } from '../support/build.ts';
import { openProvince, type ProvinceList } from '../support/province.ts';

const hanMai = aCommune('01840');
const xuan = aRecipient(1, { idNumber: '001036000001' });
const thu = aRecipient(2, { idNumber: '001040000002' });
const unnumbered = aRecipient(3);
const stopped = aRecipient(4, { idNumber: '001040000004', status: 'stopped' });
const died = aRecipient(5, { status: 'stopped', stopReason: 'DIED' });
const toXuan = { before: aRecipient(1), after: xuan };

type Known = Readonly<{
  holders?: readonly [Recipient, Holder][];
  leaving?: readonly Holder[];
  coming?: readonly Holder[];
}>;
const keyOf = ({ idNumber }: Recipient) => `key of ${idNumber ?? 'nobody'}`;
const settle = (diff: CommuneDiff, { holders = [], leaving = [], coming = [] }: Known = {}) =>
  settleClaims(diff, {
    keyOf,
    holders: new Map(holders.map(([recipient, holder]) => [keyOf(recipient), holder])),
    leaving: new Set(leaving.map(placeOf)),
    coming: new Set(coming.map(placeOf)),
  });
const elsewhere = (given: Partial<Holder> = {}): Holder => ({
  ...{ commune: hanMai, recipientId: anId(9), standing: 'active' },
  ...given,
});
const from = { commune: hanMai, recipientId: anId(9) };
const heldElsewhere = {
  rule: 'id-number-held-elsewhere',
  severity: 'error',
  row: 2,
  column: 'id_number',
  value: '',
};

describe('claimants', () => {
  test.each<[string, Partial<CommuneDiff>, Recipient[]]>([
    ['whoever is new', { added: [xuan] }, [xuan]],
    ['whoever arrives', { arrivals: [{ recipient: xuan, from }] }, [xuan]],
    ['whoever gets a number', { changed: [toXuan] }, [xuan]],
    [
      'whoever gets a better number',
      { changed: [{ before: { ...xuan, idNumber: '001036000009' }, after: xuan }] },
      [xuan],
    ],
    ['whoever comes back', { changed: [{ before: { ...xuan, status: 'stopped' }, after: xuan }] }, [xuan]],
    [
      'nobody without a number',
      { added: [unnumbered], changed: [{ before: xuan, after: aRecipient(1) }] },
      [],
    ],
    [
      'nobody who has the number already',
      { changed: [{ before: xuan, after: { ...xuan, hamlet: 'B' } }] },
      [],
    ],
    ['nobody who is stopped', { stopped: [stopped] }, []],
  ])('are %s', (_, diff, expected) => {
    expect(claimants(aDiff(diff))).toEqual(expected);
  });
});

test('who moves in a commune: leaves by a stop, comes as an arrival or comes back', () => {
  const back = { before: stopped, after: { ...stopped, status: 'active' as const } };
  const diff = aDiff({
    added: [thu],
    arrivals: [{ recipient: xuan, from }],
    changed: [toXuan, back],
    stopped: [died],
  });
  expect(movingIn(diff)).toEqual({
    leaving: new Set([placeOf(died)]),
    coming: new Set([placeOf(xuan), placeOf(stopped)]),
  });
});

describe('settleClaims', () => {
  test('lets through whoever claims a free number', () => {
    const diff = aDiff({ added: [xuan, unnumbered], stopped: [stopped] });
    expect(settle(diff)).toEqual({ diff, taken: [{ recipient: xuan }], refused: 0 });
  });

  test('has nothing to take where the number is one’s own already', () => {
    const diff = aDiff({ added: [xuan] });
    const own = elsewhere({ commune: yenHan, recipientId: anId(1) });
    expect(settle(diff, { holders: [[xuan, own]] })).toEqual({ diff, taken: [], refused: 0 });
  });

  test('a number that was given up for a better one is free', () => {
    const diff = aDiff({ added: [xuan] });
    const gone = elsewhere({ standing: 'gone' });
    expect(settle(diff, { holders: [[xuan, gone]] })).toEqual({
      diff,
      taken: [{ recipient: xuan }],
      refused: 0,
    });
  });

  test.each<[string, Holder, readonly Holder[]]>([
    ['was stopped in another commune', elsewhere({ standing: 'stopped' }), []],
    ['is stopped there by this list', elsewhere(), [elsewhere()]],
  ])('who %s arrives from there as the same person', (_, holder, leaving) => {
    const { diff, taken, refused } = settle(aDiff({ added: [xuan, thu] }), {
      holders: [[xuan, holder]],
      leaving,
    });
    const recipient = { ...xuan, recipientId: anId(9) };
    expect([diff.added, diff.arrivals, diff.findings, refused]).toEqual([
      [thu],
      [{ recipient, from }],
      [],
      0,
    ]);
    expect(taken).toEqual([{ recipient, from }, { recipient: thu }]);
  });

  test('who comes back to their old commune arrives as who they are there', () => {
    const before: Recipient = { ...xuan, status: 'stopped' };
    const holder = elsewhere({ standing: 'stopped' });
    const { diff } = settle(aDiff({ changed: [{ before, after: xuan }] }), { holders: [[xuan, holder]] });
    expect([diff.changed, diff.arrivals]).toEqual([[], [{ recipient: xuan, from }]]);
  });

  test('who takes over the number of somebody stopped in the same commune does not arrive', () => {
    const diff = aDiff({ added: [xuan], stopped: [stopped] });
    const neighbour = elsewhere({ commune: yenHan, recipientId: anId(4) });
    const taken = [{ recipient: xuan }];
    const gone: Holder = { ...neighbour, standing: 'stopped' };
    expect(settle(diff, { holders: [[xuan, gone]] })).toEqual({ diff, taken, refused: 0 });
    expect(settle(diff, { holders: [[xuan, neighbour]], leaving: [neighbour] })).toEqual({
      diff,
      taken,
      refused: 0,
    });
  });

  test('a number of somebody stopped whom this list brings back there is refused', () => {
    const holder = elsewhere({ standing: 'stopped' });
    const { diff, refused } = settle(aDiff({ added: [xuan] }), {
      holders: [[xuan, holder]],
      coming: [holder],
    });
    expect([diff.added, diff.arrivals, refused]).toEqual([[], [], 1]);
  });

  describe('a number that somebody holds who is active', () => {
    test.each([
      ['in another commune', elsewhere({ recipientId: anId(1) })],
      ['in the same commune', elsewhere({ commune: yenHan })],
    ])('%s is refused', (_, holder) => {
      const given = aDiff({ added: [xuan, unnumbered, thu] });
      const { diff, taken, refused } = settle(given, { holders: [[xuan, holder]] });
      expect(taken).toEqual([{ recipient: thu }]);
      expect([diff.added, diff.arrivals, refused]).toEqual([[unnumbered, thu], [], 1]);
      expect(diff.findings).toMatchObject([heldElsewhere]);
    });

    test('leaves what is in the register where a changed row is refused', () => {
      const { diff } = settle(aDiff({ changed: [toXuan] }), { holders: [[xuan, elsewhere()]] });
      expect([diff.changed, diff.findings]).toMatchObject([[], [heldElsewhere]]);
    });

    test('stops nobody meanwhile whom the list just does not name: it might be one of them', () => {
      const given = aDiff({ added: [xuan], stopped: [stopped, died] });
      expect(settle(given, { holders: [[xuan, elsewhere()]] }).diff.stopped).toEqual([died]);
    });

    test('takes out who was to arrive, when their old commune does not let them go after all', () => {
      const arrival = { recipient: { ...xuan, recipientId: anId(9) }, from };
      const { diff, refused } = settle(aDiff({ arrivals: [arrival] }), { holders: [[xuan, elsewhere()]] });
      expect([diff.arrivals, refused]).toEqual([[], 1]);
    });

    test('counts and names both rows of a lawful pair', () => {
      const second = { ...aBenefit(), group: '5.6', source: { ...source, row: 3 } };
      const pair = { ...xuan, benefits: [aBenefit(), second] };
      const { diff, refused } = settle(aDiff({ added: [pair] }), { holders: [[xuan, elsewhere()]] });
      expect([diff.findings.map(({ row }) => row), refused]).toEqual([[2, 3], 2]);
    });

    test('keeps what was found before', () => {
      const found = settle(aDiff({ added: [xuan] }), { holders: [[xuan, elsewhere()]] }).diff.findings;
      const again = settle(aDiff({ added: [thu], findings: found }), { holders: [[thu, elsewhere()]] });
      expect(again.diff.findings).toHaveLength(2);
    });
  });

  describe('asked again', () => {
    const arrived = { recipient: { ...xuan, recipientId: anId(9) }, from };
    const isLeaving: Known = { holders: [[xuan, elsewhere()]], leaving: [elsewhere()] };

    test('after the claims were saved, says the same and takes nothing', () => {
      const first = settle(aDiff({ added: [xuan] }), isLeaving);
      const own: Holder = { commune: yenHan, recipientId: anId(9), standing: 'active' };
      expect(settle(first.diff, { holders: [[xuan, own]] })).toEqual({
        diff: first.diff,
        taken: [],
        refused: 0,
      });
    });

    test('before they were saved, says and takes the same', () => {
      const first = settle(aDiff({ added: [xuan] }), isLeaving);
      expect(settle(first.diff, isLeaving)).toEqual({
        diff: aDiff({ arrivals: [arrived] }),
        taken: [arrived],
        refused: 0,
      });
    });

    test('goes on taking a changed recipient for who they are', () => {
      const first = settle(aDiff({ changed: [toXuan] }), isLeaving);
      expect(first.diff.arrivals).toEqual([{ recipient: xuan, from }]);
      expect(settle(first.diff, isLeaving)).toEqual(first);
    });
  });
});

describe('withoutArrivals', () => {
  const staying: Arrival = { recipient: xuan, from };
  const coming: Arrival = { recipient: thu, from: { ...from, recipientId: anId(8) } };

  test('takes out who was not let go, and says so', () => {
    const diff = aDiff({ arrivals: [staying, coming], added: [unnumbered], stopped: [stopped] });
    const left = withoutArrivals(diff, [staying]);
    expect(left).toMatchObject({ arrivals: [coming], added: [unnumbered], stopped: [stopped] });
    expect(left.findings).toMatchObject([heldElsewhere]);
  });

  test('is the same difference where everybody came', () => {
    expect(withoutArrivals(aDiff({ arrivals: [coming] }), [])).toEqual(aDiff({ arrivals: [coming] }));
  });
});

const communes = ['01834', '01837', '01840'].map(aCommune);
const [a, b, c] = [communes[0]!, communes[1]!, communes[2]!];
const personOf = (number: number, given: Partial<ListedPerson> = {}): ListedPerson =>
  aPerson({
    name: `Hoàng Thị ${String(number)}`,
    idNumber: `00103600000${String(number)}`,
    source: { ...source, row: number + 2 },
    ...given,
  });
/** A roster of each commune, by the numbers of those whom it names. */
const rosters = (...all: readonly (readonly number[])[]): ProvinceList => ({
  isWhole: true,
  communes: all.map((numbers, at) => ({
    commune: communes[at]!,
    rows: numbers.map((number) => personOf(number, { commune: communes[at]! })),
    stops: [],
  })),
});
const importInto = (province: ReturnType<typeof openProvince>, list: ProvinceList) => {
  const diffs = province.claim(province.compare(list));
  const notLetGo = province.apply(diffs);
  province.endList();
  return { diffs, notLetGo };
};
/** Whoever is active, by name. */
const activeIn = ({ registers }: ReturnType<typeof openProvince>, commune: (typeof communes)[number]) =>
  (registers.get(commune) ?? [])
    .filter(({ status }) => status === 'active')
    .map(({ name }) => Number(name.slice(10)));
const idsOf = ({ registers }: ReturnType<typeof openProvince>) =>
  new Map([...registers.values()].flat().map(({ name, recipientId }) => [name, recipientId]));

describe('who moves within a list', () => {
  test.each<[string, ProvinceList, ProvinceList, number[][]]>([
    ['from one commune to another', rosters([1, 2], [3]), rosters([2], [3, 1]), [[2], [3, 1], []]],
    ['in a chain', rosters([1], [2], [3]), rosters([], [1], [2]), [[], [1], [2]]],
    ['in exchange', rosters([1], [2]), rosters([2], [1]), [[2], [1], []]],
    ['in a ring', rosters([1], [2], [3]), rosters([3], [1], [2]), [[3], [1], [2]]],
  ])('%s arrives as the same person, whatever is written first', (_, before, after, expected) => {
    for (const turned of [false, true]) {
      const province = openProvince();
      importInto(province, before);
      const known = idsOf(province);
      const diffs = province.claim(province.compare(after));
      expect(province.apply(turned ? diffs.toReversed() : diffs)).toEqual([]);
      expect([a, b, c].map((commune) => activeIn(province, commune).toSorted())).toEqual(
        expected.map((numbers) => numbers.toSorted()),
      );
      expect(idsOf(province)).toEqual(known);
      expect(diffs.flatMap(({ findings }) => findings)).toEqual([]);
    }
  });

  test('and back again is the same person still', () => {
    const province = openProvince();
    importInto(province, rosters([1], [2]));
    const known = idsOf(province);
    for (const list of [rosters([], [1, 2]), rosters([1], [2])]) importInto(province, list);
    expect([activeIn(province, a), activeIn(province, b), idsOf(province)]).toEqual([[1], [2], known]);
  });

  test('and takes a file number of the new commune keeps their id', () => {
    const province = openProvince();
    importInto(province, rosters([1], [2]));
    const known = idsOf(province);
    const [left, entered] = rosters([], [2]).communes;
    const arriving = personOf(1, { commune: b, fileNumber: 'S-77' });
    importInto(province, {
      isWhole: true,
      communes: [left!, { ...entered!, rows: [...entered!.rows, arriving] }],
    });
    expect([activeIn(province, b), idsOf(province)]).toEqual([[2, 1], known]);
  });

  test('nobody has the id of somebody whose number was mistyped as theirs', () => {
    const province = openProvince();
    const inFirst = (given: Partial<ListedPerson>) => ({
      isWhole: true,
      communes: [{ commune: a, rows: [personOf(1, { commune: a, ...given })], stops: [] }],
    });
    const mistyped = { idNumber: '001036000002' };
    importInto(province, inFirst(mistyped));
    importInto(province, inFirst({ ...mistyped, fileNumber: 'S-1' }));
    importInto(province, inFirst({ fileNumber: 'S-1' }));
    importInto(province, { isWhole: true, communes: rosters([], [2]).communes.slice(1) });
    expect([activeIn(province, a), activeIn(province, b)]).toEqual([[1], [2]]);
    expect(new Set(idsOf(province).values()).size).toBe(2);
    const [first, second] = rosters([1, 2], []).communes;
    importInto(province, { isWhole: true, communes: [first!, second!] });
    expect(activeIn(province, a).toSorted()).toEqual([1, 2]);
  });

  test('one refused row holds back whoever counted on its commune’s stops, and only them', () => {
    const province = openProvince();
    importInto(province, rosters([1, 2], [3], [4]));
    // 4 is still active in the third commune, which the list does not name; 1 counts on being stopped in the first.
    const [first, second] = rosters([2, 4], [1, 3]).communes;
    const { diffs } = importInto(province, { isWhole: true, communes: [first!, second!] });
    expect(diffs.map(({ findings }) => findings.map(({ rule, row }) => [rule, row]))).toEqual([
      [['id-number-held-elsewhere', 6]],
      [['id-number-held-elsewhere', 3]],
    ]);
    expect([a, b, c].map((commune) => activeIn(province, commune))).toEqual([[1, 2], [3], [4]]);
  });
});

const waysToBeKnown = [
  'number',
  'better number',
  'file',
  'both',
  'both better',
  'name',
  'wrong number',
] as const;

/** Lists that move eight people about, leave them out, know them by better or worse numbers, and mix some up. */
const anyProvinceList = (isClean: boolean): fc.Arbitrary<ProvinceList> =>
  fc
    .record({
      isWhole: isClean ? fc.constant(true) : fc.boolean(),
      named: fc.subarray([...communes], { minLength: 1 }),
      people: fc.array(
        fc.record({
          commune: fc.constantFrom(undefined, ...communes),
          isStop: fc.boolean(),
          knownBy: isClean ? fc.constant(waysToBeKnown[0]) : fc.constantFrom(...waysToBeKnown),
          wrong: fc.nat({ max: 7 }),
        }),
        { minLength: 8, maxLength: 8 },
      ),
    })
    .map(({ isWhole, named, people }) => {
      const seen = new Set<string>();
      const rows = people.flatMap(({ commune, isStop, knownBy, wrong }, number) => {
        if (!commune) return [];
        const file = { fileNumber: `S-${String(number)}` };
        const idNumber =
          knownBy === 'better number' || knownBy === 'both better'
            ? `00113600000${String(number)}`
            : `00103600000${String(knownBy === 'wrong number' ? wrong : number)}`;
        const isNumbered = knownBy !== 'file' && knownBy !== 'name';
        // The reader takes one id number once in a file.
        if (isNumbered && seen.has(idNumber)) return [];
        if (isNumbered) seen.add(idNumber);
        const given = {
          ...(isNumbered ? { idNumber } : { idNumber: undefined }),
          ...(['file', 'both', 'both better'].includes(knownBy) && file),
        };
        return [{ isStop, person: personOf(number, { commune, ...given }) }];
      });
      const stopOf = ({ idNumber = '', fileNumber = '', name, born, source: at }: ListedPerson): StopRow => ({
        ...{ sheet: '', row: at.row, reason: 'OTHER' },
        marks: { idNumber, fileNumber, name, born },
      });
      return {
        isWhole,
        communes: named.map((commune) => {
          const here = rows.filter(({ person }) => person.commune === commune);
          const stops = here.filter(({ isStop }) => isStop && !isWhole).map(({ person }) => stopOf(person));
          const stays = here.filter(({ isStop }) => !isStop || isWhole).map(({ person }) => person);
          return { commune, rows: stays, stops };
        }),
      };
    });
const inSomeOrder = (isClean: boolean) =>
  anyProvinceList(isClean).chain((list) =>
    fc.record({
      list: fc.constant(list),
      order: shuffled(list.communes.map((_, at) => at)),
      diesAt: fc.nat({ max: 3 }),
    }),
  );

describe('the promises of moving', () => {
  test('promise 1: nobody is ever active in two communes, whatever is written first and wherever a step dies', () => {
    fc.assert(
      fc.property(fc.array(inSomeOrder(false), { minLength: 1, maxLength: 4 }), (lists) => {
        const province = openProvince(() => {
          const holders = new Map<string, string>();
          for (const [commune, register] of province.registers) {
            for (const { idNumber, recipientId } of register.filter(({ status }) => status === 'active')) {
              for (const mark of idNumber === undefined ? [recipientId] : [recipientId, idNumber]) {
                expect([mark, holders.get(mark) ?? commune]).toEqual([mark, commune]);
                holders.set(mark, commune);
              }
            }
          }
        });
        for (const { list, order, diesAt } of lists) {
          const diffs = province.claim(province.claim(province.compare(list), diesAt));
          expect(province.apply(order.map((at) => diffs[at]!))).toEqual([]);
          province.endList();
        }
      }),
      { numRuns: 300 },
    );
  });

  test('promise 6: claims that are settled again are the same, and so is a list that comes again', () => {
    fc.assert(
      fc.property(fc.array(inSomeOrder(true), { minLength: 1, maxLength: 4 }), (lists) => {
        const province = openProvince();
        for (const { list, order } of lists) {
          const diffs = province.claim(province.compare(list));
          const claims = new Map(province.claims);
          expect(province.claim(diffs)).toEqual(diffs);
          expect(province.claims).toEqual(claims);
          province.apply(order.map((at) => diffs[at]!));
          province.endList();
          const again = province.claim(province.compare(list));
          for (const { added, arrivals, changed, stopped: gone } of again)
            expect([added, arrivals, changed, gone]).toEqual([[], [], [], []]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('everybody who is named is active where the list names them, or their row is told', () => {
    fc.assert(
      fc.property(fc.array(inSomeOrder(true), { minLength: 1, maxLength: 4 }), (lists) => {
        const province = openProvince();
        for (const { list } of lists) {
          const { diffs } = importInto(province, list);
          for (const { commune, rows } of list.communes) {
            const told = diffs.find((diff) => diff.commune === commune)!.findings;
            const isTold = ({ source: { row } }: ListedPerson) =>
              told.some((finding) => finding.row === row && finding.severity === 'error');
            const here = activeIn(province, commune).map((number) => personOf(number).name);
            expect(rows.filter((row) => !isTold(row) && !here.includes(row.name))).toEqual([]);
          }
        }
        for (const recipientId of idsOf(province).values())
          expect(RecipientId.safeParse(recipientId).success).toBe(true);
      }),
    );
  });
});
