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

/** `paidOn` is the teller's word, `recordedAt` ours. */
const Completion = z.object({
  proofId: z.string(),
  paidTo: PaidTo,
  paidOn: PlainDate,
  recordedAt: z.iso.datetime(),
  recordedBy: z.string(),
  source: Source,
});
export type Completion = z.infer<typeof Completion>;

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
  attempts: z.array(Attempt),
  /** Every proof ever applied. */
  proofs: z.array(z.string()),
});

/** Forward only: assigned, then paid or carried over. Overdue is computed, never stored. */
export const Payout = z.discriminatedUnion('state', [
  Due.extend({ state: z.literal('assigned') }),
  Due.extend({ state: z.literal('paid'), completion: Completion }),
  Due.extend({ state: z.literal('carriedOver'), carriedOverAt: z.iso.datetime() }),
]);
export type Payout = z.infer<typeof Payout>;
export type AssignedPayout = Extract<Payout, { state: 'assigned' }>;
export type PaidPayout = Extract<Payout, { state: 'paid' }>;
export type CarriedOverPayout = Extract<Payout, { state: 'carriedOver' }>;

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
