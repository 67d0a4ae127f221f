import { z } from 'zod';
import { CommuneDiff } from '../../shared/domain/comparison.ts';
import { CommuneCode, type Programme } from '../../shared/domain/geography.ts';
import { type List, ListId } from '../../shared/domain/payout-list.ts';
import { system } from '../../shared/domain/person.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { eachCommune } from '../../shared/runtime/each-commune.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type LeaseStore, leaseStore, registerScope } from '../../shared/store/leases.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { type Register, type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});
const Input = z.object({ listId: ListId, communes: z.array(CommuneCode) });

type Needs = Readonly<{
  files: Pick<FileStore, 'readJson'>;
  lists: Pick<ListStore, 'get' | 'findCommune' | 'saveCommune'>;
  registers: Pick<RegisterStore, 'get' | 'saveRecipients' | 'saveRegister'>;
  leases: Pick<LeaseStore, 'hold'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/**
 * Writes a list's differences into the registers of a group, each only where the register is still the one that
 * was compared. Safe to run again: a commune whose version was raised by this list is done.
 */
export const applyChanges =
  (needs: Needs) =>
  async ({ listId, communes }: z.output<typeof Input>) => {
    const list = await needs.lists.get(listId);
    const { programme } = list;
    if (!programme) throw new Error(`list ${listId} has no programme`);
    await eachCommune(communes, (commune) => applyCommune(needs, { list, programme, commune }));
    return {};
  };

type CommuneOfList = Readonly<{ list: List; programme: Programme; commune: CommuneCode }>;

const applyCommune = async (needs: Needs, { list, programme, commune }: CommuneOfList): Promise<void> => {
  const { files, lists, registers, leases, audit, now } = needs;
  const part = await lists.findCommune(list.listId, commune);
  if (!part?.diff || part.outcome) return;
  const { counts } = part.diff;
  const diff = CommuneDiff.parse(await files.readJson(part.diff.key));
  const writes = [...diff.added, ...diff.changed, ...diff.stopped];
  const isDone = await leases.hold(registerScope(programme, commune), async (assertHeld) => {
    const register = await registers.get(programme, commune);
    if (register.lastRoster?.listId === list.listId) return true;
    if (register.version !== diff.registerVersion) return false;
    if (writes.length === 0) return true;
    await registers.saveRecipients(writes, assertHeld);
    assertHeld();
    await registers.saveRegister(programme, raised(register, list, counts.sizeAfter));
    return true;
  });
  if (!isDone) return;
  const facts = { new: counts.new, changed: counts.changed, stopped: counts.stopped };
  const subject = `COMMUNE#${programme}#${commune}`;
  if (writes.length > 0)
    await audit.record({ subject, act: 'apply-list', actId: list.listId, actor: system, at: now(), facts });
  await lists.saveCommune(list.listId, { ...part, outcome: 'applied' });
};

const raised = (register: Register, { listId, arrivedAt, month }: List, size: number): Register => ({
  ...register,
  version: register.version + 1,
  size,
  lastRoster: month && { listId, arrivedAt, month },
});

export const handler = lambda({ env: Env, input: Input }, (env, run) => {
  const payouts = openTable(env.PAYOUTS_TABLE);
  return applyChanges({
    files: openFiles(env.FILES_BUCKET),
    lists: listStore(payouts),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    leases: leaseStore(payouts, run),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now: run.now,
  });
});
