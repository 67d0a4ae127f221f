import type { CommuneDiff } from '../../shared/domain/commune-diff.ts';
import type { Finding } from '../../shared/domain/finding.ts';
import { hasChanges, type List, type ListCommune } from '../../shared/domain/payout-list.ts';
import { type CommuneChanges, countPeople } from '../../shared/lists/report/commune-changes.ts';
import { openDiffs } from '../../shared/lists/staged-diffs.ts';
import type { Needs } from './handler.ts';

/** More than an approver reads one by one; the rest, and everybody of a first import, is told in figures. */
const peopleMax = 20_000;

export type Compared = Readonly<{ findings: readonly Finding[]; changes: readonly CommuneChanges[] }>;

/** What comparing found and what changes, commune by commune. */
export const lookThrough = async (
  { files, directory }: Needs,
  { listId, programme, province }: List,
  parts: readonly ListCommune[],
): Promise<Compared> => {
  if (!programme || !province) throw new Error(`list ${listId} has no province`);
  const communes = await directory.listCommunes({ programme, province });
  const names = new Map(communes.map(({ code, name }) => [code, name]));
  const diffOf = openDiffs((key) => files.readJson(key));
  const findings: Finding[] = [];
  const changes: CommuneChanges[] = [];
  let peopleSoFar = 0;
  for (const part of parts) {
    if (!part.diff || part.outcome === 'superseded') continue;
    const diff = await diffOf(part);
    findings.push(...diff.findings);
    if (!hasChanges(part)) continue;
    const { counts } = part.diff;
    peopleSoFar += counts.new + counts.changed + counts.stopped;
    const isTold = counts.sizeBefore > 0 && peopleSoFar <= peopleMax;
    const communeName = names.get(part.commune) ?? '';
    changes.push({
      ...(isTold ? diff : withoutPeople(diff)),
      communeName,
      counts,
      people: countPeople(diff),
    });
  }
  return { findings, changes };
};

const withoutPeople = (diff: CommuneDiff): CommuneDiff => ({
  ...diff,
  added: [],
  arrivals: [],
  changed: [],
  stopped: [],
});
