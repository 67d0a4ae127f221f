import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { submitPeriod } from '../../functions/submit-period/handler.ts';
import { reportComparison } from '../../functions/submit-period/report-comparison.ts';
import type { CommuneCode } from '../../shared/domain/geography.ts';
import { followingPeriod, previousPeriod } from '../../shared/domain/payment-period.ts';
import type { AssignedPayout, Payout } from '../../shared/domain/payout.ts';
import type { ListStatus } from '../../shared/domain/payout-list.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import { planned } from '../../shared/domain/plan.ts';
import { comparePlans } from '../../shared/domain/plan-comparison.ts';
import { planRulesHash } from '../../shared/domain/plan-rules.ts';
import { standingOf } from '../../shared/domain/standing.ts';
import { comparisonKeyOf, comparisonWorkbookKeyOf } from '../../shared/lists/files.ts';
import { planScope, submissionScope } from '../../shared/store/leases.ts';
import {
  aCommune,
  aDay,
  aLate,
  aLine,
  anId,
  aPayout,
  aPeriod,
  aPoint,
  aRecipient,
  carriedOver,
  inAugust,
  inJuly,
  noon,
  paid,
  yenHan,
} from '../support/build.ts';
import { aList, here, nextDoor, person, settings } from '../support/facts.ts';
import {
  aCommuneOf,
  fakeApprovals,
  fakeAudit,
  fakeContradictions,
  fakeDirectory,
  fakeFiles,
  fakeLeases,
  fakeLists,
  fakePayouts,
  fakePeriodCommunes,
  fakePeriods,
  fakeRegisters,
  fakeSettings,
  fakeWorkflow,
} from '../support/function-fakes.ts';

const prepared = aPeriod({ status: 'prepared', before: inJuly });
const july = aPeriod({ periodId: inJuly, status: 'closed' });
const points = [aPoint(), aPoint('01835-1')];
const plan = [aPayout(1), aPayout(2, { commune: nextDoor })];

/** What is written down of a plan that was made from the first register. */
const recordOf = (
  commune: CommuneCode,
  payouts: readonly Payout[],
  before: readonly Payout[] = [],
  period = prepared,
) => {
  const ownPoints = points.filter((point) => point.commune === commune);
  return {
    periodId: period.periodId,
    commune,
    planned: {
      registerVersion: 1,
      rulesHash: planRulesHash({ ...period, points: ownPoints }),
      ...planned(payouts),
      comparison: comparePlans({
        plan: payouts,
        before,
        register: [],
        points: ownPoints,
        standard: undefined,
      }),
    },
  };
};
const lastSubmission = {
  periodId: inJuly,
  submissionId: 'JULY',
  hash: 'JULYHASH',
  total: { count: 2, amount: 520_000 },
  submittedBy: 'planner',
  submittedAt: noon.toISOString(),
};
const planOf = (commune: CommuneCode) =>
  recordOf(
    commune,
    plan.filter((payout) => payout.commune === commune),
  );

const setting = (now = () => noon) => {
  const list = aList({ status: 'applied' });
  const needs = {
    periods: fakePeriods(prepared, july),
    communes: fakePeriodCommunes(planOf(yenHan), planOf(nextDoor)),
    approvals: fakeApprovals(lastSubmission),
    payouts: fakePayouts(...plan),
    contradictions: fakeContradictions(),
    registers: fakeRegisters(
      [
        { commune: yenHan, version: 1, size: 1 },
        { commune: nextDoor, version: 1, size: 1 },
      ],
      [
        aRecipient(1, { name: 'Hoàng Thị Xuân' }),
        aRecipient(2, { commune: nextDoor }),
        aRecipient(3),
        aRecipient(4),
      ],
    ),
    directory: fakeDirectory({
      lists: [list],
      communes: [aCommuneOf(yenHan), aCommuneOf(nextDoor)],
      points: [...points],
    }),
    lists: fakeLists(list),
    files: fakeFiles(),
    settings: fakeSettings(settings),
    leases: fakeLeases(),
    preparePeriod: fakeWorkflow(),
    audit: fakeAudit(),
    now,
  };
  return {
    ...needs,
    run: submitPeriod(needs),
    /** A commune's plan as it stands, with what is written down of it. */
    plans: async (payouts: AssignedPayout[], before: Payout[] = []) => {
      for (const one of before) needs.payouts.all.set(`${inJuly} ${one.recipientId}`, one);
      await needs.payouts.savePlan({ put: payouts, remove: [] }, () => undefined);
      await needs.communes.savePlan(inAugust, recordOf(yenHan, payouts, before));
      needs.communes.all.set(`${inJuly} ${yenHan}`, { commune: yenHan, standing: standingOf(before) });
    },
  };
};

const submit = { periodId: inAugust, actor: person('planner') };
const numberOf = (number: number, commune = yenHan) => payoutNumber({ commune, recipientId: anId(number) });

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
  expect(new Set(seen)).toEqual(new Set([true]));
});

test('that died as soon as it was submitted has the act on record', async () => {
  const { periods, ...needs } = setting();
  const move: typeof periods.move = async (...given) => {
    const moved = await periods.move(...given);
    if (given[2].status === 'submitted') throw new Error('the function died');
    return moved;
  };
  await expect(submitPeriod({ ...needs, periods: { ...periods, move } })(submit)).rejects.toThrow('died');
  expect(periods.all.get(inAugust)?.status).toBe('submitted');
  expect(needs.audit.acts).toMatchObject([{ act: 'submit-period' }]);
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
  expect(needs.periods.all.get(inAugust)).toEqual(prepared);
  expect(needs.approvals.all.has(inAugust)).toBe(false);
});

test('gives the lease back, whether the plan was submitted or not', async () => {
  const { run, periods } = setting();
  await run(submit);
  periods.all.set(inAugust, prepared);
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
  periods.all.set(inAugust, { ...prepared, isFrozen: true });
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

const faraway = aCommune('01900');
const owedInJuly = (number: number) => carriedOver(aPayout(number, { periodId: inJuly }));
/** What is due now, and what July owed. */
const withJuly = (number: number) =>
  aPayout(number, { lines: [aLine(270_000, { carriedFrom: inJuly }), aLine()], amount: 540_000 });

test.each<[string, (given: Setting) => unknown, object]>([
  ['a list that is being read', listIs('reading'), { refused: 'list-unfinished' }],
  ['a list that is held', listIs('held'), { refused: 'list-unfinished' }],
  [
    'a register that has changed',
    ({ registers }) => registers.all.set(nextDoor, { commune: nextDoor, version: 2, size: 1 }),
    { refused: 'register-changed', communes: [nextDoor] },
  ],
  [
    'a point that has other days by now',
    ({ directory }) => directory.savePoint(here, aPoint('01835-1', { days: [4] })),
    { refused: 'points-changed', communes: [nextDoor] },
  ],
  [
    'a period that has other days by now',
    ({ periods }) => periods.all.set(inAugust, { ...prepared, notBefore: aDay('2016-08-05') }),
    { refused: 'points-changed', communes: [yenHan, nextDoor] },
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
  [
    'a commune that carried over and has no plan',
    ({ communes }) => {
      const standing = standingOf([carriedOver(aPayout(9, { periodId: inJuly }))]);
      communes.all.set(`${inJuly} ${faraway}`, { commune: faraway, standing });
    },
    { refused: 'carried-over-differs', communes: [faraway] },
  ],
  [
    'a payout that was paid late after the plan was made',
    async ({ plans, contradictions }) => {
      await plans([withJuly(1)], [owedInJuly(1)]);
      await contradictions.keepLate(aLate(1, { decision: 'confirmed' }));
    },
    { refused: 'carried-over-differs', communes: [yenHan] },
  ],
  [
    'a payout that waits for a question which was answered meanwhile',
    async ({ plans, contradictions }) => {
      await plans([{ ...withJuly(1), held: { periodId: inJuly, proofId: 'L' } }], [owedInJuly(1)]);
      await contradictions.keepLate(aLate(1, { decision: 'rejected' }));
    },
    { refused: 'plan-changed', communes: [yenHan] },
  ],
  [
    'a payout that waits for no question though one is open, as where it came while the month was cancelled',
    async ({ plans, contradictions }) => {
      await plans([withJuly(1)], [owedInJuly(1)]);
      await contradictions.keepLate(aLate(1));
    },
    { refused: 'plan-changed', communes: [yenHan] },
  ],
  [
    'a question of an earlier month about lines that were carried over twice',
    async ({ plans, contradictions }) => {
      const inJune = previousPeriod(inJuly);
      const lines = [aLine(270_000, { carriedFrom: inJune }), aLine()];
      const payout = aPayout(1, { lines, amount: 540_000 });
      await plans([payout], [carriedOver(aPayout(1, { ...payout, periodId: inJuly }))]);
      await contradictions.keepLate(aLate(1, { periodId: inJune }));
    },
    { refused: 'plan-changed', communes: [yenHan] },
  ],
])('%s thaws the plan and has it made again', async (_name, change, refused) => {
  const given = setting();
  await change(given);
  expect(await given.run(submit)).toEqual(refused);
  expect(given.periods.all.get(inAugust)).toMatchObject({ status: 'preparing', isFrozen: false });
  expect(given.preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
  expect(given.approvals.all.has(inAugust)).toBe(false);
  expect(given.audit.acts).toEqual([]);
  expect(given.files.all.size).toBe(0);
});

test('a plan that is not what was written down of it is taken off the record, so that it is made again', async () => {
  const given = setting();
  await given.payouts.savePlan({ put: [aPayout(3)], remove: [] }, () => undefined);
  const standing = standingOf([owedInJuly(9)]);
  given.communes.all.set(`${inJuly} ${nextDoor}`, { commune: nextDoor, standing });
  await given.run(submit);
  expect(given.communes.all.get(`${inAugust} ${yenHan}`)).toEqual({ commune: yenHan });
  // Its own plan is made again when it has been seen; one trouble is told at a time.
  expect(given.communes.all.get(`${inAugust} ${nextDoor}`)?.planned).toBeDefined();
});

describe('what the last period carried over may be submitted with this one', () => {
  test('all of it', async () => {
    const { run, plans } = setting();
    await plans([withJuly(1)], [owedInJuly(1)]);
    expect(await run(submit)).toMatchObject({ done: 'submitted', total: { count: 2, amount: 810_000 } });
  });

  test('without what turned out to have been paid late', async () => {
    const { run, plans, contradictions } = setting();
    await plans([aPayout(1), withJuly(3)], [owedInJuly(1), owedInJuly(3)]);
    await contradictions.keepLate(aLate(1, { decision: 'confirmed' }));
    expect(await run(submit)).toMatchObject({ done: 'submitted', total: { count: 3, amount: 1_080_000 } });
  });

  test('without what an earlier period turned out to have paid late', async () => {
    const inJune = previousPeriod(inJuly);
    const { run, plans, contradictions } = setting();
    const lines = [aLine(270_000, { carriedFrom: inJune }), aLine()];
    const held = { periodId: inJune, proofId: 'L' };
    const owed = carriedOver(aPayout(1, { periodId: inJuly, lines, amount: 540_000, held }));
    await plans([withJuly(1)], [owed]);
    await contradictions.keepLate(aLate(1, { periodId: inJune, decision: 'confirmed' }));
    expect(await run(submit)).toMatchObject({ done: 'submitted', total: { count: 2, amount: 810_000 } });
  });

  test('while it waits for a question', async () => {
    const { run, plans, contradictions } = setting();
    await plans([{ ...withJuly(1), held: { periodId: inJuly, proofId: 'L' } }], [owedInJuly(1)]);
    await contradictions.keepLate(aLate(1));
    expect(await run(submit)).toMatchObject({ done: 'submitted', total: { count: 2, amount: 810_000 } });
  });

  test('counted from the last closed period, over a month that was cancelled', async () => {
    const september = aPeriod({ ...prepared, periodId: followingPeriod(inAugust) });
    const { run, periods, communes, payouts } = setting();
    periods.all.set(inAugust, aPeriod({ status: 'cancelled' }));
    periods.all.set(september.periodId, september);
    const payout = { ...withJuly(1), periodId: september.periodId };
    await payouts.savePlan({ put: [payout], remove: [] }, () => undefined);
    await communes.savePlan(september.periodId, recordOf(yenHan, [payout], [], september));
    communes.all.set(`${inJuly} ${yenHan}`, { commune: yenHan, standing: standingOf([owedInJuly(1)]) });
    expect(await run({ ...submit, periodId: september.periodId })).toMatchObject({ done: 'submitted' });
  });
});

test('what another system owed may be submitted where no period was before, and nowhere else', async () => {
  const first = setting();
  first.periods.all.delete(inJuly);
  await first.plans([withJuly(1)]);
  expect(await first.run(submit)).toMatchObject({ done: 'submitted', total: { count: 2, amount: 810_000 } });

  const afterCancelled = setting();
  afterCancelled.periods.all.set(inJuly, { ...july, status: 'cancelled' });
  await afterCancelled.plans([withJuly(1)]);
  expect(await afterCancelled.run(submit)).toMatchObject({ done: 'submitted' });

  const later = setting();
  await later.plans([withJuly(1)]);
  expect(await later.run(submit)).toEqual({ refused: 'carried-over-differs', communes: [yenHan] });
});

test('a period without any payout may be submitted', async () => {
  const { run, communes, payouts, files } = setting();
  communes.all.clear();
  payouts.all.clear();
  expect(await run(submit)).toMatchObject({ done: 'submitted', total: { count: 0, amount: 0 } });
  expect(files.json(comparisonKeyOf(inAugust))).toMatchObject({ communes: [] });
});

describe('the comparison with the month before', () => {
  const lastMonth = [
    paid(aPayout(1, { periodId: inJuly, lines: [aLine(250_000)], amount: 250_000 })),
    paid(aPayout(9, { periodId: inJuly })),
  ];

  test('is written before an approver sees the submission, in figures that name nobody', async () => {
    const { run, plans, files, approvals } = setting();
    await plans([aPayout(1)], lastMonth);
    const { save } = approvals;
    const seen: number[] = [];
    approvals.save = async (...given) => {
      seen.push(files.all.size);
      return save(...given);
    };
    const submitted = await run(submit);
    expect(seen).toEqual([2]);
    const comparison = {
      new: { count: 1, amount: 270_000 },
      stopped: { count: 1, amount: 270_000 },
      changedAmount: { count: 1, before: 250_000, after: 270_000 },
    };
    expect(submitted).toMatchObject({ comparison });
    expect(files.json(comparisonKeyOf(inAugust))).toMatchObject({
      periodId: inAugust,
      before: inJuly,
      hash: approvals.all.get(inAugust)?.hash,
      submittedBy: 'planner',
      submittedAt: noon.toISOString(),
      total: { count: 2, amount: 540_000 },
      totalBefore: { count: 2, amount: 520_000 },
      comparison,
      // Those with the most money moved come first.
      communes: [
        { commune: yenHan, name: 'Xã 01834', comparison: { stopped: { count: 1, amount: 270_000 } } },
        { commune: nextDoor, comparison: { new: { count: 1, amount: 270_000 } } },
      ],
    });
    expect(files.text(comparisonKeyOf(inAugust))).not.toMatch(/Hoàng|Xuân|Nà Làng|00000000/);
  });

  test('names whom it is about to the approver', async () => {
    const { run, plans, files } = setting();
    await plans([aPayout(1)], lastMonth);
    await run(submit);
    const { sheets } = await readXlsx(await files.read(comparisonWorkbookKeyOf(inAugust)));
    expect(sheets[2]?.rows.slice(1)).toEqual([
      [numberOf(1), 'Hoàng Thị Xuân', 'Nà Làng', 'Đổi mức / Changed amount', 250_000, 270_000, 20_000],
      // Moved or erased since: the register has nothing to tell.
      [numberOf(9), null, null, 'Thôi hưởng / Stopped', 270_000, 0, -270_000],
      [numberOf(2, nextDoor), 'Hoàng Thị 2', 'Nà Làng', 'Mới / New', 0, 270_000, 270_000],
    ]);
  });

  test('reads nobody of communes in which nothing changed', async () => {
    const { payouts, registers, ...needs } = setting();
    const same = [aPayout(1)];
    await needs.plans(same, [paid(aPayout(1, { periodId: inJuly }))]);
    const read: string[] = [];
    const watched = {
      ...registers,
      listSome: (async (programme, commune, ids) => {
        read.push(commune);
        return registers.listSome(programme, commune, ids);
      }) as typeof registers.listSome,
    };
    await submitPeriod({ ...needs, payouts, registers: watched })(submit);
    expect(read).toEqual([nextDoor]);
  });

  test('names nobody in the very first period, in which everybody is new', async () => {
    const { run, periods, files } = setting();
    periods.all.delete(inJuly);
    await run(submit);
    const { sheets } = await readXlsx(await files.read(comparisonWorkbookKeyOf(inAugust)));
    expect(sheets).toHaveLength(2);
  });

  test('names only so many people, and says how many more there are', async () => {
    const given = setting();
    await given.plans([1, 3, 4, 5].map((number) => aPayout(number)));
    const plans = await given.communes.list(inAugust);
    const who = { submittedBy: 'planner', submittedAt: noon.toISOString() };
    const verified = { hash: 'H', total: { count: 5, amount: 1_350_000 }, plans, before: inJuly };
    await reportComparison(given, { period: prepared, ...who }, verified, 3);
    const { sheets } = await readXlsx(await given.files.read(comparisonWorkbookKeyOf(inAugust)));
    const rows = sheets[2]?.rows.slice(1) ?? [];
    expect(rows.slice(0, -1).map(([number]) => number)).toEqual([1, 3, 4].map((number) => numberOf(number)));
    expect(rows.at(-1)?.slice(0, 4)).toEqual([null, 'Còn lại, không liệt kê / Not listed', null, 2]);
  });
});

test('a commune that is being written fails, and the plan stays frozen for the next try', async () => {
  const needs = setting();
  const leases = fakeLeases(planScope(inAugust, nextDoor));
  await expect(submitPeriod({ ...needs, leases })(submit)).rejects.toMatchObject({ name: 'LeaseHeld' });
  expect(needs.periods.all.get(inAugust)).toMatchObject({ status: 'prepared', isFrozen: true });
});

test('a period that nobody opened is not prepared', async () => {
  expect(await setting().run({ ...submit, periodId: followingPeriod(inAugust) })).toEqual({
    refused: 'not-prepared',
  });
});
