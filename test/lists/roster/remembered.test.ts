import { expect, test } from 'vitest';
import { remembered } from '../../../shared/lists/roster/remembered.ts';

test('reads every text once, and goes on when there are very many', () => {
  const read: string[] = [];
  const lengthOf = remembered((text) => {
    read.push(text);
    return text.length;
  });
  expect([lengthOf('a'), lengthOf(''), lengthOf('a'), lengthOf('')]).toEqual([1, 0, 1, 0]);
  expect(read).toEqual(['a', '']);
  const many = Array.from({ length: 50_000 }, (_, number) => String(number));
  expect(many.filter((text) => lengthOf(text) !== text.length)).toEqual([]);
});
