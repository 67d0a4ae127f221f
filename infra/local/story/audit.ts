import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { payoutsTable, type Stage } from './stage.ts';
import type { Item, Snapshot, StoredFile } from './snapshot.ts';

/** Everything that travelled or rests between functions, from the local cloud's own journal. */
const columns = [
  ['executions', 'input'],
  ['executions', 'position'],
  ['executions', 'output'],
  ['executions', 'error'],
  ['executions', 'cause'],
  ['messages', 'body'],
  ['deliveries', 'input'],
] as const;

const readTraffic = (dataDir: string): string[] => {
  const path = join(dataDir, 'journal.sqlite');
  if (!existsSync(path)) return [];
  const journal = new DatabaseSync(path, { readOnly: true });
  try {
    return columns.flatMap(([table, column]) =>
      journal
        .prepare(`SELECT ${column} AS text FROM ${table} WHERE ${column} IS NOT NULL`)
        .all()
        .map(({ text }) => String(text)),
    );
  } finally {
    journal.close();
  }
};

const readLogs = (dataDir: string): string[] => {
  const folder = join(dataDir, 'logs');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
};

const Arrival = z.object({ listId: z.string(), key: z.string() });

/** Copies of everything that arrived, and the reports on it; a report that should be there and is not is missed later. */
const readFiles = async ({ files }: Stage, payouts: readonly Item[]): Promise<StoredFile[]> => {
  const arrivals = payouts
    .filter((item) => /^LIST$|^RESULT#/.test(String(item['sk'])))
    .map((item) => Arrival.parse(item));
  const found: StoredFile[] = [];
  for (const { listId, key } of arrivals) {
    const name = key.split('/').at(-1) ?? '';
    const report = key.startsWith('inbox/results/') ? 'answers.csv' : 'summary.json';
    for (const path of [`lists/${listId}/${name}`, `reports/lists/${listId}/${report}`]) {
      // Of a workbook only this can be told from it: whether it is another one's equal.
      const text = await files.find(path);
      if (text !== undefined) found.push({ key: path, text });
    }
  }
  return found;
};

/** Looks at everything once, while nothing runs. */
export const takeSnapshot = async (stage: Stage, dataDir: string): Promise<Snapshot> => {
  const { cloud, tables } = stage;
  await cloud.idle();
  const payouts = await tables.scan(payoutsTable(stage));
  return {
    payouts,
    registry: await tables.scan(cloud.outputs['RegistryTableName'] ?? ''),
    audit: await tables.scan(cloud.outputs['AuditTableName'] ?? ''),
    outbox: cloud.outbox.list(),
    files: await readFiles(stage, payouts),
    traffic: readTraffic(dataDir),
    logs: readLogs(dataDir),
  };
};
