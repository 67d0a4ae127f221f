import { describe, expect, test } from 'vitest';
import type { ListSummary } from '../../shared/lists/report/list-summary.ts';
import { pieceKeyOf, stagedKeyOf } from '../../shared/lists/files.ts';
import { StagedList, StagedPiece } from '../../shared/lists/staged.ts';
import { aPeriod, august, inAugust, inJuly, yenHan } from '../support/build.ts';
import { nextDoor } from '../support/facts.ts';
import {
  activeIn,
  endOf,
  furtherOn,
  imported,
  importWorld,
  peopleOf,
  row,
  rows,
  send,
  upload,
} from '../support/import-world.ts';

const [xuan, pao] = [row('Hoàng Thị Xuân'), row('Lý Văn Páo', { commune_code: nextDoor })];

describe('a first roster', () => {
  test('fills empty registers, end to end', async () => {
    const world = importWorld();
    const steps = upload(world, [xuan, pao]);
    expect(await send(steps)).toEqual({ next: 'done' });
    expect(activeIn(world)).toEqual(['Hoàng Thị Xuân', 'Lý Văn Páo']);
    expect(world.registers.all.get(yenHan)).toMatchObject({
      version: 2,
      size: 1,
      lastList: { listId: steps.listId },
      lastRoster: { listId: steps.listId, month: august },
    });
    expect(steps.list()).toMatchObject({ status: 'applied', changes: { new: 2, changed: 0, stopped: 0 } });
    expect(steps.summary()).toMatchObject({ status: 'applied', rows: 2, accepted: 2, rejected: 0 });
    expect(world.audit.acts.map(({ act }) => act)).toEqual(['apply-list', 'apply-list', 'finish-list']);
  });

  test('has the periods planned again that are not submitted', async () => {
    const world = importWorld();
    world.directory.periods.add(inJuly).add(inAugust);
    world.periods.all.set(inJuly, aPeriod({ periodId: inJuly, status: 'open' }));
    world.periods.all.set(inAugust, aPeriod({ status: 'prepared' }));
    await imported(world, [xuan]);
    expect(world.preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
  });

  test('sent through every step twice comes to the same end', async () => {
    const [once, twice] = [importWorld(), importWorld()];
    await send(upload(once, [xuan, pao]));
    await send(upload(twice, [xuan, pao]), 'read', { isTwice: true });
    expect(endOf(twice)).toEqual(endOf(once));
  });
});

describe('promise 6: the same list again writes nothing to the registers, and takes no lease', () => {
  const again = async (kind: 'roster' | 'corrections', given = [xuan, pao]) => {
    const world = importWorld();
    await imported(world, given);
    const registers = [...world.registers.all, ...world.registers.people, ...world.identities.all];
    const [written, leases] = [world.writes.length, world.leases.taken.length];
    const steps = await imported(world, given.toReversed(), { kind, minute: 1 });
    expect(world.writes.slice(written).filter((name) => /^(registers|identities)/.test(name))).toEqual([]);
    expect(world.leases.taken.slice(leases)).toEqual([]);
    expect([...world.registers.all, ...world.registers.people, ...world.identities.all]).toEqual(registers);
    expect(steps.list().status).toBe('applied');
    return steps;
  };

  test.each(['roster', 'corrections'] as const)('%s', async (kind) => {
    const steps = await again(kind);
    expect(steps.list()).toMatchObject({ changes: { new: 0, changed: 0, unchanged: 2, stopped: 0 } });
    expect(steps.changes()).toBeUndefined();
  });

  test('also where a row of it was rejected', async () => {
    const steps = await again('roster', [xuan, pao, row('Hà', { born: 'sinh?' })]);
    expect(steps.list()).toMatchObject({ rejected: 1, changes: { unchanged: 2 } });
  });
});

describe('a list whose communes are mixed row by row, longer than a piece', () => {
  const communes = [yenHan, nextDoor, furtherOn];
  const many = rows(6_000).map((one, at) => ({ ...one, commune_code: communes[at % 3]! }));

  test('loses nobody', async () => {
    const world = importWorld();
    const steps = upload(world, many);
    await send(steps);
    const { communes: index } = StagedList.parse(world.files.json(stagedKeyOf(steps.listId)));
    expect(index).toEqual(
      communes.map((commune, at) => ({ commune, rows: 2_000, rejected: 0, pieces: at < 2 ? [0] : [1] })),
    );
    const pieces = [0, 1].map((piece) =>
      StagedPiece.parse(world.files.json(pieceKeyOf(steps.listId, piece))),
    );
    const staged = pieces.flat().flatMap((part) => part.rows.map(({ source }) => source.row));
    expect(staged.toSorted((a, b) => a - b)).toEqual(many.map((_, at) => at + 2));
    expect(world.registers.people.size).toBe(6_000);
    expect(steps.list()).toMatchObject({ status: 'applied', rows: 6_000, changes: { new: 6_000 } });
  });
});

describe('promise 7: of every row it is told what became of it', () => {
  const told = ({ rows: all, rejected, changes }: ListSummary, isCorrections: boolean) => {
    const { new: added, changed, unchanged, stopped, superseded } = changes!;
    expect(added + changed + unchanged + rejected + superseded + (isCorrections ? stopped : 0)).toBe(all);
  };
  const before = [
    ...rows(20),
    row('Lò Thị Bình', { file_number: 'L-1' }),
    row('Lò Thị Cam', { file_number: 'L-2', benefit_group: '5.4' }),
    row('Lò Thị Cam', { file_number: 'L-2' }),
  ];

  test('of a roster with lawful pairs, rejected and unclear rows', async () => {
    const world = importWorld();
    told((await imported(world, before)).summary(), false);
    expect(activeIn(world)).toHaveLength(22);
    const steps = await imported(
      world,
      [
        ...rows(18),
        row('Lò Thị Bình', { file_number: 'L-1', amount: '405000', coefficient: '1.5' }),
        row('Lò Thị Cam', { file_number: 'L-2', benefit_group: '5.4' }),
        row('Lò Thị Cam', { file_number: 'L-2', phone: '0912345678' }),
        row('Người Mới', { file_number: 'M-1' }),
        row('Hà', { born: 'sinh?' }),
        row('Hà', { commune_code: '99999' }),
      ],
      { minute: 1 },
    );
    told(steps.summary(), false);
    expect(steps.summary()).toMatchObject({
      rows: 24,
      rejected: 2,
      changes: { new: 1, changed: 3, unchanged: 18, stopped: 0, stopsWaiting: 2 },
    });
  });

  test('of a corrections list', async () => {
    const world = importWorld();
    await imported(world, before);
    const steps = await imported(
      world,
      [
        row('Lò Thị Bình', { file_number: 'L-1', action: 'Chết' }),
        row('Ai đó', { file_number: 'X-9', action: 'Chết' }),
        row('Lò Thị Cam', { file_number: 'L-2', benefit_group: '5.4', hamlet: 'Bản Cải' }),
        row('Lò Thị Cam', { file_number: 'L-2', hamlet: 'Bản Cải' }),
        row('Người Mới', { file_number: 'M-1' }),
        row('Hoàng Văn A', { file_number: 'S-0' }),
        row('Hà', { born: 'sinh?' }),
      ],
      { kind: 'corrections', minute: 1 },
    );
    told(steps.summary(), true);
    expect(steps.summary()).toMatchObject({
      rows: 7,
      rejected: 2,
      changes: { new: 1, changed: 2, unchanged: 1, stopped: 1, stopsWaiting: 0 },
    });
    expect(peopleOf(world).filter(({ status }) => status === 'stopped')).toMatchObject([
      { name: 'Lò Thị Bình', stopReason: 'DIED' },
    ]);
  });

  test('of a roster that a later one has overtaken in one commune', async () => {
    const world = importWorld();
    const early = upload(world, [xuan, pao]);
    await imported(world, [row('Hoàng Thị Xuân', { phone: '0912345678' })], { minute: 1 });
    await send(early);
    told(early.summary(), false);
    expect(early.summary()).toMatchObject({ rows: 2, changes: { new: 1, superseded: 1 } });
  });
});

test('names and numbers of people stand in no act, step or list', async () => {
  const world = importWorld();
  const steps = upload(world, [row('Hoàng Thị Xuân', { phone: '0912345678', id_number: '001136000017' })]);
  const answer = await send(steps);
  const seen = JSON.stringify([
    answer,
    steps.list(),
    steps.part(),
    world.audit.acts,
    world.preparePeriod.inputs,
  ]);
  expect(seen).not.toMatch(/Hoàng|912345678|001136000017/);
});
