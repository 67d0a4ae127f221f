import { z } from 'zod';
import { fingerprint } from '../../shared/domain/fingerprint.ts';
import { groupCommunes } from '../../shared/domain/geography.ts';
import { isPlannable } from '../../shared/domain/payment-period.ts';
import { type List, ListId } from '../../shared/domain/payout-list.ts';
import { openCommunes } from '../../shared/domain/review.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { openWorkflow, type Workflow } from '../../shared/gateways/workflows.ts';
import { stagedKeyOf } from '../../shared/lists/files.ts';
import { StagedList } from '../../shared/lists/staged.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { openTable } from '../../shared/store/table.ts';
import { endList } from './end-list.ts';
import { reportList } from './report-list.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
  PREPARE_PERIOD_ARN: z.string().min(1),
});
const Input = z.object({ listId: ListId });

export type Needs = Readonly<{
  files: Pick<FileStore, 'open' | 'readJson' | 'writeReport' | 'writeWorkbook'>;
  lists: Pick<ListStore, 'get' | 'listCommunes' | 'move'>;
  registers: Pick<RegisterStore, 'list'>;
  directory: Pick<DirectoryStore, 'listCommunes' | 'listPeriods'>;
  periods: Pick<PeriodStore, 'find'>;
  preparePeriod: Pick<Workflow, 'start'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/**
 * Ends a list once every commune is applied, unchanged or superseded: reports, status, and new plans for the periods
 * that are not submitted yet. A held list is only reported. Safe to run again: it names what is missing, and a
 * finished list stays finished.
 */
export const finishList = (needs: Needs) => async (input: z.output<typeof Input>) => {
  const { files, lists, registers } = needs;
  const list = await lists.get(input.listId);
  const { listId, programme } = list;
  const parts = await lists.listCommunes(listId);
  if (list.status === 'held') {
    await reportList(needs, list, parts);
    return { next: 'done' };
  }
  if (list.status === 'reading' && programme) {
    const { communes } = StagedList.parse(await files.readJson(stagedKeyOf(listId)));
    const codes = communes.map(({ commune }) => commune);
    const open = openCommunes(listId, { codes, parts, registers: await registers.list(programme, codes) });
    const again = open.stale.length > 0 ? open.stale : open.toApply;
    if (again.length > 0) {
      const sizes = communes.filter(({ commune }) => again.includes(commune));
      const groups = groupCommunes(sizes.map(({ commune, rows }) => ({ commune, size: rows })));
      return { next: open.stale.length > 0 ? 'compare' : 'apply', groups };
    }
    await endList(needs, list, parts);
  }
  await planAgain(needs, list);
  return { next: 'done' };
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
