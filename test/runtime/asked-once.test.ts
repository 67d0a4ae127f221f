import { expect, test } from 'vitest';
import { askedOnce } from '../../shared/runtime/asked-once.ts';

test('asks once for the same thing, however many wait for it, and again for another', async () => {
  const asked: string[] = [];
  const ask = askedOnce(async (place: { code: string }, day: number) => {
    asked.push(`${place.code} ${String(day)}`);
    return day * 2;
  });
  const answers = await Promise.all([ask({ code: 'a' }, 1), ask({ code: 'a' }, 1), ask({ code: 'a' }, 2)]);
  expect(answers).toEqual([2, 2, 4]);
  expect(asked).toEqual(['a 1', 'a 2']);
});

test('whoever waits for it learns of its failure', async () => {
  const ask = askedOnce(async () => {
    throw new Error('throttled');
  });
  const ends = await Promise.allSettled([ask(), ask()]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
