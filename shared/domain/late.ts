import { z } from 'zod';
import { CommuneCode } from './geography.ts';
import { PeriodId } from './payment-period.ts';
import { ListId } from './payout-list.ts';
import { RecipientId } from './recipient.ts';

/** A result that came when its payout was carried over already, and what the accountant found out about it. */
export const Late = z.object({
  periodId: PeriodId,
  commune: CommuneCode,
  recipientId: RecipientId,
  proofId: z.string(),
  /** Whether it says that the money was handed over; an attempt holds nobody's next payout. */
  saysPaid: z.boolean(),
  listId: ListId.optional(),
  row: z.int().positive().optional(),
  by: z.string(),
  at: z.iso.datetime(),
  /** `confirmed`: it was paid, what was carried over is settled. `rejected`: it was not, the next payout is due. */
  decision: z.enum(['confirmed', 'rejected']).optional(),
  decidedBy: z.string().optional(),
  decidedAt: z.iso.datetime().optional(),
});
export type Late = z.infer<typeof Late>;

/** Until somebody has looked into it, the next payout of the same person waits. */
export const isOpenQuestion = ({ saysPaid, decision }: Late): boolean => saysPaid && decision === undefined;
