import { z } from 'zod';
import { fingerprint } from '../../shared/domain/fingerprint.ts';
import { ListId } from '../../shared/domain/payout-list.ts';
import { Actor, mayAct } from '../../shared/domain/person.ts';
import { openWorkflow, type Workflow } from '../../shared/gateways/workflows.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  IMPORT_LIST_ARN: z.string().min(1),
});
const Input = z.object({ listId: ListId, decision: z.enum(['release', 'refuse']), actor: Actor });

type Needs = Readonly<{
  lists: Pick<ListStore, 'get' | 'move'>;
  importList: Pick<Workflow, 'start'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/** An approver lets a held list through or refuses it. Safe to run again: a released list is imported once. */
export const releaseList =
  ({ lists, importList, audit, now }: Needs) =>
  async ({ listId, decision, actor }: z.output<typeof Input>) => {
    if (!mayAct(actor, ['approver'])) return { refused: 'not-an-approver' };
    const list = await lists.get(listId);
    if (list.uploader === actor.id) return { refused: 'own-list' };
    const isAgain = decision === 'release' && list.releasedBy === actor.id;
    if (list.status !== 'held' && !isAgain) return { refused: 'not-held' };
    const to = decision === 'refuse' ? ({ status: 'refused' } as const) : released(actor.id);
    const moved = await lists.move(listId, 'held', to);
    if (moved === 'superseded' && !isAgain) return { refused: 'not-held' };
    if (moved === 'moved')
      await audit.record({
        subject: `LIST#${listId}`,
        act: `${decision}-list`,
        actId: listId,
        actor,
        at: now(),
      });
    const name = `released-${fingerprint([listId, list.timesHeld ?? 0])}`;
    if (decision === 'release') await importList.start(name, { listId });
    return { done: decision };
  };

const released = (by: string) => ({ status: 'reading', releasedBy: by }) as const;

export const handler = lambda({ env: Env, input: Input }, (env, { now }) =>
  releaseList({
    lists: listStore(openTable(env.PAYOUTS_TABLE)),
    importList: openWorkflow(env.IMPORT_LIST_ARN),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now,
  }),
);
