import { z } from 'zod';
import type { Journal } from '../journal.ts';
import { JsonObject, readJson } from '../json.ts';

const LEASE = '"LEASE#';
const Key = z.object({ pk: JsonObject, sk: JsonObject });
const Write = z.union([
  z.object({ TableName: z.string(), Key }),
  z
    .object({ TableName: z.string(), Item: Key })
    .transform(({ TableName, Item }) => ({ TableName, Key: Item })),
]);
const Row = z.object({ table_name: z.string(), item_key: z.string() });

/**
 * Leases outlive a killed process, but nobody who held one does: the cloud notes where one was written, and
 * deletes them at the next start without looking through the tables.
 */
export const openLeases = (journal: Journal) => ({
  watch: (target: string, body: string): void => {
    if (!body.includes(LEASE) || !/\.(?:Put|Update)Item$/.test(target)) return;
    const write = Write.safeParse(JSON.parse(body));
    if (!write.success || !JSON.stringify(write.data.Key.pk).includes(LEASE)) return;
    const { TableName, Key: key } = write.data;
    journal.run('INSERT OR IGNORE INTO leases VALUES (?, ?)', TableName, JSON.stringify(key));
  },
  left: () =>
    journal
      .rows(Row, 'SELECT * FROM leases')
      .map((row) => ({ TableName: row.table_name, Key: readJson(row.item_key) })),
  forget: (): void => {
    journal.run('DELETE FROM leases');
  },
});
