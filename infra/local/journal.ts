import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { z } from 'zod';

// One row per thing that must outlive the process. `due`, `visible`, `started` and `stopped` are
// milliseconds on the simulated clock.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS executions (
    id TEXT PRIMARY KEY, parent TEXT, machine TEXT NOT NULL, name TEXT NOT NULL, input TEXT NOT NULL,
    status TEXT NOT NULL, position TEXT, started INTEGER NOT NULL, stopped INTEGER, output TEXT,
    error TEXT, cause TEXT);
  CREATE INDEX IF NOT EXISTS children ON executions (parent);
  CREATE TABLE IF NOT EXISTS messages (
    id TEXT PRIMARY KEY, queue TEXT NOT NULL, body TEXT NOT NULL,
    sent INTEGER NOT NULL, visible INTEGER NOT NULL, receives INTEGER NOT NULL, in_flight INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS deliveries (
    id TEXT PRIMARY KEY, target TEXT NOT NULL, input TEXT NOT NULL, due INTEGER NOT NULL,
    attempts INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS leases (
    table_name TEXT NOT NULL, item_key TEXT NOT NULL, PRIMARY KEY (table_name, item_key));
`;

export interface Journal {
  run(sql: string, ...values: SQLInputValue[]): number;
  rows<T>(schema: z.ZodType<T>, sql: string, ...values: SQLInputValue[]): T[];
  note(name: string): string | undefined;
  setNote(name: string, value: string): void;
  /** All of it is on disk, or nothing. */
  together<T>(work: () => T): T;
  close(): void;
}

/**
 * What the local cloud remembers between two runs, apart from tables and files. Written before anything is
 * acknowledged, so that a killed process loses nothing that somebody was told.
 */
export const openJournal = (path: string): Journal => {
  const database = new DatabaseSync(path);
  // WAL without fsync survives the death of the process, which is what may happen here; not a power cut.
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${SCHEMA}`);
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    run: (sql, ...values) => Number(prepared(sql).run(...values).changes),
    rows: (schema, sql, ...values) => schema.array().parse(prepared(sql).all(...values)),
    note: (name) => {
      const value = prepared('SELECT value FROM notes WHERE name = ?').get(name)?.['value'];
      return typeof value === 'string' ? value : undefined;
    },
    setNote: (name, value) => {
      prepared('INSERT OR REPLACE INTO notes VALUES (?, ?)').run(name, value);
    },
    together: (work) => {
      if (database.isTransaction) return work();
      database.exec('BEGIN');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => {
      database.close();
    },
  };
};
