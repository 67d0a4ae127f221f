import { setTimeout } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { Journal } from '../journal.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Meter } from '../meter.ts';
import type { NamedResource } from '../template/resources.ts';
import { openLeases } from './leases.ts';
import { openWorker, type TableAnswer } from './worker-client.ts';

export interface Tables {
  /** One call of DynamoDB's API, as its client sent it. */
  readonly call: (target: string, body: string) => Promise<{ status: number; body: string; crc: number }>;
  readonly close: () => Promise<void>;
}

const API = 'DynamoDB_20120810';
const CREATING_MAX_MS = 2_000;
// What a table is, once encryption, recovery and other things that change no answer are left out.
const SHAPE = ['AttributeDefinitions', 'KeySchema'];
const REFUSED = [
  'GlobalSecondaryIndexes',
  'LocalSecondaryIndexes',
  'StreamSpecification',
  'TimeToLiveSpecification',
];

const tableDefinition = ({ logicalId, name, properties }: NamedResource): JsonObject => {
  const refused = REFUSED.find((property) => property in properties);
  if (refused !== undefined) {
    throw new Error(`The local cloud does not know ${refused} of the table ${logicalId}.`);
  }
  const shape = Object.fromEntries(SHAPE.map((property) => [property, properties[property] ?? []]));
  return { TableName: name, BillingMode: 'PAY_PER_REQUEST', ...shape };
};

type Request = (action: string, body: Json) => Promise<TableAnswer>;

/** Creates a table unless it is there, and waits until it takes items. */
const createTable = async (request: Request, resource: NamedResource): Promise<void> => {
  await request('CreateTable', tableDefinition(resource));
  const deadline = performance.now() + CREATING_MAX_MS;
  const isActive = async () =>
    (await request('DescribeTable', { TableName: resource.name })).body.includes('"ACTIVE"');
  while (!(await isActive())) {
    if (performance.now() > deadline) {
      throw new Error(
        `The table ${resource.name} was left half made by a killed start: use another data folder.`,
      );
    }
    await setTimeout(1);
  }
};

interface TablesOptions {
  readonly path: string;
  readonly resources: readonly NamedResource[];
  readonly journal: Journal;
  readonly meter: Meter;
}

/** DynamoDB: dynalite on disk, in a worker thread. */
export const openTables = async ({ path, resources, journal, meter }: TablesOptions): Promise<Tables> => {
  const worker = openWorker(path);
  const leases = openLeases(journal);
  const request: Request = async (action, body) => {
    const answer = await worker.ask(`${API}.${action}`, JSON.stringify(body));
    const isThere = answer.body.includes('ResourceInUseException');
    if (answer.status !== 200 && !isThere) throw new Error(`${action}: ${answer.body}`);
    return answer;
  };
  try {
    await Promise.all(resources.map((resource) => createTable(request, resource)));
    for (const lease of leases.left()) await request('DeleteItem', lease);
    leases.forget();
  } catch (error) {
    await worker.close();
    throw error;
  }
  return {
    call: async (target, body) => {
      leases.watch(target, body);
      const answer = await worker.ask(target, body);
      if (answer.units) meter.add(answer.units.kind, answer.units.amount);
      return { status: answer.status, body: answer.body, crc: crc32(answer.body) };
    },
    close: worker.close,
  };
};
