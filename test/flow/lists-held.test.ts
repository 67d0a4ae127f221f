import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder } from './support/folder.ts';
import { type ListCloud, openListCloud, setUpCommunes } from './support/list-cloud.ts';
import { asListed, csvText, peopleByCommune, registerOf } from './support/people.ts';

describe('lists that wait for an approver, and lists that come late', () => {
  // Here, not in the hook: what a hook asks to be done after all is never done.
  const dataDir = dataFolder(afterAll);
  let cloud: ListCloud;
  const communes = peopleByCommune(100, 5);
  const codeOf = (at: number) => communes[at]![0]!.commune_code;
  /** Nobody of the first six is named any more: more than a list may do by itself. */
  const cut = (at: number) => communes[at]!.slice(6);
  const moved = (at: number) => communes[at]!.map((row) => ({ ...row, hamlet: 'Bản Mới' }));

  beforeAll(async () => {
    cloud = await openListCloud(dataDir);
    await setUpCommunes(cloud, communes.length);
    await cloud.list('all.csv', csvText(communes.flat()));
  });
  afterAll(() => cloud.stage.cloud.stop());

  const registerNow = async (at: number) => registerOf(await cloud.registry(), [codeOf(at)]);
  const activeNow = async (at: number) =>
    (await registerNow(at)).filter((line) => line.includes('| active |'));
  const held = async (at: number, name: string) => {
    const list = await cloud.list(name, csvText(cut(at)));
    expect(list.summary).toMatchObject({
      status: 'held',
      heldBecause: 'large-change',
      changes: { stopped: 6 },
    });
    return list;
  };

  it('promise 11: a held list says what it would do, writes nothing, and does it when it is released', async () => {
    const before = await cloud.registry();
    const { listId, summary } = await held(0, 'held.csv');
    expect(await cloud.registry()).toEqual(before);
    const { sheets } = await readXlsx(await cloud.bytes(summary.files!.changes!));
    const told = sheets.flatMap(({ rows }) => rows).map((row) => row.join(' '));
    for (const { full_name } of communes[0]!.slice(0, 6))
      expect(told).toContainEqual(expect.stringContaining(full_name));

    const released = await cloud.decide(listId, 'release');
    expect(released.summary).toMatchObject({ status: 'applied', changes: { stopped: 6 } });
    expect(await activeNow(0)).toEqual(asListed(cut(0)));
    expect(await registerNow(0)).toHaveLength(communes[0]!.length);
  });

  it('promise 11: a held list that is refused has written nothing, and stays refused', async () => {
    const before = await cloud.registry();
    const { listId } = await held(1, 'unwanted.csv');
    const refused = await cloud.decide(listId, 'refuse');
    expect(refused.item).toMatchObject({ status: 'refused' });
    expect(await cloud.registry()).toEqual(before);
    await expect(cloud.decide(listId, 'release')).rejects.toThrow('not-held');
  });

  it('promise 11: a list that is released after the register changed is compared, and held, again', async () => {
    const { listId } = await held(2, 'early.csv');
    const [first] = communes[2]!.slice(6);
    const corrected = { ...first!, hamlet: 'Bản Sửa' };
    const between = await cloud.list('correction.csv', csvText([corrected]), 'corrections');
    expect(between.summary).toMatchObject({ status: 'applied', changes: { changed: 1 } });
    const before = await cloud.registry();

    const again = await cloud.decide(listId, 'release');
    expect(again.summary).toMatchObject({ status: 'held', changes: { stopped: 6, changed: 1 } });
    expect(await cloud.registry()).toEqual(before);
    expect((await cloud.decide(listId, 'release')).summary.status).toBe('applied');
    expect(await activeNow(2)).toEqual(asListed(cut(2)));
  });

  it('promise 11: an older roster after a newer one is superseded; the same file on purpose does what it says', async () => {
    const { listId } = await held(3, 'older.csv');
    const newer = await cloud.list('newer.csv', csvText(moved(3)));
    expect(newer.summary).toMatchObject({ status: 'applied', changes: { changed: communes[3]!.length } });
    const before = await cloud.registry();

    const late = await cloud.decide(listId, 'release');
    expect(late.summary).toMatchObject({
      status: 'applied',
      changes: { new: 0, changed: 0, stopped: 0, superseded: cut(3).length },
    });
    expect(await cloud.registry()).toEqual(before);

    const onPurpose = await cloud.list('older.csv', csvText(cut(3)));
    expect(onPurpose.summary).toMatchObject({
      status: 'held',
      changes: { stopped: 6, changed: cut(3).length },
    });
    await cloud.decide(onPurpose.listId, 'release');
    expect(await activeNow(3)).toEqual(asListed(cut(3)));
  });

  it('promise 11: an older roster is superseded by a newer one that found the commune as it was', async () => {
    const { listId } = await held(4, 'older.csv');
    const same = await cloud.list('same.csv', csvText(communes[4]!));
    expect(same.summary).toMatchObject({ status: 'applied', changes: { unchanged: communes[4]!.length } });
    const before = await cloud.registry();
    expect((await cloud.decide(listId, 'release')).summary.changes).toMatchObject({
      stopped: 0,
      superseded: cut(4).length,
    });
    expect(await cloud.registry()).toEqual(before);
  });
});
