import { z } from 'zod';
import { CommuneDiff } from '../../shared/domain/comparison.ts';
import type { Finding } from '../../shared/domain/finding.ts';
import { fingerprint } from '../../shared/domain/fingerprint.ts';
import { groupCommunes } from '../../shared/domain/geography.ts';
import { isPlannable } from '../../shared/domain/payment-period.ts';
import { changesOf, type List, type ListCommune, ListId } from '../../shared/domain/payout-list.ts';
import { isStale } from '../../shared/domain/review.ts';
import { system } from '../../shared/domain/person.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { openWorkflow, type Workflow } from '../../shared/gateways/workflows.ts';
import { findingsKeyOf, StagedFindings, summaryKeyOf } from '../../shared/lists/files.ts';
import { summarise } from '../../shared/lists/list-summary.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
  PREPARE_PERIOD_ARN: z.string().min(1),
});
const Input = z.object({ listId: ListId });

type Needs = Readonly<{
  files: Pick<FileStore, 'readJson' | 'writeJson'>;
  lists: Pick<ListStore, 'get' | 'listCommunes' | 'move'>;
  registers: Pick<RegisterStore, 'list'>;
  directory: Pick<DirectoryStore, 'listPeriods'>;
  periods: Pick<PeriodStore, 'find'>;
  preparePeriod: Pick<Workflow, 'start'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/**
 * Ends a list once every commune is applied or superseded: report, status, and new plans for the periods that
 * are not submitted yet. Safe to run again: it names what is missing, and a finished list stays finished.
 */
export const finishList = (needs: Needs) => async (input: z.output<typeof Input>) => {
  const { lists, registers } = needs;
  const list = await lists.get(input.listId);
  const parts = await lists.listCommunes(list.listId);
  const open = parts.filter(({ outcome }) => !outcome);
  if (open.length > 0 && list.programme) {
    const known = await registers.list(
      list.programme,
      open.map(({ commune }) => commune),
    );
    const registersOf = new Map(known.map((register) => [register.commune, register]));
    const stale = open.filter((one) => isStale(list.listId, one, registersOf.get(one.commune)));
    const again = stale.length > 0 ? stale : open;
    const groups = groupCommunes(again.map(({ commune, rows }) => ({ commune, size: rows })));
    return { next: stale.length > 0 ? 'compare' : 'apply', groups };
  }
  if (list.status === 'reading') await report(needs, list, parts);
  await planAgain(needs, list);
  return { next: 'done' };
};

const report = async ({ files, lists, audit, now }: Needs, list: List, parts: readonly ListCommune[]) => {
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

const planAgain = async ({ directory, periods, preparePeriod }: Needs, list: List) => {
  if (!list.programme || !list.province) return;
  for (const periodId of await directory.listPeriods({
    programme: list.programme,
    province: list.province,
  })) {
    const period = await periods.find(periodId);
    if (period && isPlannable(period))
      await preparePeriod.start(`${periodId}-${fingerprint(list.listId)}`, { periodId });
  }
};

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const payouts = openTable(env.PAYOUTS_TABLE);
  return finishList({
    files: openFiles(env.FILES_BUCKET),
    lists: listStore(payouts),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    directory: directoryStore(payouts),
    periods: periodStore(payouts),
    preparePeriod: openWorkflow(env.PREPARE_PERIOD_ARN),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now,
  });
});
