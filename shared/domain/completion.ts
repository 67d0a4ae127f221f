import { z } from 'zod';
import { PlainDate } from './calendar.ts';
import { fingerprint } from './fingerprint.ts';
import { dayNow, type MovedDays } from './moved-day.ts';
import type { PeriodCalendar, PeriodStatus } from './payment-period.ts';
import { type AssignedPayout, AttemptReason, type PaidPayout, PaidTo, type Payout } from './payout.ts';
import { payoutNumber } from './payout-number.ts';
import type { Source } from './recipient.ts';

/** What a teller says of one payout. An amount, where one is written, must be the whole amount due. */
export const Result = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('paid'),
    paidTo: PaidTo,
    on: PlainDate,
    amount: z.int().optional(),
    /** How often a payment in these very words was undone: it was handed over once more, the same day to the same person. */
    again: z.int().positive().optional(),
  }),
  z.object({ outcome: z.literal('attempt'), reason: AttemptReason, on: PlainDate }),
]);
export type Result = z.infer<typeof Result>;

/** Who recorded it, when (`today` by the office's calendar), from which row. */
export type Recording = Readonly<{ at: Date; today: PlainDate; by: string; source?: Source | undefined }>;

/**
 * The answer to one result. `conflict`: somebody else said something else before; both are kept. `reversed`: exactly
 * this was recorded and undone. `held`: a late result of the month before has to be decided first.
 */
export const Answer = z.enum([
  'recorded',
  'already-recorded',
  'reversed',
  'conflict',
  'amount-differs',
  'unknown-payout',
  'not-open',
  'handed-back',
  'withheld',
  'held',
  'late',
  'nothing-said',
  'unclear',
]);
export type Answer = z.infer<typeof Answer>;

export type Decision =
  | Readonly<{ paid: PaidPayout }>
  | Readonly<{ attempted: AssignedPayout; proofId: string }>
  | Readonly<{ answer: Exclude<Answer, 'recorded'> }>;

/** Hash of what is said (payout, outcome, collector, day, amount paid), not of the file or row that says it. */
export const proofOf = (payout: Payout, result: Result): string => {
  const number = payoutNumber(payout);
  if (result.outcome === 'attempt') return fingerprint({ number, ...result });
  return fingerprint({ number, ...result, amount: result.amount ?? payout.amount });
};

/**
 * A payout is completed once, whole, and only in an open period. The write must demand what is decided here. `late` of
 * a payout that is still assigned: the period is closing, it is as good as carried over.
 */
export const decideResult = (
  payout: Payout | undefined,
  result: Result,
  status: PeriodStatus,
  recording: Recording,
): Decision => {
  if (payout === undefined) return { answer: 'unknown-payout' };
  const proofId = proofOf(payout, result);
  if (payout.reversals?.some(({ completion }) => completion.proofId === proofId))
    return { answer: 'reversed' };
  if (payout.proofs.includes(proofId)) return { answer: 'already-recorded' };
  switch (payout.state) {
    case 'paid':
      return { answer: 'conflict' };
    case 'carriedOver':
      return { answer: 'late' };
    case 'handedBack':
      return { answer: 'handed-back' };
    case 'withheld':
      return { answer: 'withheld' };
    case 'assigned':
      if (status === 'closing' || status === 'closed') return { answer: 'late' };
      if (status !== 'open') return { answer: 'not-open' };
      if (payout.held && result.outcome === 'paid') return { answer: 'held' };
      if (result.outcome === 'paid' && (result.amount ?? payout.amount) !== payout.amount)
        return { answer: 'amount-differs' };
      return decided(payout, result, proofId, recording);
  }
};

const decided = (payout: AssignedPayout, result: Result, proofId: string, recording: Recording): Decision => {
  const { at, today, by, source } = recording;
  // A catch-up sheet is named after its last day; nobody was paid on a day that has not come.
  const on = result.on < today ? result.on : today;
  const proofs = [...payout.proofs, proofId];
  const recordedAt = at.toISOString();
  if (result.outcome === 'attempt') {
    const attempt = { reason: result.reason, attemptedOn: on, recordedAt, recordedBy: by, source };
    return { attempted: { ...payout, proofs, attempts: [...payout.attempts, attempt] }, proofId };
  }
  const completion = {
    proofId,
    paidTo: result.paidTo,
    paidOn: on,
    recordedAt,
    recordedBy: by,
    source,
  };
  return { paid: { ...payout, state: 'paid', proofs, completion } };
};

/** How what was not recorded is kept beside the payout, so that nothing that is said about money is lost. */
export const keptAs = (answer: Answer, { outcome }: Result): 'conflict' | 'late' | undefined => {
  switch (answer) {
    case 'conflict':
    case 'late':
      return answer;
    case 'handed-back':
    case 'withheld':
    case 'held':
      return outcome === 'paid' ? 'conflict' : undefined;
    case 'recorded':
    case 'already-recorded':
    case 'reversed':
    case 'amount-differs':
    case 'unknown-payout':
    case 'not-open':
    case 'nothing-said':
    case 'unclear':
      return undefined;
  }
};

/** What about a recorded payment somebody should look at; the money was handed over all the same. */
export const Remark = z.enum(['before-payout-days', 'before-own-day', 'no-collector-known']);
export type Remark = z.infer<typeof Remark>;

type Plan = Readonly<{ calendar: PeriodCalendar; moved: MovedDays }>;

export const remarksOn = (
  { place, collectorKey, completion: { paidOn, paidTo } }: PaidPayout,
  { calendar, moved }: Plan,
): Remark[] => {
  const remarks: Remark[] = [];
  if (paidOn < calendar.payoutFrom) remarks.push('before-payout-days');
  else if (paidOn < dayNow(place, moved)) remarks.push('before-own-day');
  if (paidTo !== 'self' && collectorKey === undefined) remarks.push('no-collector-known');
  return remarks;
};
