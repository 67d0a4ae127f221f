import { z } from 'zod';
import { CommuneDiff, countDiff } from '../../shared/domain/comparison.ts';
import { fingerprint, type KeyedFingerprint } from '../../shared/domain/fingerprint.ts';
import { groupCommunes, type Programme } from '../../shared/domain/geography.ts';
import { claimants, settleClaims } from '../../shared/domain/identity-claims.ts';
import { type ListCommune, ListId } from '../../shared/domain/payout-list.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { openHashSecret } from '../../shared/gateways/hash-secret.ts';
import { diffKeyOf } from '../../shared/lists/files.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type IdentityStore, identityStore } from '../../shared/store/identities.ts';
import { identitiesScope, type LeaseStore, leaseStore } from '../../shared/store/leases.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { openTable } from '../../shared/store/table.ts';
import { holdersOf } from './holders.ts';

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
  registers: Pick<RegisterStore, 'findRecipient' | 'listRecipients'>;
  identities: Pick<IdentityStore, 'list' | 'save'>;
  leases: Pick<LeaseStore, 'hold'>;
  hashSecret: () => Promise<KeyedFingerprint>;
}>;

/**
 * Claims the id numbers of everyone a list brings, alone in the programme, and takes out whoever has a number
 * that somebody else holds. Safe to run again: what this list has claimed is its own.
 */
export const claimIdentities = (needs: Needs) => async (input: z.output<typeof Input>) => {
  const { files, lists, identities, leases, hashSecret } = needs;
  const { listId, programme } = await lists.get(input.listId);
  if (!programme) throw new Error(`list ${listId} has no programme`);
  const keyed = await hashSecret();
  const keyOf = ({ idNumber }: Recipient) => keyed(`identity ${programme} ${idNumber ?? ''}`);
  const parts = (await lists.listCommunes(listId)).filter(({ outcome }) => !outcome);

  await leases.hold(identitiesScope(programme), async (assertHeld) => {
    for (const part of parts) {
      if (!part.diff) throw new Error(`commune ${part.commune} of list ${listId} was not compared`);
      const diff = CommuneDiff.parse(await files.readJson(part.diff.key));
      const keys = [...new Set(claimants(diff).map(keyOf))];
      const holders = await holdersOf(needs, {
        programme,
        listId,
        claims: await identities.list(programme, keys),
      });
      const claimed = settleClaims(diff, keyOf, holders);
      const { commune } = part;
      const claims = claimed.taken.map((one) => ({
        key: keyOf(one),
        commune,
        recipientId: one.recipientId,
        listId,
      }));
      await identities.save(programme, claims, assertHeld);
      if (claimed.diff !== diff) await saveDiff(needs, { listId, programme, part, diff: claimed.diff });
    }
  });
  return {
    next: 'apply',
    groups: groupCommunes(parts.map(({ commune, rows }) => ({ commune, size: rows }))),
  };
};

type RefusedPart = Readonly<{ listId: ListId; programme: Programme; part: ListCommune; diff: CommuneDiff }>;

const saveDiff = async (needs: Needs, { listId, programme, part, diff }: RefusedPart) => {
  const { files, lists, registers } = needs;
  if (!part.diff) return;
  const hash = fingerprint(diff);
  const key = diffKeyOf(listId, part.commune, hash);
  const { unchanged, stopped, stopsWaiting } = part.diff.counts;
  const register = await registers.listRecipients(programme, part.commune);
  const counts = countDiff(register, diff, { unchanged, stopsWaiting: stopped + stopsWaiting });
  await files.writeJson(key, diff);
  await lists.saveCommune(listId, { ...part, diff: { ...part.diff, key, hash, counts } });
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
