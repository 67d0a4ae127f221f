import { z } from 'zod';
import { CommuneDiff } from '../domain/commune-diff.ts';
import type { ListCommune } from '../domain/payout-list.ts';

const StagedDiffs = z.array(CommuneDiff);

/**
 * Reads the differences of a list's communes. A group's lie in one file, which is kept until another is asked for:
 * ask commune by commune, in order.
 */
export const openDiffs = (readJson: (key: string) => Promise<unknown>) => {
  let last: Readonly<{ key: string; diffs: Promise<readonly CommuneDiff[]> }> | undefined;
  return async ({ commune, diff, rows }: ListCommune): Promise<CommuneDiff> => {
    if (!diff) throw new Error(`commune ${commune} with ${String(rows)} rows was not compared`);
    const { key, registerVersion } = diff;
    if (key === undefined)
      return { commune, registerVersion, added: [], arrivals: [], changed: [], stopped: [], findings: [] };
    if (last?.key !== key) last = { key, diffs: readJson(key).then((json) => StagedDiffs.parse(json)) };
    const found = (await last.diffs).find((one) => one.commune === commune);
    if (!found) throw new Error(`no difference of commune ${commune} in ${key}`);
    return found;
  };
};
export type Diffs = ReturnType<typeof openDiffs>;
