import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RosterRow } from '../../infra/local/sample/roster.ts';
import { dataFolder } from './support/folder.ts';
import { type ImportedList, type ListCloud, openListCloud, setUpCommunes } from './support/list-cloud.ts';
import { asListed, csvText, peopleByCommune, peopleIn, registerOf } from './support/people.ts';

const runs = 15;
/** What a roster does with somebody. */
const fates = [
  'stays',
  'stays',
  'stays',
  'changes',
  'spoilt amount',
  'spoilt birth',
  'spoilt number',
  'left out',
] as const;
type Fate = (typeof fates)[number];

const spoil: Readonly<Record<Fate, (row: RosterRow) => RosterRow[]>> = {
  stays: (row) => [row],
  changes: (row) => [{ ...row, hamlet: 'Bản Mới', note: 'Đổi chỗ ở' }],
  'spoilt amount': (row) => [{ ...row, amount: '270.5' }],
  'spoilt birth': (row) => [{ ...row, born: '30/02/1936' }],
  'spoilt number': (row) => [{ ...row, id_number: '6.03E+09' }],
  'left out': () => [],
};
const isSpoilt = (fate: Fate): boolean => fate.startsWith('spoilt');

describe('promise 7: any mixture of rows, in any files and any order', () => {
  // Here, not in the hook: what a hook asks to be done after all is never done.
  const dataDir = dataFolder(afterAll);
  let cloud: ListCloud;
  /** Two communes for each run. */
  const communes = peopleByCommune(runs * 2 * 8, runs * 2);
  let used = 0;

  beforeAll(async () => {
    cloud = await openListCloud(dataDir);
    await setUpCommunes(cloud, communes.length);
  });
  afterAll(() => cloud.stage.cloud.stop());

  /** Imports, lets an approver release what is held, and counts the rows. */
  const imported = async (rows: readonly RosterRow[], kind = 'roster'): Promise<ImportedList> => {
    const list = await cloud.through('list.csv', csvText(rows), kind);
    const { summary } = list;
    const { new: added, changed, unchanged, superseded } = summary.changes!;
    expect(summary.status).toBe('applied');
    expect(added + changed + unchanged + superseded + summary.rejected).toBe(summary.rows);
    expect(summary.rows).toBe(rows.length);
    return list;
  };

  const anyState = fc.record({
    fates: fc.array(fc.constantFrom(...fates), { minLength: 30, maxLength: 30 }),
    order: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
    isSplit: fc.boolean(),
    parts: fc.integer({ min: 1, max: 3 }),
    repeats: fc.array(fc.nat({ max: 2 }), { maxLength: 2 }),
  });

  it('loses no row, stops nobody whose row was rejected, and ends with what was said last', async () => {
    await fc.assert(
      fc.asyncProperty(anyState, async ({ fates: dealt, order, isSplit, parts, repeats }) => {
        const own = communes.slice(used, used + 2);
        used = (used + 2) % communes.length;
        const people = own.flat();
        const codes = own.map(([row]) => row!.commune_code);
        const shuffled = <Value>(values: readonly Value[]): Value[] =>
          values
            .map((value, at) => [order[at % order.length]!, value] as const)
            .toSorted(([a], [b]) => a - b)
            .map(([, value]) => value);
        const registerNow = async () => registerOf(await cloud.registry(), codes);

        await imported(shuffled(people));
        const fateOf = new Map(people.map((row, at) => [row.file_number, dealt[at % dealt.length]!]));
        const mixture = people.flatMap((row) => spoil[fateOf.get(row.file_number)!](row));
        const { summary } = await imported(shuffled(mixture));
        const spoilt = people.filter((row) => isSpoilt(fateOf.get(row.file_number)!));
        expect(summary.rejected).toBe(spoilt.length);
        const active = new Set(
          peopleIn(await cloud.registry())
            .filter(({ status }) => status === 'active')
            .map(({ fileNumber }) => fileNumber),
        );
        expect(spoilt.filter(({ file_number: number }) => !active.has(number))).toEqual([]);

        // Mended in so many files, of which some come again, in any order: each says nothing of the others.
        const files = Array.from({ length: parts }, (_, part) =>
          spoilt.filter((__, at) => at % parts === part),
        ).filter(({ length }) => length > 0);
        const again = repeats.flatMap((at) => files.slice(at, at + 1));
        for (const rows of shuffled([...files, ...again])) await imported(rows, 'corrections');

        const last = mixture
          .flatMap((row) => (isSpoilt(fateOf.get(row.file_number)!) ? [] : [row]))
          .concat(spoilt);
        const whole = isSplit
          ? own.map(([first]) => last.filter((row) => row.commune_code === first!.commune_code))
          : [last];
        for (const rows of shuffled(whole).filter(({ length }) => length > 0)) await imported(shuffled(rows));
        expect((await registerNow()).filter((line) => line.includes('| active |'))).toEqual(asListed(last));
        expect(await registerNow()).toHaveLength(people.length);
      }),
      { numRuns: runs, endOnFailure: true },
    );
  });
});
