import { isOpenQuestion, isOwedBy, type Late } from './late.ts';
import { periodsThrough, type PeriodId } from './payment-period.ts';
import type { CarriedOverPayout, LateResult, Payout, PayoutLine } from './payout.ts';
import { compare } from './session-slots.ts';

export const isCarriedOver = (payout: Payout): payout is CarriedOverPayout => payout.state === 'carriedOver';

/** The first period that owed a line of it. */
const owedSince = ({ periodId, lines }: CarriedOverPayout): PeriodId =>
  lines.reduce((first, { carriedFrom = first }) => (carriedFrom < first ? carriedFrom : first), periodId);

/**
 * Whose results may be about what was carried over: every period since the first that owed a line of it. The ids of a
 * province's periods are in the order of their months.
 */
export const periodsAsked = (payouts: readonly CarriedOverPayout[]): PeriodId[] => {
  const [first] = payouts.map(owedSince).toSorted(compare);
  const last = payouts
    .map(({ periodId }) => periodId)
    .toSorted(compare)
    .at(-1);
  return first && last ? periodsThrough(first, last) : [];
};

const latesOf = (payout: CarriedOverPayout, lates: readonly Late[]): Late[] => {
  const since = owedSince(payout);
  return lates.filter(
    ({ saysPaid, recipientId, periodId }) =>
      saysPaid && recipientId === payout.recipientId && periodId >= since && periodId <= payout.periodId,
  );
};

/** The last period that turned out to have been paid. */
export const paidLateIn = (payout: CarriedOverPayout, lates: readonly Late[]): PeriodId | undefined =>
  latesOf(payout, lates)
    .filter(({ decision }) => decision === 'confirmed')
    .map(({ periodId }) => periodId)
    .toSorted(compare)
    .at(-1);

/** What the next plan owes: without all that a period which was paid late, or an earlier one, had owed. */
export const linesCarriedOn = (payout: CarriedOverPayout, lates: readonly Late[]): PayoutLine[] => {
  const paidIn = paidLateIn(payout, lates);
  const carried = payout.lines.map((line) => ({ ...line, carriedFrom: line.carriedFrom ?? payout.periodId }));
  return paidIn === undefined ? carried : carried.filter((line) => !isOwedBy(paidIn)(line));
};

/** The open question that the next payout waits for: the latest, which is about all that is owed. */
export const questionOf = (payout: CarriedOverPayout, lates: readonly Late[]): LateResult | undefined => {
  const paidIn = paidLateIn(payout, lates);
  return latestQuestion(
    latesOf(payout, lates).filter(({ periodId }) => paidIn === undefined || periodId > paidIn),
  );
};

/** The same of a payout that is planned already: what nobody has decided yet about lines that it still owes. */
export const questionAbout = (
  { recipientId, lines }: Payout,
  lates: readonly Late[],
): LateResult | undefined =>
  latestQuestion(
    lates.filter((late) => late.recipientId === recipientId && lines.some(isOwedBy(late.periodId))),
  );

const latestQuestion = (lates: readonly Late[]): LateResult | undefined => {
  const open = lates
    .filter(isOpenQuestion)
    .toSorted(
      (a, b) => compare(b.periodId, a.periodId) || compare(a.at, b.at) || compare(a.proofId, b.proofId),
    )
    .at(0);
  return open && { periodId: open.periodId, proofId: open.proofId };
};
