import { z } from 'zod';
import { isBeforeApproval, PeriodId } from '../../shared/domain/payment-period.ts';
import { Actor, mayAct } from '../../shared/domain/person.ts';
import { stampOf } from '../../shared/gateways/workflows.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), AUDIT_TABLE: z.string().min(1) });
/** A closed set: free text could name people, and what is on record is read by many. */
const Reason = z.enum(['merged', 'paid-elsewhere', 'other']);
const Input = z.object({ periodId: PeriodId, reason: Reason, actor: Actor });

type Needs = Readonly<{
  periods: Pick<PeriodStore, 'find' | 'move'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/**
 * Calls a month off before anybody can be paid in it; what was carried over is due in the next one instead.
 * Safe to run again: a cancelled period stays cancelled, and the act is on record twice rather than never.
 */
export const cancelPeriod =
  ({ periods, audit, now }: Needs) =>
  async ({ periodId, reason, actor }: z.output<typeof Input>) => {
    if (!mayAct(actor, ['approver'])) return { refused: 'not-an-approver' };
    const period = await periods.find(periodId);
    if (!period) return { refused: 'no-such-period' };
    if (!isBeforeApproval(period) && period.status !== 'cancelled')
      return { refused: 'approved-already', status: period.status };
    if (period.isFrozen) return { refused: 'being-submitted' };
    const moved = await periods.move(periodId, period, { status: 'cancelled' });
    if (moved === 'superseded') return { refused: 'moved-on' };
    const at = now();
    const act = { act: 'cancel-period', actId: stampOf(at), actor, at, facts: { reason } };
    await audit.record({ subject: `PERIOD#${periodId}`, ...act });
    return { done: 'cancelled' };
  };

export const handler = lambda({ env: Env, input: Input }, (env, { now }) =>
  cancelPeriod({
    periods: periodStore(openTable(env.PAYOUTS_TABLE)),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now,
  }),
);
