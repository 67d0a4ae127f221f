import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Journal } from '../journal.ts';
import type { QueueDefinition } from './queue-definition.ts';

const Message = z.object({
  id: z.string(),
  queue: z.string(),
  body: z.string(),
  sent: z.number(),
  visible: z.number(),
  receives: z.number(),
});
export type Message = z.infer<typeof Message>;
const Earliest = z.object({ visible: z.number().nullable() });
const Count = z.object({ count: z.number() });

/** The messages of every queue, as rows of the journal: on disk before anybody is told so. */
export const openMessages = (journal: Journal, now: () => number) => {
  const count = (queue: string, where: string): number => {
    const sql = `SELECT count(*) AS count FROM messages WHERE queue = ? AND ${where}`;
    return journal.rows(Count, sql, queue)[0]?.count ?? 0;
  };
  return {
    add: (queue: string, body: string, delayMs: number): string => {
      const id = randomUUID();
      const sql = `INSERT INTO messages (id, queue, body, sent, visible, receives, in_flight)
        VALUES (?, ?, ?, ?, ?, 0, 0)`;
      journal.run(sql, id, queue, body, now(), now() + delayMs);
      return id;
    },
    /** The next batch, once whatever was received too often is out of the way. */
    receive: ({ name, deadLetters, visibilityMs }: QueueDefinition, batchMax: number): Message[] =>
      journal.together(() => {
        if (deadLetters) {
          const sql = `UPDATE messages SET queue = ?, visible = ?, receives = 0
            WHERE queue = ? AND in_flight = 0 AND visible <= ? AND receives >= ?`;
          journal.run(sql, deadLetters.name, now(), name, now(), deadLetters.receivesMax);
        }
        const sql = `UPDATE messages SET in_flight = 1, receives = receives + 1, visible = ? WHERE id IN
          (SELECT id FROM messages WHERE queue = ? AND in_flight = 0 AND visible <= ?
            ORDER BY visible, rowid LIMIT ?)
          RETURNING id, queue, body, sent, visible, receives`;
        return journal.rows(Message, sql, now() + visibilityMs, name, now(), batchMax);
      }),
    /** Deletes what was done; what was not comes back when its visibility timeout has passed. */
    settle: (batch: readonly Message[], failed: ReadonlySet<string>): void => {
      journal.together(() => {
        for (const { id } of batch) {
          if (failed.has(id)) journal.run('UPDATE messages SET in_flight = 0 WHERE id = ?', id);
          else journal.run('DELETE FROM messages WHERE id = ?', id);
        }
      });
    },
    nextVisible: (queue: string): number | undefined => {
      const sql = 'SELECT min(visible) AS visible FROM messages WHERE queue = ? AND in_flight = 0';
      return journal.rows(Earliest, sql, queue)[0]?.visible ?? undefined;
    },
    counts: (queue: string) => ({
      visible: count(queue, `in_flight = 0 AND visible <= ${now()}`),
      inFlight: count(queue, 'in_flight = 1'),
      delayed: count(queue, `in_flight = 0 AND visible > ${now()}`),
    }),
    /** Whoever had received these died with an earlier process, and that was not the message's fault. */
    giveBack: (): void => {
      const sql =
        'UPDATE messages SET in_flight = 0, visible = 0, receives = receives - 1 WHERE in_flight = 1';
      journal.run(sql);
    },
  };
};
export type Messages = ReturnType<typeof openMessages>;
