import { expect, test } from 'vitest';
import { assistance, yenHan } from '../support/build.ts';
import { nextDoor } from '../support/facts.ts';
import { aCommuneOf } from '../support/function-fakes.ts';
import {
  activeIn,
  furtherOn,
  imported,
  importWorld,
  peopleOf,
  row,
  rows,
  send,
  upload,
} from '../support/import-world.ts';
import { ProvinceCode } from '../../shared/domain/geography.ts';

const place = { programme: assistance, province: ProvinceCode.parse('06') };
const xuan = row('Hoàng Thị Xuân', { id_number: '001136000017' });
const ours = [...rows(8), xuan];
const theirs = rows(8, { commune_code: nextDoor, hamlet: 'Bản Cải' }).map((one, at) => ({
  ...one,
  full_name: `${one.full_name ?? ''} Lý`,
  file_number: `T-${at}`,
}));

/** Two communes of 2016 that were merged into a third one. */
const merged = async () => {
  const world = importWorld();
  await imported(world, [...ours, ...theirs]);
  await world.directory.saveCommune(place, { ...aCommuneOf(furtherOn), former: [yenHan, nextDoor] });
  return world;
};
const released = async (steps: ReturnType<typeof upload>) => {
  expect(await send(steps)).toEqual({ next: 'done' });
  expect(steps.list()).toMatchObject({ status: 'held', heldBecause: 'large-change' });
  await steps.release();
  await send(steps, 'review');
};

test('a roster of the new commune, under old codes or its own, moves everybody over, once an approver has seen it', async () => {
  const world = await merged();
  const before = peopleOf(world).find(({ name }) => name === xuan.full_name);
  const steps = upload(
    world,
    [...ours, ...theirs].map((one, at) => (at < 4 ? { ...one, commune_code: furtherOn } : one)),
    {
      minute: 1,
    },
  );
  await released(steps);
  expect(steps.list()).toMatchObject({ status: 'applied', rows: 17, rejected: 0 });
  expect([activeIn(world, yenHan), activeIn(world, nextDoor)]).toEqual([[], []]);
  expect(activeIn(world, furtherOn)).toHaveLength(17);
  const now = peopleOf(world).find(({ name, status }) => name === xuan.full_name && status === 'active');
  expect(now?.recipientId).toBe(before?.recipientId);

  const again = upload(world, [...ours, ...theirs], { minute: 2 });
  await send(again);
  expect(again.list()).toMatchObject({
    status: 'applied',
    changes: { new: 0, changed: 0, stopped: 0, unchanged: 17 },
  });
});

test('a rejected row of the new commune stops nobody of an old one', async () => {
  const world = await merged();
  const steps = upload(
    world,
    [...ours.slice(1), ...theirs, { ...ours[0], born: '36', file_number: 'S-99' }],
    { minute: 1 },
  );
  await send(steps);
  await steps.release();
  await send(steps, 'review');
  expect(activeIn(world, yenHan)).toContain(ours[0]!.full_name);
});

test('of a commune that was divided nobody is stopped until all its successors are named', async () => {
  const world = importWorld();
  await imported(world, theirs);
  await world.directory.saveCommune(place, { ...aCommuneOf(furtherOn), former: [nextDoor] });
  await world.directory.saveCommune(place, { ...aCommuneOf(yenHan), former: [nextDoor] });
  const steps = upload(world, rows(3, { commune_code: furtherOn }), { minute: 1 });
  await send(steps);
  expect(activeIn(world, nextDoor)).toHaveLength(8);
});
