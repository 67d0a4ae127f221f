import { type Books, type PeriodBook } from '../books.ts';
import type { PayoutFact } from '../facts.ts';

/** Promise 3: paid at most once, whole, only in an open period; nothing overwrites a payment. */
export function* payments({ periods }: Books): Generator<string> {
  for (const period of periods) {
    for (const payout of period.payouts) {
      const who = `${period.periodId} ${payout.commune} ${payout.recipientId}`;
      for (const what of [...completed(payout), ...proven(payout), ...inTime(payout, period)])
        yield `${who} ${what}`;
    }
    yield* recorded(period);
  }
  yield* paidTwice(periods);
}

function* completed({ state, completion, carriedOverAt }: PayoutFact): Generator<string> {
  if (state === 'paid' && completion === undefined) yield 'is paid without a completion';
  if (state !== 'paid' && completion !== undefined) yield `has a completion and is ${state}`;
  if (state === 'paid' && carriedOverAt !== undefined) yield 'is paid and was carried over';
}

function* proven({ completion, attempts, proofs }: PayoutFact): Generator<string> {
  if (new Set(proofs).size < proofs.length) yield 'has the same proof twice';
  if (completion && !proofs.includes(completion.proofId)) yield 'is paid by a proof that it does not have';
  const results = attempts.length + (completion ? 1 : 0);
  if (proofs.length !== results) yield `has ${proofs.length} proofs for ${results} results`;
}

function* inTime({ completion, commune }: PayoutFact, period: PeriodBook): Generator<string> {
  if (completion === undefined) return;
  const { recordedAt } = completion;
  const from = period.approval?.approvedAt;
  const until = period.communes.get(commune)?.sealedAt ?? period.settlement?.settledAt;
  if (from === undefined || recordedAt < from) yield 'was paid before its period was approved';
  if (until !== undefined && recordedAt > until) yield 'was paid after its commune was sealed';
}

/** Every result that was answered with "recorded" left a proof; a lost one was overwritten. */
function* recorded({ periodId, payouts, results }: PeriodBook): Generator<string> {
  const answered = results.reduce((sum, { answers }) => sum + (answers['recorded'] ?? 0), 0);
  const proofs = payouts.reduce((sum, payout) => sum + payout.proofs.length, 0);
  if (answered > proofs)
    yield `${periodId}: ${answered} results were recorded, only ${proofs} proofs are left`;
}

/** What is due to a person for one benefit and month is handed over once, whichever period pays it. */
function* paidTwice(periods: readonly PeriodBook[]): Generator<string> {
  const paidIn = new Map<string, string>();
  for (const { periodId, payouts } of periods) {
    for (const { commune, recipientId, state, lines } of payouts) {
      if (state !== 'paid') continue;
      for (const { kind, benefit, month } of lines) {
        const due = `${periodId.split('.')[0] ?? ''} ${commune} ${recipientId} ${kind} ${benefit} ${month}`;
        const before = paidIn.get(due);
        if (before !== undefined) yield `${due} was paid in ${before} and in ${periodId}`;
        paidIn.set(due, periodId);
      }
    }
  }
}
