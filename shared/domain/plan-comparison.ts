import { z } from 'zod';
import { overfullOf } from './assignment.ts';
import type { PayoutPoint } from './geography.ts';
import { type Payout, type PayoutLine, sumOf, Tally, tally, totalOf } from './payout.ts';
import { carriedOf, tallyOfLines } from './plan.ts';
import type { Recipient, RecipientId } from './recipient.ts';

/** What a plan is against the month before, as an approver asks it; money in whole đồng. */
export const PlanComparison = z.object({
  /** Not in the month before; in it and not in this one any more. */
  new: Tally,
  stopped: Tally,
  /** Regular amounts that are not what they were. */
  changedAmount: z.object({ count: z.int(), before: z.int(), after: z.int() }),
  changedCollector: Tally,
  /** Arrears and funeral support: paid once, in no comparison of monthly amounts. */
  oneOff: Tally,
  carried: Tally,
  /** Where the list says something else than standard × coefficient: how many, and the đồng above and below. */
  offStandard: z.object({ count: z.int(), above: z.int(), below: z.int() }),
  /** Payouts beyond the capacity of their session. */
  overfull: z.int().nonnegative(),
});
export type PlanComparison = z.infer<typeof PlanComparison>;

export type ComparedPlan = Readonly<{
  plan: readonly Payout[];
  before: readonly Payout[];
  register: readonly Recipient[];
  points: readonly PayoutPoint[];
  /** The province's monthly standard in đồng; without one there is nothing to compare the lists with. */
  standard: number | undefined;
}>;

/** total = regular money of the month before − stopped + new + (after − before of the changed) + one-off + carried. */
export const comparePlans = ({ plan, before, register, points, standard }: ComparedPlan): PlanComparison => {
  const changes = changesOf(plan, before);
  const of = (kind: PlanChange['kind']) => changes.filter((change) => change.kind === kind);
  const added = of('new');
  const stopped = of('stopped');
  const changed = of('amount');
  const oneOff = plan.map(({ lines }) => lines.filter(isOneOff));
  return {
    new: { count: added.length, amount: sum(added, 'after') },
    stopped: { count: stopped.length, amount: sum(stopped, 'before') },
    changedAmount: { count: changed.length, before: sum(changed, 'before'), after: sum(changed, 'after') },
    changedCollector: tally(plan.filter(({ news }) => news === 'collector')),
    oneOff: tallyOfLines(oneOff),
    carried: carriedOf(plan),
    offStandard: offStandardOf(register, standard),
    overfull: overfullOf(plan, points),
  };
};

/**
 * Somebody whose monthly assistance is not what it was, in đồng, or collected by somebody else, and whoever gets
 * something besides it: once, or carried over.
 */
export type PlanChange = Readonly<{
  recipientId: RecipientId;
  kind: 'new' | 'stopped' | 'amount' | 'collector' | 'oneOff' | 'carried';
  before: number;
  after: number;
}>;

/** Who is to be named to the approver; whom several of these concern stand there as often. */
export const changesOf = (plan: readonly Payout[], before: readonly Payout[]): PlanChange[] => {
  const now = regularAmounts(plan);
  const then = regularAmounts(before);
  const stopped = [...then].filter(([recipientId]) => !now.has(recipientId));
  return [
    ...plan.flatMap(({ recipientId, news, lines }) => {
      const [was, is] = [then.get(recipientId), now.get(recipientId)];
      const given = { recipientId, before: was ?? 0, after: is ?? 0 };
      const kinds: PlanChange['kind'][] = [];
      if (is !== undefined && was === undefined) kinds.push('new');
      if (is !== undefined && was !== undefined && is !== was) kinds.push('amount');
      if (news === 'collector') kinds.push('collector');
      return [
        ...kinds.map((kind) => ({ ...given, kind })),
        ...besides(recipientId, 'oneOff', lines.filter(isOneOff)),
        ...besides(
          recipientId,
          'carried',
          lines.filter((line) => !isOwn(line)),
        ),
      ];
    }),
    ...stopped.map(([recipientId, was]) => ({
      recipientId,
      kind: 'stopped' as const,
      before: was,
      after: 0,
    })),
  ];
};

const besides = (
  recipientId: RecipientId,
  kind: PlanChange['kind'],
  lines: readonly PayoutLine[],
): PlanChange[] => (lines.length === 0 ? [] : [{ recipientId, kind, before: 0, after: totalOf(lines) }]);

const isOneOff = (line: PayoutLine): boolean => line.kind !== 'regular' && isOwn(line);

/** Of the month itself, and not carried over into it. */
const isOwn = ({ carriedFrom }: PayoutLine): boolean => carriedFrom === undefined;

const regularAmounts = (payouts: readonly Payout[]): Map<RecipientId, number> =>
  new Map(
    payouts.flatMap(({ recipientId, lines }): [RecipientId, number][] => {
      const regular = lines.filter((line) => line.kind === 'regular' && isOwn(line));
      return regular.length > 0 ? [[recipientId, totalOf(regular)]] : [];
    }),
  );

const sum = (changes: readonly PlanChange[], part: 'before' | 'after'): number =>
  changes.reduce((total, change) => total + change[part], 0);

const offStandardOf = (
  register: readonly Recipient[],
  standard: number | undefined,
): PlanComparison['offStandard'] => {
  if (standard === undefined) return { count: 0, above: 0, below: 0 };
  const differences = register
    .filter(({ status }) => status === 'active')
    .flatMap(({ benefits }) => benefits)
    // Coefficients are no binary fractions in general, đồng are whole.
    .map(({ amount, coefficient }) => amount - Math.round(standard * coefficient))
    .filter((difference) => difference !== 0);
  return {
    count: differences.length,
    above: differences.reduce((total, one) => total + Math.max(one, 0), 0),
    below: differences.reduce((total, one) => total + Math.max(-one, 0), 0),
  };
};

/** Several communes' comparisons together. */
export const sumOfComparisons = (all: readonly PlanComparison[]): PlanComparison => {
  const tallies = (part: 'new' | 'stopped' | 'changedCollector' | 'oneOff' | 'carried') =>
    sumOf(all.map((one) => one[part]));
  const add = (of: (one: PlanComparison) => number) => all.reduce((total, one) => total + of(one), 0);
  return {
    new: tallies('new'),
    stopped: tallies('stopped'),
    changedAmount: {
      count: add(({ changedAmount }) => changedAmount.count),
      before: add(({ changedAmount }) => changedAmount.before),
      after: add(({ changedAmount }) => changedAmount.after),
    },
    changedCollector: tallies('changedCollector'),
    oneOff: tallies('oneOff'),
    carried: tallies('carried'),
    offStandard: {
      count: add(({ offStandard }) => offStandard.count),
      above: add(({ offStandard }) => offStandard.above),
      below: add(({ offStandard }) => offStandard.below),
    },
    overfull: add(({ overfull }) => overfull),
  };
};
