import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder } from './support/folder.ts';
import { type ListCloud, openListCloud, setUpCommunes } from './support/list-cloud.ts';
import { activeWith, asListed, csvText, peopleByCommune, peopleIn, registerOf } from './support/people.ts';

describe('two lists at once', () => {
  // Here, not in the hook: what a hook asks to be done after all is never done.
  const dataDir = dataFolder(afterAll);
  let cloud: ListCloud;
  const communes = peopleByCommune(200, 10);
  const codeOf = (at: number) => communes[at]![0]!.commune_code;
  const raised = (at: number) =>
    communes[at]!.map((row, index) => (index === 0 ? { ...row, hamlet: 'Bản Sau' } : row));

  beforeAll(async () => {
    cloud = await openListCloud(dataDir);
    await setUpCommunes(cloud, communes.length);
    await cloud.list('known.csv', csvText([...communes[0]!, ...communes[1]!]));
  });
  afterAll(() => cloud.stage.cloud.stop());

  const registerOfCommune = async (at: number) => registerOf(await cloud.registry(), [codeOf(at)]);

  it.each([
    ['that has people', 0],
    ['that has none yet', 2],
  ])('promise 11: two rosters of a commune %s end as if one came after the other', async (_, at) => {
    const [one, other] = [communes[at]!.toSpliced(-1, 1), raised(at)];
    const sent = await cloud.sendAtOnce([
      ['one.csv', csvText(one)],
      ['other.csv', csvText(other)],
    ]);
    const [first, second] = [await cloud.ended(sent[0]!), await cloud.ended(sent[1]!)];
    expect([first.summary.status, second.summary.status]).toEqual(['applied', 'applied']);
    const active = (await registerOfCommune(at)).filter((line) => line.includes('| active |'));
    expect([asListed(one), asListed(other)]).toContainEqual(active);
    const people = peopleIn(await cloud.registry()).filter(({ commune }) => commune === codeOf(at));
    expect(new Set(people.map(({ fileNumber }) => fileNumber)).size).toBe(people.length);
    for (const { summary } of [first, second]) {
      const { new: added, changed, unchanged, superseded } = summary.changes!;
      expect(added + changed + unchanged + superseded + summary.rejected).toBe(summary.rows);
    }
  });

  it.each([
    ['that has people', 1],
    ['that has none yet', 3],
  ])('promise 11: of two rosters of a commune %s the later one stands', async (_, at) => {
    const [one, other] = [communes[at]!.toSpliced(-1, 1), raised(at)];
    const { clock } = cloud.stage.cloud;
    // Arrivals are told apart by the second: the first comes at the end of one, the other as the next begins.
    await clock.sleepUntil(new Date(Math.ceil(clock.now().getTime() / 1_000 + 1) * 1_000 - 100));
    const [earlier] = await cloud.sendNow([['earlier.csv', csvText(one)]]);
    await clock.sleepUntil(new Date(Math.ceil(clock.now().getTime() / 1_000) * 1_000));
    const [later] = await cloud.sendNow([['later.csv', csvText(other)]]);
    const ended = [await cloud.ended(earlier!), await cloud.ended(later!)];
    const [first, second] = ended.map(({ item }) => String(item['arrivedAt']));
    expect(first! < second!).toBe(true);
    expect(ended.map(({ summary }) => summary.status)).toEqual(['applied', 'applied']);
    expect((await registerOfCommune(at)).filter((line) => line.includes('| active |'))).toEqual(
      asListed(other),
    );
    expect(await registerOfCommune(at)).toHaveLength(other.length);
  });

  it('promise 1: of one id number in two communes at once, one is active with it and the other row is rejected', async () => {
    const idNumber = '006040777772';
    const named = (at: number) =>
      communes[at]!.map((row, index) => (index === 1 ? { ...row, id_number: idNumber } : row));
    const lists = [named(4), named(5), named(6)];
    const sent = await cloud.sendAtOnce(
      lists.map((rows, at) => [`same-number-${String(at)}.csv`, csvText(rows)]),
    );
    const ended = [];
    for (const one of sent) ended.push(await cloud.ended(one));
    const holders = activeWith(await cloud.registry(), idNumber);
    expect(holders).toHaveLength(1);
    const rejected = ended.filter(({ summary }) => summary.rejected > 0);
    expect(rejected).toHaveLength(2);
    for (const { summary } of rejected) {
      expect(summary.rejected).toBe(1);
      const errors = summary.findings.filter(({ severity }) => severity === 'error');
      expect(errors).toMatchObject([{ rule: 'id-number-held-elsewhere', row: 3 }]);
    }
    const expected = lists.flatMap((rows) =>
      rows.filter((row) => row.id_number !== idNumber || row.commune_code === holders[0]!.commune),
    );
    expect(registerOf(await cloud.registry(), [codeOf(4), codeOf(5), codeOf(6)])).toEqual(asListed(expected));
  });

  it('promise 1: whoever two communes claim from a third at once arrives in one of them', async () => {
    const mover = communes[7]!.find(({ id_number }) => id_number.length === 12)!;
    await cloud.list('before.csv', csvText([...communes[7]!, ...communes[8]!, ...communes[9]!]));
    const arrived = (at: number) => ({
      ...mover,
      commune_code: codeOf(at),
      file_number: `BTXH-9100${String(at)}`,
    });
    const without = communes[7]!.filter((row) => row !== mover);
    const sent = await cloud.sendAtOnce([
      ['old-and-eight.csv', csvText([...without, ...communes[8]!, arrived(8)])],
      ['nine.csv', csvText([...communes[9]!, arrived(9)])],
    ]);
    const ended = [];
    for (const one of sent) ended.push(await cloud.ended(one));
    const holders = activeWith(await cloud.registry(), mover.id_number);
    expect(holders).toHaveLength(1);
    expect([codeOf(8), codeOf(9)]).toContain(holders[0]!.commune);
    expect(ended.map(({ summary }) => summary.rejected).toSorted()).toEqual([0, 1]);
  });
});
