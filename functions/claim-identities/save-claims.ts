import { countDiff, diffHash } from '../../shared/domain/commune-diff.ts';
import { diffKeyOf } from '../../shared/lists/files.ts';
import type { Needs } from './handler.ts';
import type { ClaimingList, Settled } from './settling.ts';

type Saving = Omit<ClaimingList, 'diffOf'> & Readonly<{ assertHeld: () => void }>;

/** The difference first, then the claims: a step that dies in between decides the same again. */
export const saveClaims = async (
  needs: Needs,
  { part, before, claimed }: Settled,
  { programme, listId, keyOf, assertHeld }: Saving,
): Promise<void> => {
  const { files, lists, registers, identities } = needs;
  const hash = diffHash(claimed.diff);
  if (part.diff && hash !== part.diff.hash) {
    const key = diffKeyOf(listId, `${part.commune}-${hash}`);
    const { unchanged, rejected, stopsWaiting } = part.diff.counts;
    const withdrawn = before.stopped.length - claimed.diff.stopped.length;
    const register = await registers.listRecipients(programme, part.commune);
    const counts = countDiff(register, claimed.diff, {
      unchanged,
      rejected: rejected + claimed.refused,
      stopsWaiting: stopsWaiting + withdrawn,
    });
    const wholeHash = claimed.refused === 0 ? part.diff.wholeHash : undefined;
    await files.writeJson(key, [claimed.diff]);
    await lists.saveCommune(listId, { ...part, diff: { ...part.diff, key, hash, counts, wholeHash } });
  }
  const claims = claimed.taken.map(({ recipient, from }) => ({
    key: keyOf(recipient),
    commune: recipient.commune,
    recipientId: recipient.recipientId,
    listId,
    from,
  }));
  await identities.save(programme, claims, assertHeld);
};
