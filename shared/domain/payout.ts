import { z } from 'zod';
import { Month, PlainDate } from './calendar.ts';
import { CommuneCode, PointId, Session } from './geography.ts';
import { PeriodId } from './payment-period.ts';
import { Dong, HomeVisitReason, RecipientId, Source } from './recipient.ts';

/** Recipient × benefit × month. `carriedFrom` names the period that owed it and did not pay it. */
export const PayoutLine = z.object({
  kind: z.enum(['regular', 'arrears', 'funeral']),
  benefit: z.string().min(1),
  month: Month,
  amount: Dong,
  source: Source,
  carriedFrom: PeriodId.optional(),
});
export type PayoutLine = z.infer<typeof PayoutLine>;

/** Where and when: a session of a point, or a visit at home by the people of that point. */
export const Place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('point'), pointId: PointId, day: PlainDate, session: Session }),
  z.object({ kind: z.literal('home'), pointId: PointId, day: PlainDate, reason: HomeVisitReason }),
]);
export type Place = z.infer<typeof Place>;

export const AttemptReason = z.enum([
  'ABSENT',
  'SICK_AT_HOME',
  'AWAY',
  'NO_ID_PAPER',
  'PROXY_INVALID_OR_EXPIRED',
  'NAME_MISMATCH',
  'DIED',
  'MOVED',
  'REFUSED',
  'ROAD_OR_WEATHER',
  'POINT_OUT_OF_CASH',
  'HOME_NOT_FOUND',
  'OTHER',
]);
export type AttemptReason = z.infer<typeof AttemptReason>;

export const PaidTo = z.enum(['self', 'guardian', 'proxy']);
export type PaidTo = z.infer<typeof PaidTo>;

const Attempt = z.object({
  reason: AttemptReason,
  attemptedOn: PlainDate,
  recordedAt: z.iso.datetime(),
  recordedBy: z.string(),
  source: Source.optional(),
});
export type Attempt = z.infer<typeof Attempt>;

/** `paidOn` is the teller's word, `recordedAt` ours; `source` is absent where it was said one by one. */
const Completion = z.object({
  proofId: z.string(),
  paidTo: PaidTo,
  paidOn: PlainDate,
  recordedAt: z.iso.datetime(),
  recordedBy: z.string(),
  source: Source.optional(),
});
export type Completion = z.infer<typeof Completion>;

/** Who said so, and when. */
const Said = z.object({ by: z.string(), at: z.iso.datetime() });

/** Why a planner gave somebody another place than the plan did. */
export const ChoiceReason = z.enum(['ASKED', 'SICK', 'POINT_FULL', 'ROAD_OR_WEATHER', 'OTHER']);
export type ChoiceReason = z.infer<typeof ChoiceReason>;

export const ReversalReason = z.enum(['TYPED_WRONG', 'NOT_HANDED_OVER', 'WRONG_PERSON', 'OTHER']);
export type ReversalReason = z.infer<typeof ReversalReason>;

const AskedReversal = Said.extend({ reason: ReversalReason });

/** A payment that was undone, beside what undid it; `askedBy` is the teller alone where it was their own mistake. */
const Reversal = z.object({
  completion: Completion,
  reason: ReversalReason,
  askedBy: z.string(),
  confirmedBy: z.string().optional(),
  at: z.iso.datetime(),
});

/** Why money goes back to the authority, or is kept until a decision. `PAID_LATE`: the month before had paid it. */
export const DecisionReason = z.enum([
  'DIED',
  'MOVED_AWAY',
  'REFUSED',
  'DUPLICATE',
  'YEAR_END',
  'PAID_LATE',
  'UNDER_REVIEW',
  'DETAINED',
  'OTHER',
]);
export type DecisionReason = z.infer<typeof DecisionReason>;

/**
 * The number of the decision on paper, `112/QĐ-UBND`: a figure, then the capitals of offices. Nothing else fits, so that
 * nobody writes a name here.
 */
export const DecisionPaper = z.string().regex(/^\d{1,8}[a-z]?(?:[/.-][\p{Lu}\d]{1,10}){0,4}$/u);

const Decision = Said.extend({ reason: DecisionReason, paper: DecisionPaper });
export type Decision = z.infer<typeof Decision>;

/** A result of an earlier period that came when that one was closed: until it is decided, nothing is paid here. */
const LateResult = z.object({ periodId: PeriodId, proofId: z.string() });
export type LateResult = z.infer<typeof LateResult>;

/** One recipient's assistance in one period. Amounts are whole đồng; nothing here names a person. */
const Due = z.object({
  periodId: PeriodId,
  commune: CommuneCode,
  recipientId: RecipientId,
  lines: z.array(PayoutLine).min(1),
  amount: Dong,
  /** Stands for the collector, where it is not the recipient. */
  collectorKey: z.string().optional(),
  place: Place,
  /** The place is the planner's own choice: a new plan keeps it. */
  chosen: Said.extend({ reason: ChoiceReason }).optional(),
  /** What the recipient is told: their first payment here, or somebody else than last month collects it. */
  news: z.enum(['first', 'collector']).optional(),
  /** In how many months running it had not been collected before this one. */
  missedBefore: z.int().positive().optional(),
  attempts: z.array(Attempt),
  /** Every proof ever applied, those of reversed payments too. */
  proofs: z.array(z.string()),
  reversals: z.array(Reversal).optional(),
  /** The last decision that was taken back, and by whom: never by who had made it. */
  restored: Said.extend({ decision: Decision }).optional(),
  held: LateResult.optional(),
  /** Lines that the month before turned out to have paid: handed back, and no part of `amount` any more. */
  settledLate: Said.extend({ proofId: z.string(), lines: z.array(PayoutLine).min(1) }).optional(),
});

/**
 * assigned → paid, carried over, handed back or withheld. The ways back are a reversal, which keeps the completion, and
 * what another person restores, which keeps the decision. Overdue is computed, never stored.
 */
export const Payout = z.discriminatedUnion('state', [
  Due.extend({ state: z.literal('assigned') }),
  Due.extend({
    state: z.literal('paid'),
    completion: Completion,
    reversalAsked: AskedReversal.optional(),
  }),
  Due.extend({ state: z.literal('carriedOver'), carriedOverAt: z.iso.datetime() }),
  Due.extend({ state: z.literal('handedBack'), decision: Decision }),
  Due.extend({ state: z.literal('withheld'), decision: Decision }),
]);
export type Payout = z.infer<typeof Payout>;
export type AssignedPayout = Extract<Payout, { state: 'assigned' }>;
export type PaidPayout = Extract<Payout, { state: 'paid' }>;
export type CarriedOverPayout = Extract<Payout, { state: 'carriedOver' }>;
/** Out of the plan by a decision: the money is not handed over in this period. */
export type DecidedPayout = Extract<Payout, { decision: Decision }>;
export type RestoredPayout = AssignedPayout & Readonly<{ restored: NonNullable<Payout['restored']> }>;

export const isAssigned = (payout: Payout): payout is AssignedPayout => payout.state === 'assigned';

export const totalOf = (parts: readonly Readonly<{ amount: number }>[]): number =>
  parts.reduce((sum, { amount }) => sum + amount, 0);

export const Tally = z.object({ count: z.int().nonnegative(), amount: z.int().nonnegative() });
export type Tally = z.infer<typeof Tally>;

export const tally = (payouts: readonly Readonly<{ amount: number }>[]): Tally => ({
  count: payouts.length,
  amount: totalOf(payouts),
});

export const sumOf = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((sum, one) => ({ count: sum.count + one.count, amount: sum.amount + one.amount }), {
    count: 0,
    amount: 0,
  });
