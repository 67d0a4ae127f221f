import { z } from 'zod';
import { Tally } from './payout.ts';

/** What a plan is against the month before, as an approver asks it; money in whole đồng. */
export const PlanComparison = z.object({
  /** Not in the month before; in it and not in this one any more. */
  new: Tally,
  stopped: Tally,
  /** Regular amounts that are not what they were. */
  changedAmount: z.object({ count: z.int(), before: z.int(), after: z.int() }),
  changedCollector: Tally,
  /** Arrears and funeral support: paid once, in no comparison of monthly amounts. */
  oneOff: Tally,
  carried: Tally,
  /** Where the list says something else than standard × coefficient: how many, and the đồng above and below. */
  offStandard: z.object({ count: z.int(), above: z.int(), below: z.int() }),
  /** Payouts beyond the capacity of their session. */
  overfull: z.int().nonnegative(),
});
export type PlanComparison = z.infer<typeof PlanComparison>;
