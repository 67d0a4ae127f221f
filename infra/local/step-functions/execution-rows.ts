import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Journal } from '../journal.ts';
import { Json, JsonObject } from '../json.ts';

/** Where an execution stands: enough to go on from after its process was killed. */
export const Position = z.object({
  state: z.string(),
  input: Json,
  variables: JsonObject,
  /** So many events are in its history. */
  events: z.number(),
  enteredAt: z.number(),
  /** Attempts that failed, by retrier. */
  retries: z.array(z.number()),
  wakeAt: z.number().nullable(),
});
export type Position = z.infer<typeof Position>;

/** One execution of a machine, or one child of a map; `parent` then names the map's visit. */
export const ExecutionRow = z.object({
  id: z.string(),
  parent: z.string().nullable(),
  machine: z.string(),
  name: z.string(),
  input: z.string(),
  status: z.enum(['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
  position: z.string().nullable(),
  started: z.number(),
  stopped: z.number().nullable(),
  output: z.string().nullable(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
});
export type ExecutionRow = z.infer<typeof ExecutionRow>;

type NewRow = Pick<ExecutionRow, 'machine' | 'parent' | 'name' | 'status'> & { readonly input: Json };
export type Ending = Pick<ExecutionRow, 'status'> & Partial<Pick<ExecutionRow, 'output' | 'error' | 'cause'>>;

export const executionArn = (machine: string, name: string): string =>
  `${machine.replace(':stateMachine:', ':execution:')}:${name}`;

export const openExecutionRows = (journal: Journal, now: () => number) => {
  const select = (where: string, ...values: string[]): ExecutionRow[] =>
    journal.rows(ExecutionRow, `SELECT * FROM executions WHERE ${where} ORDER BY rowid`, ...values);
  return {
    get: (id: string): ExecutionRow | undefined => select('id = ?', id)[0],
    roots: () => select('parent IS NULL'),
    running: () => select("parent IS NULL AND status = 'RUNNING'"),
    childrenOf: (parent: string) => select('parent = ?', parent),
    add: ({ machine, parent, name, status, input }: NewRow): ExecutionRow => {
      const id = executionArn(machine, parent === null ? name : randomUUID());
      const row = { id, parent, machine, name, input: JSON.stringify(input), status, started: now() };
      const sql = `INSERT INTO executions (id, parent, machine, name, input, status, started)
        VALUES (?, ?, ?, ?, ?, ?, ?)`;
      journal.run(sql, id, parent, machine, name, row.input, status, row.started);
      return { ...row, position: null, stopped: null, output: null, error: null, cause: null };
    },
    setStatus: (id: string, status: ExecutionRow['status']): void => {
      journal.run('UPDATE executions SET status = ? WHERE id = ?', status, id);
    },
    savePosition: (id: string, position: Position): void => {
      journal.run('UPDATE executions SET position = ? WHERE id = ?', JSON.stringify(position), id);
    },
    end: (id: string, { status, output = null, error = null, cause = null }: Ending): void => {
      const sql =
        'UPDATE executions SET status = ?, stopped = ?, output = ?, error = ?, cause = ? WHERE id = ?';
      journal.run(sql, status, now(), output, error, cause, id);
    },
  };
};
export type ExecutionRows = ReturnType<typeof openExecutionRows>;
