import { expect, test } from 'vitest';
import type { ListCommune } from '../../shared/domain/payout-list.ts';
import { openDiffs } from '../../shared/lists/staged-diffs.ts';
import { aCounts, aDiff, aListCommune, aRecipient, yenHan } from '../support/build.ts';
import { nextDoor } from '../support/facts.ts';

const files = {
  a: [aDiff({ added: [aRecipient(1)] }), aDiff({ commune: nextDoor, stopped: [aRecipient(2)] })],
  b: [aDiff({ stopped: [aRecipient(3)] })],
};
const diffs = () => {
  const read: string[] = [];
  const diffOf = openDiffs(async (key) => {
    read.push(key);
    return JSON.parse(JSON.stringify(Object.entries(files).find(([name]) => name === key)?.[1])) as unknown;
  });
  return { read, diffOf };
};
const part = (key: string | undefined, commune = yenHan): ListCommune => ({
  ...aListCommune({}, { commune }),
  diff: { hash: 'h', registerVersion: 1, counts: aCounts(), key },
});

test('differences of one group are read once, commune by commune', async () => {
  const { read, diffOf } = diffs();
  expect(await diffOf(part('a'))).toEqual(files.a[0]);
  expect(await diffOf(part('a', nextDoor))).toEqual(files.a[1]);
  expect(await diffOf(part('b'))).toEqual(files.b[0]);
  expect(await diffOf(part('a'))).toEqual(files.a[0]);
  expect(read).toEqual(['a', 'b', 'a']);
});

test('two who ask at once read it once', async () => {
  const { read, diffOf } = diffs();
  expect(await Promise.all([diffOf(part('a')), diffOf(part('a', nextDoor))])).toEqual(files.a);
  expect(read).toEqual(['a']);
});

test('a commune that does not change has no file', async () => {
  const { read, diffOf } = diffs();
  expect(await diffOf(part(undefined))).toEqual(aDiff());
  expect(read).toEqual([]);
});

test('a commune that was not compared, or that its file does not have, throws', async () => {
  const { diffOf } = diffs();
  await expect(diffOf({ commune: yenHan, rows: 3, rejected: 0 })).rejects.toThrow('not compared');
  await expect(diffOf(part('b', nextDoor))).rejects.toThrow('no difference of commune 01835 in b');
});
