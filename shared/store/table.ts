import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';

export type Item = Readonly<Record<string, unknown>>;
export type Table = Readonly<{ client: DynamoDBDocumentClient; name: string }>;

export const openTable = (name: string): Table => ({ client: documentClient(), name });

let opened: DynamoDBDocumentClient | undefined;
const documentClient = (): DynamoDBDocumentClient =>
  (opened ??= DynamoDBDocumentClient.from(silentClient(), {
    marshallOptions: { removeUndefinedValues: true },
  }));

/** Nobody listens to the SDK's log; what it would say of every item is otherwise put together all the same. */
const silentClient = (): DynamoDBClient => {
  const client = new DynamoDBClient();
  client.middlewareStack.remove('loggerMiddleware');
  return client;
};

/** What every request asks for, so that its cost can be counted wherever it runs. */
export const counted = { ReturnConsumedCapacity: 'TOTAL' as const };

/** One item read strongly, or undefined. */
export const getItem = async ({ client, name }: Table, key: Key): Promise<Item | undefined> => {
  const { Item: item } = await client.send(
    new GetCommand({ TableName: name, Key: key, ConsistentRead: true, ...counted }),
  );
  return item;
};

/** A whole partition, its items whose sort key begins with the prefix, or those from one sort key to another. */
export type Range = Readonly<{ pk: string } & ({ skPrefix?: string } | { skFrom: string; skUntil: string })>;

/** Every item of the range in order of sort key, pages inside. */
export const queryItems = async (
  { client, name }: Table,
  range: Range,
  isConsistent: boolean,
): Promise<Item[]> => {
  const items: Item[] = [];
  const pages = paginateQuery(
    { client },
    { TableName: name, ...conditionOf(range), ConsistentRead: isConsistent, ...counted },
  );
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
};

const conditionOf = (range: Range) => {
  if ('skFrom' in range)
    return {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :until',
      ExpressionAttributeValues: { ':pk': range.pk, ':from': range.skFrom, ':until': range.skUntil },
    };
  if (range.skPrefix === undefined)
    return { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': range.pk } };
  return {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': range.pk, ':prefix': range.skPrefix },
  };
};

/** A batch may hold this many; more is an error of DynamoDB. */
const getBatchMax = 100;
const writeBatchMax = 25;
/** Unprocessed keys are asked for again this often, with doubled pauses from 50 ms: some 25 s in all. */
const roundsMax = 10;

/** Batches of one call under way at a time: while one is on its way the next is being encoded. */
const batchesAtOnceMax = 4;

/** The items that exist among the keys, in no order; strongly, unless half the price will do. */
export const getItems = async (table: Table, keys: readonly Key[], isConsistent = true): Promise<Item[]> => {
  const items: Item[] = [];
  await eachBatch(slices<Item>(keys, getBatchMax), async (left) => {
    const { Responses = {}, UnprocessedKeys = {} } = await table.client.send(
      new BatchGetCommand({
        RequestItems: { [table.name]: { Keys: left, ConsistentRead: isConsistent } },
        ...counted,
      }),
    );
    items.push(...(Responses[table.name] ?? []));
    return UnprocessedKeys[table.name]?.Keys ?? [];
  });
  return items;
};

type WriteRequest = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/**
 * Writes without conditions: only for a bulk writer that holds the lease of what it writes. `assertHeld` is
 * called before every batch and throws when the lease is near its end.
 */
export const writeItems = async (
  table: Table,
  { put = [], remove = [] }: { put?: readonly Item[]; remove?: readonly Key[] },
  assertHeld: () => void,
): Promise<void> => {
  const requests: WriteRequest[] = [
    ...put.map((item) => ({ PutRequest: { Item: item } })),
    ...remove.map((key) => ({ DeleteRequest: { Key: key } })),
  ];
  await eachBatch(slices(requests, writeBatchMax), async (left) => {
    assertHeld();
    const { UnprocessedItems = {} } = await table.client.send(
      new BatchWriteCommand({ RequestItems: { [table.name]: left }, ...counted }),
    );
    return UnprocessedItems[table.name] ?? [];
  });
};

type Send<Request> = (left: Request[]) => Promise<Request[]>;

/** Sends all batches, some at a time. After one that fails no other is begun; those under way are waited for. */
const eachBatch = async <Request>(batches: Request[][], send: Send<Request>): Promise<void> => {
  const waiting = [...batches].reverse();
  const work = async (): Promise<void> => {
    for (let batch = waiting.pop(); batch; batch = waiting.pop()) {
      let isSent = false;
      try {
        await untilProcessed(batch, send);
        isSent = true;
      } finally {
        if (!isSent) waiting.length = 0;
      }
    }
  };
  const workers = Array.from({ length: Math.min(batchesAtOnceMax, batches.length) }, work);
  const ended = await Promise.allSettled(workers);
  const failed = ended.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
};

const untilProcessed = async <Request>(batch: Request[], send: Send<Request>): Promise<void> => {
  let left = batch;
  for (let round = 0; left.length > 0; round += 1) {
    if (round === roundsMax) throw new Error(`${left.length} requests of a batch were not processed`);
    if (round > 0) await new Promise((resume) => setTimeout(resume, 50 * 2 ** (round - 1)));
    left = await send(left);
  }
};

const slices = <Element>(all: readonly Element[], size: number): Element[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
