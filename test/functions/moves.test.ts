import { describe, expect, test } from 'vitest';
import { keyed, yenHan } from '../support/build.ts';
import { nextDoor } from '../support/facts.ts';
import {
  activeIn,
  furtherOn,
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

const [here, there, beyond] = [yenHan, nextDoor, furtherOn].map((commune_code) => ({ commune_code }));
const numbers = { xuan: '001136000017', pao: '001036000017', thu: '001136000025' };
const xuan = (given: RosterCells = {}) =>
  row('Hoàng Thị Xuân', {
    id_number: numbers.xuan,
    file_number: `X-${given['commune_code'] ?? ''}`,
    ...given,
  });
const pao = (given: RosterCells = {}) => row('Lý Văn Páo', { id_number: numbers.pao, ...given });
const thu = (given: RosterCells = {}) => row('Lò Thị Thu', { id_number: numbers.thu, ...given });
/** Whoever else lives in two communes, so that one who moves is no large change. */
const [ours, theirs] = [rows(20, here), rows(20, there)];
const claimOf = (world: ImportWorld, idNumber: string) =>
  world.identities.all.get(keyed(`identity assistance ${idNumber}`));
const placesOf = (world: ImportWorld, name: string) =>
  peopleOf(world)
    .filter((one) => one.name === name)
    .map(({ commune, status }) => `${commune} ${status}`)
    .toSorted();

/** Whoever lives where before anybody moves. */
const registered = async (...more: readonly RosterCells[]) => {
  const world = importWorld();
  await imported(world, [...ours, ...theirs, ...more]);
  return world;
};

describe('somebody moves', () => {
  test('inside one list: the same person, stopped there before they are active here', async () => {
    const world = await registered(xuan(here));
    const [before] = peopleOf(world).filter(({ name }) => name === 'Hoàng Thị Xuân');
    const steps = upload(world, [...ours, ...theirs, xuan(there)], { minute: 1 });
    await steps.read();
    await steps.compare([yenHan, nextDoor]);
    expect(await steps.review()).toEqual({ next: 'claim' });
    const { groups } = await steps.claim();
    expect(steps.diff(nextDoor)).toMatchObject({
      added: [],
      arrivals: [{ recipient: { recipientId: before!.recipientId }, from: { commune: yenHan } }],
    });
    // Not yet: the old commune has not let them go.
    await steps.apply([nextDoor]);
    expect(placesOf(world, 'Hoàng Thị Xuân')).toEqual([`${yenHan} active`]);
    expect(steps.part(nextDoor).outcome).toBeUndefined();
    expect(groups).toEqual([[yenHan, nextDoor]]);
    await steps.apply([yenHan]);
    expect(placesOf(world, 'Hoàng Thị Xuân')).toEqual([`${yenHan} stopped`]);
    await steps.apply([nextDoor]);
    expect(placesOf(world, 'Hoàng Thị Xuân')).toEqual([`${yenHan} stopped`, `${nextDoor} active`]);
    await send(steps, 'review');
    expect(steps.list()).toMatchObject({ status: 'applied', changes: { new: 1, stopped: 1, unchanged: 40 } });
    expect(claimOf(world, numbers.xuan)).toMatchObject({
      commune: nextDoor,
      recipientId: before!.recipientId,
    });
    expect(world.registers.all.get(nextDoor)).toMatchObject({ size: 21 });
    expect(world.registers.all.get(yenHan)).toMatchObject({ size: 20 });
  });

  test('with changes of their new commune, which do not wait for them', async () => {
    const world = await registered(xuan(here));
    const steps = upload(world, [...ours, ...theirs, xuan(there), thu(there)], { minute: 1 });
    await steps.read();
    await steps.compare([yenHan, nextDoor]);
    await steps.claim();
    await steps.apply([nextDoor]);
    expect(activeIn(world, nextDoor)).toContain('Lò Thị Thu');
    expect(world.registers.all.get(nextDoor)).toMatchObject({ version: 4, size: 21 });
    await send(steps, 'review');
    expect(world.registers.all.get(nextDoor)).toMatchObject({ version: 6, size: 22 });
    expect(steps.list()).toMatchObject({ status: 'applied', changes: { new: 2, stopped: 1 } });
  });

  test('and another one the other way, in one list', async () => {
    const world = await registered(xuan(here), pao(there));
    const steps = await imported(world, [...ours, ...theirs, xuan(there), pao(here)], { minute: 1 });
    expect(steps.list()).toMatchObject({ status: 'applied', changes: { new: 2, stopped: 2 }, rejected: 0 });
    expect(placesOf(world, 'Hoàng Thị Xuân')).toEqual([`${yenHan} stopped`, `${nextDoor} active`]);
    expect(placesOf(world, 'Lý Văn Páo')).toEqual([`${yenHan} active`, `${nextDoor} stopped`]);
  });

  test('in a round of three communes', async () => {
    const others = rows(20, beyond);
    const world = await registered(...others, xuan(here), pao(there), thu(beyond));
    const moved = [...ours, ...theirs, ...others, xuan(there), pao(beyond), thu(here)];
    const steps = await imported(world, moved, { minute: 1 });
    expect(steps.list()).toMatchObject({ status: 'applied', changes: { new: 3, stopped: 3 }, rejected: 0 });
    expect([yenHan, nextDoor, furtherOn].map((commune) => activeIn(world, commune).length)).toEqual([
      21, 21, 21,
    ]);
  });

  test('whom an earlier list has stopped', async () => {
    const world = await registered(xuan(here));
    await imported(world, ours, { minute: 1 });
    const steps = await imported(world, [...theirs, xuan(there)], { minute: 2 });
    expect(steps.diff(nextDoor).arrivals).toMatchObject([{ from: { commune: yenHan } }]);
    expect(placesOf(world, 'Hoàng Thị Xuân')).toEqual([`${yenHan} stopped`, `${nextDoor} active`]);
  });

  test('and back again', async () => {
    const world = await registered(xuan(here));
    await imported(world, [...ours, ...theirs, xuan(there)], { minute: 1 });
    const steps = await imported(world, [...ours, ...theirs, xuan(here)], { minute: 2 });
    expect(steps.list()).toMatchObject({ status: 'applied', rejected: 0 });
    expect(placesOf(world, 'Hoàng Thị Xuân')).toEqual([`${yenHan} active`, `${nextDoor} stopped`]);
  });

  test('by a corrections list that stops them in one commune and names them in the other', async () => {
    const world = await registered(xuan(here));
    const steps = await imported(world, [xuan({ ...here, action: 'chuyển đi' }), xuan(there)], {
      kind: 'corrections',
      minute: 1,
    });
    expect(steps.list()).toMatchObject({
      status: 'applied',
      rejected: 0,
      changes: { new: 1, stopped: 1 },
    });
    expect(placesOf(world, 'Hoàng Thị Xuân')).toEqual([`${yenHan} stopped`, `${nextDoor} active`]);
  });
});

describe('somebody does not move', () => {
  test('who is still named where they were; stops of the new commune wait', async () => {
    const world = await registered(xuan(here), pao(there));
    const steps = await imported(
      world,
      [...ours, xuan(here), ...theirs, row('Giả Xuân', { ...there, id_number: numbers.thu })],
      {
        minute: 1,
      },
    );
    expect(steps.list().status).toBe('applied');
    const second = await imported(world, [...theirs.slice(1), xuan(there)], { minute: 2 });
    expect(second.summary().findings).toContainEqual(
      expect.objectContaining({ rule: 'id-number-held-elsewhere', severity: 'error' }),
    );
    expect(second.part(nextDoor).diff?.counts).toMatchObject({ new: 0, stopped: 0, stopsWaiting: 2 });
    expect(placesOf(world, 'Hoàng Thị Xuân')).toEqual([`${yenHan} active`]);
  });

  test('whose old commune is in the list, but may not stop anybody', async () => {
    const world = await registered(xuan(here));
    const steps = await imported(
      world,
      [...ours, row('Không Rõ', { born: 'sinh?' }), ...theirs, xuan(there)],
      {
        minute: 1,
      },
    );
    expect(steps.list()).toMatchObject({
      status: 'applied',
      rejected: 2,
      changes: { new: 0, stopsWaiting: 1 },
    });
    expect(placesOf(world, 'Hoàng Thị Xuân')).toEqual([`${yenHan} active`]);
  });

  test('of whom one counts on another who may not', async () => {
    const world = await registered(xuan(here), pao(there));
    // Xuân's arrival is refused where Páo would have been stopped, so he stays, and cannot arrive either.
    const moved = [...ours, row('Không Rõ', { born: 'sinh?' }), pao(here), ...theirs, xuan(there)];
    const steps = await imported(world, moved, { minute: 1 });
    expect(steps.list()).toMatchObject({ status: 'applied', changes: { new: 0, stopped: 0 } });
    expect(placesOf(world, 'Lý Văn Páo')).toEqual([`${nextDoor} active`]);
    expect(placesOf(world, 'Hoàng Thị Xuân')).toEqual([`${yenHan} active`]);
  });
});

describe('a later list keeps somebody where they were, after they were let go', () => {
  /** The move is claimed, then a later roster of the old commune names them there. */
  const overtaken = async () => {
    const world = await registered(xuan(here), thu(there));
    const steps = upload(world, [...ours, ...theirs, xuan(there), pao(there)], { minute: 1 });
    await steps.read();
    await steps.compare([yenHan, nextDoor]);
    await steps.claim();
    await imported(world, [...ours, xuan({ ...here, hamlet: 'Bản Cải' })], { minute: 2 });
    await send(steps, 'review');
    return { world, steps };
  };

  test('their arrival is rejected after all', async () => {
    const { world, steps } = await overtaken();
    expect(steps.list()).toMatchObject({
      status: 'applied',
      rejected: 1,
      changes: { new: 1, superseded: 20 },
    });
    expect(placesOf(world, 'Hoàng Thị Xuân')).toEqual([`${yenHan} active`]);
    expect(steps.summary().findings).toContainEqual(
      expect.objectContaining({ rule: 'id-number-held-elsewhere', severity: 'error' }),
    );
    expect(world.registers.all.get(nextDoor)).toMatchObject({ size: activeIn(world, nextDoor).length });
    expect(activeIn(world, nextDoor)).toContain('Lý Văn Páo');
  });

  test('and their number is still theirs: no third commune gets it', async () => {
    const { world } = await overtaken();
    const third = await imported(world, [xuan(beyond)], { minute: 3 });
    expect(third.list()).toMatchObject({ status: 'applied', rejected: 1 });
    expect(placesOf(world, 'Hoàng Thị Xuân')).toEqual([`${yenHan} active`]);
  });

  test('also where the commune that they were to come to had stopped them once', async () => {
    const world = await registered(xuan(there));
    await imported(world, [...ours, ...theirs, xuan(here)], { minute: 1 });
    const steps = upload(world, [...ours, ...theirs, xuan(there)], { minute: 2 });
    await steps.read();
    await steps.compare([yenHan, nextDoor]);
    await steps.claim();
    await imported(world, [...ours, xuan({ ...here, hamlet: 'Bản Cải' })], { minute: 3 });
    await send(steps, 'review');
    expect(placesOf(world, 'Hoàng Thị Xuân')).toEqual([`${yenHan} active`, `${nextDoor} stopped`]);
    await imported(world, [xuan(beyond)], { minute: 4 });
    expect(placesOf(world, 'Hoàng Thị Xuân')).toEqual([`${yenHan} active`, `${nextDoor} stopped`]);
  });
});

describe('a register that moves between claiming and applying', () => {
  /** Another list changes the new commune when the move is claimed. */
  const disturbed = async (isLetGo: boolean) => {
    const world = await registered(xuan(here));
    const corrections = upload(world, [pao(there)], { kind: 'corrections', minute: 1 });
    const steps = upload(world, [...ours, ...theirs, pao(there), xuan(there)], { minute: 2 });
    await steps.read();
    await steps.compare([yenHan, nextDoor]);
    await steps.claim();
    await send(corrections);
    if (isLetGo) await steps.apply([yenHan]);
    await send(steps, 'review');
    return { world, steps };
  };

  test.each([true, false])('leaves nobody behind who moves; let go before: %s', async (isLetGo) => {
    const { world, steps } = await disturbed(isLetGo);
    expect(steps.list().status).toBe('applied');
    expect(placesOf(world, 'Hoàng Thị Xuân')).toEqual([`${yenHan} stopped`, `${nextDoor} active`]);
    const ids = peopleOf(world)
      .filter(({ name }) => name === 'Hoàng Thị Xuân')
      .map(({ recipientId }) => recipientId);
    expect(new Set(ids).size).toBe(1);
  });
});
