import { z } from 'zod';
import { fingerprint } from '../../shared/domain/fingerprint.ts';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { Actor, mayAct } from '../../shared/domain/person.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { openWorkflow, type Workflow } from '../../shared/gateways/workflows.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type ApprovalStore, approvalStore } from '../../shared/store/approvals.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type ContradictionStore, contradictionStore } from '../../shared/store/contradictions.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { type LeaseStore, leaseStore, submissionScope } from '../../shared/store/leases.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { type PayoutStore, payoutStore } from '../../shared/store/payouts.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { openTable } from '../../shared/store/table.ts';
import { reportComparison } from './report-comparison.ts';
import { thawPlan } from './thaw-plan.ts';
import { verifyPlan } from './verify-plan.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
  PREPARE_PERIOD_ARN: z.string().min(1),
});
const Input = z.object({ periodId: PeriodId, actor: Actor });

export type Needs = Readonly<{
  periods: Pick<PeriodStore, 'find' | 'get' | 'move'>;
  communes: Pick<PeriodCommuneStore, 'list' | 'mark' | 'savePlan'>;
  approvals: Pick<ApprovalStore, 'find' | 'save'>;
  settings: Pick<SettingsStore, 'get'>;
  payouts: Pick<PayoutStore, 'list'>;
  contradictions: Pick<ContradictionStore, 'listLate'>;
  registers: Pick<RegisterStore, 'list' | 'listSome'>;
  directory: Pick<DirectoryStore, 'listCommunes' | 'listLists' | 'listPoints'>;
  lists: Pick<ListStore, 'find'>;
  files: Pick<FileStore, 'writeReport' | 'writeWorkbook'>;
  leases: Pick<LeaseStore, 'hold'>;
  preparePeriod: Pick<Workflow, 'start'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/**
 * Freezes a prepared plan, verifies that it is what the registers say now, and puts it before an approver; one
 * submission at a time. Safe to run again: one that died half-way is still frozen, and the next one goes on.
 */
export const submitPeriod =
  (needs: Needs) =>
  async ({ periodId, actor }: z.output<typeof Input>) => {
    if (!mayAct(actor, ['planner', 'list-officer'])) return { refused: 'not-a-planner' };
    return needs.leases.hold(submissionScope(periodId), () => submit(needs, periodId, actor));
  };

const submit = async (needs: Needs, periodId: PeriodId, actor: Actor) => {
  const { periods, approvals, audit, now } = needs;
  const frozen = await periods.move(periodId, { status: 'prepared' }, { isFrozen: true });
  if (frozen === 'superseded')
    return { refused: 'not-prepared', status: (await periods.find(periodId))?.status };

  const period = await periods.get(periodId);
  const verified = await verifyPlan(needs, period);
  if ('refused' in verified) return thawPlan(needs, periodId, verified);
  const at = now();
  const submission = { submittedBy: actor.id, submittedAt: at.toISOString() };
  const comparison = await reportComparison(needs, { period, ...submission }, verified);
  const { hash, total } = verified;
  const submissionId = fingerprint({ hash, submittedBy: actor.id, at: at.toISOString() });
  await approvals.save(periodId, { submissionId, hash, total, ...submission });
  const facts = { hash, count: total.count, amount: total.amount };
  const subject = `PERIOD#${periodId}`;
  // On record before it is done: one that died in between is on record twice rather than not at all.
  await audit.record({ subject, act: 'submit-period', actId: submissionId, actor, at, facts });
  const submitted = { status: 'submitted', isFrozen: false, submissionId } as const;
  const moved = await periods.move(periodId, { status: 'prepared' }, submitted);
  if (moved === 'superseded') return { refused: 'not-prepared' };
  return { done: 'submitted', hash, total, comparison };
};

export const handler = lambda({ env: Env, input: Input }, (env, run) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return submitPeriod({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    approvals: approvalStore(table),
    settings: settingsStore(table),
    payouts: payoutStore(table),
    contradictions: contradictionStore(table),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    directory: directoryStore(table),
    lists: listStore(table),
    files: openFiles(env.FILES_BUCKET),
    leases: leaseStore(table, run),
    preparePeriod: openWorkflow(env.PREPARE_PERIOD_ARN),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now: run.now,
  });
});
