import { describe, expect, test } from 'vitest';
import { getItems, queryItems, writeItems } from '../../shared/store/table.ts';
import { openLocalTable } from '../support/local-table.ts';

const table = await openLocalTable();
const held = () => undefined;

const numbered = (pk: string, count: number, more: object = {}) =>
  Array.from({ length: count }, (_, at) => ({ pk, sk: String(at).padStart(5, '0'), at, ...more }));
const keysOf = (items: readonly { pk: string; sk: string }[]) => items.map(({ pk, sk }) => ({ pk, sk }));
const commandsSince = (before: number) => table.requests.slice(before).map(({ command }) => command);

describe('batches', () => {
  test('larger than DynamoDB takes are cut, and everything arrives once', async () => {
    const items = numbered('many', 130);
    const before = table.requests.length;
    await writeItems(table, { put: items }, held);
    expect(commandsSince(before)).toHaveLength(6);
    expect(await queryItems(table, { pk: 'many' }, true)).toEqual(items);
    const found = await getItems(table, keysOf(items));
    expect(found.toSorted((a, b) => Number(a['at']) - Number(b['at']))).toEqual(items);
  });

  test('leave out what does not exist', async () => {
    await writeItems(table, { put: numbered('few', 2) }, held);
    expect(await getItems(table, keysOf(numbered('few', 5)))).toHaveLength(2);
    expect(await getItems(table, [])).toEqual([]);
  });

  test('put and remove at once', async () => {
    const items = numbered('turn', 30);
    await writeItems(table, { put: items.slice(0, 20) }, held);
    await writeItems(table, { put: items.slice(20), remove: keysOf(items.slice(0, 20)) }, held);
    expect(await queryItems(table, { pk: 'turn' }, true)).toEqual(items.slice(20));
  });

  test('of which some writes are not processed lose nothing', async () => {
    const items = numbered('slow', 60);
    table.processOnly(10);
    table.processOnly(1);
    const before = table.requests.length;
    await writeItems(table, { put: items }, held);
    expect(await queryItems(table, { pk: 'slow' }, true)).toEqual(items);
    expect(commandsSince(before).filter((command) => command === 'BatchWriteItemCommand')).toHaveLength(5);
  });

  test('of which some reads are not processed find everything once', async () => {
    const items = numbered('slow', 60);
    table.processOnly(7);
    table.processOnly(7);
    const found = await getItems(table, keysOf(items));
    expect(found.toSorted((a, b) => Number(a['at']) - Number(b['at']))).toEqual(items);
  });

  test('whose answer is lost are written once more, with the same content', async () => {
    const items = numbered('lost', 3);
    table.loseNextAnswer('BatchWriteItemCommand');
    await writeItems(table, { put: items }, held);
    expect(await queryItems(table, { pk: 'lost' }, true)).toEqual(items);
  });

  test('stop before the next one when the lease ends', async () => {
    let left = 2;
    const ending = () => {
      if (left === 0) throw new Error('the lease ends');
      left -= 1;
    };
    await expect(writeItems(table, { put: numbered('stopped', 100) }, ending)).rejects.toThrow(
      'the lease ends',
    );
    expect(await queryItems(table, { pk: 'stopped' }, true)).toHaveLength(50);
  });
});

describe('a query', () => {
  test('of more than one megabyte reads every page', async () => {
    const items = numbered('large', 40, { text: 'x'.repeat(60_000) });
    await writeItems(table, { put: items.slice(0, 13) }, held);
    await writeItems(table, { put: items.slice(13, 26) }, held);
    await writeItems(table, { put: items.slice(26) }, held);
    const found = await queryItems(table, { pk: 'large' }, true);
    expect(found.map(({ at }) => at)).toEqual(items.map(({ at }) => at));
  });

  test('takes a prefix or a range of sort keys', async () => {
    const put = ['A#1', 'A#2', 'B#1', 'B#2', 'C#1'].map((sk) => ({ pk: 'ranges', sk }));
    await writeItems(table, { put }, held);
    expect(await queryItems(table, { pk: 'ranges', skPrefix: 'B#' }, false)).toEqual(put.slice(2, 4));
    expect(await queryItems(table, { pk: 'ranges', skFrom: 'A#2', skUntil: 'B#1' }, false)).toEqual(
      put.slice(1, 3),
    );
  });
});

test('every request asks what it cost', () => {
  const named = new Set(table.requests.map(({ command }) => command));
  expect(named).toEqual(new Set(['BatchWriteItemCommand', 'BatchGetItemCommand', 'QueryCommand']));
  const silent = table.requests.filter(({ input }) => input['ReturnConsumedCapacity'] !== 'TOTAL');
  expect(silent).toEqual([]);
});
