import { z } from 'zod';
import type { KeyedFingerprint } from '../../shared/domain/fingerprint.ts';
import { groupCommunes } from '../../shared/domain/geography.ts';
import { hasChanges, ListId } from '../../shared/domain/payout-list.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { openHashSecret } from '../../shared/gateways/hash-secret.ts';
import { openDiffs } from '../../shared/lists/staged-diffs.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type IdentityStore, identityStore } from '../../shared/store/identities.ts';
import { identitiesScope, type LeaseStore, leaseStore } from '../../shared/store/leases.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { openTable } from '../../shared/store/table.ts';
import { whoMoves } from './moving.ts';
import { saveClaims } from './save-claims.ts';
import { openSettling } from './settling.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
  HASH_SECRET_ID: z.string().min(1),
});
const Input = z.object({ listId: ListId });

export type Needs = Readonly<{
  files: Pick<FileStore, 'readJson' | 'writeJson'>;
  lists: Pick<ListStore, 'find' | 'get' | 'listCommunes' | 'saveCommune'>;
  registers: Pick<RegisterStore, 'listSome' | 'listRecipients'>;
  identities: Pick<IdentityStore, 'list' | 'save'>;
  leases: Pick<LeaseStore, 'hold'>;
  hashSecret: () => Promise<KeyedFingerprint>;
}>;

/**
 * Claims the id numbers of everyone a list brings, alone in the programme: who comes from a commune that lets them go
 * arrives, whoever has a number that somebody else holds is taken out. Safe to run again: what this list has claimed
 * is its own.
 */
export const claimIdentities = (needs: Needs) => async (input: z.output<typeof Input>) => {
  const { lists, leases, hashSecret } = needs;
  const { listId, programme } = await lists.get(input.listId);
  if (!programme) throw new Error(`list ${listId} has no programme`);
  const keyed = await hashSecret();
  const keyOf = ({ idNumber }: Recipient) => keyed(`identity ${programme} ${idNumber ?? ''}`);
  const open = (await lists.listCommunes(listId)).filter(({ outcome }) => !outcome);
  const parts = open.filter(hasChanges);

  await leases.hold(identitiesScope(programme), async (assertHeld) => {
    const diffOf = openDiffs((key) => needs.files.readJson(key));
    const settle = openSettling(needs, { programme, listId, keyOf, diffOf });
    const moving = await whoMoves(parts, diffOf, settle);
    for (const part of parts) {
      await saveClaims(needs, await settle(part, moving), { programme, listId, keyOf, assertHeld });
    }
  });
  return {
    next: 'apply',
    groups: groupCommunes(parts.map(({ commune, rows }) => ({ commune, size: rows }))),
  };
};

export const handler = lambda({ env: Env, input: Input }, (env, run) => {
  const [payouts, registry] = [openTable(env.PAYOUTS_TABLE), openTable(env.REGISTRY_TABLE)];
  return claimIdentities({
    files: openFiles(env.FILES_BUCKET),
    lists: listStore(payouts),
    registers: registerStore(registry),
    identities: identityStore(registry),
    leases: leaseStore(payouts, run),
    hashSecret: openHashSecret(env.HASH_SECRET_ID),
  });
});
