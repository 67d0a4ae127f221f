import { z } from 'zod';
import { PointId } from './geography.ts';
import { isOpenQuestion, type Late } from './late.ts';
import { isLongMissed, reasonUnpaid } from './missed-months.ts';
import { AttemptReason, DecisionReason, type Payout, sumOf, Tally, tally } from './payout.ts';
import type { Reminder } from './reminder.ts';
import { settledLateOf } from './standing.ts';

const PointEnding = z.object({ pointId: PointId, paid: Tally, unpaid: Tally });
export type PointEnding = z.infer<typeof PointEnding>;

/** What the settlement tells of a sealed commune beyond its money. */
export const CommuneEnding = z.object({
  points: z.array(PointEnding),
  /** Of what is carried over, by what the last visit or pay day came to. */
  unpaidReasons: z.partialRecord(AttemptReason, Tally),
  /** Of what is handed back or withheld; with lines paid late before, whatever became of the rest. */
  decisions: z.partialRecord(DecisionReason, Tally),
  /** Not collected for three months running or longer, for the authority's decision. */
  longMissed: z.int().nonnegative(),
  /** Price in đồng; of an uncertain one nobody knows whether it arrived, but it may have to be paid. */
  messages: z.object({
    sent: z.int().nonnegative(),
    parts: z.int().nonnegative(),
    uncertain: z.int().nonnegative(),
    dropped: z.int().nonnegative(),
    price: z.int().nonnegative(),
  }),
  /** Results that a person still has to decide about. */
  undecided: z.object({ late: z.int().nonnegative(), conflicts: z.int().nonnegative() }),
});
export type CommuneEnding = z.infer<typeof CommuneEnding>;

type Ended = Readonly<{
  payouts: readonly Payout[];
  reminders: readonly Reminder[];
  late: readonly Late[];
  conflicts: number;
}>;

export const endingOf = ({ payouts, reminders, late, conflicts }: Ended): CommuneEnding => {
  const waiting = payouts.filter(({ state, held }) => state === 'carriedOver' && held !== undefined);
  return {
    ...payoutEnding(payouts),
    messages: messagesOf(reminders),
    undecided: { late: late.filter(isOpenQuestion).length + waiting.length, conflicts },
  };
};

/** What of an ending is counted from the payouts alone. */
export const payoutEnding = (
  payouts: readonly Payout[],
): Pick<CommuneEnding, 'points' | 'unpaidReasons' | 'decisions' | 'longMissed'> => {
  const carriedOver = payouts.filter((payout) => payout.state === 'carriedOver');
  const late = settledLateOf(payouts);
  const decided = payouts.filter((payout) => payout.state === 'handedBack' || payout.state === 'withheld');
  return {
    points: pointsOf(payouts),
    unpaidReasons: tallied(carriedOver, reasonUnpaid),
    decisions: sumByReason([
      tallied(decided, ({ decision }) => decision.reason),
      late > 0 ? { PAID_LATE: { count: 0, amount: late } } : {},
    ]),
    longMissed: carriedOver.filter(isLongMissed).length,
  };
};

const pointsOf = (payouts: readonly Payout[]): PointEnding[] =>
  [...Map.groupBy(payouts, ({ place }) => place.pointId)]
    .map(([pointId, own]) => ({
      pointId,
      paid: tally(own.filter(({ state }) => state === 'paid')),
      unpaid: sumOf([
        tally(own.filter(({ state }) => state !== 'paid')),
        { count: 0, amount: settledLateOf(own) },
      ]),
    }))
    .toSorted((a, b) => (a.pointId < b.pointId ? -1 : 1));

const tallied = <One extends Payout>(
  payouts: readonly One[],
  reasonOf: (payout: One) => string,
): Record<string, Tally> =>
  Object.fromEntries([...Map.groupBy(payouts, reasonOf)].map(([reason, own]) => [reason, tally(own)]));

/** What several communes say of the same reasons, added up. */
export const sumByReason = (all: readonly Readonly<Record<string, Tally>>[]): Record<string, Tally> => {
  const grouped = Map.groupBy(all.flatMap(Object.entries<Tally>), ([reason]) => reason);
  return Object.fromEntries(
    [...grouped].map(([reason, found]) => [reason, sumOf(found.map(([, one]) => one))]),
  );
};

const messagesOf = (reminders: readonly Reminder[]): CommuneEnding['messages'] => {
  const of = (...wanted: Reminder['status'][]) => reminders.filter(({ status }) => wanted.includes(status));
  const sent = of('sent');
  const uncertain = of('uncertain', 'sending');
  const charged = [...sent, ...uncertain];
  return {
    sent: sent.length,
    parts: charged.reduce((sum, { parts = 0 }) => sum + parts, 0),
    uncertain: uncertain.length,
    dropped: of('dropped', 'expired').length,
    price: charged.reduce((sum, { price = 0 }) => sum + price, 0),
  };
};
