import { z } from 'zod';
import { CommuneCode } from './geography.ts';
import { PeriodId } from './payment-period.ts';
import {
  type AssignedPayout,
  type DecidedPayout,
  type Decision,
  type PayoutLine,
  totalOf,
} from './payout.ts';
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

/** What of a later payout the late result of a period is about: lines which that period, or one before it, owed. */
export const isOwedBy =
  (periodId: PeriodId) =>
  ({ carriedFrom }: PayoutLine): boolean =>
    carriedFrom !== undefined && carriedFrom <= periodId;

/**
 * The payout without the lines that turned out to be paid: they are handed back, and where nothing else was due the
 * whole payout is. Undefined where it has none of them.
 */
export const settleLate = (
  payout: AssignedPayout,
  { periodId, proofId }: Pick<Late, 'periodId' | 'proofId'>,
  { by, at, paper }: Omit<Decision, 'reason'>,
): AssignedPayout | DecidedPayout | undefined => {
  const owed = payout.lines.filter(isOwedBy(periodId));
  const rest = payout.lines.filter((line) => !owed.includes(line));
  if (owed.length === 0) return undefined;
  if (rest.length === 0)
    return {
      ...payout,
      state: 'handedBack',
      held: undefined,
      decision: { reason: 'PAID_LATE', paper, by, at },
    };
  const lines = [...(payout.settledLate?.lines ?? []), ...owed];
  return {
    ...payout,
    held: undefined,
    lines: rest,
    amount: totalOf(rest),
    settledLate: { by, at, proofId, lines },
  };
};
