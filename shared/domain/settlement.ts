import { z } from 'zod';
import { CommuneCode } from './geography.ts';
import { PeriodId } from './payment-period.ts';
import { type Payout, sumOf, Tally, tally, totalOf } from './payout.ts';

/** A commune's money at one moment, counted from its payouts. */
export const Standing = z.object({
  paid: Tally,
  open: Tally,
  carriedOver: Tally,
  /** Lines that the month before had paid late are in its amount, whatever became of the rest of their payouts. */
  handedBack: Tally,
  withheld: Tally,
  /** Of the paid ones. */
  home: Tally,
});
export type Standing = z.infer<typeof Standing>;

export const standingOf = (payouts: readonly Payout[]): Standing => {
  const of = (wanted: Payout['state']): Tally => tally(payouts.filter(({ state }) => state === wanted));
  const late = totalOf(payouts.flatMap(({ settledLate }) => settledLate?.lines ?? []));
  const handedBack = of('handedBack');
  return {
    paid: of('paid'),
    open: of('assigned'),
    carriedOver: of('carriedOver'),
    handedBack: { count: handedBack.count, amount: handedBack.amount + late },
    withheld: of('withheld'),
    home: tally(payouts.filter(({ state, place }) => state === 'paid' && place.kind === 'home')),
  };
};

/** What was planned is all there, wherever it has gone: approved = paid + open + carried over + handed back + withheld. */
export const sumOfStanding = ({ paid, open, carriedOver, handedBack, withheld }: Standing): Tally =>
  sumOf([paid, open, carriedOver, handedBack, withheld]);

export const Settlement = z.object({
  periodId: PeriodId,
  status: z.enum(['balanced', 'unbalanced']),
  approved: Tally,
  paid: Tally,
  carriedOver: Tally,
  handedBack: Tally,
  withheld: Tally,
  home: Tally,
  /** Đồng received from the authority, and what of it is to be handed back. */
  received: z.int().nonnegative(),
  toHandBack: z.int(),
  /** Communes whose payouts are not what was submitted for them. */
  unbalanced: z.array(CommuneCode),
  settledAt: z.iso.datetime(),
});
export type Settlement = z.infer<typeof Settlement>;

export type SettledCommune = Readonly<{ commune: CommuneCode; submitted: Tally; standing: Standing }>;

export const isBalanced = ({ submitted, standing }: SettledCommune): boolean => {
  const now = sumOfStanding(standing);
  return standing.open.count === 0 && now.count === submitted.count && now.amount === submitted.amount;
};

/** approved = paid + carried over + handed back + withheld, per commune and in total; received = paid + to be handed back. */
export const settle = (
  periodId: PeriodId,
  communes: readonly SettledCommune[],
  received: number,
  now: Date,
): Settlement => {
  const approved = sumOf(communes.map(({ submitted }) => submitted));
  const paid = sumOf(communes.map(({ standing }) => standing.paid));
  const unbalanced = communes.filter((one) => !isBalanced(one)).map(({ commune }) => commune);
  const toHandBack = received - paid.amount;
  const isWhole = unbalanced.length === 0 && toHandBack >= 0;
  return {
    periodId,
    status: isWhole ? 'balanced' : 'unbalanced',
    approved,
    paid,
    carriedOver: sumOf(communes.map(({ standing }) => standing.carriedOver)),
    handedBack: sumOf(communes.map(({ standing }) => standing.handedBack)),
    withheld: sumOf(communes.map(({ standing }) => standing.withheld)),
    home: sumOf(communes.map(({ standing }) => standing.home)),
    received,
    toHandBack,
    unbalanced,
    settledAt: now.toISOString(),
  };
};
