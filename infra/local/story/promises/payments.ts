import type { Books } from '../books.ts';
import type { PayoutFact } from '../facts.ts';
import { confirmedLate, type PeriodBook } from '../period-books.ts';

/** Promise 3: paid at most once, whole, only in an open period; nothing overwrites a payment. */
export function* payments({ periods }: Books): Generator<string> {
  for (const period of periods) {
    for (const payout of period.payouts) {
      const who = `${period.periodId} ${payout.commune} ${payout.recipientId}`;
      for (const what of [
        ...completed(payout),
        ...proven(payout),
        ...undone(payout),
        ...inTime(payout, period),
      ])
        yield `${who} ${what}`;
    }
    yield* recorded(period);
  }
  yield* paidTwice(periods);
}

function* completed({
  state,
  completion,
  carriedOverAt,
  reversalAsked,
  held,
}: PayoutFact): Generator<string> {
  if (state === 'paid' && completion === undefined) yield 'is paid without a completion';
  if (state !== 'paid' && completion !== undefined) yield `has a completion and is ${state}`;
  if (state === 'paid' && carriedOverAt !== undefined) yield 'is paid and was carried over';
  if (state === 'paid' && held !== undefined) yield 'is paid while a late result of it waits for a decision';
  if (state !== 'paid' && reversalAsked !== undefined) yield `is ${state}, and a reversal is asked for`;
}

function* proven({ completion, attempts, proofs, reversals }: PayoutFact): Generator<string> {
  if (new Set(proofs).size < proofs.length) yield 'has the same proof twice';
  if (completion && !proofs.includes(completion.proofId)) yield 'is paid by a proof that it does not have';
  if (reversals.some((one) => !proofs.includes(one.completion.proofId)))
    yield 'has lost the proof of a payment that was undone';
  const results = attempts.length + reversals.length + (completion ? 1 : 0);
  if (proofs.length !== results) yield `has ${proofs.length} proofs for ${results} results`;
}

/** A reversal stands beside the payment that it undid; the next payment came after it, with a proof of its own. */
function* undone({ completion, reversals }: PayoutFact): Generator<string> {
  const payments = [...reversals.map((one) => one.completion), ...(completion ? [completion] : [])];
  for (const [at, reversal] of reversals.entries()) {
    if (reversal.at < reversal.completion.recordedAt) yield 'was undone before it was paid';
    const next = payments[at + 1];
    if (next && next.recordedAt < reversal.at) yield 'was paid again before the first payment was undone';
  }
  if (new Set(payments.map(({ proofId }) => proofId)).size < payments.length)
    yield 'is paid again by a proof that was undone';
}

function* inTime(
  { state, completion, reversals, commune }: PayoutFact,
  period: PeriodBook,
): Generator<string> {
  if (period.status === 'cancelled' && state !== 'assigned')
    yield `is ${state} in a month that was cancelled`;
  const from = period.approval?.approvedAt;
  const until = period.communes.get(commune)?.sealedAt ?? period.settlement?.settledAt;
  for (const { recordedAt } of [
    ...reversals.map((one) => one.completion),
    ...(completion ? [completion] : []),
  ]) {
    if (from === undefined || recordedAt < from) yield 'was paid before its period was approved';
    if (until !== undefined && recordedAt > until) yield 'was paid after its commune was sealed';
  }
  if (until !== undefined && reversals.some(({ at }) => at > until))
    yield 'was undone after its commune was sealed';
}

/** Every result that was answered with "recorded" left a proof; a lost one was overwritten. */
function* recorded({ periodId, payouts, results }: PeriodBook): Generator<string> {
  const answered = results.reduce((sum, { answers }) => sum + (answers['recorded'] ?? 0), 0);
  const proofs = payouts.reduce((sum, payout) => sum + payout.proofs.length, 0);
  if (answered > proofs)
    yield `${periodId}: ${answered} results were recorded, only ${proofs} proofs are left`;
}

/** When a due was handed over; of a late result it is known only since it was decided. */
interface Handing {
  readonly periodId: string;
  readonly knownAt?: string;
}

/** What is due to a person for one benefit and month is handed over once, whichever period pays it. */
function* paidTwice(periods: readonly PeriodBook[]): Generator<string> {
  const paidIn = new Map<string, Handing>();
  for (const period of periods) {
    for (const payout of period.payouts) {
      const late = payout.state === 'carriedOver' ? confirmedLate(period, payout) : undefined;
      if (payout.state !== 'paid' && late === undefined) continue;
      const handing = { periodId: period.periodId, ...(late && { knownAt: late.decidedAt ?? '' }) };
      for (const due of dues(period, payout)) {
        const before = paidIn.get(due);
        // Nobody could know better when it was paid: the authority recovers it.
        const isKnown = (payout.completion?.recordedAt ?? '') > (before?.knownAt ?? '');
        if (before && isKnown) yield `${due} was paid in ${before.periodId} and in ${period.periodId}`;
        paidIn.set(due, handing);
      }
    }
  }
}

const dues = ({ periodId }: PeriodBook, { commune, recipientId, lines }: PayoutFact): string[] =>
  lines.map(
    ({ kind, benefit, month }) =>
      `${periodId.split('.')[0] ?? ''} ${commune} ${recipientId} ${kind} ${benefit} ${month}`,
  );
