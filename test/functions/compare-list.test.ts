import { describe, expect, test } from 'vitest';
import { pieceKeyOf } from '../../shared/lists/files.ts';
import { yenHan } from '../support/build.ts';
import { nextDoor } from '../support/facts.ts';
import {
  activeIn,
  endOf,
  imported,
  importWorld,
  peopleOf,
  row,
  rows,
  send,
  upload,
} from '../support/import-world.ts';

const there = (name: string) => row(name, { commune_code: nextDoor });
const [xuan, pao] = [row('Hoàng Thị Xuân'), there('Lý Văn Páo')];

describe('compare-list', () => {
  test('run twice notes the same', async () => {
    const world = importWorld();
    const steps = upload(world, [xuan, pao]);
    await steps.read();
    await steps.compare([yenHan, nextDoor]);
    const [first, files] = [new Map(world.lists.parts), new Map(world.files.all)];
    await steps.compare([yenHan, nextDoor]);
    expect(world.lists.parts).toEqual(first);
    expect(world.files.all).toEqual(files);
  });

  test('lays what a group changes down in one file, and nothing of a commune that does not change', async () => {
    const world = importWorld();
    await imported(world, [xuan]);
    const steps = upload(world, [xuan, pao], { minute: 1 });
    await steps.read();
    await steps.compare([yenHan, nextDoor]);
    expect(steps.part().diff).toMatchObject({ counts: { unchanged: 1, new: 0 } });
    expect(steps.part().diff).not.toHaveProperty('key');
    expect(world.files.json(steps.part(nextDoor).diff?.key ?? '')).toMatchObject([
      { commune: nextDoor, added: [{ name: 'Lý Văn Páo' }] },
    ]);
  });

  test('of a commune whose rows are lost fails, after it has noted the others', async () => {
    const world = importWorld();
    const steps = upload(world, [...rows(4_000), ...rows(2_000, { commune_code: nextDoor })]);
    await steps.read();
    world.files.all.delete(pieceKeyOf(steps.listId, 1));
    await expect(steps.compare([nextDoor])).rejects.toThrow('no file');
    await steps.compare([yenHan]);
    expect(steps.part()).toMatchObject({ rows: 4_000, diff: { counts: { new: 4_000 } } });
  });

  test('of a commune that fails notes the others all the same', async () => {
    const world = importWorld();
    const steps = upload(world, [xuan, pao]);
    await steps.read();
    const { get } = world.registers;
    world.registers.get = async (programme, commune) => {
      if (commune === yenHan) throw new Error('the table is gone');
      return get(programme, commune);
    };
    await expect(steps.compare([yenHan, nextDoor])).rejects.toMatchObject({ name: 'CommunesFailed' });
    expect(steps.part(nextDoor).diff).toBeDefined();
    expect(steps.part()).toBeUndefined();
  });

  test('leaves a commune alone that the list has its outcome in, or whose register it has raised', async () => {
    const world = importWorld();
    const steps = await imported(world, [xuan]);
    const part = steps.part();
    await steps.compare([yenHan]);
    expect(steps.part()).toEqual(part);
    world.lists.parts.clear();
    await steps.compare([yenHan]);
    expect(steps.part()).toBeUndefined();
  });
});

describe('an earlier roster is superseded where a later one', () => {
  const late = [row('Hoàng Thị Xuân', { hamlet: 'Bản Cải' })];

  test('has changed something', async () => {
    const world = importWorld();
    const early = upload(world, [xuan, pao]);
    await imported(world, late, { minute: 1 });
    const people = peopleOf(world, yenHan);
    expect(await send(early)).toEqual({ next: 'done' });
    expect(early.part()).toMatchObject({ outcome: 'superseded' });
    expect(early.part(nextDoor)).toMatchObject({ outcome: 'applied' });
    expect(peopleOf(world, yenHan)).toEqual(people);
    expect(early.list()).toMatchObject({ status: 'applied', changes: { superseded: 1, new: 1 } });
  });

  test('has changed nothing, which is its word too', async () => {
    const world = importWorld();
    await imported(world, late);
    const early = upload(world, [xuan, pao], { minute: 1 });
    await imported(world, late, { minute: 2 });
    expect(await send(early)).toEqual({ next: 'done' });
    expect(early.part()).toMatchObject({ outcome: 'superseded' });
    expect(peopleOf(world, yenHan)).toMatchObject([{ hamlet: 'Bản Cải' }]);
  });

  test('came in between, when it was compared already', async () => {
    const world = importWorld();
    const early = upload(world, [xuan, pao]);
    await early.read();
    await early.compare([yenHan, nextDoor]);
    await imported(world, late, { minute: 1 });
    expect(await send(early, 'review')).toEqual({ next: 'done' });
    expect(early.part()).toMatchObject({ outcome: 'superseded' });
    expect(activeIn(world)).toEqual(['Hoàng Thị Xuân', 'Lý Văn Páo']);
  });

  test('was refused or held: no', async () => {
    const world = importWorld();
    await imported(world, rows(20));
    const early = upload(world, rows(19), { minute: 1 });
    const held = await imported(world, rows(2), { minute: 2 });
    expect(held.list().status).toBe('held');
    await send(early);
    expect(early.list()).toMatchObject({ status: 'applied', changes: { stopped: 1, superseded: 0 } });
  });

  test('and so on: what is superseded itself supersedes nothing', async () => {
    const world = importWorld();
    const [first, second] = [upload(world, [xuan]), upload(world, [pao, xuan], { minute: 1 })];
    await imported(world, late, { minute: 2 });
    await send(second);
    await send(first);
    expect([first, second].map((steps) => steps.part().outcome)).toEqual(['superseded', 'superseded']);
  });
});

test('two rosters of different communes go their ways at once', async () => {
  const [world, other] = [importWorld(), importWorld()];
  const pair = [upload(world, [xuan]), upload(world, [pao], { minute: 1 })];
  await Promise.all(pair.map((steps) => send(steps)));
  for (const given of [[xuan], [pao]]) await imported(other, given, { minute: given[0] === pao ? 1 : 0 });
  expect(endOf(world).people).toEqual(endOf(other).people);
  expect(pair.map((steps) => steps.list().status)).toEqual(['applied', 'applied']);
});

describe('a row of no known commune', () => {
  const registered = ['Hoàng Thị Xuân', 'Lò Thị Bình', 'Lò Thị Cam'];
  const after = async (...given: Parameters<typeof row>[]) => {
    const world = importWorld();
    await imported(world, [...rows(20), ...registered.map((name) => row(name)), pao, there('Lý Văn Thu')]);
    const steps = await imported(world, [...rows(20), ...given.map((one) => row(...one))], { minute: 1 });
    return { world, steps };
  };

  test('makes stops wait in every commune, for it may mean anybody', async () => {
    const { world, steps } = await after(
      ['Hoàng Thị Xuân'],
      ['Lò Thị Bình'],
      ['Lý Văn Páo', { commune_code: nextDoor }],
      ['Ai Đó', { commune_code: '99999' }],
    );
    for (const commune of [yenHan, nextDoor])
      expect(steps.part(commune).diff?.counts).toMatchObject({ stopped: 0, stopsWaiting: 1 });
    expect(activeIn(world)).toHaveLength(25);
    expect(steps.summary()).toMatchObject({
      rows: 24,
      accepted: 23,
      rejected: 1,
      changes: { stopped: 0, stopsWaiting: 2 },
    });
    expect(world.audit.acts.at(-1)).toMatchObject({ act: 'finish-list', facts: { stopsWaiting: 2 } });
  });

  test('that is recognised counts as present there, and holds nobody up', async () => {
    const { world, steps } = await after(['Hoàng Thị Xuân'], ['Lò Thị Bình', { commune_code: '99999' }]);
    expect(steps.part().diff?.counts).toMatchObject({ stopped: 1, stopsWaiting: 0 });
    expect(activeIn(world, yenHan)).toHaveLength(22);
    expect(activeIn(world)).not.toContain('Lò Thị Cam');
  });
});
