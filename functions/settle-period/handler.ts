import { z } from 'zod';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { system } from '../../shared/domain/person.ts';
import { settle } from '../../shared/domain/settlement.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { settlementKeyOf } from '../../shared/lists/files.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { type ApprovalStore, approvalStore } from '../../shared/store/approvals.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type SettlementStore, settlementStore } from '../../shared/store/settlements.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});
const Input = z.object({ periodId: PeriodId });

type Needs = Readonly<{
  periods: Pick<PeriodStore, 'move'>;
  communes: Pick<PeriodCommuneStore, 'list'>;
  approvals: Pick<ApprovalStore, 'find'>;
  settlements: Pick<SettlementStore, 'add'>;
  files: Pick<FileStore, 'writeReport'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/**
 * Compares what was paid and carried over with what was submitted, commune by commune, and closes the period.
 * Safe to run again: the first settlement stands, and everything after it is written from it.
 */
export const settlePeriod =
  (needs: Needs) =>
  async ({ periodId }: z.output<typeof Input>) => {
    const { periods, communes, approvals, settlements, files, audit, now } = needs;
    const approval = await approvals.find(periodId);
    const sealed = (await communes.list(periodId)).flatMap(({ commune, submitted, standing }) =>
      submitted && standing ? [{ commune, submitted: submitted.total, standing }] : [],
    );
    const settlement = await settlements.add(settle(periodId, sealed, approval?.received ?? 0, now()));
    await files.writeReport(settlementKeyOf(periodId), settlement);
    if (settlement.status === 'unbalanced') logger.error('settlement unbalanced', { periodId });
    const { status, approved, paid, carriedOver } = settlement;
    const facts = { status, approved: approved.amount, paid: paid.amount, carriedOver: carriedOver.amount };
    const act = {
      subject: `PERIOD#${periodId}`,
      act: 'settle-period',
      actId: status,
      actor: system,
      at: now(),
    };
    await audit.record({ ...act, facts });
    await periods.move(periodId, { status: 'closing' }, { status: 'closed' });
    return { done: status };
  };

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return settlePeriod({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    approvals: approvalStore(table),
    settlements: settlementStore(table),
    files: openFiles(env.FILES_BUCKET),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now,
  });
});
