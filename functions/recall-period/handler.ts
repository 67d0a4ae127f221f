import { z } from 'zod';
import { followingPeriod, partsOf, type Period, PeriodId } from '../../shared/domain/payment-period.ts';
import { Actor, mayAct } from '../../shared/domain/person.ts';
import { openWorkflow, stampOf, type Workflow } from '../../shared/gateways/workflows.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { type LeaseStore, leaseStore, openingScope } from '../../shared/store/leases.ts';
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
  periods: Pick<PeriodStore, 'find' | 'move'>;
  directory: Pick<DirectoryStore, 'listPeriods'>;
  leases: Pick<LeaseStore, 'hold'>;
  preparePeriod: Pick<Workflow, 'start'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/**
 * Takes a submitted plan back before it is approved, by whoever submits or, as a rejection, whoever approves; brings a
 * cancelled month back while no later one is there. Either way it is prepared anew. Safe to run again: what is
 * neither submitted nor cancelled any more is left as it is.
 */
export const recallPeriod =
  (needs: Needs) =>
  async ({ periodId, reason, actor }: z.output<typeof Input>) => {
    const { periods, preparePeriod, audit, now } = needs;
    if (!mayAct(actor, ['planner', 'list-officer', 'approver'])) return { refused: 'not-a-planner' };
    const period = await periods.find(periodId);
    const at = now();
    const isRejection = period?.status === 'submitted' && actor.role === 'approver';
    const act = isRejection ? 'reject-period' : 'recall-period';
    const record = () =>
      audit.record({ subject: `PERIOD#${periodId}`, act, actId: stampOf(at), actor, at, facts: { reason } });
    const led = period ? await leadBack(needs, period, record) : 'superseded';
    if (led === 'later-period-exists') return { refused: led };
    if (led === 'superseded') return { refused: 'not-submitted' };
    await preparePeriod.start(`${periodId}-${stampOf(at)}-recalled`, { periodId });
    return { done: isRejection ? 'rejected' : 'recalled' };
  };

const leadBack = async (needs: Needs, period: Period, record: () => Promise<void>) => {
  const { periods, leases } = needs;
  const { periodId, status } = period;
  // On record before it is done: one that an approval overtook is on record too, rather than one that died not at all.
  const move = async () => {
    await record();
    return periods.move(periodId, period, { status: 'preparing' });
  };
  if (status === 'submitted') return move();
  if (status !== 'cancelled') return 'superseded';
  return leases.hold(openingScope(partsOf(periodId)), async () =>
    (await isLast(needs, periodId)) ? move() : 'later-period-exists',
  );
};

/** Also one that was opened just now and does not stand in the directory yet counts. */
const isLast = async ({ periods, directory }: Needs, periodId: PeriodId): Promise<boolean> => {
  const listed = await directory.listPeriods(partsOf(periodId));
  return (
    listed.every((other) => other <= periodId) &&
    (await periods.find(followingPeriod(periodId))) === undefined
  );
};

export const handler = lambda({ env: Env, input: Input }, (env, run) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return recallPeriod({
    periods: periodStore(table),
    directory: directoryStore(table),
    leases: leaseStore(table, run),
    preparePeriod: openWorkflow(env.PREPARE_PERIOD_ARN),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now: run.now,
  });
});
