import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBooks } from '../../infra/local/story/books.ts';
import { takeSnapshot } from '../../infra/local/story/audit.ts';
import { onePayout } from '../../infra/local/story/promises/one-payout.ts';
import { dataFolder } from './support/folder.ts';
import { type ListCloud, openListCloud, setUpCommunes } from './support/list-cloud.ts';
import { activeWith, asListed, csvText, peopleByCommune, peopleIn, registerOf } from './support/people.ts';

describe('people who move, and numbers that come late', () => {
  // Here, not in the hook: what a hook asks to be done after all is never done.
  const dataDir = dataFolder(afterAll);
  let cloud: ListCloud;
  const communes = peopleByCommune(120, 6);
  const withNumber = (at: number) => communes[at]!.filter(({ id_number }) => id_number.length === 12);
  const codeOf = (at: number) => communes[at]![0]!.commune_code;

  beforeAll(async () => {
    cloud = await openListCloud(dataDir);
    await setUpCommunes(cloud, communes.length);
    const { summary } = await cloud.list('all.csv', csvText(communes.flat()));
    expect(summary).toMatchObject({ status: 'applied', changes: { new: 120 } });
    expect(registerOf(await cloud.registry())).toEqual(asListed(communes.flat()));
  });
  afterAll(() => cloud.stage.cloud.stop());

  /** Imports, and looks all the while how often a number is active. */
  const watched = async (idNumbers: readonly string[], name: string, text: string) => {
    const seen = new Set<number>();
    const sent = await cloud.send(name, text);
    let isOver = false;
    const look = async () => {
      while (!isOver) {
        const registry = await cloud.registry();
        for (const idNumber of idNumbers) seen.add(activeWith(registry, idNumber).length);
      }
    };
    const ended = cloud.ended(sent).finally(() => (isOver = true));
    const [list] = await Promise.all([ended, look()]);
    return { ...list, mostActive: Math.max(...seen) };
  };
  const lookFor = async (fileNumber: string) =>
    peopleIn(await cloud.registry()).find((one) => one.fileNumber === fileNumber)!;

  it('promise 1: whoever gains an id number stays the same person, and holds it', async () => {
    const nameless = communes.flat().find(({ id_number }) => id_number === '')!;
    const people = communes.find((own) => own.includes(nameless))!;
    const before = await lookFor(nameless.file_number);
    const claimsBefore = await claimsIn();
    const mended = people.map((row) => (row === nameless ? { ...row, id_number: '006036777771' } : row));
    const { summary } = await cloud.list('number.csv', csvText(mended));
    expect(summary.changes).toMatchObject({ new: 0, changed: 1, unchanged: people.length - 1, stopped: 0 });
    const after = await lookFor(nameless.file_number);
    expect(after).toMatchObject({ recipientId: before.recipientId, idNumber: '006036777771' });
    const claims = await claimsIn();
    expect(claims.length).toBe(claimsBefore.length + 1);
    expect(claims).toContainEqual(
      expect.objectContaining({ commune: nameless.commune_code, recipientId: before.recipientId }),
    );
    await cloud.list('back.csv', csvText(people));
  });

  it('promise 1: whoever moves within one upload keeps their id and is never active in both communes', async () => {
    const [oldPlace, newPlace] = [communes[0]!, communes[1]!];
    const mover = withNumber(0)[0]!;
    const before = await lookFor(mover.file_number);
    const moved = { ...mover, commune_code: codeOf(1), file_number: 'BTXH-90001', hamlet: 'Nà Mới' };
    const rows = [...oldPlace.filter((row) => row !== mover), ...newPlace, moved];
    const { summary, mostActive } = await watched([mover.id_number], 'move.csv', csvText(rows));
    expect(summary).toMatchObject({ status: 'applied', rejected: 0, changes: { new: 1, stopped: 1 } });
    expect(mostActive).toBe(1);
    const people = peopleIn(await cloud.registry()).filter((one) => one.idNumber === mover.id_number);
    expect(people.map(({ commune, status }) => [commune, status]).toSorted()).toEqual([
      [codeOf(0), 'stopped'],
      [codeOf(1), 'active'],
    ]);
    expect(new Set(people.map(({ recipientId }) => recipientId))).toEqual(new Set([before.recipientId]));
  });

  it('promise 1: two who change places both arrive, and neither is active twice', async () => {
    const [one, other] = [withNumber(2)[0]!, withNumber(3)[0]!];
    const placed = (row: typeof one, at: number, fileNumber: string) => ({
      ...row,
      commune_code: codeOf(at),
      file_number: fileNumber,
    });
    const before = [await lookFor(one.file_number), await lookFor(other.file_number)];
    const rows = [
      ...communes[2]!.filter((row) => row !== one),
      placed(other, 2, 'BTXH-90002'),
      ...communes[3]!.filter((row) => row !== other),
      placed(one, 3, 'BTXH-90003'),
    ];
    const { summary, mostActive } = await watched(
      [one.id_number, other.id_number],
      'swap.csv',
      csvText(rows),
    );
    expect(summary).toMatchObject({ status: 'applied', rejected: 0, changes: { new: 2, stopped: 2 } });
    expect(mostActive).toBe(1);
    const after = [await lookFor('BTXH-90003'), await lookFor('BTXH-90002')];
    expect(after.map(({ commune, status }) => [commune, status])).toEqual([
      [codeOf(3), 'active'],
      [codeOf(2), 'active'],
    ]);
    expect(after.map(({ recipientId }) => recipientId)).toEqual(before.map(({ recipientId }) => recipientId));
  });

  it('promise 7: a move whose new commune comes first is refused with advice, and its errors.xlsx mends it', async () => {
    const mover = withNumber(4)[0]!;
    const before = await lookFor(mover.file_number);
    const moved = { ...mover, commune_code: codeOf(5), file_number: 'BTXH-90004' };
    const first = await cloud.list('new-first.csv', csvText([...communes[5]!, moved]));
    expect(first.summary).toMatchObject({ status: 'applied', rejected: 1, changes: { new: 0, stopped: 0 } });
    const [finding] = first.summary.findings.filter(({ severity }) => severity === 'error');
    expect(finding).toMatchObject({ rule: 'id-number-held-elsewhere', row: communes[5]!.length + 2 });
    expect(finding!.advice.vi).toContain('danh sách của xã cũ');
    expect(activeWith(await cloud.registry(), mover.id_number)).toMatchObject([{ commune: codeOf(4) }]);

    const second = await cloud.list('old.csv', csvText(communes[4]!.filter((row) => row !== mover)));
    expect(second.summary).toMatchObject({ status: 'applied', changes: { stopped: 1 } });
    expect(activeWith(await cloud.registry(), mover.id_number)).toEqual([]);

    const errors = await cloud.bytes(first.summary.files!.errors!);
    const third = await cloud.list('errors.xlsx', errors, 'corrections');
    expect(third.summary).toMatchObject({
      status: 'applied',
      rows: 1,
      rejected: 0,
      changes: { new: 1, stopped: 0 },
    });
    expect(activeWith(await cloud.registry(), mover.id_number)).toMatchObject([
      { commune: codeOf(5), recipientId: before.recipientId, fileNumber: 'BTXH-90004' },
    ]);
  });

  it('promise 1: after all of it nobody is active with the number of another', async () => {
    expect([...onePayout(openBooks(await takeSnapshot(cloud.stage, dataDir)))]).toEqual([]);
  });

  const claimsIn = async () => (await cloud.registry()).filter(({ sk }) => sk === 'IDENTITY');
});
