import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { isOpenQuestion } from '../../shared/domain/late.ts';
import type { Period } from '../../shared/domain/payment-period.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { atTheSameTime, type Choose, inTheMiddle } from '../support/interleaved.ts';
import { carryOut, nothingAnswered, someCommands } from '../support/month-commands.ts';
import { expectPromises } from '../support/month-promises.ts';
import {
  type ActName,
  actNames,
  type Stage,
  type StageName,
  stageNames,
  stageOf,
} from '../support/month-stages.ts';
import { machines, monthWorld } from '../support/month-world.ts';

const silently = () => {
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(logger, level).mockImplementation(() => undefined);
};
beforeEach(silently);
afterEach(() => {
  vi.restoreAllMocks();
});

const longestMs = 60_000;

const byMonth = (one: Period, other: Period): number => (one.periodId < other.periodId ? -1 : 1);

test(
  'whatever is done in three months, in any order and by anybody, promises 1–5, 7, 8 and 10 hold, and (11) there is a way out',
  async () => {
    await fc.assert(
      fc.asyncProperty(someCommands, async (commands) => {
        const world = monthWorld();
        const machine = machines(world);
        const answered = nothingAnswered();
        const run = carryOut(world, machine, answered);
        await machine.morning();
        for (const command of commands) {
          await run(command);
          expectPromises(world, answered);
        }
        for (const { periodId } of [...world.periods.all.values()].toSorted(byMonth))
          await machine.finish(periodId);
        await machine.deliver();
        for (const { periodId, recipientId, proofId } of await machine.decideLates())
          answered.paidTwice.add(`${periodId} ${recipientId} ${proofId}`);
        expectPromises(world, answered);
        expect(answered.broken).toEqual([]);
        expect([...world.contradictions.lates.values()].filter(isOpenQuestion)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  },
  longestMs,
);

describe('at the same time, in any order of their calls, promises 1–5, 8, 10 and 11 hold:', () => {
  const stages = new Map<StageName, Stage>();
  beforeAll(async () => {
    silently();
    for (const name of stageNames) stages.set(name, await stageOf(name));
  }, longestMs);

  const runBoth = async (name: StageName, [one, other]: readonly [ActName, ActName], choose: Choose) => {
    const stage = stages.get(name);
    if (!stage) throw new Error(`no stage ${name}`);
    const answers = stage.restore();
    await atTheSameTime(stage.acts[one], stage.acts[other], choose);
    const looked = { ...answers, isConcurrent: true };
    expectPromises(stage.world, looked);
    expect(await stage.end()).toEqual([]);
    expectPromises(stage.world, looked);
  };

  /** One whole in the middle of the other, or call by call. */
  const order = fc.oneof(
    fc.record({ first: fc.constantFrom(0 as const, 1 as const), before: fc.nat(30) }),
    fc.record({ calls: fc.infiniteStream(fc.constantFrom(0 as const, 1 as const)) }),
  );
  const chooseBy = (given: { first: 0 | 1; before: number } | { calls: Iterator<0 | 1> }): Choose => {
    if ('calls' in given) return () => (given.calls.next().value === 1 ? 1 : 0);
    const { choose } = inTheMiddle(given.before);
    return () => (choose() === 0 ? given.first : given.first === 0 ? 1 : 0);
  };

  const pairs = actNames.flatMap((one, at) => actNames.slice(at).map((other) => [one, other] as const));
  test.each(pairs)(
    '%s | %s',
    async (...pair) => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...stageNames), order, async (name, given) =>
          runBoth(name, pair, chooseBy(given)),
        ),
        { numRuns: 6 },
      );
    },
    longestMs,
  );

  const closest = [
    ['due', 'complete', 'queue and send reminders'],
    ['due', 'complete', 'record an attempt'],
    ['due', 'complete', 'close-payouts'],
    ['due', 'complete', 'a late result'],
    ['paid', 'undo', 'ask and confirm a reversal'],
    ['held', 'complete', 'reject a late result'],
    ['planned', 'confirm a late result', 're-plan and submit'],
  ] as const;
  test.each(closest)(
    'whoever is %s: %s before, after and between any two calls of %s',
    async (name, one, other) => {
      for (const first of [0, 1] as const) {
        for (let before = 0; ; before += 1) {
          const { choose, isReached } = inTheMiddle(before);
          await runBoth(name, [one, other], () => (choose() === 0 ? first : first === 0 ? 1 : 0));
          if (!isReached()) break;
        }
      }
    },
    longestMs,
  );
});
