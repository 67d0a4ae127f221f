import { CommuneDiff } from '../../shared/domain/comparison.ts';
import type { Finding } from '../../shared/domain/finding.ts';
import { changesOf, type List, type ListCommune } from '../../shared/domain/payout-list.ts';
import { system } from '../../shared/domain/person.ts';
import { findingsKeyOf, StagedFindings, summaryKeyOf } from '../../shared/lists/files.ts';
import { summarise } from '../../shared/lists/list-summary.ts';
import type { Needs } from './handler.ts';

/** Writes what became of every row, and calls the list applied. On record before it is done: twice rather than never. */
export const reportList = async (
  { files, lists, audit, now }: Needs,
  list: List,
  parts: readonly ListCommune[],
) => {
  const findings: Finding[] = StagedFindings.parse(await files.readJson(findingsKeyOf(list.listId)));
  for (const { diff } of parts.filter(({ diff }) => diff && diff.counts.rejected > 0)) {
    if (diff) findings.push(...CommuneDiff.parse(await files.readJson(diff.key)).findings);
  }
  const changes = changesOf(parts);
  const rejected = parts.reduce((sum, { diff }) => sum + (diff?.counts.rejected ?? 0), list.rejected);
  const applied = { ...list, status: 'applied' as const, rejected, changes };
  await files.writeJson(summaryKeyOf(list.listId), summarise(applied, findings));
  const act = {
    act: 'finish-list',
    actId: list.listId,
    actor: system,
    at: now(),
    facts: { ...changes, rejected },
  };
  await audit.record({ subject: `LIST#${list.listId}`, ...act });
  await lists.move(list.listId, 'reading', { status: 'applied', rejected, changes });
};
