import { expect, test } from 'vitest';
import { submitPeriod } from '../../functions/submit-period/handler.ts';
import type { ListStatus } from '../../shared/domain/payout-list.ts';
import { planned } from '../../shared/domain/plan.ts';
import { standingOf } from '../../shared/domain/settlement.ts';
import { planScope, submissionScope } from '../../shared/store/leases.ts';
import { aLine, aPayout, aPeriod, carriedOver, inAugust, inJuly, noon, yenHan } from '../support/build.ts';
import { aList, nextDoor, person } from '../support/facts.ts';
import {
  fakeApprovals,
  fakeAudit,
  fakeDirectory,
  fakeLeases,
  fakeLists,
  fakePayouts,
  fakePeriodCommunes,
  fakePeriods,
  fakeRegisters,
  fakeWorkflow,
} from '../support/function-fakes.ts';

const plan = [aPayout(1), aPayout(2, { commune: nextDoor })];
const planOf = (commune: typeof yenHan) => ({
  periodId: inAugust,
  commune,
  planned: { registerVersion: 1, ...planned(plan.filter((payout) => payout.commune === commune)) },
});

const setting = (now = () => noon) => {
  const list = aList({ status: 'applied' });
  const needs = {
    periods: fakePeriods(aPeriod({ status: 'prepared' })),
    communes: fakePeriodCommunes(planOf(yenHan), planOf(nextDoor)),
    approvals: fakeApprovals(),
    payouts: fakePayouts(...plan),
    registers: fakeRegisters([
      { commune: yenHan, version: 1, size: 1 },
      { commune: nextDoor, version: 1, size: 1 },
    ]),
    directory: fakeDirectory({ lists: [list] }),
    lists: fakeLists(list),
    leases: fakeLeases(),
    preparePeriod: fakeWorkflow(),
    audit: fakeAudit(),
    now,
  };
  return { ...needs, run: submitPeriod(needs) };
};

const submit = { periodId: inAugust, actor: person('planner') };

test('freezes the plan, reads it under every lease and puts it before an approver', async () => {
  const { run, periods, communes, approvals, leases, audit } = setting();
  const total = { count: 2, amount: 540_000 };
  expect(await run(submit)).toMatchObject({ done: 'submitted', total });
  expect(periods.all.get(inAugust)).toMatchObject({ status: 'submitted', isFrozen: false });
  expect(approvals.all.get(inAugust)).toMatchObject({ total, submittedBy: 'planner' });
  expect(leases.taken).toEqual([
    submissionScope(inAugust),
    planScope(inAugust, yenHan),
    planScope(inAugust, nextDoor),
  ]);
  const submitted = [...communes.all.values()].map((one) => one.submitted?.total);
  expect(submitted).toEqual([
    { count: 1, amount: 270_000 },
    { count: 1, amount: 270_000 },
  ]);
  expect(audit.acts).toMatchObject([{ act: 'submit-period', facts: total }]);
});

test('is frozen while it is being verified', async () => {
  const { periods, payouts, ...needs } = setting();
  const seen: unknown[] = [];
  const watched = {
    ...payouts,
    list: (async (...given) => {
      seen.push(periods.all.get(inAugust)?.isFrozen);
      return payouts.list(...given);
    }) as typeof payouts.list,
  };
  await submitPeriod({ ...needs, periods, payouts: watched })(submit);
  expect(seen).toEqual([true, true]);
});

test('submitted twice is refused the second time and stays as it was', async () => {
  const { run, approvals } = setting();
  await run(submit);
  const first = approvals.all.get(inAugust);
  expect(await run({ ...submit, actor: person('planner', 'another') })).toEqual({
    refused: 'not-prepared',
    status: 'submitted',
  });
  expect(approvals.all.get(inAugust)).toEqual(first);
});

test('two submits at once: one holds the lease, and the other comes back later', async () => {
  const { approvals, ...needs } = setting();
  const another = { ...submit, actor: person('planner', 'another') };
  const seen: unknown[] = [];
  const saving = {
    ...approvals,
    save: (async (...given) => {
      seen.push(await needs.run(another).catch((error: unknown) => error));
      return approvals.save(...given);
    }) as typeof approvals.save,
  };
  expect(await submitPeriod({ ...needs, approvals: saving })(submit)).toMatchObject({ done: 'submitted' });
  expect(seen).toMatchObject([{ name: 'LeaseHeld' }]);
  const { submissionId } = approvals.all.get(inAugust)!;
  expect(approvals.all.get(inAugust)).toMatchObject({ submittedBy: 'planner' });
  expect(needs.periods.all.get(inAugust)).toMatchObject({
    status: 'submitted',
    isFrozen: false,
    submissionId,
  });
  expect(await needs.run(another)).toEqual({ refused: 'not-prepared', status: 'submitted' });
  expect(needs.preparePeriod.inputs).toEqual([]);
  expect(needs.audit.acts).toHaveLength(1);
});

test('a submission under way elsewhere is waited for before anything is frozen', async () => {
  const needs = setting();
  const leases = fakeLeases(submissionScope(inAugust));
  await expect(submitPeriod({ ...needs, leases })(submit)).rejects.toMatchObject({ name: 'LeaseHeld' });
  expect(needs.periods.all.get(inAugust)).toEqual(aPeriod({ status: 'prepared' }));
  expect(needs.approvals.all.size).toBe(0);
});

test('gives the lease back, whether the plan was submitted or not', async () => {
  const { run, periods } = setting();
  await run(submit);
  periods.all.set(inAugust, aPeriod({ status: 'prepared' }));
  expect(await run(submit)).toMatchObject({ done: 'submitted' });
  expect(await run(submit)).toMatchObject({ refused: 'not-prepared' });
  expect(await run(submit)).toMatchObject({ refused: 'not-prepared' });
});

test('the period and its approval name the same submission, and each submission is another one', async () => {
  let minutes = 0;
  const { run, periods, approvals, audit } = setting(() => new Date(noon.getTime() + minutes * 60_000));
  const submitted = async () => {
    await run(submit);
    const { submissionId } = periods.all.get(inAugust)!;
    expect(approvals.all.get(inAugust)).toMatchObject({ submissionId });
    return { submissionId, hash: approvals.all.get(inAugust)?.hash };
  };
  const first = await submitted();
  periods.all.set(inAugust, { ...periods.all.get(inAugust)!, status: 'prepared' });
  minutes = 1;
  const second = await submitted();
  expect(first.submissionId).toMatch(/./);
  expect(second.hash).toBe(first.hash);
  expect(second.submissionId).not.toBe(first.submissionId);
  expect(audit.acts.map(({ actId }) => actId)).toEqual([first.submissionId, second.submissionId]);
});

test('goes on with a submission that died when it had frozen the plan', async () => {
  const { run, periods } = setting();
  periods.all.set(inAugust, aPeriod({ status: 'prepared', isFrozen: true }));
  expect(await run(submit)).toMatchObject({ done: 'submitted' });
  expect(periods.all.get(inAugust)).toMatchObject({ status: 'submitted', isFrozen: false });
});

test.each(['approver', 'teller', 'system-admin'] as const)('not-a-planner: %s', async (role) => {
  const { run, periods } = setting();
  expect(await run({ ...submit, actor: person(role) })).toEqual({ refused: 'not-a-planner' });
  expect(periods.all.get(inAugust)?.isFrozen).toBe(false);
});

type Setting = ReturnType<typeof setting>;
const listIs =
  (status: ListStatus) =>
  ({ lists }: Setting) => {
    lists.all.set(aList().listId, aList({ status }));
  };

test.each<[string, (given: Setting) => void, object]>([
  ['a list that is being read', listIs('reading'), { refused: 'list-unfinished' }],
  ['a list that is held', listIs('held'), { refused: 'list-unfinished' }],
  [
    'a register that has changed',
    ({ registers }) => registers.all.set(nextDoor, { commune: nextDoor, version: 2, size: 1 }),
    { refused: 'register-changed', communes: [nextDoor] },
  ],
  [
    'a plan that has changed',
    ({ payouts }) => payouts.savePlan({ put: [aPayout(3)], remove: [] }, () => undefined),
    { refused: 'plan-changed', communes: [yenHan] },
  ],
  [
    'a carried-over payout that is in no plan',
    ({ communes }) => {
      const standing = standingOf([carriedOver(aPayout(9, { periodId: inJuly }))]);
      communes.all.set(`${inJuly} ${yenHan}`, { commune: yenHan, standing });
    },
    { refused: 'carried-over-differs', communes: [yenHan] },
  ],
])('%s thaws the plan and has it made again', async (_name, change, refused) => {
  const given = setting();
  change(given);
  expect(await given.run(submit)).toEqual(refused);
  expect(given.periods.all.get(inAugust)).toMatchObject({ status: 'preparing', isFrozen: false });
  expect(given.preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
  expect(given.approvals.all.size).toBe(0);
  expect(given.audit.acts).toEqual([]);
});

test('what the last period carried over may be submitted with this one', async () => {
  const carried = aPayout(1, { lines: [aLine(), aLine(270_000, { carriedFrom: inJuly })], amount: 540_000 });
  const { run, communes, payouts } = setting();
  await payouts.savePlan({ put: [carried], remove: [] }, () => undefined);
  await communes.savePlan(inAugust, {
    commune: yenHan,
    planned: { registerVersion: 1, ...planned([carried]) },
  });
  const standing = standingOf([carriedOver(aPayout(1, { periodId: inJuly }))]);
  communes.all.set(`${inJuly} ${yenHan}`, { commune: yenHan, standing });
  expect(await run(submit)).toMatchObject({ done: 'submitted', total: { count: 2, amount: 810_000 } });
});

test('what another system owed may be submitted where no period was before, and nowhere else', async () => {
  const opened = aPayout(1, { lines: [aLine(), aLine(270_000, { carriedFrom: inJuly })], amount: 540_000 });
  const opening = async (given: Setting) => {
    await given.payouts.savePlan({ put: [opened], remove: [] }, () => undefined);
    await given.communes.savePlan(inAugust, {
      commune: yenHan,
      planned: { registerVersion: 1, ...planned([opened]) },
    });
    return given;
  };
  const first = await opening(setting());
  expect(await first.run(submit)).toMatchObject({ done: 'submitted', total: { count: 2, amount: 810_000 } });
  const later = await opening(setting());
  later.communes.all.set(`${inJuly} ${nextDoor}`, { commune: nextDoor, standing: standingOf([]) });
  expect(await later.run(submit)).toEqual({ refused: 'carried-over-differs', communes: [yenHan] });
});

test('a commune that is being written fails, and the plan stays frozen for the next try', async () => {
  const needs = setting();
  const leases = fakeLeases(planScope(inAugust, nextDoor));
  await expect(submitPeriod({ ...needs, leases })(submit)).rejects.toMatchObject({ name: 'LeaseHeld' });
  expect(needs.periods.all.get(inAugust)).toMatchObject({ status: 'prepared', isFrozen: true });
});

test('a period that nobody opened is not prepared', async () => {
  expect(await setting().run({ ...submit, periodId: inJuly })).toEqual({ refused: 'not-prepared' });
});
