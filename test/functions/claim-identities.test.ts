import { describe, expect, test } from 'vitest';
import { claimIdentities } from '../../functions/claim-identities/handler.ts';
import { identitiesScope } from '../../shared/store/leases.ts';
import { assistance, keyed, yenHan } from '../support/build.ts';
import { nextDoor } from '../support/facts.ts';
import { fakeLeases } from '../support/function-fakes.ts';
import {
  activeIn,
  imported,
  importWorld,
  type ImportWorld,
  peopleOf,
  row,
  rows,
  send,
  upload,
} from '../support/import-world.ts';
import type { RosterCells } from '../support/roster.ts';

const id_number = '001136000017';
const key = keyed(`identity assistance ${id_number}`);
const claimOf = (world: ImportWorld) => world.identities.all.get(key);
const xuan = (given: RosterCells = {}) => row('Hoàng Thị Xuân', { id_number, ...given });
const there = { commune_code: nextDoor };

/** A list that is compared, and reviewed if it is not to be held. */
const compared = async (...given: Parameters<typeof upload>) => {
  const steps = upload(...given);
  for (const group of (await steps.read()).groups ?? []) await steps.compare(group);
  expect(await steps.review()).toEqual({ next: 'claim' });
  return steps;
};

describe('claim-identities', () => {
  test('claims every id number for its holder, alone in the programme', async () => {
    const world = importWorld();
    const steps = await compared(world, [xuan(), row('Lý Văn Páo')]);
    expect(await steps.claim()).toEqual({ next: 'apply', groups: [[yenHan]] });
    const { recipientId } = steps.diff().added[0]!;
    expect([...world.identities.all.values()]).toEqual([
      { key, commune: yenHan, recipientId, listId: steps.listId, from: undefined },
    ]);
    expect(world.leases.taken).toEqual([identitiesScope(assistance)]);
  });

  test('run twice claims the same', async () => {
    const world = importWorld();
    const steps = await compared(world, [xuan()]);
    await steps.claim();
    const before = [[...world.identities.all], steps.part()];
    await steps.claim();
    expect([[...world.identities.all], steps.part()]).toEqual(before);
  });

  test('claims nothing for whom it claimed before', async () => {
    const world = importWorld();
    const first = await imported(world, [...rows(10), xuan()]);
    await imported(world, [...rows(10), xuan({ hamlet: 'Bản Cải' })], { minute: 1 });
    expect(activeIn(world)).toHaveLength(11);
    expect(claimOf(world)?.listId).toBe(first.listId);
  });

  test('waits for another list that claims', async () => {
    const world = importWorld();
    const { listId } = await compared(world, [xuan()]);
    const waiting = claimIdentities({ ...world, leases: fakeLeases(identitiesScope(assistance)) });
    await expect(waiting({ listId })).rejects.toMatchObject({ name: 'LeaseHeld' });
    expect(world.identities.all.size).toBe(0);
  });

  test('gives a better number to whom it belongs, and the old one back', async () => {
    const world = importWorld();
    const before = '001036000017';
    await imported(world, [row('Hà Văn Đi', { file_number: 'D-1', id_number: before })]);
    await imported(world, [row('Hà Văn Đi', { file_number: 'D-1', id_number })], { minute: 1 });
    const [one] = peopleOf(world);
    expect(claimOf(world)).toMatchObject({ recipientId: one!.recipientId });
    await imported(world, [row('Lý Văn Páo', { ...there, id_number: before })], { minute: 2 });
    expect(activeIn(world)).toEqual(['Hà Văn Đi', 'Lý Văn Páo']);
  });
});

describe('a number that somebody else holds, who is active', () => {
  test('is refused and reported, and stays where it is', async () => {
    const world = importWorld();
    await imported(world, [xuan(there)]);
    const claim = claimOf(world);
    const steps = await imported(world, [row('Kẻ Trùng', { id_number }), row('Lý Văn Páo')], { minute: 1 });
    expect(steps.diff().findings).toMatchObject([{ rule: 'id-number-held-elsewhere', row: 2, value: '' }]);
    expect(steps.part().diff?.counts).toMatchObject({ new: 1, rejected: 1 });
    expect(claimOf(world)).toEqual(claim);
    expect(activeIn(world)).toEqual(['Hoàng Thị Xuân', 'Lý Văn Páo']);
    expect(steps.summary()).toMatchObject({ rows: 2, rejected: 1, accepted: 1 });
    expect(steps.list()).toMatchObject({ rejected: 1, changes: { new: 1 } });
  });

  test('makes stops wait: it may be mistyped, and mean whoever is missing', async () => {
    const world = importWorld();
    await imported(world, [
      ...rows(20),
      xuan({ id_number: '001136000025' }),
      row('Hoàng Thị Thu', { ...there, id_number }),
    ]);
    const steps = upload(world, [...rows(20), xuan()], { minute: 1 });
    await steps.read();
    await steps.compare([yenHan]);
    expect(steps.part().diff?.counts).toMatchObject({ new: 1, stopped: 1, stopsWaiting: 0 });
    await send(steps, 'review');
    expect(steps.part().diff?.counts).toMatchObject({
      new: 0,
      stopped: 0,
      stopsWaiting: 1,
      rejected: 1,
      sizeBefore: 21,
      sizeAfter: 21,
    });
    expect(activeIn(world)).toHaveLength(22);
    expect(steps.summary()).toMatchObject({ rejected: 1, changes: { new: 0, stopped: 0, stopsWaiting: 1 } });
  });

  test('is refused to whoever comes second of two lists at once', async () => {
    const world = importWorld();
    const [first, second] = [
      await compared(world, [xuan()]),
      await compared(world, [row('Kẻ Trùng', { ...there, id_number })], { minute: 1 }),
    ];
    await first.claim();
    await send(second, 'review');
    await send(first, 'review');
    expect(activeIn(world)).toEqual(['Hoàng Thị Xuân']);
    expect(second.list()).toMatchObject({ status: 'applied', rejected: 1 });
  });

  test('is free where the list that claimed it was refused', async () => {
    const world = importWorld();
    const first = await compared(world, [xuan()]);
    await first.claim();
    await world.lists.move(first.listId, 'reading', { status: 'refused' });
    await imported(world, [xuan(there)], { minute: 1 });
    expect(claimOf(world)).toMatchObject({ commune: nextDoor });
    expect(activeIn(world, nextDoor)).toEqual(['Hoàng Thị Xuân']);
  });

  test('that was free is not given away twice', async () => {
    const world = importWorld();
    const refused = await compared(world, [xuan()]);
    await refused.claim();
    await world.lists.move(refused.listId, 'reading', { status: 'refused' });
    const [again, elsewhere] = [
      await compared(world, [xuan()], { minute: 1 }),
      await compared(world, [xuan(there)], { minute: 2 }),
    ];
    await again.claim();
    await send(elsewhere, 'review');
    await again.apply([yenHan]);
    expect(activeIn(world)).toEqual(['Hoàng Thị Xuân']);
  });

  test('of somebody who was stopped goes to one of two lists at once', async () => {
    const world = importWorld();
    await imported(world, [...rows(20), xuan()]);
    await imported(world, rows(20), { minute: 1 });
    const [back, moved] = [
      await compared(world, [...rows(20), xuan()], { minute: 2 }),
      await compared(world, [xuan(there)], { minute: 3 }),
    ];
    await back.claim();
    await send(moved, 'review');
    await back.apply([yenHan]);
    expect(
      peopleOf(world).filter(({ name, status }) => name === 'Hoàng Thị Xuân' && status === 'active'),
    ).toHaveLength(1);
  });
});
