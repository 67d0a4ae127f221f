import { z } from 'zod';
import { CommuneCode } from '../../shared/domain/geography.ts';
import { hasChanges, ListId } from '../../shared/domain/payout-list.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { openDiffs } from '../../shared/lists/staged-diffs.ts';
import { eachCommune } from '../../shared/runtime/each-commune.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type LeaseStore, leaseStore } from '../../shared/store/leases.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { openTable } from '../../shared/store/table.ts';
import { applyCommune } from './apply-commune.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});
const Input = z.object({ listId: ListId, communes: z.array(CommuneCode) });

export type Needs = Readonly<{
  files: Pick<FileStore, 'readJson' | 'writeJson'>;
  lists: Pick<ListStore, 'get' | 'findCommune' | 'saveCommune'>;
  registers: Pick<
    RegisterStore,
    'get' | 'findRecipient' | 'listSome' | 'listRecipients' | 'saveRecipients' | 'saveRegister'
  >;
  leases: Pick<LeaseStore, 'hold'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/**
 * Writes a list's differences into the registers of a group, each only where the register is still the one that
 * was compared. Safe to run again: what this list has raised is written, and only arrivals may still be missing.
 */
export const applyChanges =
  (needs: Needs) =>
  async ({ listId, communes }: z.output<typeof Input>) => {
    const list = await needs.lists.get(listId);
    const diffOf = openDiffs((key) => needs.files.readJson(key));
    await eachCommune(communes, async (commune) => {
      const part = await needs.lists.findCommune(listId, commune);
      if (!part || part.outcome || !hasChanges(part)) return;
      await applyCommune(needs, { list, part, diff: await diffOf(part) });
    });
    return {};
  };

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
