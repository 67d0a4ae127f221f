import { z } from 'zod';
import { compareCommune } from '../../shared/domain/comparison.ts';
import { fingerprint, type KeyedFingerprint } from '../../shared/domain/fingerprint.ts';
import { CommuneCode } from '../../shared/domain/geography.ts';
import { ListId } from '../../shared/domain/payout-list.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { openHashSecret } from '../../shared/gateways/hash-secret.ts';
import { diffKeyOf } from '../../shared/lists/files.ts';
import { marksOfRejected, StagedCommune } from '../../shared/lists/roster.ts';
import { eachCommune } from '../../shared/runtime/each-commune.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
  HASH_SECRET_ID: z.string().min(1),
});
const Input = z.object({ listId: ListId, communes: z.array(CommuneCode) });

type Needs = Readonly<{
  files: Pick<FileStore, 'readJson' | 'writeJson'>;
  lists: Pick<ListStore, 'get' | 'findCommune' | 'saveCommune'>;
  registers: Pick<RegisterStore, 'get' | 'listRecipients'>;
  hashSecret: () => Promise<KeyedFingerprint>;
}>;

/** Works out what a roster changes in each commune of a group. Safe to run again: it only looks and notes. */
export const compareList =
  ({ files, lists, registers, hashSecret }: Needs) =>
  async ({ listId, communes }: z.output<typeof Input>) => {
    const { programme, arrivedAt } = await lists.get(listId);
    if (!programme) throw new Error(`list ${listId} has no programme`);
    const keyed = await hashSecret();
    await eachCommune(communes, async (commune) => {
      const part = await lists.findCommune(listId, commune);
      if (!part || part.outcome) return;
      const { version, lastRoster } = await registers.get(programme, commune);
      if (lastRoster?.listId === listId) return;
      if (lastRoster && lastRoster.arrivedAt > arrivedAt) {
        await lists.saveCommune(listId, { ...part, outcome: 'superseded' });
        return;
      }
      const staged = StagedCommune.parse(await files.readJson(part.stagedKey));
      const register = await registers.listRecipients(programme, commune);
      const { diff, counts } = compareCommune(
        {
          programme,
          commune,
          registerVersion: version,
          register,
          people: staged.people,
          rejected: [...staged.rejected, ...staged.strays].map(marksOfRejected),
        },
        keyed,
      );
      const hash = fingerprint(diff);
      const key = diffKeyOf(listId, commune, hash);
      await files.writeJson(key, diff);
      await lists.saveCommune(listId, { ...part, diff: { key, hash, registerVersion: version, counts } });
    });
    return {};
  };

export const handler = lambda({ env: Env, input: Input }, (env) =>
  compareList({
    files: openFiles(env.FILES_BUCKET),
    lists: listStore(openTable(env.PAYOUTS_TABLE)),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    hashSecret: openHashSecret(env.HASH_SECRET_ID),
  }),
);
