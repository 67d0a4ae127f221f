import { planAssignments, type AssignmentRules } from './assignment.ts';
import { entitlements } from './entitlement.ts';
import { fingerprint } from './fingerprint.ts';
import { partsOf, type PeriodId } from './payment-period.ts';
import {
  type AssignedPayout,
  type CarriedOverPayout,
  type Payout,
  type Tally,
  tally,
  totalOf,
} from './payout.ts';
import type { Recipient } from './recipient.ts';

export type PlannedCommune = Readonly<
  Pick<AssignmentRules, 'commune' | 'holidays' | 'points'> & {
    periodId: PeriodId;
    register: readonly Recipient[];
    /** The commune's payouts of the period before: what it carried over, and where people were paid. */
    before: readonly Payout[];
  }
>;

/** One payout for everyone who is owed something this month, each with a place. Same input, same plan. */
export const planPayouts = (given: PlannedCommune): AssignedPayout[] => {
  const { periodId, commune, holidays, points, register, before } = given;
  const { month } = partsOf(periodId);
  const due = entitlements(register, before.filter(isCarriedOver), periodId);
  const people = new Map(register.map((recipient) => [recipient.recipientId, recipient]));
  const places = planAssignments(
    due.map(({ recipientId }) => ({ recipientId, recipient: people.get(recipientId) })),
    {
      commune,
      month,
      holidays,
      points,
      lastPlaces: new Map(before.map(({ recipientId, place }) => [recipientId, place])),
    },
  );
  return due.flatMap(({ recipientId, lines }) => {
    const place = places.get(recipientId);
    if (!place) return [];
    const payout: AssignedPayout = {
      state: 'assigned',
      periodId,
      commune,
      recipientId,
      lines: [...lines],
      amount: totalOf(lines),
      collectorKey: people.get(recipientId)?.collector?.key,
      place,
      attempts: [],
      proofs: [],
    };
    return [payout];
  });
};

const isCarriedOver = (payout: Payout): payout is CarriedOverPayout => payout.state === 'carriedOver';

/** What an approval counts for: who, collector, lines and amounts; not where and when, which may still change. */
export const planHash = (payouts: readonly Payout[]): string =>
  fingerprint(
    payouts
      .map(({ recipientId, collectorKey, lines, amount }) => ({ recipientId, collectorKey, lines, amount }))
      .toSorted((a, b) => (a.recipientId < b.recipientId ? -1 : 1)),
  );

/** How many payouts have lines of earlier periods, and the đồng of those lines. */
export const carriedOf = (payouts: readonly Payout[]): Tally => {
  const carried = payouts.map(({ lines }) => lines.filter(({ carriedFrom }) => carriedFrom !== undefined));
  return { count: carried.filter(({ length }) => length > 0).length, amount: totalOf(carried.flat()) };
};

/** What is written down of a plan. */
export const planned = (payouts: readonly Payout[]): { hash: string; total: Tally; carried: Tally } => ({
  hash: planHash(payouts),
  total: tally(payouts),
  carried: carriedOf(payouts),
});

/** What has to be written so that the stored plan becomes the new one; nothing where they are the same. */
export const planDifference = (
  stored: readonly Payout[],
  plan: readonly AssignedPayout[],
): { put: AssignedPayout[]; remove: Payout[] } => {
  const before = new Map(stored.map((payout) => [payout.recipientId, fingerprint(payout)]));
  const wanted = new Set(plan.map(({ recipientId }) => recipientId));
  return {
    put: plan.filter((payout) => before.get(payout.recipientId) !== fingerprint(payout)),
    remove: stored.filter(({ recipientId }) => !wanted.has(recipientId)),
  };
};
