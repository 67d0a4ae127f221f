import { expect, test } from 'vitest';
import { cancelPeriod } from '../../functions/cancel-period/handler.ts';
import type { Period } from '../../shared/domain/payment-period.ts';
import type { Role } from '../../shared/domain/person.ts';
import { aPeriod, inAugust, noon } from '../support/build.ts';
import { person } from '../support/facts.ts';
import { fakeAudit, fakePeriods } from '../support/function-fakes.ts';

const setting = (given: Partial<Period> = {}) => {
  const needs = { periods: fakePeriods(aPeriod(given)), audit: fakeAudit(), now: () => noon };
  const run = (role: Role = 'approver') =>
    cancelPeriod(needs)({ periodId: inAugust, reason: 'merged', actor: person(role) });
  return { ...needs, run, stands: () => needs.periods.all.get(inAugust) };
};

test.each<Partial<Period>>([
  { status: 'preparing' },
  { status: 'prepared' },
  { status: 'submitted', submissionId: 'FIRST' },
])('a month that is $status is called off, with the reason on record', async (given) => {
  const { run, stands, audit } = setting(given);
  expect(await run()).toEqual({ done: 'cancelled' });
  expect(stands()).toEqual(aPeriod({ ...given, status: 'cancelled' }));
  expect(audit.acts).toMatchObject([
    { subject: `PERIOD#${inAugust}`, act: 'cancel-period', facts: { reason: 'merged' } },
  ]);
});

test('run twice it stays cancelled, and says the same', async () => {
  const { run, stands } = setting({ status: 'prepared' });
  const first = await run();
  const once = stands();
  expect(await run()).toEqual(first);
  expect(stands()).toEqual(once);
});

test.each(['open', 'closing', 'closed'] as const)('approved-already: %s', async (status) => {
  const { run, stands, audit } = setting({ status });
  expect(await run()).toEqual({ refused: 'approved-already', status });
  expect(stands()).toEqual(aPeriod({ status }));
  expect(audit.acts).toEqual([]);
});

test('being-submitted: a plan that is frozen', async () => {
  const frozen = { status: 'prepared', isFrozen: true } as const;
  const { run, stands, audit } = setting(frozen);
  expect(await run()).toEqual({ refused: 'being-submitted' });
  expect(stands()).toEqual(aPeriod(frozen));
  expect(audit.acts).toEqual([]);
});

test('no-such-period', async () => {
  const { run, periods } = setting();
  periods.all.clear();
  expect(await run()).toEqual({ refused: 'no-such-period' });
});

test.each<[string, Partial<Period>, Partial<Period>]>([
  ['approved', { status: 'submitted', submissionId: 'FIRST' }, { status: 'open' }],
  ['submitted again', { status: 'submitted', submissionId: 'FIRST' }, { submissionId: 'SECOND' }],
  ['frozen', { status: 'prepared' }, { isFrozen: true }],
])('moved-on: one that is %s meanwhile', async (_, given, meanwhile) => {
  const { periods, ...needs } = setting(given);
  const stands = { ...aPeriod(given), ...meanwhile };
  const find: typeof periods.find = async (periodId) => {
    const read = periods.all.get(periodId);
    periods.all.set(inAugust, stands);
    return read;
  };
  const cancel = cancelPeriod({ ...needs, periods: { ...periods, find } });
  const asked = { periodId: inAugust, reason: 'other', actor: person('approver') } as const;
  expect(await cancel(asked)).toEqual({ refused: 'moved-on' });
  expect(periods.all.get(inAugust)).toEqual(stands);
  expect(needs.audit.acts).toEqual([]);
});

test.each(['planner', 'list-officer', 'teller', 'accountant', 'auditor', 'system-admin', 'system'] as const)(
  'not-an-approver: %s',
  async (role) => {
    const { run, stands } = setting({ status: 'prepared' });
    expect(await run(role)).toEqual({ refused: 'not-an-approver' });
    expect(stands()?.status).toBe('prepared');
  },
);
