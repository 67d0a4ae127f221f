import { describe, expect, test } from 'vitest';
import { heldKeyOf } from '../../shared/lists/files.ts';
import { utf8 } from '../support/list-files.ts';
import { settings, nextDoor, person } from '../support/facts.ts';
import { yenHan } from '../support/build.ts';
import {
  activeIn,
  csvOf,
  imported,
  importWorld,
  type ImportWorld,
  peopleOf,
  row,
  rows,
  send,
  type Upload,
  upload,
} from '../support/import-world.ts';
import { inTcvn3 } from '../support/legacy-text.ts';
import type { RosterCells } from '../support/roster.ts';

const twenty = async () => {
  const world = importWorld();
  await imported(world, rows(20));
  return world;
};
const registersOf = ({ registers, identities }: ImportWorld) => [
  ...registers.all,
  ...registers.people,
  ...identities.all,
];

describe('review-list', () => {
  test('lets small changes through', async () => {
    const steps = upload(await twenty(), [...rows(18), row('Người Mới')], { minute: 1 });
    await steps.read();
    await steps.compare([yenHan]);
    expect(await steps.review()).toEqual({ next: 'claim' });
  });

  test('goes to the end where nothing changes', async () => {
    const steps = upload(await twenty(), rows(20), { minute: 1 });
    await steps.read();
    await steps.compare([yenHan]);
    expect(await steps.review()).toEqual({ next: 'finish' });
  });

  test('asks for another comparison where the register moved', async () => {
    const world = await twenty();
    const steps = upload(world, [...rows(20), row('Người Mới')], { minute: 1 });
    await steps.read();
    await steps.compare([yenHan]);
    world.registers.all.set(yenHan, { ...world.registers.all.get(yenHan)!, version: 9 });
    expect(await steps.review()).toEqual({ next: 'compare', groups: [[yenHan]] });
  });

  test('asks for a comparison of what was not compared', async () => {
    const steps = upload(importWorld(), [...rows(1), ...rows(1, { commune_code: nextDoor })]);
    await steps.read();
    await steps.compare([yenHan]);
    expect(await steps.review()).toEqual({ next: 'compare', groups: [[nextDoor]] });
  });

  test.each([
    ['setup', { kind: 'points' }],
    ['finish', { status: 'held' }],
    ['done', { status: 'applied' }],
    ['done', { status: 'refused' }],
  ] as const)('says %s of %j', async (next, given) => {
    const world = importWorld();
    const steps = upload(world, rows(1));
    await steps.read();
    world.lists.all.set(steps.listId, { ...steps.list(), ...given });
    expect(await steps.review()).toEqual({ next });
  });
});

const minute = 1;
const withTotal = (given: readonly RosterCells[], total: string) =>
  `${csvOf(given)}${Object.keys(given[0]!)
    .map((field) => (field === 'full_name' ? 'Tổng cộng' : field === 'amount' ? total : ''))
    .join(',')}\r\n`;
const inOldLetters = (given: readonly RosterCells[]) =>
  Uint8Array.from(inTcvn3(csvOf(given).replace('\ufeff', '')), (sign) => sign.charCodeAt(0));

describe('a list is held', () => {
  const small = [...rows(20), row('Người Mới', { file_number: 'M-1' })];
  const reasons: [string, readonly RosterCells[], Upload][] = [
    ['large-change', rows(17), { minute }],
    [
      'large-change',
      [...rows(20), ...rows(6, { born: '1940' }).map((one, at) => ({ ...one, file_number: `N-${at}` }))],
      { minute },
    ],
    ['large-change', rows(20, { amount: '405000', coefficient: '1.5' }), { minute }],
    ['text-converted', small, { minute, content: inOldLetters(small) }],
    ['total-differs', small, { minute, content: withTotal(small, '1') }],
    ['uploader-unknown', small, { minute, uploader: undefined }],
  ];

  test.each(reasons)('for %s, reported, and nothing of it is written', async (heldBecause, given, about) => {
    const world = await twenty();
    const before = registersOf(world);
    const steps = upload(world, given, about);
    expect(await send(steps)).toEqual({ next: 'done' });
    expect(steps.list()).toMatchObject({ status: 'held', heldBecause });
    expect(steps.summary()).toMatchObject({ status: 'held', heldBecause, rows: given.length });
    expect(steps.changes()).toBeDefined();
    expect(registersOf(world)).toEqual(before);
    // Whoever starts the machine once more finds it held.
    expect(await send(steps)).toMatchObject({ next: 'done' });
    expect(await send(steps, 'review')).toEqual({ next: 'done' });
    expect(registersOf(world)).toEqual(before);
  });

  test.each(reasons)(
    'for %s, until it is released: then exactly that is applied',
    async (_, given, about) => {
      const world = await twenty();
      const steps = await imported(world, given, about);
      const told = steps.summary().changes;
      expect(await steps.release()).toEqual({ done: 'release' });
      expect(await send(steps, 'review')).toEqual({ next: 'done' });
      expect(steps.list()).toMatchObject({ status: 'applied', changes: told });
      expect(activeIn(world)).toHaveLength(given.length);
    },
  );

  test('for changes that a later list has made in the meantime', async () => {
    const world = await twenty();
    const early = upload(
      world,
      [...rows(19), row('Hoàng Văn T', { file_number: 'S-19', hamlet: 'Bản Cải' })],
      { minute },
    );
    await imported(world, [row('Hoàng Văn T', { file_number: 'S-19', hamlet: 'Nà Khoang' })], {
      kind: 'corrections',
      minute: 2,
    });
    await send(early);
    expect(early.list()).toMatchObject({ status: 'held', heldBecause: 'later-changes' });
    expect(peopleOf(world).find(({ fileNumber }) => fileNumber === 'S-19')?.hamlet).toBe('Nà Khoang');
  });

  test('for no unknown uploader where the inbox is trusted', async () => {
    const world = await twenty();
    world.settings.all.push({ ...settings, trustInbox: true });
    const steps = await imported(world, small, { minute, uploader: undefined });
    expect(steps.list().status).toBe('applied');
  });

  test('but not for a total that is right', async () => {
    const world = await twenty();
    const steps = await imported(world, [], { minute, content: utf8(withTotal(small, '5.670.000')) });
    expect(steps.summary()).toMatchObject({
      status: 'applied',
      fileTotal: 5_670_000,
      skippedWhy: { total: 1 },
    });
  });
});

describe('a release', () => {
  const large = rows(10);
  const held = async () => {
    const world = await twenty();
    return { world, steps: await imported(world, large, { minute }) };
  };

  test('counts for what was reported: another difference is held again, with a new report', async () => {
    const { world, steps } = await held();
    const [report, diffs] = [steps.summary(), world.files.json(heldKeyOf(steps.listId))];
    await steps.release();
    // Earlier than the list, so that it has nothing to say of what comes later.
    await imported(world, [row('Người Mới', { file_number: 'M-1' })], {
      kind: 'corrections',
      minute: 0,
      name: 'khac.csv',
      month: '2016-08',
      sequencer: '0B',
    });
    expect(await send(steps, 'review')).toEqual({ next: 'done' });
    expect(steps.list()).toMatchObject({ status: 'held', heldBecause: 'large-change' });
    expect(steps.summary().changes).toMatchObject({ stopped: 11 });
    expect(report.changes).toMatchObject({ stopped: 10 });
    expect(world.files.json(heldKeyOf(steps.listId))).not.toEqual(diffs);
    expect(activeIn(world)).toHaveLength(21);

    await steps.release();
    await send(steps, 'review');
    expect(steps.list()).toMatchObject({ status: 'applied', changes: { stopped: 11 } });
    expect(activeIn(world)).toHaveLength(10);
  });

  test('of what was held again starts another run', async () => {
    const { world, steps } = await held();
    await steps.release();
    await imported(world, [row('Người Mới', { file_number: 'M-1' })], {
      kind: 'corrections',
      minute: 0,
      name: 'khac.csv',
      sequencer: '0B',
    });
    await send(steps, 'review');
    world.importList.inputs.length = 0;
    await steps.release();
    await steps.release();
    expect(world.importList.inputs).toEqual([{ listId: steps.listId }]);
  });

  test('counts although another list has changed the register in a way that changes nothing here', async () => {
    const { world, steps } = await held();
    await steps.release();
    const register = world.registers.all.get(yenHan)!;
    world.registers.all.set(yenHan, { ...register, version: register.version + 1, lastWhole: undefined });
    expect(await send(steps, 'review')).toEqual({ next: 'done' });
    expect(steps.list().status).toBe('applied');
  });

  test('imports the list once, however often it is told', async () => {
    const { world, steps } = await held();
    expect(await steps.release()).toEqual({ done: 'release' });
    expect(await steps.release()).toEqual({ done: 'release' });
    expect(steps.list()).toMatchObject({ status: 'reading', releasedBy: 'approver' });
    expect(world.importList.inputs).toEqual([{ listId: steps.listId }]);
    const acts = world.audit.acts.filter(({ act }) => act === 'release-list');
    expect(acts).toMatchObject([{ actor: { id: 'approver' } }]);
  });

  test('may be a refusal, which ends the list', async () => {
    const { world, steps } = await held();
    expect(await steps.release('refuse')).toEqual({ done: 'refuse' });
    expect(steps.list().status).toBe('refused');
    expect(world.importList.inputs).toEqual([]);
    expect(await send(steps, 'review')).toEqual({ next: 'done' });
    expect(activeIn(world)).toHaveLength(20);
  });

  test.each([
    ['not-an-approver', person('list-officer')],
    ['own-list', person('approver', 'officer')],
  ])('%s', async (refused, actor) => {
    const { steps } = await held();
    expect(await steps.release('release', actor)).toEqual({ refused });
    expect(steps.list().status).toBe('held');
  });

  test('is for held lists', async () => {
    const world = await twenty();
    const reading = upload(world, large, { minute });
    await reading.read();
    expect(await reading.release()).toEqual({ refused: 'not-held' });
    const applied = await imported(world, rows(20), { minute: 2 });
    expect(await applied.release('refuse')).toEqual({ refused: 'not-held' });
  });

  test('cannot be taken back', async () => {
    const { steps } = await held();
    await steps.release();
    expect(await steps.release('refuse')).toEqual({ refused: 'not-held' });
    expect(steps.list().status).toBe('reading');
  });

  test('of two approvers at once one decides, and the other is told so', async () => {
    const { world, steps } = await held();
    const answers = await Promise.all([
      steps.release('refuse'),
      steps.release('release', person('approver', 'b')),
    ]);
    expect(answers).toEqual([{ done: 'refuse' }, { refused: 'not-held' }]);
    expect(world.importList.inputs).toEqual([]);
  });
});
