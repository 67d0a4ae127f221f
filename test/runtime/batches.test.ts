import { describe, expect, test } from 'vitest';
import { eachCommune } from '../../shared/runtime/each-commune.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import { LeaseEnding, LeaseHeld } from '../../shared/store/leases.ts';
import { yenHan } from '../support/build.ts';
import { nextDoor } from '../support/facts.ts';

describe('eachCommune', () => {
  const failingWith = (...errors: (Error | undefined)[]) => {
    const worked: string[] = [];
    const run = eachCommune([yenHan, nextDoor], async (commune) => {
      const error = errors[worked.push(commune) - 1];
      if (error) throw error;
    });
    return { run, worked };
  };

  test('works through a group in order', async () => {
    const { run, worked } = failingWith();
    await run;
    expect(worked).toEqual([yenHan, nextDoor]);
  });

  test('one that fails does not stop the others, and fails the group at the end', async () => {
    const { run, worked } = failingWith(new Error('throttled'));
    await expect(run).rejects.toMatchObject({ name: 'CommunesFailed', message: 'Error in a group of 2' });
    expect(worked).toEqual([yenHan, nextDoor]);
  });

  test.each([
    ['LeaseHeld', [new LeaseHeld('a'), new Error('b')]],
    ['CommunesFailed', [new LeaseEnding('a'), new LeaseHeld('b')]],
    ['CommunesFailed', [new Error('a'), new LeaseHeld('b')]],
  ])('fails as %s after %j', async (name, errors) => {
    await expect(failingWith(...errors).run).rejects.toMatchObject({ name });
  });

  test('repeats no text of what went wrong', async () => {
    const { run } = failingWith(new Error('Hoàng Thị Xuân has no +84912345678'));
    await expect(run).rejects.not.toThrow(/Hoàng|912345678/);
  });
});

describe('inBatches', () => {
  test('does all, in order, and never more at once than allowed', async () => {
    let running = 0;
    let most = 0;
    const all = Array.from({ length: 23 }, (_, at) => at);
    const results = await inBatches(all, 5, async (at) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resume) => setTimeout(resume, at % 3));
      running -= 1;
      return at * 2;
    });
    expect(results).toEqual(all.map((at) => at * 2));
    expect(most).toBe(5);
  });

  test('of nothing does nothing', async () => {
    expect(await inBatches([], 5, async () => 1)).toEqual([]);
  });

  test('stops at the batch that failed', async () => {
    const done: number[] = [];
    const failing = inBatches([0, 1, 2, 3], 2, async (at) => {
      if (at === 1) throw new Error('failed');
      done.push(at);
    });
    await expect(failing).rejects.toThrow('failed');
    expect(done).toEqual([0]);
  });
});
