import { isOwedBy, type Late } from './late.ts';
import { type PeriodId, periodsThrough, previousPeriod } from './payment-period.ts';
import type { AssignedPayout, LateResult, PaidPayout, Payout, ReversalReason } from './payout.ts';
import { compare } from './session-slots.ts';
import { isEnded, type Sheet, sheetOfPlace } from './sheet.ts';

type Act = Readonly<{ by: string; at: string }>;
/** What came late about that payout's carried-over lines while it was paid, and could not hold it then. */
type Known = Readonly<{ lates: readonly Late[] }>;
export type ReversalRefusal =
  'not-paid' | 'other-teller' | 'sheet-reported' | 'asked-already' | 'not-asked' | 'own-request';
type Refused = Readonly<{ refused: ReversalRefusal }>;
/** It stood already, by the same person: since when. */
type Stands<Done> = Readonly<{ done: Done; stands: string }>;

/** The payment as it was is undone; what had been recorded is kept. */
export type Reversed = Readonly<{ reversed: AssignedPayout; proofId: string }>;

/** A teller's own mistake, while the sheet is still in their hands: nobody else is asked. */
export const undo = (
  payout: Payout,
  {
    reason,
    by,
    at,
    sheets,
    lates,
  }: Act & Known & Readonly<{ reason: ReversalReason; sheets: readonly Sheet[] }>,
): Reversed | Stands<'undone'> | Refused => {
  const last = payout.reversals?.at(-1);
  if (payout.state === 'assigned' && last?.askedBy === by && last.confirmedBy === undefined)
    return { done: 'undone', stands: last.at };
  if (payout.state !== 'paid') return { refused: 'not-paid' };
  if (payout.completion.recordedBy !== by) return { refused: 'other-teller' };
  if (isEnded(sheets, sheetOfPlace(payout.place))) return { refused: 'sheet-reported' };
  return reversed(payout, { reason, askedBy: by, at }, lates);
};

/** Once the sheet is back, one asks for it and another person confirms. */
export const askReversal = (
  payout: Payout,
  { reason, by, at }: Act & Readonly<{ reason: ReversalReason }>,
): Readonly<{ asked: PaidPayout }> | Stands<'asked'> | Refused => {
  if (payout.state !== 'paid') return { refused: 'not-paid' };
  const asked = payout.reversalAsked;
  if (!asked) return { asked: { ...payout, reversalAsked: { reason, by, at } } };
  return asked.by === by && asked.reason === reason
    ? { done: 'asked', stands: asked.at }
    : { refused: 'asked-already' };
};

export const confirmReversal = (
  payout: Payout,
  { by, at, lates }: Act & Known,
): Reversed | Stands<'reversed'> | Refused => {
  const last = payout.reversals?.at(-1);
  if (payout.state === 'assigned' && last?.confirmedBy === by) return { done: 'reversed', stands: last.at };
  const asked = askedByOther(payout, by);
  if ('refused' in asked) return asked;
  const { reason, by: askedBy } = asked.reversalAsked;
  return reversed(asked, { reason, askedBy, confirmedBy: by, at }, lates);
};

/** The payment stands. */
export const refuseReversal = (
  payout: Payout,
  { by }: Pick<Act, 'by'>,
): Readonly<{ dropped: PaidPayout }> | Refused => {
  const asked = askedByOther(payout, by);
  return 'refused' in asked ? asked : { dropped: asked };
};

type Asked = PaidPayout & Readonly<{ reversalAsked: NonNullable<PaidPayout['reversalAsked']> }>;

/** Nobody decides what they asked for. */
const askedByOther = (payout: Payout, by: string): Asked | Refused => {
  if (payout.state !== 'paid') return { refused: 'not-paid' };
  const { reversalAsked } = payout;
  if (!reversalAsked) return { refused: 'not-asked' };
  return reversalAsked.by === by ? { refused: 'own-request' } : { ...payout, reversalAsked };
};

type Reversal = NonNullable<Payout['reversals']>[number];

const reversed = (
  payout: PaidPayout,
  said: Omit<Reversal, 'completion'>,
  lates: readonly Late[],
): Reversed => {
  const { completion, facts } = splitPayment(payout);
  const reversals = [...(facts.reversals ?? []), { completion, ...said }];
  const held = heldBy(payout, lates);
  return {
    reversed: { ...facts, state: 'assigned', reversals, ...(held && { held }) },
    proofId: completion.proofId,
  };
};

/** Due again, it is not paid once more before it is settled that an earlier period had paid its lines: the latest such word. */
export const heldBy = ({ recipientId, lines }: Payout, lates: readonly Late[]): LateResult | undefined => {
  const late = lates
    .filter((one) => one.recipientId === recipientId && one.saysPaid && one.decision !== 'rejected')
    .filter(({ periodId }) => lines.some(isOwedBy(periodId)))
    .toSorted((a, b) => compare(b.periodId, a.periodId) || compare(a.at, b.at))
    .at(0);
  return late && { periodId: late.periodId, proofId: late.proofId };
};

/** Whose late results may be about what a payout carries: every period since the first that owed a line of it. */
export const periodsOwing = ({ periodId, lines }: Payout): PeriodId[] => {
  const first = lines
    .flatMap(({ carriedFrom }) => carriedFrom ?? [])
    .toSorted(compare)
    .at(0);
  return first ? periodsThrough(first, previousPeriod(periodId)) : [];
};

/** What belongs to the payment goes with it; the rest is the payout's. */
const splitPayment = ({ completion, reversalAsked, ...facts }: PaidPayout) => ({
  completion,
  reversalAsked,
  facts,
});
