import type { Books } from '../books.ts';
import type { Line, PayoutFact } from '../facts.ts';
import { confirmedLate, isSubmitted, type PeriodBook, seriesOf } from '../period-books.ts';

interface Appearance {
  readonly period: PeriodBook;
  readonly payout: PayoutFact;
  readonly line: Line;
  /** Handed back there, because the month before turned out to have paid it. */
  readonly isSettled: boolean;
}

const label = ({ period, payout, line }: Appearance): string =>
  `${seriesOf(period)} ${payout.commune} ${payout.recipientId} ${line.kind} ${line.benefit} ${line.month}`;

/**
 * Promise 4: what is carried over appears exactly once in a later plan. A line's whole life is followed from
 * plan to plan, past months that were cancelled; that it is never paid twice is told with promise 3.
 */
export function* carryOver({ periods: all }: Books): Generator<string> {
  const periods = all.filter(({ status }) => status !== 'cancelled');
  const appearances = periods.flatMap((period) =>
    period.payouts.flatMap((payout) => [
      ...payout.lines.map((line): Appearance => ({ period, payout, line, isSettled: false })),
      ...(payout.settledLate?.lines ?? []).map((line): Appearance => ({
        period,
        payout,
        line,
        isSettled: true,
      })),
    ]),
  );
  for (const [name, life] of Map.groupBy(appearances, label)) {
    for (const what of [...once(life), ...forward(life, periods), ...toTheEnd(life, periods)])
      yield `${name} ${what}`;
  }
}

function* once(life: readonly Appearance[]): Generator<string> {
  for (const [periodId, here] of Map.groupBy(life, ({ period }) => period.periodId)) {
    if (here.length > 1) yield `is ${here.length} times in ${periodId}`;
  }
}

const isCarriedOn = ({ payout, isSettled }: Appearance): boolean =>
  payout.state === 'carriedOver' && !isSettled;

/** Every later appearance is a carried one, of a payout that was carried over in the plan before. */
function* forward(life: readonly Appearance[], periods: readonly PeriodBook[]): Generator<string> {
  const [first, ...later] = life;
  const carriedFrom = first?.line.carriedFrom;
  const owedBy = carriedFrom ?? first?.period.periodId;
  if (first && carriedFrom !== undefined && !isOpening(first, periods))
    yield `is carried from ${carriedFrom}, which did not carry it over`;
  let before = first;
  for (const one of later) {
    if (before && !isCarriedOn(before) && before.period !== one.period)
      yield `is ${before.payout.state} in ${before.period.periodId} and again in ${one.period.periodId}`;
    if (one.line.carriedFrom !== owedBy && one.period !== before?.period)
      yield `in ${one.period.periodId} does not name ${owedBy ?? ''} as the one that owed it`;
    if (one.line.amount !== first?.line.amount)
      yield `changed its amount on the way to ${one.period.periodId}`;
    before = one;
  }
}

/** What another system owed is opened with: carried from before the first period of these books. */
const isOpening = ({ period, line }: Appearance, periods: readonly PeriodBook[]): boolean =>
  line.carriedFrom !== undefined &&
  line.carriedFrom < period.periodId &&
  periods.every((one) => seriesOf(one) !== seriesOf(period) || one.periodId >= period.periodId);

/**
 * What was carried over last is missing if a plan was submitted after its commune had been sealed, unless it was
 * known by then that it had been paid late.
 */
function* toTheEnd(life: readonly Appearance[], periods: readonly PeriodBook[]): Generator<string> {
  const last = life.at(-1);
  if (last === undefined || !isCarriedOn(last)) return;
  const sealedAt = last.period.communes.get(last.payout.commune)?.sealedAt ?? last.payout.carriedOverAt ?? '';
  const settledAt =
    life.map(({ period, payout }) => confirmedLate(period, payout)?.decidedAt).find(Boolean) ?? '9999';
  const missedBy = periods.find((period) => {
    const submittedAt = period.approval?.submittedAt ?? '';
    return (
      seriesOf(period) === seriesOf(last.period) &&
      period.periodId > last.period.periodId &&
      isSubmitted(period) &&
      submittedAt > sealedAt &&
      submittedAt < settledAt
    );
  });
  if (missedBy) yield `was carried over by ${last.period.periodId} and is missing in ${missedBy.periodId}`;
}
