import { describe, expect, test } from 'vitest';
import { recallPeriod } from '../../functions/recall-period/handler.ts';
import { followingPeriod, type Period } from '../../shared/domain/payment-period.ts';
import type { Role } from '../../shared/domain/person.ts';
import { openingScope } from '../../shared/store/leases.ts';
import { aPeriod, inAugust, inJuly, noon } from '../support/build.ts';
import { here, person } from '../support/facts.ts';
import {
  fakeAudit,
  fakeDirectory,
  fakeLeases,
  fakePeriods,
  fakeWorkflow,
} from '../support/function-fakes.ts';

const setting = (given: Partial<Period> = {}) => {
  const needs = {
    periods: fakePeriods(aPeriod({ status: 'submitted', submissionId: 'FIRST', ...given })),
    directory: fakeDirectory({ periods: [inJuly, inAugust] }),
    leases: fakeLeases(),
    preparePeriod: fakeWorkflow(),
    audit: fakeAudit(),
    now: () => noon,
  };
  const run = (role: Role = 'planner') =>
    recallPeriod(needs)({ periodId: inAugust, reason: 'list-wrong', actor: person(role) });
  return { ...needs, run, status: () => needs.periods.all.get(inAugust)?.status };
};

describe('a submitted plan', () => {
  test.each(['planner', 'list-officer'] as const)('is recalled by a %s and made anew', async (role) => {
    const { run, status, preparePeriod, audit } = setting();
    expect(await run(role)).toEqual({ done: 'recalled' });
    expect(status()).toBe('preparing');
    expect(preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
    expect(audit.acts).toMatchObject([
      { act: 'recall-period', actor: { role }, facts: { reason: 'list-wrong' } },
    ]);
  });

  test('is rejected by an approver', async () => {
    const { run, status, preparePeriod, audit } = setting();
    expect(await run('approver')).toEqual({ done: 'rejected' });
    expect(status()).toBe('preparing');
    expect(preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
    expect(audit.acts).toMatchObject([{ act: 'reject-period', facts: { reason: 'list-wrong' } }]);
  });

  test('is recalled once by two calls', async () => {
    const { run, preparePeriod, audit } = setting();
    await run();
    expect(await run()).toEqual({ refused: 'not-submitted' });
    expect(preparePeriod.inputs).toHaveLength(1);
    expect(audit.acts).toHaveLength(1);
  });

  test('that is approved or submitted again meanwhile stays so', async () => {
    for (const meanwhile of [{ status: 'open' }, { submissionId: 'SECOND' }] as const) {
      const { periods, ...needs } = setting();
      const stands = { ...aPeriod({ status: 'submitted' }), ...meanwhile };
      const find: typeof periods.find = async (periodId) => {
        const read = periods.all.get(periodId);
        periods.all.set(inAugust, stands);
        return read;
      };
      const recall = recallPeriod({ ...needs, periods: { ...periods, find } });
      const actor = person('planner');
      expect(await recall({ periodId: inAugust, reason: 'other', actor })).toEqual({
        refused: 'not-submitted',
      });
      expect(periods.all.get(inAugust)).toEqual(stands);
      expect(needs.preparePeriod.inputs).toEqual([]);
    }
  });

  test('whose recall died as soon as it was taken back has the act on record', async () => {
    const { periods, ...needs } = setting();
    const move: typeof periods.move = async (...given) => {
      await periods.move(...given);
      throw new Error('the function died');
    };
    const recall = recallPeriod({ ...needs, periods: { ...periods, move } });
    const given = { periodId: inAugust, reason: 'other', actor: person('planner') } as const;
    await expect(recall(given)).rejects.toThrow('died');
    expect(periods.all.get(inAugust)?.status).toBe('preparing');
    expect(needs.audit.acts).toMatchObject([{ act: 'recall-period', facts: { reason: 'other' } }]);
  });

  test.each(['teller', 'accountant', 'auditor', 'system-admin', 'system'] as const)(
    'is not for a %s',
    async (role) => {
      const { run, status } = setting();
      expect(await run(role)).toEqual({ refused: 'not-a-planner' });
      expect(status()).toBe('submitted');
    },
  );
});

test.each(['preparing', 'prepared', 'open', 'closing', 'closed'] as const)(
  'a period that is %s is left as it is',
  async (status) => {
    const world = setting({ status });
    expect(await world.run()).toEqual({ refused: 'not-submitted' });
    expect(world.status()).toBe(status);
    expect(world.preparePeriod.inputs).toEqual([]);
  },
);

test('a period that nobody opened is not recalled', async () => {
  const { run, periods } = setting();
  periods.all.clear();
  expect(await run()).toEqual({ refused: 'not-submitted' });
});

describe('a cancelled month', () => {
  test.each(['planner', 'approver'] as const)('comes back by a %s while it is the last one', async (role) => {
    const { run, status, preparePeriod, audit, leases } = setting({ status: 'cancelled' });
    expect(await run(role)).toEqual({ done: 'recalled' });
    expect(status()).toBe('preparing');
    expect(preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
    expect(audit.acts).toMatchObject([{ act: 'recall-period' }]);
    expect(leases.taken).toEqual([openingScope(here)]);
    expect(await run(role)).toEqual({ refused: 'not-submitted' });
  });

  test('does not come back once a later one exists, of which it would be a second heir', async () => {
    const { run, status, directory, preparePeriod, audit } = setting({ status: 'cancelled' });
    await directory.savePeriod(followingPeriod(followingPeriod(inAugust)));
    expect(await run()).toEqual({ refused: 'later-period-exists' });
    expect(status()).toBe('cancelled');
    expect([...preparePeriod.inputs, ...audit.acts]).toEqual([]);
  });

  test('does not come back beside one that was opened just now and is not listed yet', async () => {
    const { run, status, periods } = setting({ status: 'cancelled' });
    const next = followingPeriod(inAugust);
    periods.all.set(next, aPeriod({ periodId: next, status: 'preparing' }));
    expect(await run()).toEqual({ refused: 'later-period-exists' });
    expect(status()).toBe('cancelled');
  });

  test('waits while another month of the province is being opened', async () => {
    const needs = { ...setting({ status: 'cancelled' }), leases: fakeLeases(openingScope(here)) };
    const recall = recallPeriod(needs)({ periodId: inAugust, reason: 'other', actor: person('planner') });
    await expect(recall).rejects.toMatchObject({ name: 'LeaseHeld' });
    expect(needs.status()).toBe('cancelled');
  });
});
