import { describe, expect, test } from 'vitest';
import { yenHan } from '../support/build.ts';
import { nextDoor } from '../support/facts.ts';
import {
  activeIn,
  imported,
  importWorld,
  peopleOf,
  row,
  rows,
  type Upload,
} from '../support/import-world.ts';
import type { RosterCells } from '../support/roster.ts';

const registered = [
  ...rows(20),
  row('Lò Thị Bình', { file_number: 'L-1' }),
  row('Lò Thị Cam', { file_number: 'L-2' }),
];

/** What corrections come to after a first roster; nobody but those whom they name has changed. */
const corrected = async (given: readonly RosterCells[], about: Upload = {}) => {
  const world = importWorld();
  await imported(world, registered);
  const before = new Map(world.registers.people);
  const steps = await imported(world, given, { kind: 'corrections', minute: 1, ...about });
  const changed = peopleOf(world).filter(
    (one) =>
      before.get(`${one.commune} ${one.recipientId}`)?.rowHash !== one.rowHash || one.status === 'stopped',
  );
  return { world, steps, changed };
};

describe('corrections', () => {
  test('add somebody, and stop nobody whom they do not name', async () => {
    const { world, steps, changed } = await corrected([row('Người Mới', { file_number: 'M-1' })]);
    expect(changed).toMatchObject([{ name: 'Người Mới', status: 'active' }]);
    expect(activeIn(world)).toHaveLength(23);
    expect(steps.list()).toMatchObject({
      status: 'applied',
      changes: { new: 1, stopped: 0, stopsWaiting: 0 },
    });
    expect(world.registers.all.get(yenHan)).toMatchObject({ version: 4, size: 23 });
  });

  test('leave the last roster what it was', async () => {
    const { world, steps } = await corrected([row('Người Mới', { file_number: 'M-1' })]);
    const register = world.registers.all.get(yenHan);
    expect(register?.lastList?.listId).toBe(steps.listId);
    expect(register?.lastRoster?.listId).not.toBe(steps.listId);
  });

  test('change somebody', async () => {
    const { changed } = await corrected([row('Lò Thị Bình', { file_number: 'L-1', hamlet: 'Bản Cải' })]);
    expect(changed).toMatchObject([{ name: 'Lò Thị Bình', hamlet: 'Bản Cải', status: 'active' }]);
  });

  test.each([
    ['Chết', 'DIED'],
    ['chuyển đi', 'MOVED_AWAY'],
    ['Dừng', 'OTHER'],
  ])('stop somebody with a reason: %s', async (action, stopReason) => {
    const { world, steps, changed } = await corrected([
      { commune_code: yenHan, full_name: 'Lò Thị Bình', file_number: 'L-1', action },
    ]);
    expect(changed).toMatchObject([{ name: 'Lò Thị Bình', status: 'stopped', stopReason }]);
    expect(activeIn(world)).toHaveLength(21);
    expect(steps.list()).toMatchObject({ changes: { new: 0, changed: 0, stopped: 1 } });
  });

  test('stop nobody where the row fits nobody, and say so', async () => {
    const { world, steps, changed } = await corrected([
      row('Ai Đó', { file_number: 'X-1', action: 'Chết' }),
      row('Người Mới', { file_number: 'M-1' }),
    ]);
    expect(changed).toMatchObject([{ name: 'Người Mới' }]);
    expect(activeIn(world)).toHaveLength(23);
    expect(steps.summary().findings).toContainEqual(
      expect.objectContaining({ rule: 'stop-of-nobody', row: 2, severity: 'error' }),
    );
    expect(steps.list()).toMatchObject({ rejected: 1, changes: { new: 1, stopped: 0 } });
  });

  test('with a row that cannot be read still stop whom they name', async () => {
    const { changed, steps } = await corrected([
      row('Lò Thị Bình', { file_number: 'L-1', action: 'Chết' }),
      row('Hà', { born: 'sinh?' }),
    ]);
    expect(changed).toMatchObject([{ name: 'Lò Thị Bình', status: 'stopped' }]);
    expect(steps.list()).toMatchObject({ rejected: 1, changes: { stopped: 1 } });
  });

  test('of the same people again say nothing new', async () => {
    const stop = [row('Lò Thị Bình', { file_number: 'L-1', action: 'Chết' })];
    const { world } = await corrected(stop);
    const written = world.writes.length;
    const again = await imported(world, stop, { kind: 'corrections', minute: 2 });
    expect(again.list()).toMatchObject({ status: 'applied', changes: { unchanged: 1, stopped: 0 } });
    expect(world.writes.slice(written).filter((name) => name.startsWith('registers'))).toEqual([]);
  });

  test('bring back the dead by another decision only', async () => {
    const { world } = await corrected([row('Lò Thị Bình', { file_number: 'L-1', action: 'Chết' })]);
    const back = row('Lò Thị Bình', { file_number: 'L-1' });
    const refused = await imported(world, [back], { kind: 'corrections', minute: 2 });
    expect(refused.summary().findings).toContainEqual(expect.objectContaining({ rule: 'recorded-as-dead' }));
    expect(activeIn(world)).not.toContain('Lò Thị Bình');
    await imported(world, [{ ...back, decision_number: '12/QĐ-UBND' }], { kind: 'corrections', minute: 3 });
    expect(activeIn(world)).toContain('Lò Thị Bình');
  });

  test('of a commune that has no roster yet fill its register', async () => {
    const { world } = await corrected([row('Lý Văn Páo', { commune_code: nextDoor })]);
    expect(activeIn(world, nextDoor)).toEqual(['Lý Văn Páo']);
    expect(world.registers.all.get(nextDoor)).toMatchObject({ version: 2, size: 1 });
  });
});

test('an errors.xlsx that comes back mended is a corrections list', async () => {
  const world = importWorld();
  const steps = await imported(world, [
    ...registered,
    row('Hà Thị Mới', { file_number: 'H-1', born: 'sinh?' }),
  ]);
  const errors = steps.errors();
  expect(errors).toBeInstanceOf(Uint8Array);
  const unmended = await imported(world, [], {
    kind: 'corrections',
    name: 'errors.xlsx',
    content: errors!,
    minute: 1,
  });
  expect(unmended.summary()).toMatchObject({ status: 'applied', rows: 1, rejected: 1 });
  expect(activeIn(world)).toHaveLength(22);
});
