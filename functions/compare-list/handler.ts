import { z } from 'zod';
import { CommuneCode } from '../../shared/domain/geography.ts';
import type { KeyedFingerprint } from '../../shared/domain/fingerprint.ts';
import { ListId } from '../../shared/domain/payout-list.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { openHashSecret } from '../../shared/gateways/hash-secret.ts';
import { stagedKeyOf } from '../../shared/lists/files.ts';
import { StagedList } from '../../shared/lists/staged.ts';
import { eachCommune } from '../../shared/runtime/each-commune.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { openTable } from '../../shared/store/table.ts';
import { type Compared, compareOne } from './compare-one.ts';
import { laterRosters } from './later-rosters.ts';
import { saveCompared } from './save-compared.ts';
import { readStagedParts } from './staged-parts.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
  HASH_SECRET_ID: z.string().min(1),
});
const Input = z.object({ listId: ListId, communes: z.array(CommuneCode) });

export type Needs = Readonly<{
  files: Pick<FileStore, 'readJson' | 'writeJson'>;
  lists: Pick<ListStore, 'find' | 'get' | 'findCommune' | 'saveCommune'>;
  registers: Pick<RegisterStore, 'get' | 'listRecipients'>;
  directory: Pick<DirectoryStore, 'listLists'>;
  hashSecret: () => Promise<KeyedFingerprint>;
}>;

/** Works out what a list changes in each commune of a group. Safe to run again: it only looks and notes. */
export const compareList =
  (needs: Needs) =>
  async ({ listId, communes }: z.output<typeof Input>) => {
    const list = await needs.lists.get(listId);
    const staged = StagedList.parse(await needs.files.readJson(stagedKeyOf(listId)));
    const parts = await readStagedParts(needs.files, listId, { staged, communes });
    const given = { list, strays: staged.strays, later: await laterRosters(needs, list) };
    const keyed = await needs.hashSecret();
    const compared: Compared[] = [];
    try {
      await eachCommune(communes, async (commune) => {
        const part = parts.get(commune);
        if (part) compared.push(...(await compareOne(needs, keyed, { ...given, part })));
      });
    } finally {
      // A commune that failed is worked out in the next round; what was worked out for the others is kept.
      await saveCompared(needs, listId, compared);
    }
    return {};
  };

export const handler = lambda({ env: Env, input: Input }, (env) => {
  const payouts = openTable(env.PAYOUTS_TABLE);
  return compareList({
    files: openFiles(env.FILES_BUCKET),
    lists: listStore(payouts),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    directory: directoryStore(payouts),
    hashSecret: openHashSecret(env.HASH_SECRET_ID),
  });
});
