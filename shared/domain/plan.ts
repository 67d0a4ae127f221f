import { planAssignments } from './assignment.ts';
import type { Holidays } from './calendar.ts';
import { type Entitlement, entitlements } from './entitlement.ts';
import { fingerprint } from './fingerprint.ts';
import type { CommuneCode, PayoutPoint } from './geography.ts';
import type { Late } from './late.ts';
import { isCarriedOver, linesCarriedOn } from './late-effects.ts';
import type { Period } from './payment-period.ts';
import {
  type AssignedPayout,
  type Payout,
  type PayoutLine,
  type Place,
  type Tally,
  tally,
  totalOf,
} from './payout.ts';
import type { Recipient, RecipientId } from './recipient.ts';
import { windowOf } from './session-slots.ts';
import { sinceBefore } from './since-before.ts';

export type PlannedCommune = Readonly<{
  period: Pick<Period, 'periodId' | 'calendar' | 'notBefore'>;
  commune: CommuneCode;
  holidays: Holidays;
  points: readonly PayoutPoint[];
  register: readonly Recipient[];
  /** The period before with the commune's payouts: what it carried over, and where people were paid. */
  before?: Readonly<{ period: PlannedCommune['period']; payouts: readonly Payout[] }> | undefined;
  /** Late results about what was carried over. */
  lates: readonly Late[];
  /** The plan that stands, for what the planner chose in it. */
  stored: readonly Payout[];
}>;

/** A month that was cancelled paid nobody and owes nothing: the first one after it is still the first. */
export const periodThatPaid = (before: Period | undefined): Period | undefined =>
  before?.status === 'cancelled' ? undefined : before;

/** One payout for everyone who is owed something this month, each with a place. Same input, same plan. */
export const planPayouts = (given: PlannedCommune): AssignedPayout[] => {
  const { period, commune, register, before, lates } = given;
  const payoutsBefore = before?.payouts ?? [];
  const carriedOver = payoutsBefore.filter(isCarriedOver);
  const due = entitlements(register, { carriedOver, lates }, period.periodId);
  const people = byRecipient(register);
  const last = byRecipient(payoutsBefore);
  const choices = choicesThatStand(given);
  const places = placesOf(given, due, people, choices);
  return due.flatMap(({ recipientId, lines }) => {
    const place = places.get(recipientId);
    if (!place) return [];
    const recipient = people.get(recipientId);
    const payout: AssignedPayout = {
      state: 'assigned',
      periodId: period.periodId,
      commune,
      recipientId,
      lines: [...lines],
      amount: totalOf(lines),
      collectorKey: recipient?.collector?.key,
      place,
      chosen: choices.get(recipientId)?.chosen,
      ...(before && sinceBefore(last.get(recipientId), recipient, lates)),
      attempts: [],
      proofs: [],
    };
    return [payout];
  });
};

type ById<One> = ReadonlyMap<RecipientId, One>;
type Choice = Pick<Payout, 'place' | 'chosen'>;

const byRecipient = <One extends { recipientId: RecipientId }>(all: readonly One[]): ById<One> =>
  new Map(all.map((one) => [one.recipientId, one]));

/** A choice is gone when its point is. */
const choicesThatStand = ({ stored, points }: PlannedCommune): ById<Choice> => {
  const offered = new Set(points.map(({ pointId }) => pointId));
  return byRecipient(stored.filter(({ chosen, place }) => chosen && offered.has(place.pointId)));
};

const placesOf = (
  { period, holidays, points, before }: PlannedCommune,
  due: readonly Entitlement[],
  people: ById<Recipient>,
  choices: ById<Choice>,
): ReadonlyMap<RecipientId, Place> =>
  planAssignments(
    due.map(({ recipientId }) => ({
      recipientId,
      recipient: people.get(recipientId),
      chosen: choices.get(recipientId)?.place,
    })),
    {
      window: windowOf(period),
      holidays,
      points,
      last: before && {
        window: windowOf(before.period),
        places: new Map(before.payouts.map(({ recipientId, place }) => [recipientId, place])),
      },
    },
  );

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
  return tallyOfLines(carried);
};

/** The same of the plan that is to come, told from what the period before carried over. */
export const owedBy = (before: readonly Payout[], lates: readonly Late[]): Tally =>
  tallyOfLines(before.filter(isCarriedOver).map((payout) => linesCarriedOn(payout, lates)));

/** How many people have such lines at all, and the đồng of all of them. */
export const tallyOfLines = (people: readonly (readonly PayoutLine[])[]): Tally => ({
  count: people.filter(({ length }) => length > 0).length,
  amount: totalOf(people.flat()),
});

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
