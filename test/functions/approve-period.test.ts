import type { Context } from 'aws-lambda';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { approvePeriod, handler } from '../../functions/approve-period/handler.ts';
import { aPeriod, inAugust } from '../support/build.ts';
import { person, settings } from '../support/facts.ts';
import {
  fakeApprovals,
  fakeAudit,
  fakePeriods,
  fakeSettings,
  fakeWorkflow,
} from '../support/function-fakes.ts';

/** The morning after the submission, with all payout days to come. */
const inTime = new Date('2016-07-25T01:00:00.000Z');
const at = '2016-07-24T02:00:00.000Z';

const submission = {
  periodId: inAugust,
  submissionId: 'FIRST',
  hash: 'HASH',
  total: { count: 2, amount: 540_000 },
  submittedBy: 'planner',
  submittedAt: at,
};
const said = {
  periodId: inAugust,
  hash: 'HASH',
  received: 540_000,
  voucher: 'UNC-1',
  actor: person('approver'),
};

const approval = {
  submissionId: 'FIRST',
  hash: 'HASH',
  approvedBy: 'approver',
  approvedAt: at,
  received: 540_000,
  voucher: 'UNC-1',
};

const setting = (given: Parameters<typeof aPeriod>[0] = {}, now = inTime) => {
  const needs = {
    periods: fakePeriods(aPeriod({ status: 'submitted', submissionId: 'FIRST', ...given })),
    approvals: fakeApprovals(submission),
    settings: fakeSettings(settings),
    runPeriod: fakeWorkflow(),
    audit: fakeAudit(),
    now: () => now,
  };
  return { ...needs, run: approvePeriod(needs) };
};

test('opens the period and starts its run', async () => {
  const { run, periods, approvals, runPeriod, audit } = setting();
  expect(await run(said)).toEqual({ done: 'approved', total: submission.total });
  expect(periods.all.get(inAugust)?.status).toBe('open');
  expect(approvals.all.get(inAugust)).toMatchObject({
    approvedBy: 'approver',
    received: 540_000,
    voucher: 'UNC-1',
  });
  expect([...runPeriod.runs]).toEqual([`${inAugust}-20160725T010000`]);
  expect(audit.acts).toMatchObject([{ act: 'approve-period', actId: 'HASH', actor: { id: 'approver' } }]);
});

describe('at the door', () => {
  const context = {
    awsRequestId: 'i',
    functionName: 'approve-period',
    getRemainingTimeInMillis: () => 30_000,
  };
  afterEach(() => vi.unstubAllEnvs());

  test.each(['Hoàng Thị Xuân', 'UNC', 'UNC-1 cho bà Xuân', ''])(
    'a voucher is a number and names nobody: %s',
    async (voucher) => {
      for (const name of ['PAYOUTS_TABLE', 'AUDIT_TABLE', 'RUN_PERIOD_ARN', 'AWS_REGION'])
        vi.stubEnv(name, 'x');
      const asked = handler({ ...said, voucher }, context as Context);
      await expect(asked).rejects.toThrow(/^voucher: \w+$/);
    },
  );
});

test('run twice approves once and says the same', async () => {
  const { run, approvals, runPeriod } = setting();
  const first = await run(said);
  expect(await run(said)).toEqual(first);
  expect(approvals.all.get(inAugust)).toMatchObject({ received: 540_000 });
  expect(runPeriod.inputs).toHaveLength(1);
});

describe('approved-otherwise', () => {
  const otherwise = [{ received: 600_000 }, { voucher: 'UNC-2' }];

  test.each(otherwise)('what the same approver says anew does not stand: %o', async (given) => {
    const { run, approvals, audit, runPeriod } = setting();
    await run(said);
    const before = structuredClone([approvals.all.get(inAugust), audit.acts, runPeriod.inputs]);
    expect(await run({ ...said, ...given })).toEqual({ refused: 'approved-otherwise' });
    expect([approvals.all.get(inAugust), audit.acts, runPeriod.inputs]).toEqual(before);
  });

  test.each(otherwise)('nor where the first run died before the period was open: %o', async (given) => {
    const { run, approvals, periods, audit } = setting();
    await approvals.approve(inAugust, approval);
    expect(await run({ ...said, ...given })).toEqual({ refused: 'approved-otherwise' });
    expect(periods.all.get(inAugust)?.status).toBe('submitted');
    expect(audit.acts).toEqual([]);
  });

  test('nor while the first is being written; the same said twice at once is approved twice', async () => {
    for (const [given, answer] of [
      [{ voucher: 'UNC-2' }, { refused: 'approved-otherwise' }],
      [{}, { done: 'approved', total: submission.total }],
    ] as const) {
      const needs = setting();
      const { find } = needs.approvals;
      const slow = {
        ...needs.approvals,
        find: (async (periodId) => {
          const found = await find(periodId);
          await needs.approvals.approve(periodId, approval);
          return found;
        }) as typeof find,
      };
      expect(await approvePeriod({ ...needs, approvals: slow })({ ...said, ...given })).toEqual(answer);
      expect(needs.approvals.all.get(inAugust)).toMatchObject({ voucher: 'UNC-1' });
    }
  });
});

test('is on record once, as it was given, however often it is said', async () => {
  const first = setting();
  await first.run(said);
  const later = new Date(inTime.getTime() + 60_000);
  await approvePeriod({ ...first, now: () => later })(said);
  expect(new Set(first.audit.acts.map(({ at: when }) => when.toISOString()))).toEqual(
    new Set([inTime.toISOString()]),
  );
});

test('goes on with an approval that died before the period was open', async () => {
  const { run, periods, approvals, runPeriod } = setting();
  expect(await approvals.approve(inAugust, approval)).toBe('approved');
  expect(await run(said)).toMatchObject({ done: 'approved' });
  expect(periods.all.get(inAugust)?.status).toBe('open');
  expect(runPeriod.inputs).toHaveLength(1);
});

test.each([
  ['not-an-approver', { actor: person('planner') }],
  ['other-plan', { hash: 'OTHER' }],
  ['own-submission', { actor: person('approver', 'planner') }],
  ['money-short', { received: 539_999 }],
])('%s', async (refused, given) => {
  const { run, periods, approvals, runPeriod, audit } = setting();
  expect(await run({ ...said, ...given })).toMatchObject({ refused });
  expect(periods.all.get(inAugust)?.status).toBe('submitted');
  expect(approvals.all.get(inAugust)).not.toHaveProperty('approvedBy');
  expect(runPeriod.runs.size).toBe(0);
  expect(audit.acts).toEqual([]);
});

test('says how much money is missing', async () => {
  const { run } = setting();
  expect(await run({ ...said, received: 500_000 })).toEqual({ refused: 'money-short', missing: 40_000 });
});

describe('days-over', () => {
  const lastMoment = new Date('2016-07-31T16:59:59.000Z');
  const firstDay = new Date('2016-07-31T17:00:00.000Z');

  test('from the first payout day on, by the wall clock of the programme', async () => {
    expect(await setting({}, lastMoment).run(said)).toMatchObject({ done: 'approved' });
    const { run, periods, approvals, runPeriod, audit } = setting({}, firstDay);
    expect(await run(said)).toEqual({ refused: 'days-over', next: 'days-are-planned-anew' });
    expect(periods.all.get(inAugust)?.status).toBe('submitted');
    expect(approvals.all.get(inAugust)).not.toHaveProperty('approvedBy');
    expect(runPeriod.runs.size).toBe(0);
    expect(audit.acts).toEqual([]);
  });

  test('also for an approval that died before the period was open', async () => {
    const { run, approvals, periods } = setting({}, firstDay);
    expect(await approvals.approve(inAugust, approval)).toBe('approved');
    expect(await run(said)).toMatchObject({ refused: 'days-over' });
    expect(periods.all.get(inAugust)?.status).toBe('submitted');
  });

  test('not for one that is repeated while the period is open: its run is started if none runs', async () => {
    const { run, approvals, runPeriod } = setting({ status: 'open' }, firstDay);
    expect(await approvals.approve(inAugust, approval)).toBe('approved');
    expect(await run(said)).toMatchObject({ done: 'approved' });
    expect(runPeriod.inputs).toHaveLength(1);
  });
});

test.each(['preparing', 'prepared', 'open', 'closed', 'cancelled'] as const)(
  'not-submitted: %s',
  async (status) => {
    expect(await setting({ status }).run(said)).toEqual({ refused: 'not-submitted', status });
  },
);

test('a second approver comes too late', async () => {
  const { run } = setting();
  await run(said);
  const second = await run({ ...said, actor: person('approver', 'another') });
  expect(second).toEqual({ refused: 'not-submitted', status: 'open' });
});

test('another approver who is faster wins', async () => {
  const { run, approvals } = setting();
  expect(await approvals.approve(inAugust, { ...approval, approvedBy: 'another' })).toBe('approved');
  expect(await run(said)).toEqual({ refused: 'other-plan' });
});

test('a recall that is faster wins', async () => {
  const { periods, ...needs } = setting();
  const recalled = {
    ...periods,
    move: (async () => {
      periods.all.set(inAugust, aPeriod({ status: 'preparing' }));
      return 'superseded';
    }) as typeof periods.move,
  };
  expect(await approvePeriod({ ...needs, periods: recalled })(said)).toEqual({ refused: 'recalled' });
  expect(needs.runPeriod.runs.size).toBe(0);
});

describe('an approval of what was recalled and submitted again, with the same hash', () => {
  const second = { ...submission, submissionId: 'SECOND', submittedBy: 'list-officer' };
  const submittedAgain = ({ periods, approvals }: ReturnType<typeof setting>) => {
    periods.all.set(inAugust, aPeriod({ status: 'submitted', submissionId: 'SECOND' }));
    approvals.all.set(inAugust, second);
  };
  const stands = ({ periods, approvals, runPeriod, audit }: ReturnType<typeof setting>) => {
    expect(periods.all.get(inAugust)).toMatchObject({ status: 'submitted', submissionId: 'SECOND' });
    expect(approvals.all.get(inAugust)).toEqual(second);
    expect(runPeriod.runs.size).toBe(0);
    expect(audit.acts).toEqual([]);
  };

  test('comes too late after it was read', async () => {
    const world = setting();
    const { approvals } = world;
    const read = {
      ...approvals,
      find: (async (periodId) => {
        const found = await approvals.find(periodId);
        submittedAgain(world);
        return found;
      }) as typeof approvals.find,
    };
    expect(await approvePeriod({ ...world, approvals: read })(said)).toEqual({ refused: 'other-plan' });
    stands(world);
  });

  test('does not open the period after it was written', async () => {
    const world = setting();
    const { approvals } = world;
    const written = {
      ...approvals,
      approve: (async (periodId, given) => {
        const answer = await approvals.approve(periodId, given);
        submittedAgain(world);
        return answer;
      }) as typeof approvals.approve,
    };
    expect(await approvePeriod({ ...world, approvals: written })(said)).toEqual({ refused: 'recalled' });
    stands(world);
  });

  test('can be given anew', async () => {
    const world = setting();
    submittedAgain(world);
    expect(await world.run(said)).toMatchObject({ done: 'approved' });
    expect(world.approvals.all.get(inAugust)).toMatchObject({
      submissionId: 'SECOND',
      approvedBy: 'approver',
    });
    expect(world.periods.all.get(inAugust)?.status).toBe('open');
  });
});
