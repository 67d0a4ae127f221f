import type { Books } from '../books.ts';
import type { LateFact, PayoutFact } from '../facts.ts';
import { confirmedLate, isSubmitted, type PeriodBook, seriesOf } from '../period-books.ts';

/**
 * Promise 4, where a result came after its payout had been carried over: until it is decided nothing more is paid,
 * and what turned out to be paid is handed back, by that result and no other.
 */
export function* lateResults({ periods }: Books): Generator<string> {
  for (const period of periods) {
    for (const payout of period.payouts) {
      const who = `${period.periodId} ${payout.commune} ${payout.recipientId}`;
      for (const what of [...waiting(payout, periods), ...handedBack(payout, period, periods)])
        yield `${who} ${what}`;
    }
    for (const late of period.late) yield* decided(late, period);
    yield* stillDue(period, periods);
  }
}

const lateOf = (
  { commune, recipientId }: PayoutFact,
  proofId: string,
  periods: readonly PeriodBook[],
): LateFact | undefined =>
  periods
    .flatMap(({ late }) => late)
    .find((one) => one.commune === commune && one.recipientId === recipientId && one.proofId === proofId);

function* waiting(payout: PayoutFact, periods: readonly PeriodBook[]): Generator<string> {
  const { held, state } = payout;
  if (held === undefined || state !== 'assigned') return;
  const late = lateOf(payout, held.proofId, periods);
  if (late === undefined) yield 'waits for a late result that nobody has';
  else if (late.decision !== undefined) yield `waits for a late result that was ${late.decision}`;
}

function* handedBack(
  payout: PayoutFact,
  period: PeriodBook,
  periods: readonly PeriodBook[],
): Generator<string> {
  const { settledLate, state, decision } = payout;
  const earlier = periods.filter(
    (one) => seriesOf(one) === seriesOf(period) && one.periodId < period.periodId,
  );
  if (settledLate !== undefined) {
    if (lateOf(payout, settledLate.proofId, earlier)?.decision !== 'confirmed')
      yield 'hands back lines as paid late, which no confirmed result says';
    if (settledLate.lines.some(({ carriedFrom }) => carriedFrom === undefined))
      yield 'hands back a line of its own month as paid late';
  }
  const isWhole = state === 'handedBack' && decision?.reason === 'PAID_LATE';
  if (isWhole && !earlier.some((one) => confirmedLate(one, payout) !== undefined))
    yield 'is handed back as paid late, which no confirmed result says';
}

function* decided(
  { commune, recipientId, decision, decidedBy, decidedAt }: LateFact,
  { periodId }: PeriodBook,
): Generator<string> {
  if (decision !== undefined && (decidedBy === undefined || decidedAt === undefined))
    yield `${periodId} ${commune} ${recipientId}: a late result was ${decision} by nobody`;
}

/** What was confirmed to be paid is due nowhere any more. */
function* stillDue(period: PeriodBook, periods: readonly PeriodBook[]): Generator<string> {
  for (const payout of period.payouts) {
    if (payout.state !== 'carriedOver' || confirmedLate(period, payout) === undefined) continue;
    const keys = new Set(payout.lines.map(({ kind, benefit, month }) => `${kind} ${benefit} ${month}`));
    const later = periods.filter(
      (one) => seriesOf(one) === seriesOf(period) && one.periodId > period.periodId && isSubmitted(one),
    );
    for (const { periodId, payouts } of later) {
      const isDue = payouts.some(
        ({ commune, recipientId, state, lines }) =>
          commune === payout.commune &&
          recipientId === payout.recipientId &&
          state === 'assigned' &&
          lines.some(({ kind, benefit, month }) => keys.has(`${kind} ${benefit} ${month}`)),
      );
      if (isDue)
        yield `${payout.commune} ${payout.recipientId} was paid late in ${period.periodId} and is still due in ${periodId}`;
    }
  }
}
