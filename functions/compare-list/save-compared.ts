import { type CommuneDiff, diffHash } from '../../shared/domain/commune-diff.ts';
import { fingerprint } from '../../shared/domain/fingerprint.ts';
import type { ListId } from '../../shared/domain/payout-list.ts';
import { diffKeyOf } from '../../shared/lists/files.ts';
import type { Compared } from './compare-one.ts';
import type { Needs } from './handler.ts';

/** Lays what there is to say of a group down in one file, then notes by commune where it lies. */
export const saveCompared = async (
  { files, lists }: Needs,
  listId: ListId,
  compared: readonly Compared[],
): Promise<void> => {
  const telling = compared.flatMap(({ found }) => (found && !isEmpty(found.diff) ? [found.diff] : []));
  const key = diffKeyOf(
    listId,
    fingerprint(telling.map((diff) => [diff.commune, diff.registerVersion, diffHash(diff)])),
  );
  if (telling.length > 0) await files.writeJson(key, telling);
  for (const { part, found, wholeHash } of compared) {
    if (!found) {
      await lists.saveCommune(listId, part);
      continue;
    }
    const { diff, counts } = found;
    const where = isEmpty(diff) ? {} : { key };
    const noted = {
      ...where,
      hash: diffHash(diff),
      registerVersion: diff.registerVersion,
      counts,
      wholeHash,
    };
    await lists.saveCommune(listId, { ...part, diff: noted });
  }
};

const isEmpty = ({ added, arrivals, changed, stopped, findings }: CommuneDiff): boolean =>
  [added, arrivals, changed, stopped, findings].every(({ length }) => length === 0);
