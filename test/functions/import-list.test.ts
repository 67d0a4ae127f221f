import { describe, expect, test } from 'vitest';
import { applyChanges } from '../../functions/apply-changes/handler.ts';
import { claimIdentities } from '../../functions/claim-identities/handler.ts';
import { compareList } from '../../functions/compare-list/handler.ts';
import { finishList } from '../../functions/finish-list/handler.ts';
import { releaseList } from '../../functions/release-list/handler.ts';
import { reviewList } from '../../functions/review-list/handler.ts';
import type { CommuneDiff } from '../../shared/domain/comparison.ts';
import type { CommuneCode } from '../../shared/domain/geography.ts';
import { type List, type ListCommune, ListId } from '../../shared/domain/payout-list.ts';
import type { ListedPerson, Recipient } from '../../shared/domain/recipient.ts';
import type { ListSummary } from '../../shared/lists/list-summary.ts';
import { findingsKeyOf, stagedKeyOf, summaryKeyOf } from '../../shared/lists/files.ts';
import type { RejectedRow } from '../../shared/lists/roster.ts';
import { identitiesScope, registerScope } from '../../shared/store/leases.ts';
import {
  aBenefit,
  anId,
  aPeriod,
  aPerson,
  aRecipient,
  assistance,
  august,
  inAugust,
  inJuly,
  keyed,
  listId,
  noon,
  yenHan,
} from '../support/build.ts';
import { aList, nextDoor, person, settings } from '../support/facts.ts';
import {
  fakeAudit,
  fakeDirectory,
  fakeFiles,
  fakeIdentities,
  fakeLeases,
  fakeLists,
  fakePeriods,
  fakeRegisters,
  fakeSettings,
  fakeWorkflow,
  hashSecret,
} from '../support/function-fakes.ts';

const listed = (name: string, given: Partial<ListedPerson> = {}): ListedPerson => aPerson({ name, ...given });

/** A list that has been read, with the people whom it names and rows of no known commune, in a world of stores. */
const aReadList = async (
  people: ListedPerson[],
  given: Partial<List> = {},
  strays: readonly RejectedRow[] = [],
) => {
  const list = aList({ rows: people.length + strays.length, rejected: strays.length, ...given });
  const world = {
    files: fakeFiles(),
    lists: fakeLists(list),
    registers: fakeRegisters(),
    settings: fakeSettings(settings),
    identities: fakeIdentities(),
    leases: fakeLeases(),
    directory: fakeDirectory(),
    periods: fakePeriods(),
    preparePeriod: fakeWorkflow(),
    importList: fakeWorkflow(),
    audit: fakeAudit(),
    hashSecret,
    now: () => noon,
  };
  const id = list.listId;
  await world.files.writeJson(findingsKeyOf(id), []);
  for (const [commune, staged] of Map.groupBy(people, (one) => one.commune)) {
    const stagedKey = stagedKeyOf(id, commune);
    await world.files.writeJson(stagedKey, { commune, people: staged, rejected: [], strays });
    await world.lists.addCommune(id, { commune, rows: staged.length, rejected: 0, stagedKey });
  }
  const communes = [...new Set(people.map(({ commune }) => commune))];
  const input = { listId: id };
  const run = {
    compare: () => compareList(world)({ ...input, communes }),
    review: () => reviewList(world)(input),
    claim: () => claimIdentities(world)(input),
    apply: () => applyChanges(world)({ ...input, communes }),
    finish: () => finishList(world)(input),
    release: (decision: 'release' | 'refuse' = 'release', actor = person('approver')) =>
      releaseList(world)({ ...input, decision, actor }),
  };
  return {
    ...world,
    ...run,
    list: () => world.lists.all.get(id),
    part: (commune: CommuneCode = yenHan): ListCommune => world.lists.parts.get(`${id} ${commune}`)!,
    diff: (commune: CommuneCode = yenHan) =>
      world.files.json(world.lists.parts.get(`${id} ${commune}`)?.diff?.key ?? '') as CommuneDiff,
    summary: () => world.files.json(summaryKeyOf(id)) as ListSummary,
    /** The whole way of a list that nobody has to look at. */
    all: async () => {
      await run.compare();
      await run.review();
      await run.claim();
      await run.apply();
      return run.finish();
    },
  };
};

/** A register in which so many people stand already. */
const registered = (count: number, given: Partial<Recipient> = {}) => ({
  register: { commune: yenHan, version: 1, size: count },
  people: Array.from({ length: count }, (_, at) => aRecipient(at, given)),
});

const fill = async (
  world: Awaited<ReturnType<typeof aReadList>>,
  { register, people }: ReturnType<typeof registered>,
) => {
  await world.registers.saveRegister(assistance, register);
  await world.registers.saveRecipients(people, () => undefined);
};

test('a first list fills empty registers, end to end', async () => {
  const list = await aReadList([listed('Hoàng Thị Xuân'), listed('Lý Văn Páo', { commune: nextDoor })]);
  expect(await list.all()).toEqual({ next: 'done' });
  expect([...list.registers.people.values()].map(({ name }) => name)).toEqual([
    'Hoàng Thị Xuân',
    'Lý Văn Páo',
  ]);
  expect(list.registers.all.get(yenHan)).toMatchObject({
    version: 1,
    size: 1,
    lastRoster: { listId, month: august },
  });
  expect(list.list()).toMatchObject({ status: 'applied', changes: { new: 2, changed: 0, stopped: 0 } });
  expect(list.summary()).toMatchObject({ status: 'applied', rows: 2, accepted: 2, rejected: 0 });
  expect(list.audit.acts.map(({ act }) => act)).toEqual(['apply-list', 'apply-list', 'finish-list']);
});

test('the same roster again writes nothing to the registers', async () => {
  const people = [listed('Hoàng Thị Xuân'), listed('Lý Văn Páo')];
  const first = await aReadList(people);
  await first.all();
  const again = await aReadList(people, {
    listId: ListId.parse('20160721T010203-b2'),
    arrivedAt: '2016-07-21T01:02:03Z',
  });
  for (const [key, register] of first.registers.all) again.registers.all.set(key, register);
  for (const [key, one] of first.registers.people) again.registers.people.set(key, one);
  await again.all();
  expect([...again.registers.all]).toEqual([...first.registers.all]);
  expect([...again.registers.people]).toEqual([...first.registers.people]);
  expect(again.list()).toMatchObject({ status: 'applied', changes: { new: 0, changed: 0, unchanged: 2 } });
});

describe('compare-list', () => {
  test('run twice notes the same', async () => {
    const list = await aReadList([listed('Hoàng Thị Xuân')]);
    await list.compare();
    const first = list.part();
    await list.compare();
    expect(list.part()).toEqual(first);
  });

  test('of an older roster than the one applied last is superseded', async () => {
    const list = await aReadList([listed('Hoàng Thị Xuân')]);
    const lastRoster = {
      listId: ListId.parse('20160722T010203-c3'),
      arrivedAt: '2016-07-22T01:02:03Z',
      month: august,
    };
    await list.registers.saveRegister(assistance, { commune: yenHan, version: 4, size: 1, lastRoster });
    await list.compare();
    expect(list.part()).toMatchObject({ outcome: 'superseded' });
    expect(await list.finish()).toEqual({ next: 'done' });
    expect(list.list()).toMatchObject({ status: 'applied', changes: { superseded: 1, new: 0 } });
  });

  test('a commune whose part is lost does not stop the others', async () => {
    const list = await aReadList([listed('Hoàng'), listed('Lý', { commune: nextDoor })]);
    list.files.all.delete(stagedKeyOf(listId, yenHan));
    await expect(list.compare()).rejects.toMatchObject({ name: 'CommunesFailed' });
    expect(list.part(nextDoor).diff).toBeDefined();
  });
});

describe('a row of no known commune', () => {
  const stray = (name: string): RejectedRow => ({ row: 9, fileNumber: '', idNumber: '', name, born: '1936' });
  const three = registered(3);
  const [, ...left] = three.people.map(({ name }) => listed(name));

  test('makes stops wait in every commune, for it may mean anybody', async () => {
    const [gone, stays] = [7, 8].map((number) => aRecipient(number, { commune: nextDoor }));
    const people = [...left, listed(stays!.name, { commune: nextDoor })];
    const list = await aReadList(people, {}, [stray('Ai đó')]);
    await fill(list, three);
    await fill(list, { register: { commune: nextDoor, version: 1, size: 2 }, people: [gone!, stays!] });
    await list.all();
    for (const commune of [yenHan, nextDoor])
      expect(list.part(commune).diff?.counts).toMatchObject({ stopped: 0, stopsWaiting: 1 });
    expect([...list.registers.people.values()].filter(({ status }) => status === 'stopped')).toEqual([]);
    expect(list.summary()).toMatchObject({
      rows: 4,
      accepted: 3,
      rejected: 1,
      changes: { stopped: 0, stopsWaiting: 2 },
    });
    expect(list.list()).toMatchObject({ changes: { stopsWaiting: 2 } });
    expect(list.audit.acts.at(-1)).toMatchObject({ act: 'finish-list', facts: { stopsWaiting: 2 } });
  });

  test('that is recognised counts as present there, and stops nobody up', async () => {
    const list = await aReadList([left[0]!], {}, [stray(three.people[0]!.name)]);
    await fill(list, three);
    await list.compare();
    expect(list.diff().stopped.map(({ name }) => name)).toEqual([three.people[2]?.name]);
    expect(list.part().diff?.counts).toMatchObject({ stopped: 1, stopsWaiting: 0 });
  });
});

describe('review-list', () => {
  const twenty = registered(20);
  const same = twenty.people.map(({ name }) => listed(name));

  test('lets small changes through', async () => {
    const list = await aReadList([...same.slice(2), listed('Người mới')]);
    await fill(list, twenty);
    await list.compare();
    expect(await list.review()).toEqual({ next: 'claim' });
  });

  test('holds a large change, with its report', async () => {
    const list = await aReadList(same.slice(3));
    await fill(list, twenty);
    await list.compare();
    expect(await list.review()).toEqual({ next: 'done' });
    expect(list.list()).toMatchObject({ status: 'held', heldBecause: 'large-change' });
    expect(list.summary()).toMatchObject({ status: 'held', heldBecause: 'large-change', rows: 17 });
  });

  test('holds a list of an unknown uploader, unless the inbox is trusted', async () => {
    const list = await aReadList([listed('Hoàng')], { uploader: undefined });
    list.settings.all.push({ ...settings, trustInbox: true });
    await list.compare();
    expect(await list.review()).toEqual({ next: 'claim' });
    list.settings.all.pop();
    expect(await list.review()).toEqual({ next: 'done' });
    expect(list.list()).toMatchObject({ status: 'held', heldBecause: 'uploader-unknown' });
  });

  test('asks for another comparison where the register moved', async () => {
    const list = await aReadList([listed('Hoàng')]);
    await list.compare();
    await list.registers.saveRegister(assistance, { commune: yenHan, version: 9, size: 0 });
    expect(await list.review()).toEqual({ next: 'compare', groups: [[yenHan]] });
  });

  test.each([
    ['setup', { kind: 'points' }],
    ['done', { status: 'held' }],
    ['done', { status: 'applied' }],
  ] as const)('says %s of %j', async (next, given) => {
    expect(await (await aReadList([], given)).review()).toEqual({ next });
  });
});

describe('release-list', () => {
  const held = { status: 'held', heldBecause: 'large-change' } as const;

  test('lets a held list through and imports it once', async () => {
    const list = await aReadList([listed('Hoàng')], held);
    expect(await list.release()).toEqual({ done: 'release' });
    expect(await list.release()).toEqual({ done: 'release' });
    expect(list.list()).toMatchObject({ status: 'reading', releasedBy: 'approver' });
    expect(list.importList.inputs).toEqual([{ listId }]);
    expect(list.audit.acts).toMatchObject([{ act: 'release-list', actor: { id: 'approver' } }]);
  });

  test('and the review does not hold it a second time', async () => {
    const list = await aReadList([listed('Hoàng')], { ...held, uploader: undefined });
    await list.release();
    await list.compare();
    expect(await list.review()).toEqual({ next: 'claim' });
  });

  test('refuses a list', async () => {
    const list = await aReadList([], held);
    expect(await list.release('refuse')).toEqual({ done: 'refuse' });
    expect(list.list()?.status).toBe('refused');
    expect(list.importList.inputs).toEqual([]);
    expect(await list.review()).toEqual({ next: 'done' });
  });

  test.each([
    ['not-an-approver', person('list-officer')],
    ['own-list', person('approver', 'officer')],
  ])('%s', async (refused, actor) => {
    const list = await aReadList([], held);
    expect(await list.release('release', actor)).toEqual({ refused });
    expect(list.list()?.status).toBe('held');
  });

  test('not-held', async () => {
    expect(await (await aReadList([])).release()).toEqual({ refused: 'not-held' });
    expect(await (await aReadList([], { status: 'applied' })).release('refuse')).toEqual({
      refused: 'not-held',
    });
  });

  test('a released list cannot be refused any more', async () => {
    const list = await aReadList([], held);
    await list.release();
    expect(await list.release('refuse')).toEqual({ refused: 'not-held' });
    expect(list.list()?.status).toBe('reading');
  });

  test('of two approvers at once one decides, and the other is told so', async () => {
    const list = await aReadList([], held);
    const answers = await Promise.all([
      list.release('refuse'),
      list.release('release', person('approver', 'b')),
    ]);
    expect(answers).toEqual([{ done: 'refuse' }, { refused: 'not-held' }]);
    expect(list.importList.inputs).toEqual([]);
  });
});

describe('claim-identities', () => {
  const idNumber = '001036000001';
  const key = keyed(`identity assistance ${idNumber}`);
  const holder = { key, commune: nextDoor, recipientId: anId(7), listId: ListId.parse('20160601T010203-z9') };

  test('claims every id number for its holder, alone in the programme', async () => {
    const list = await aReadList([listed('Hoàng', { idNumber }), listed('Lý')]);
    await list.compare();
    expect(await list.claim()).toEqual({ next: 'apply', groups: [[yenHan]] });
    expect([...list.identities.all.values()]).toMatchObject([{ key, commune: yenHan, listId }]);
    expect(list.leases.taken).toEqual([identitiesScope(assistance)]);
  });

  test('run twice claims the same', async () => {
    const list = await aReadList([listed('Hoàng', { idNumber })]);
    await list.compare();
    await list.claim();
    const [claims, part] = [[...list.identities.all], list.part()];
    await list.claim();
    expect([...list.identities.all]).toEqual(claims);
    expect(list.part()).toEqual(part);
  });

  test('takes out and reports a number that is held elsewhere', async () => {
    const list = await aReadList([listed('Hoàng', { idNumber }), listed('Lý')]);
    await list.identities.save(assistance, [holder], () => undefined);
    await list.registers.saveRecipients([aRecipient(7, { commune: nextDoor, idNumber })], () => undefined);
    await list.compare();
    await list.claim();
    expect(list.diff().added.map(({ name }) => name)).toEqual(['Lý']);
    expect(list.diff().findings).toMatchObject([{ rule: 'id-number-held-elsewhere', row: 2, value: '' }]);
    expect(list.part().diff?.counts).toMatchObject({ new: 1, rejected: 1 });
    expect(list.identities.all.get(key)).toEqual(holder);
    await list.apply();
    await list.finish();
    expect([...list.registers.people.values()].map(({ name }) => name)).toEqual(['Hoàng Thị 7', 'Lý']);
    expect(list.summary()).toMatchObject({ rows: 2, rejected: 1, accepted: 1 });
    expect(list.list()).toMatchObject({ rejected: 1, changes: { new: 1 } });
  });

  test('with a mistyped number that is held elsewhere the old entry is not stopped', async () => {
    const old = aRecipient(1, { name: 'Hoàng', idNumber: '001036000009', benefits: [aBenefit(405_000)] });
    const list = await aReadList([listed('Hoàng', { idNumber }), listed('Lý')]);
    await list.identities.save(assistance, [holder], () => undefined);
    await list.registers.saveRecipients([aRecipient(7, { commune: nextDoor, idNumber })], () => undefined);
    await fill(list, { register: { commune: yenHan, version: 1, size: 1 }, people: [old] });
    await list.compare();
    expect(list.diff().stopped).toMatchObject([{ recipientId: old.recipientId }]);
    expect(list.part().diff?.counts).toMatchObject({ new: 2, stopped: 1, stopsWaiting: 0 });

    await list.claim();
    expect(list.diff()).toMatchObject({ added: [{ name: 'Lý' }], stopped: [] });
    expect(list.part().diff?.counts).toEqual({
      new: 1,
      changed: 0,
      unchanged: 0,
      stopped: 0,
      stopsWaiting: 1,
      rejected: 1,
      sizeBefore: 1,
      sizeAfter: 2,
      amountBefore: 405_000,
      amountAfter: 675_000,
    });
    const part = list.part();
    await list.claim();
    expect(list.part()).toEqual(part);

    await list.apply();
    await list.finish();
    expect(list.registers.people.get(`${yenHan} ${old.recipientId}`)).toEqual(old);
    expect(list.registers.all.get(yenHan)).toMatchObject({ version: 2, size: 2 });
    expect(list.summary()).toMatchObject({ rejected: 1, changes: { new: 1, stopped: 0, stopsWaiting: 1 } });
  });

  test('twice in one list goes to the first', async () => {
    const list = await aReadList([
      listed('Hoàng', { idNumber }),
      listed('Lý', { idNumber, commune: nextDoor, fileNumber: 'B-1' }),
    ]);
    await list.compare();
    await list.claim();
    expect(list.diff(yenHan).findings).toEqual([]);
    expect(list.diff(nextDoor).findings).toMatchObject([{ rule: 'id-number-held-elsewhere' }]);
  });

  test('takes over from somebody who was stopped', async () => {
    const list = await aReadList([listed('Hoàng', { idNumber })]);
    await list.identities.save(assistance, [holder], () => undefined);
    const gone = aRecipient(7, { commune: nextDoor, idNumber, status: 'stopped' });
    await list.registers.saveRecipients([gone], () => undefined);
    await list.compare();
    await list.claim();
    expect(list.identities.all.get(key)).toMatchObject({ commune: yenHan, listId });
  });

  test('leaves to a list that is still being read what it has claimed', async () => {
    const list = await aReadList([listed('Hoàng', { idNumber })]);
    list.lists.all.set(holder.listId, aList({ listId: holder.listId, status: 'reading' }));
    await list.identities.save(assistance, [holder], () => undefined);
    await list.compare();
    await list.claim();
    expect(list.diff().added).toEqual([]);
    expect(list.identities.all.get(key)).toEqual(holder);
  });

  test('waits for another list that claims', async () => {
    const list = await aReadList([listed('Hoàng', { idNumber })]);
    await list.compare();
    const waiting = claimIdentities({ ...list, leases: fakeLeases(identitiesScope(assistance)) });
    await expect(waiting({ listId })).rejects.toMatchObject({ name: 'LeaseHeld' });
    expect(list.identities.all.size).toBe(0);
  });
});

describe('apply-changes', () => {
  test('where the version moved writes nothing', async () => {
    const list = await aReadList([listed('Hoàng')]);
    await list.compare();
    const moved = { commune: yenHan, version: 1, size: 0 };
    await list.registers.saveRegister(assistance, moved);
    await list.apply();
    expect(list.registers.people.size).toBe(0);
    expect(list.registers.all.get(yenHan)).toEqual(moved);
    expect(list.part().outcome).toBeUndefined();
    expect(await list.finish()).toEqual({ next: 'compare', groups: [[yenHan]] });
  });

  test('run twice raises the version once', async () => {
    const list = await aReadList([listed('Hoàng')]);
    await list.compare();
    await list.apply();
    await list.apply();
    expect(list.registers.all.get(yenHan)).toMatchObject({ version: 1 });
    expect(list.audit.acts).toHaveLength(1);
  });

  test('goes on after it died when the register was raised', async () => {
    const list = await aReadList([listed('Hoàng')]);
    await list.compare();
    const part = list.part();
    await list.apply();
    await list.lists.saveCommune(listId, part);
    expect(await list.finish()).toEqual({ next: 'apply', groups: [[yenHan]] });
    await list.apply();
    expect(list.part().outcome).toBe('applied');
    expect(list.registers.all.get(yenHan)).toMatchObject({ version: 1 });
  });

  test('of one commune that is held does not stop the others, and says why', async () => {
    const list = await aReadList([listed('Hoàng'), listed('Lý', { commune: nextDoor })]);
    await list.compare();
    const leases = fakeLeases(registerScope(assistance, yenHan));
    const applying = applyChanges({ ...list, leases })({ listId, communes: [yenHan, nextDoor] });
    await expect(applying).rejects.toMatchObject({ name: 'LeaseHeld' });
    expect(list.part(nextDoor).outcome).toBe('applied');
    expect(list.part(yenHan).outcome).toBeUndefined();
  });

  test('names in its act no personal value', async () => {
    const list = await aReadList([listed('Hoàng Thị Xuân', { phone: '+84912345678' })]);
    await list.all();
    expect(JSON.stringify(list.audit.acts)).not.toMatch(/Hoàng|912345678/);
  });
});

describe('finish-list', () => {
  test('names what is missing', async () => {
    const list = await aReadList([listed('Hoàng'), listed('Lý', { commune: nextDoor })]);
    await list.compare();
    await applyChanges(list)({ listId, communes: [yenHan] });
    expect(await list.finish()).toEqual({ next: 'apply', groups: [[nextDoor]] });
    expect(list.list()?.status).toBe('reading');
  });

  test('has the periods planned again that are not submitted', async () => {
    const list = await aReadList([listed('Hoàng')]);
    list.directory.periods.add(inJuly);
    list.directory.periods.add(inAugust);
    list.periods.all.set(inJuly, aPeriod({ periodId: inJuly, status: 'open' }));
    list.periods.all.set(inAugust, aPeriod({ status: 'prepared' }));
    await list.all();
    expect(list.preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
  });

  test('that dies when the list is applied is on record', async () => {
    const list = await aReadList([listed('Hoàng')]);
    await list.compare();
    await list.apply();
    const { lists } = list;
    const dying = {
      ...lists,
      move: (async (...given) => {
        await lists.move(...given);
        throw new Error('the function died');
      }) as typeof lists.move,
    };
    await expect(finishList({ ...list, lists: dying })({ listId })).rejects.toThrow('the function died');
    expect(list.list()?.status).toBe('applied');
    await list.finish();
    expect(list.audit.acts.filter(({ act }) => act === 'finish-list')).toMatchObject([{ facts: { new: 1 } }]);
  });

  test('that dies before the list is applied is on record twice rather than not at all', async () => {
    const list = await aReadList([listed('Hoàng')]);
    await list.compare();
    await list.apply();
    const lists = { ...list.lists, move: () => Promise.reject(new Error('the function died')) };
    await expect(finishList({ ...list, lists })({ listId })).rejects.toThrow('the function died');
    expect(await list.finish()).toEqual({ next: 'done' });
    expect(list.list()?.status).toBe('applied');
    const acts = list.audit.acts.filter(({ act }) => act === 'finish-list');
    expect(acts).toHaveLength(2);
    expect(acts[1]).toEqual(acts[0]);
  });

  test('run twice finishes once and reports the same', async () => {
    const idNumber = '001036000001';
    const twin = { commune: nextDoor, fileNumber: 'B-1', idNumber };
    const list = await aReadList([listed('Hoàng', { idNumber }), listed('Lý', twin)]);
    list.directory.periods.add(inAugust);
    list.periods.all.set(inAugust, aPeriod({ status: 'prepared' }));
    await list.all();
    const [stored, report, acts] = [list.list(), list.summary(), list.audit.acts.length];
    expect(report).toMatchObject({ rows: 2, accepted: 1, rejected: 1 });
    expect(await list.finish()).toEqual({ next: 'done' });
    expect([list.list(), list.summary(), list.audit.acts.length]).toEqual([stored, report, acts]);
    expect(list.preparePeriod.inputs).toHaveLength(1);
  });
});
