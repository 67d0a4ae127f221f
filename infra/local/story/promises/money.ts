import type { Books } from '../books.ts';
import type { PayoutFact, Tally } from '../facts.ts';
import { isApproved, isSubmitted, type PeriodBook } from '../period-books.ts';

export const tallyOf = (payouts: readonly PayoutFact[]): Tally => ({
  count: payouts.length,
  amount: payouts.reduce((sum, { amount }) => sum + amount, 0),
});

const lateOf = (payouts: readonly PayoutFact[]): number =>
  payouts.flatMap(({ settledLate }) => settledLate?.lines ?? []).reduce((sum, { amount }) => sum + amount, 0);

/** What was submitted of these: with the lines that the month before turned out to have paid. */
const submittedOf = (payouts: readonly PayoutFact[]): Tally => {
  const { count, amount } = tallyOf(payouts);
  return { count, amount: amount + lateOf(payouts) };
};

const same = (a: Tally, b: Tally): boolean => a.count === b.count && a.amount === b.amount;
const say = ({ count, amount }: Tally): string => `${count} (${amount} đồng)`;

/** Promise 2: approved, as written at submission = paid + open + carried over + handed back + withheld, per commune and in total. */
export function* money({ periods }: Books): Generator<string> {
  for (const period of periods.filter(isSubmitted)) {
    yield* communes(period);
    yield* whole(period);
    yield* settled(period);
  }
}

const known = ['assigned', 'paid', 'carriedOver', 'handedBack', 'withheld'];

function* communes({ periodId, communes: written, payouts }: PeriodBook): Generator<string> {
  for (const { commune, recipientId, state } of payouts) {
    if (!known.includes(state))
      yield `${periodId} ${commune} ${recipientId} is ${state}, which no account has`;
  }
  const byCommune = Map.groupBy(payouts, ({ commune }) => commune);
  for (const commune of new Set([...written.keys(), ...byCommune.keys()])) {
    const now = submittedOf(byCommune.get(commune) ?? []);
    const submitted = written.get(commune)?.submitted?.total ?? { count: 0, amount: 0 };
    if (!same(now, submitted))
      yield `${periodId} ${commune}: submitted ${say(submitted)}, there are ${say(now)}`;
  }
}

function* whole(period: PeriodBook): Generator<string> {
  const { periodId, approval, payouts } = period;
  if (approval === undefined) {
    yield `${periodId} is ${period.status} without anything submitted`;
    return;
  }
  const now = submittedOf(payouts);
  if (!same(now, approval.total))
    yield `${periodId}: submitted ${say(approval.total)}, there are ${say(now)}`;
  if (isApproved(period) && approval.approvedBy === undefined) yield `${periodId} is open without approval`;
}

function* settled(period: PeriodBook): Generator<string> {
  const { periodId, settlement, approval, payouts, status } = period;
  if (settlement === undefined) {
    if (status === 'closed') yield `${periodId} is closed without a settlement`;
    return;
  }
  const by = (state: string) => payouts.filter((payout) => payout.state === state);
  const paid = tallyOf(by('paid'));
  const decided = tallyOf(by('handedBack'));
  const handedBack = { count: decided.count, amount: decided.amount + lateOf(payouts) };
  const claims: readonly (readonly [string, Tally, Tally])[] = [
    ['approved', settlement.approved, approval?.total ?? submittedOf(payouts)],
    ['paid', settlement.paid, paid],
    ['carried over', settlement.carriedOver, tallyOf(by('carriedOver'))],
    ['handed back', settlement.handedBack, handedBack],
    ['withheld', settlement.withheld, tallyOf(by('withheld'))],
    ['paid at home', settlement.home, tallyOf(by('paid').filter(({ place }) => place.kind === 'home'))],
    ['still open', { count: 0, amount: 0 }, tallyOf(by('assigned'))],
  ];
  for (const [what, claimed, counted] of claims) {
    if (!same(claimed, counted))
      yield `${periodId}: settled ${what} ${say(claimed)}, counted ${say(counted)}`;
  }
  yield* ended(periodId, settlement);
  if (settlement.received !== paid.amount + settlement.toHandBack)
    yield `${periodId}: received ${settlement.received}, paid ${paid.amount}, to hand back ${settlement.toHandBack}`;
  if (settlement.received !== approval?.received)
    yield `${periodId}: the money received changed after approval`;
}

type Settlement = NonNullable<PeriodBook['settlement']>;

/** Balanced, or adjusted by two; of the money that is left over no more went back than that, each voucher once. */
function* ended(
  periodId: string,
  { status, adjustment, toHandBack, returned }: Settlement,
): Generator<string> {
  if (status !== 'balanced' && status !== 'adjusted') yield `${periodId} is settled as ${status}`;
  const { askedBy, confirmedBy } = adjustment ?? {};
  if (status === 'adjusted' && (confirmedBy === undefined || confirmedBy === askedBy))
    yield `${periodId} was adjusted by one person`;
  if (returned.reduce((sum, { amount }) => sum + amount, 0) > toHandBack)
    yield `${periodId}: more money went back than was left over`;
  if (new Set(returned.map(({ voucher }) => voucher)).size < returned.length)
    yield `${periodId}: the same voucher stands for money twice`;
}
