import { z } from 'zod';
import type { PeriodId } from '../domain/payment-period.ts';
import { Tally } from '../domain/payout.ts';
import { putItem, updateIf } from './conditional.ts';
import { approvalKey } from './keys.ts';
import { getItem, type Table } from './table.ts';

/** What was submitted, and what an approver said of exactly that. Money in whole đồng. */
const Approval = z.object({
  submissionId: z.string(),
  hash: z.string(),
  total: Tally,
  submittedBy: z.string(),
  submittedAt: z.iso.datetime(),
  approvedBy: z.string().optional(),
  approvedAt: z.iso.datetime().optional(),
  received: z.int().nonnegative().optional(),
  voucher: z.string().optional(),
});
export type Approval = z.infer<typeof Approval>;

export type ApprovalStore = ReturnType<typeof approvalStore>;

export const approvalStore = (table: Table) => ({
  async find(periodId: PeriodId): Promise<Approval | undefined> {
    const item = await getItem(table, approvalKey(periodId));
    return item && Approval.parse(item);
  },

  /** Of a period that was opened: there is one. */
  async get(periodId: PeriodId): Promise<Approval> {
    const approval = await this.find(periodId);
    if (!approval) throw new Error(`no approval of ${periodId}`);
    return approval;
  },

  /** What was submitted; only under the period's lease of submissions. A recalled one is replaced. */
  save: (periodId: PeriodId, submission: Approval): Promise<void> =>
    putItem(table, approvalKey(periodId), submission),

  /** Approved by somebody else than the submitter, for exactly that plan as it was submitted, once. */
  async approve(
    periodId: PeriodId,
    approval: Required<
      Pick<Approval, 'submissionId' | 'hash' | 'approvedBy' | 'approvedAt' | 'received' | 'voucher'>
    >,
  ): Promise<'approved' | { refused: Approval | undefined }> {
    const { submissionId, hash, ...said } = approval;
    const written = await updateIf(table, {
      key: approvalKey(periodId),
      set: said,
      condition:
        '#submissionId = :submissionId AND #hash = :hash AND #submittedBy <> :submittedBy' +
        ' AND attribute_not_exists(approvedBy)',
      where: { submissionId, hash, submittedBy: approval.approvedBy },
    });
    if (written.written) return 'approved';
    return { refused: written.found && Approval.parse(written.found) };
  },
});
