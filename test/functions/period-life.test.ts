import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { assignPayouts } from '../../functions/assign-payouts/handler.ts';
import { cancelPeriod } from '../../functions/cancel-period/handler.ts';
import { openDuePeriods } from '../../functions/open-due-periods/handler.ts';
import { openPeriod } from '../../functions/open-period/handler.ts';
import { recallPeriod } from '../../functions/recall-period/handler.ts';
import { followingPeriod, type PeriodId } from '../../shared/domain/payment-period.ts';
import { standingOf } from '../../shared/domain/standing.ts';
import { logger } from '../../shared/runtime/logger.ts';
import {
  aPayout,
  aPeriod,
  aPoint,
  aRecipient,
  carriedOver,
  inAugust,
  inJuly,
  yenHan,
} from '../support/build.ts';
import { here, person, settings } from '../support/facts.ts';
import {
  aCommuneOf,
  fakeAudit,
  fakeContradictions,
  fakeDirectory,
  fakeLeases,
  fakePayouts,
  fakePeriodCommunes,
  fakePeriods,
  fakeRegisters,
  fakeSettings,
  fakeWorkflow,
} from '../support/function-fakes.ts';

const inSeptember = followingPeriod(inAugust);
/** Not collected in July. */
const owed = carriedOver(aPayout(1, { periodId: inJuly }));

beforeEach(() => {
  vi.spyOn(logger, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** A province whose July is closed; each step is done twice, as after a lost answer. */
const province = () => {
  const clock = { now: new Date('2016-07-20T01:00:00.000Z') };
  const needs = {
    periods: fakePeriods(aPeriod({ periodId: inJuly, status: 'closed' })),
    communes: fakePeriodCommunes({ periodId: inJuly, commune: yenHan, standing: standingOf([owed]) }),
    payouts: fakePayouts(owed),
    contradictions: fakeContradictions(),
    directory: fakeDirectory({
      programmes: [here],
      communes: [aCommuneOf(yenHan)],
      points: [aPoint()],
      periods: [inJuly],
    }),
    registers: fakeRegisters([{ commune: yenHan, version: 1, size: 2 }], [aRecipient(1), aRecipient(2)]),
    settings: fakeSettings(settings),
    leases: fakeLeases(),
    preparePeriod: fakeWorkflow(),
    runPeriod: fakeWorkflow(),
    audit: fakeAudit(),
    now: () => clock.now,
  };
  const twice = async <Answer>(step: () => Promise<Answer>): Promise<Answer> => {
    await step();
    return step();
  };
  /** As the state machine does it. */
  const prepare = async (periodId: PeriodId) => {
    for (let round = 0; round < 3; round += 1) {
      const answer = await twice(() => openPeriod(needs)({ periodId }));
      if (answer.next !== 'assign') return answer;
      await twice(() => assignPayouts(needs)({ periodId, communes: [yenHan] }));
    }
    throw new Error('communes are left over');
  };
  const morning = async (at: string) => {
    clock.now = new Date(at);
    needs.preparePeriod.runs.clear();
    needs.preparePeriod.inputs.length = 0;
    await twice(openDuePeriods(needs));
    for (const input of needs.preparePeriod.inputs) await prepare((input as { periodId: PeriodId }).periodId);
    return needs.preparePeriod.inputs;
  };
  const statuses = () => [...needs.periods.all].map(([periodId, { status }]) => [periodId, status]);
  const planOf = (periodId: PeriodId) =>
    [...needs.payouts.all.values()].filter((payout) => payout.periodId === periodId);
  return { ...needs, morning, prepare, statuses, planOf };
};

const approver = person('approver');

test('a month that nobody approves in time is planned anew for days that are not over', async () => {
  const { morning, statuses, planOf, periods } = province();
  await morning('2016-07-20T01:00:00.000Z');
  expect(statuses()).toEqual([
    [inJuly, 'closed'],
    [inAugust, 'prepared'],
  ]);
  expect(planOf(inAugust).map(({ place }) => place.day)).toEqual(['2016-08-03', '2016-08-03']);

  for (const [at, notBefore] of [
    ['2016-07-31T23:00:00.000Z', '2016-08-03'],
    ['2016-08-02T23:00:00.000Z', '2016-08-05'],
    ['2016-08-10T23:00:00.000Z', '2016-08-15'],
    ['2016-08-18T23:00:00.000Z', '2016-08-23'],
  ] as const) {
    expect(await morning(at)).toEqual([{ periodId: inAugust }]);
    expect(periods.all.get(inAugust)).toMatchObject({ status: 'prepared', notBefore });
    expect(planOf(inAugust)).toHaveLength(2);
    for (const { place } of planOf(inAugust)) expect(place.day >= notBefore).toBe(true);
    expect(planOf(inAugust)[0]?.amount).toBe(540_000);
  }
});

test('what was carried over into a month that is cancelled is due in the next one, once', async () => {
  const { morning, statuses, planOf, periods, ...needs } = province();
  await morning('2016-07-20T01:00:00.000Z');
  const asked = { periodId: inAugust, reason: 'merged', actor: approver } as const;
  await cancelPeriod({ ...needs, periods })(asked);
  expect(await morning('2016-08-19T23:00:00.000Z')).toEqual([{ periodId: inSeptember }]);
  expect(statuses()).toEqual([
    [inJuly, 'closed'],
    [inAugust, 'cancelled'],
    [inSeptember, 'prepared'],
  ]);
  expect(periods.all.get(inSeptember)?.before).toBe(inJuly);
  const lines = planOf(inSeptember).flatMap((payout) => payout.lines);
  expect(lines.filter(({ carriedFrom }) => carriedFrom !== undefined)).toEqual([
    { ...owed.lines[0], carriedFrom: inJuly },
  ]);
});

test('a cancelled month comes back while it is the last, and then the next one waits for it', async () => {
  const { morning, statuses, prepare, planOf, ...needs } = province();
  await morning('2016-07-20T01:00:00.000Z');
  const asked = { periodId: inAugust, actor: approver } as const;
  await cancelPeriod(needs)({ ...asked, reason: 'other' });
  expect(await recallPeriod(needs)({ ...asked, reason: 'other' })).toEqual({ done: 'recalled' });
  expect(await prepare(inSeptember)).toEqual({ next: 'done', waits: 'for-another-period' });
  expect(await prepare(inAugust)).toEqual({ next: 'done' });
  expect(statuses()).toEqual([
    [inJuly, 'closed'],
    [inAugust, 'prepared'],
  ]);
  expect(planOf(inAugust)[0]?.amount).toBe(540_000);

  await cancelPeriod(needs)({ ...asked, reason: 'merged' });
  await morning('2016-08-19T23:00:00.000Z');
  expect(await recallPeriod(needs)({ ...asked, reason: 'other' })).toEqual({
    refused: 'later-period-exists',
  });
  expect(statuses()).toContainEqual([inAugust, 'cancelled']);
});

test('the next month opened and a cancelled one brought back at once: one of them happens', async () => {
  for (const isOpeningFirst of [true, false]) {
    const { morning, prepare, periods, ...needs } = province();
    await morning('2016-07-20T01:00:00.000Z');
    const asked = { periodId: inAugust, actor: approver, reason: 'other' } as const;
    await cancelPeriod({ ...needs, periods })(asked);
    const opening = () => prepare(inSeptember);
    const recalling = () => recallPeriod({ ...needs, periods })(asked);
    const rivals = isOpeningFirst ? [opening, recalling] : [recalling, opening];
    const answers = await Promise.allSettled<unknown>(rivals.map((rival) => rival()));
    const failed = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(failed).toMatchObject([{ name: 'LeaseHeld' }]);
    for (const rival of rivals) await rival();
    const isBack = periods.all.get(inAugust)?.status !== 'cancelled';
    expect(periods.all.has(inSeptember)).toBe(!isBack);
  }
});
