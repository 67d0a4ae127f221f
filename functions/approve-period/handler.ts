import { z } from 'zod';
import { wallClock } from '../../shared/domain/calendar.ts';
import { partsOf, type Period, PeriodId } from '../../shared/domain/payment-period.ts';
import { Actor, mayAct } from '../../shared/domain/person.ts';
import { isOverslept } from '../../shared/domain/postponement.ts';
import { Voucher } from '../../shared/domain/settlement.ts';
import { openWorkflow, stampOf, type Workflow } from '../../shared/gateways/workflows.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type ApprovalStore, approvalStore } from '../../shared/store/approvals.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  RUN_PERIOD_ARN: z.string().min(1),
});
/** `received`: đồng at hand for this period, with the State Treasury's voucher for it. */
const Input = z.object({
  periodId: PeriodId,
  hash: z.string().min(1),
  received: z.int().nonnegative(),
  voucher: Voucher,
  actor: Actor,
});

type Needs = Readonly<{
  periods: Pick<PeriodStore, 'find' | 'move'>;
  approvals: Pick<ApprovalStore, 'find' | 'approve'>;
  settings: Pick<SettingsStore, 'get'>;
  runPeriod: Pick<Workflow, 'startUnlessRunning'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/**
 * A second person approves exactly the plan that was submitted; from then on it can be paid.
 * Safe to run again: the same approval by the same person opens the period and starts its run once.
 */
export const approvePeriod =
  (needs: Needs) =>
  async ({ periodId, hash, received, voucher, actor }: z.output<typeof Input>) => {
    const { periods, approvals, runPeriod, audit, now } = needs;
    if (!mayAct(actor, ['approver'])) return { refused: 'not-an-approver' };
    const submission = await approvals.find(periodId);
    const period = await periods.find(periodId);
    const isOwn = submission?.approvedBy === actor.id && submission.hash === hash;
    if (!submission || (period?.status !== 'submitted' && !(isOwn && period?.status === 'open')))
      return { refused: 'not-submitted', status: period?.status };
    if (submission.hash !== hash) return { refused: 'other-plan' };
    if (submission.submittedBy === actor.id) return { refused: 'own-submission' };
    if (received < submission.total.amount)
      return { refused: 'money-short', missing: submission.total.amount - received };

    if (await isTooLate(needs, period)) return { refused: 'days-over', next: 'days-are-planned-anew' };

    const at = now();
    const { submissionId } = submission;
    const approval = {
      submissionId,
      hash,
      approvedBy: actor.id,
      approvedAt: at.toISOString(),
      received,
      voucher,
    };
    const stands = await approveOnce(needs, periodId, approval);
    if ('refused' in stands) return stands;
    await periods.move(periodId, { status: 'submitted', submissionId }, { status: 'open' });
    if ((await periods.find(periodId))?.status !== 'open') return { refused: 'recalled' };
    const facts = { hash, received, voucher };
    await audit.record({
      subject: `PERIOD#${periodId}`,
      act: 'approve-period',
      actId: hash,
      actor,
      at: new Date(stands.approvedAt),
      facts,
    });
    await runPeriod.startUnlessRunning(periodId, stampOf(at), { periodId });
    return { done: 'approved', total: submission.total };
  };

type Approving = Parameters<ApprovalStore['approve']>[1] & Readonly<{ approvedAt: string }>;

/** Since when this approval stands: the same, given before by the same person, is the one that goes on record. */
const approveOnce = async (
  { approvals }: Needs,
  periodId: PeriodId,
  approval: Approving,
): Promise<Pick<Approving, 'approvedAt'> | Readonly<{ refused: 'other-plan' | 'approved-otherwise' }>> => {
  const written = await approvals.approve(periodId, approval);
  if (written === 'approved') return approval;
  const { submissionId, hash, approvedBy, approvedAt, received, voucher } = written.refused ?? {};
  const isOwn =
    submissionId === approval.submissionId && hash === approval.hash && approvedBy === approval.approvedBy;
  if (!isOwn || approvedAt === undefined) return { refused: 'other-plan' };
  const isSame = received === approval.received && voucher === approval.voucher;
  return isSame ? { approvedAt } : { refused: 'approved-otherwise' };
};

/** Its paper would name days that are over; the next morning plans them anew. */
const isTooLate = async ({ settings, now }: Needs, period: Period): Promise<boolean> => {
  const { timeZone } = await settings.get(partsOf(period.periodId).programme, period.settingsFrom);
  return isOverslept(period, wallClock(now(), timeZone).today);
};

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return approvePeriod({
    periods: periodStore(table),
    approvals: approvalStore(table),
    settings: settingsStore(table),
    runPeriod: openWorkflow(env.RUN_PERIOD_ARN),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now,
  });
});
