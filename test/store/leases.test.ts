import { describe, expect, test } from 'vitest';
import { leaseKey } from '../../shared/store/keys.ts';
import { type Holder, LeaseEnding, LeaseHeld, leaseStore, planScope } from '../../shared/store/leases.ts';
import { payoutStore } from '../../shared/store/payouts.ts';
import { getItem } from '../../shared/store/table.ts';
import { aPayout, inAugust, yenHan } from '../support/build.ts';
import { openLocalTable } from '../support/local-table.ts';

const table = await openLocalTable();
const payouts = payoutStore(table);

const minute = 60_000;
const noonMs = Date.parse('2016-08-06T05:00:00Z');
const holder = (invocationId: string, given: Partial<Holder> = {}): Holder => ({
  invocationId,
  endsAtMs: noonMs + 15 * minute,
  realNowMs: () => noonMs,
  ...given,
});
const leases = (...given: Parameters<typeof holder>) => leaseStore(table, holder(...given));

const forever = new Promise<never>(() => undefined);
/** A holder that was killed at its work: nobody gives the lease back. */
const dies = async (invocationId: string, scope: string) => {
  await new Promise<void>((begun) => {
    void leases(invocationId).hold(scope, () => {
      begun();
      return forever;
    });
  });
};

describe('a lease', () => {
  test('is given back, with what the work answered', async () => {
    expect(await leases('a').hold('given-back', async () => 'done')).toBe('done');
    expect(await leases('b').hold('given-back', async () => 'done too')).toBe('done too');
    expect(await getItem(table, leaseKey('given-back'))).toBeUndefined();
  });

  test('is given back when the work fails, and the failure stays what it was', async () => {
    const failing = leases('a').hold('failing', () => Promise.reject(new Error('the work failed')));
    await expect(failing).rejects.toThrow('the work failed');
    expect(await leases('b').hold('failing', async () => 'free')).toBe('free');
  });

  test('of somebody else is a word that the state machine knows', async () => {
    await leases('a').hold('held', async () => {
      const second = leases('b').hold('held', async () => 'never');
      await expect(second).rejects.toThrow(LeaseHeld);
      await expect(second).rejects.toMatchObject({ name: 'LeaseHeld' });
    });
  });

  test('of another scope is another lease', async () => {
    const both = leases('a').hold('one', () => leases('b').hold('two', async () => 'both'));
    expect(await both).toBe('both');
  });

  test('raced for is held by one', async () => {
    let inside = 0;
    const work = async () => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((resume) => setTimeout(resume, 20));
      inside -= 1;
    };
    const racing = Array.from({ length: 5 }, (_, at) => leases(`racer-${at}`).hold('raced', work));
    const ended = await Promise.allSettled(racing);
    expect(ended.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    for (const one of ended) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(LeaseHeld);
  });

  test('of a dead holder is not taken before it could have written for the last time', async () => {
    await dies('dead', 'taken-over');
    const at = (ms: number) => leases('heir', { realNowMs: () => ms, endsAtMs: ms + 15 * minute });
    const end = noonMs + 15 * minute + minute;
    await expect(at(end).hold('taken-over', async () => 'early')).rejects.toThrow(LeaseHeld);
    expect(await at(end + 1).hold('taken-over', async () => 'taken over')).toBe('taken over');
  });

  test('is taken again by the invocation that holds it: its first answer was lost', async () => {
    table.loseNextAnswer('PutItemCommand');
    expect(await leases('a').hold('lost-answer', async () => 'held')).toBe('held');
  });

  test('whose giving back loses its answer is given back', async () => {
    table.loseNextAnswer('DeleteItemCommand');
    expect(await leases('a').hold('lost-return', async () => 'done')).toBe('done');
    expect(await leases('b').hold('lost-return', async () => 'free')).toBe('free');
  });

  test('that was taken over is left to its new holder', async () => {
    const late = leases('late', { endsAtMs: noonMs - 2 * minute });
    const outcome = await late.hold('over', async () => {
      await dies('heir', 'over');
      return 'done';
    });
    expect(outcome).toBe('done');
    expect(await getItem(table, leaseKey('over'))).toMatchObject({ holder: 'heir' });
  });
});

describe('near its end', () => {
  test('nothing more is written', async () => {
    let nowMs = noonMs;
    const ending = leases('a', { endsAtMs: noonMs + minute, realNowMs: () => nowMs });
    const plan = Array.from({ length: 60 }, (_, at) => aPayout(at));
    let batches = 0;
    const writing = ending.hold(planScope(inAugust, yenHan), (assertHeld) =>
      payouts.savePlan({ put: plan, remove: [] }, () => {
        assertHeld();
        batches += 1;
        nowMs += 20_000;
      }),
    );
    await expect(writing).rejects.toThrow(LeaseEnding);
    expect(batches).toBe(2);
    expect(await payouts.list(inAugust, yenHan, 'to-decide')).toHaveLength(50);
  });

  test('the lease is given back, and the next run writes what is missing', async () => {
    const plan = Array.from({ length: 60 }, (_, at) => aPayout(at));
    await leases('b').hold(planScope(inAugust, yenHan), (assertHeld) =>
      payouts.savePlan({ put: plan, remove: [] }, assertHeld),
    );
    expect(await payouts.list(inAugust, yenHan, 'to-decide')).toEqual(plan);
  });
});

test('every request asks what it cost', () => {
  expect(table.requests.filter(({ input }) => input['ReturnConsumedCapacity'] !== 'TOTAL')).toEqual([]);
});
