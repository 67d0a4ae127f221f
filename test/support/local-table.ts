import { once } from 'node:events';
import { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { afterAll } from 'vitest';
import type { Key } from '../../shared/store/keys.ts';
import type { Item, Table } from '../../shared/store/table.ts';

type Request = Readonly<{ command: string; input: Record<string, unknown> }>;

/** A real engine with one empty table, and a wire that can be made to misbehave once. */
export type LocalTable = Table &
  Readonly<{
    /** Every request as it was sent, in order. */
    requests: Request[];
    /** The answer to the next command of that name is lost after it reached the table: the SDK tries again. */
    loseNextAnswer: (command: string) => void;
    /** Of the next batch only that many requests are processed, the rest is handed back. */
    processOnly: (count: number) => void;
    /** An item as nobody should have written it. */
    putRaw: (key: Key, item: Item) => Promise<void>;
  }>;

export const openLocalTable = async (): Promise<LocalTable> => {
  const server = dynalite({ path: '', createTableMs: 0, deleteTableMs: 0 });
  if (!(server instanceof Server)) throw new Error('dynalite is a server of HTTP');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const plain = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  afterAll(() => {
    plain.destroy();
    server.closeAllConnections();
    server.close();
  });
  await plain.send(
    new CreateTableCommand({
      TableName: 'facts',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  const faults = addFaults(plain);
  const client = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
  const putRaw = async (key: Key, item: Item) => {
    await client.send(
      new PutCommand({ TableName: 'facts', Item: { ...item, ...key }, ReturnConsumedCapacity: 'TOTAL' }),
    );
  };
  return { client, name: 'facts', putRaw, ...faults };
};

type RequestsByTable = Record<string, unknown[] | { Keys: unknown[] }>;

const addFaults = (
  client: DynamoDBClient,
): Pick<LocalTable, 'requests' | 'loseNextAnswer' | 'processOnly'> => {
  const requests: Request[] = [];
  const lost: string[] = [];
  const limits: number[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      requests.push({ command: String(context.commandName), input: { ...args.input } });
      const left = cutBatch(args.input, limits);
      const answer = await next(args);
      if (left) Object.assign(answer.output, left);
      return answer;
    },
    { step: 'initialize', name: 'cutBatches' },
  );
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      const at = lost.indexOf(String(context.commandName));
      if (at === -1) return answer;
      lost.splice(at, 1);
      throw Object.assign(new Error('the answer was lost'), { name: 'TimeoutError' });
    },
    { step: 'deserialize', name: 'loseAnswers' },
  );
  return {
    requests,
    loseNextAnswer: (command) => lost.push(command),
    processOnly: (count) => limits.push(count),
  };
};

/** Shortens a batch in place; what it leaves out is what the answer has to call unprocessed. */
const cutBatch = (input: object, limits: number[]): object | undefined => {
  if (!('RequestItems' in input) || limits.length === 0) return undefined;
  const count = limits.shift();
  const all = input.RequestItems as RequestsByTable;
  const kept: RequestsByTable = {};
  const left: RequestsByTable = {};
  let isGet = false;
  for (const [name, requests] of Object.entries(all)) {
    isGet = 'Keys' in requests;
    const part = (from: number, until?: number) =>
      'Keys' in requests
        ? { ...requests, Keys: requests.Keys.slice(from, until) }
        : requests.slice(from, until);
    kept[name] = part(0, count);
    left[name] = part(count ?? 0);
  }
  Object.assign(input, { RequestItems: kept });
  return isGet ? { UnprocessedKeys: left } : { UnprocessedItems: left };
};
