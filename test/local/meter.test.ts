import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { priceOf } from '../../infra/local/prices.ts';
import { countParts } from '../../infra/local/sms.ts';
import { Counts } from '../../infra/local/meter.ts';
import { table } from './support/assembly.ts';
import { openTestCloud } from './support/cloud.ts';

const TableName = 'Payouts';
const text = (kilobytes: number) => 'x'.repeat(kilobytes * 1024 - 100);

const openTable = async () => {
  const cloud = await openTestCloud({ resources: { Payouts: table() } });
  const options = {
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(options));
  const units = async (work: () => Promise<unknown>) => {
    const before = cloud.meter.snapshot();
    await work();
    const after = cloud.meter.snapshot();
    return { writes: after.writeUnits - before.writeUnits, reads: after.readUnits - before.readUnits };
  };
  return { client, units };
};
type Table = Awaited<ReturnType<typeof openTable>>;

describe('DynamoDB units are those of the bill', () => {
  const item = (sk: string, kilobytes = 0.2) => ({ pk: 'a', sk, text: text(Math.max(kilobytes, 0.2)) });
  test('writes: per kilobyte, and a failed condition costs one', async () => {
    const { client, units }: Table = await openTable();
    const put = (sk: string, kilobytes?: number) =>
      client.send(new PutCommand({ TableName, Item: item(sk, kilobytes) }));
    expect(await units(() => put('1'))).toEqual({ writes: 1, reads: 0 });
    expect(await units(() => put('2', 3))).toEqual({ writes: 3, reads: 0 });
    const update = (state: string) =>
      client.send(
        new UpdateCommand({
          TableName,
          Key: { pk: 'a', sk: '1' },
          UpdateExpression: 'SET #s = :new',
          ConditionExpression: 'attribute_not_exists(#s)',
          ExpressionAttributeNames: { '#s': 'state' },
          ExpressionAttributeValues: { ':new': state },
        }),
      );
    expect(await units(() => update('paid'))).toEqual({ writes: 1, reads: 0 });
    expect(await units(() => update('paid').catch(() => 'lost'))).toEqual({ writes: 1, reads: 0 });
    const batch = Array.from({ length: 25 }, (_, index) => ({
      PutRequest: { Item: item(`b${index}`, index === 0 ? 2 : 0.2) },
    }));
    expect(
      await units(() => client.send(new BatchWriteCommand({ RequestItems: { [TableName]: batch } }))),
    ).toEqual({ writes: 26, reads: 0 });
    expect(
      await units(() => client.send(new DeleteCommand({ TableName, Key: { pk: 'a', sk: '2' } }))),
    ).toEqual({ writes: 3, reads: 0 });
  });

  test('reads: half a unit per 4 KB, strongly one; a query counts its items together', async () => {
    const { client, units }: Table = await openTable();
    for (const sk of ['1', '2', '3', '4'])
      await client.send(new PutCommand({ TableName, Item: item(sk, 1) }));
    const get = (sk: string, ConsistentRead = false) =>
      client.send(new GetCommand({ TableName, Key: { pk: 'a', sk }, ConsistentRead }));
    expect(await units(() => get('1'))).toEqual({ writes: 0, reads: 0.5 });
    expect(await units(() => get('1', true))).toEqual({ writes: 0, reads: 1 });
    expect(await units(() => get('none'))).toEqual({ writes: 0, reads: 0.5 });
    const query = (pk: string, ConsistentRead = false) =>
      client.send(
        new QueryCommand({
          TableName,
          ConsistentRead,
          KeyConditionExpression: 'pk = :p',
          ExpressionAttributeValues: { ':p': pk },
        }),
      );
    expect(await units(() => query('a'))).toEqual({ writes: 0, reads: 0.5 });
    expect(await units(() => query('a', true))).toEqual({ writes: 0, reads: 1 });
    expect(await units(() => query('nobody'))).toEqual({ writes: 0, reads: 0.5 });
    const Keys = ['1', '2', '3'].map((sk) => ({ pk: 'a', sk }));
    expect(
      await units(() => client.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }))),
    ).toEqual({ writes: 0, reads: 1.5 });
  });
});

test('the bill of a million payouts as in the performance brief', () => {
  const counts = Counts.parse({
    writeUnits: 2_080_000,
    readUnits: 400_000,
    transitions: 5_000,
    invocations: 3_000,
    smsParts: 50_000,
  });
  const { costUsd, smsUsd } = priceOf(counts);
  expect(costUsd).toBeCloseTo(1.3 + 0.05 + 0.125 + 0.0006, 6);
  expect(smsUsd).toBeCloseTo(1_500, 6);
});

describe('the parts of an SMS', () => {
  test.each([
    ['one of 160', 'a'.repeat(160), 1],
    ['two from 161', 'a'.repeat(161), 2],
    ['two to 306', 'a'.repeat(306), 2],
    ['three from 307', 'a'.repeat(307), 3],
    ['a bracket takes two places', `${'a'.repeat(159)}[`, 2],
    ['70 with one Vietnamese letter', `${'a'.repeat(69)}ế`, 1],
    ['two from 71', `${'a'.repeat(70)}ế`, 2],
    ['67 each when joined', `${'a'.repeat(133)}ế`, 2],
    ['three from 135', `${'a'.repeat(134)}ế`, 3],
    ['an emoji takes two', `${'ế'.repeat(69)}😀`, 2],
  ])('%s', (_, message, parts) => {
    expect(countParts(message)).toBe(parts);
  });
});
