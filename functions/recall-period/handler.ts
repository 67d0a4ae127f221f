import { z } from 'zod';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { Actor, mayAct } from '../../shared/domain/person.ts';
import { openWorkflow, stampOf, type Workflow } from '../../shared/gateways/workflows.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  PREPARE_PERIOD_ARN: z.string().min(1),
});
/** A closed set: free text could name people, and what is on record is read by many. */
const Reason = z.enum(['list-wrong', 'money-late', 'plan-wrong', 'other']);
const Input = z.object({ periodId: PeriodId, reason: Reason, actor: Actor });

type Needs = Readonly<{
  periods: Pick<PeriodStore, 'move'>;
  preparePeriod: Pick<Workflow, 'start'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/**
 * Takes a submitted plan back before it is approved, by whoever submits or approves; it is prepared anew.
 * Safe to run again: what is not submitted any more is left as it is.
 */
export const recallPeriod =
  ({ periods, preparePeriod, audit, now }: Needs) =>
  async ({ periodId, reason, actor }: z.output<typeof Input>) => {
    if (!mayAct(actor, ['planner', 'list-officer', 'approver'])) return { refused: 'not-a-planner' };
    const moved = await periods.move(periodId, { status: 'submitted' }, { status: 'preparing' });
    if (moved === 'superseded') return { refused: 'not-submitted' };
    const at = now();
    const act = { act: 'recall-period', actId: stampOf(at), actor, at, facts: { reason } };
    await audit.record({ subject: `PERIOD#${periodId}`, ...act });
    await preparePeriod.start(`${periodId}-${stampOf(at)}-recalled`, { periodId });
    return { done: 'recalled' };
  };

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return recallPeriod({
    periods: periodStore(table),
    preparePeriod: openWorkflow(env.PREPARE_PERIOD_ARN),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now,
  });
});
