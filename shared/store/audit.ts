import type { Actor } from '../domain/person.ts';
import { putIfAbsent } from './conditional.ts';
import { auditKey } from './keys.ts';
import type { Table } from './table.ts';

/** One act on record: who, what, and the names of the fields that changed or counts; never personal values. */
export type Act = Readonly<{
  /** `PERIOD#…`, `LIST#…` or `COMMUNE#…`: what was acted on. */
  subject: string;
  act: string;
  /** Tells this act from others of the same instant. */
  actId: string;
  actor: Actor;
  at: Date;
  facts?: Readonly<Record<string, string | number | readonly string[]>>;
}>;

export type AuditStore = ReturnType<typeof auditStore>;

/** Append only: there is no other operation, and no function's role allows one. */
export const auditStore = (table: Table) => ({
  async record({ subject, act, actId, actor, at, facts = {} }: Act): Promise<void> {
    const instant = at.toISOString();
    const said = { act, by: actor.id, role: actor.role, at: instant, facts };
    await putIfAbsent(table, auditKey(subject, instant, `${act}#${actId}`), said);
  },
});
