import { z } from 'zod';
import { CommuneCode } from './geography.ts';
import { PeriodId } from './payment-period.ts';
import { isAssigned, type Payout, sumOf, Tally, tally } from './payout.ts';

/** A commune's money at one moment, counted from its payouts. */
export const Standing = z.object({ paid: Tally, open: Tally, carriedOver: Tally, home: Tally });
export type Standing = z.infer<typeof Standing>;

export const standingOf = (payouts: readonly Payout[]): Standing => ({
  paid: tally(payouts.filter(({ state }) => state === 'paid')),
  open: tally(payouts.filter(isAssigned)),
  carriedOver: tally(payouts.filter(({ state }) => state === 'carriedOver')),
  home: tally(payouts.filter(({ state, place }) => state === 'paid' && place.kind === 'home')),
});

export const Settlement = z.object({
  periodId: PeriodId,
  status: z.enum(['balanced', 'unbalanced']),
  approved: Tally,
  paid: Tally,
  carriedOver: Tally,
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
  const { paid, open, carriedOver } = standing;
  const now = sumOf([paid, carriedOver]);
  return open.count === 0 && now.count === submitted.count && now.amount === submitted.amount;
};

/** approved = paid + carried over, per commune and in total; received = paid + to be handed back. */
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
    home: sumOf(communes.map(({ standing }) => standing.home)),
    received,
    toHandBack,
    unbalanced,
    settledAt: now.toISOString(),
  };
};
