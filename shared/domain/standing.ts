import { z } from 'zod';
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

/** Đồng of lines that the month before turned out to have paid. */
export const settledLateOf = (payouts: readonly Payout[]): number =>
  totalOf(payouts.flatMap(({ settledLate }) => settledLate?.lines ?? []));

export const standingOf = (payouts: readonly Payout[]): Standing => {
  const of = (wanted: Payout['state']): Tally => tally(payouts.filter(({ state }) => state === wanted));
  const handedBack = of('handedBack');
  return {
    paid: of('paid'),
    open: of('assigned'),
    carriedOver: of('carriedOver'),
    handedBack: { count: handedBack.count, amount: handedBack.amount + settledLateOf(payouts) },
    withheld: of('withheld'),
    home: tally(payouts.filter(({ state, place }) => state === 'paid' && place.kind === 'home')),
  };
};

/** What was planned is all there, wherever it has gone: approved = paid + open + carried over + handed back + withheld. */
export const sumOfStanding = ({ paid, open, carriedOver, handedBack, withheld }: Standing): Tally =>
  sumOf([paid, open, carriedOver, handedBack, withheld]);

const none: Tally = { count: 0, amount: 0 };
/** Of a commune that was never counted. */
export const nothing: Standing = {
  paid: none,
  open: none,
  carriedOver: none,
  handedBack: none,
  withheld: none,
  home: none,
};

/** Several communes' money together. */
export const sumOfStandings = (standings: readonly Standing[]): Standing => {
  const sumIn = (part: keyof Standing): Tally => sumOf(standings.map((standing) => standing[part]));
  return {
    paid: sumIn('paid'),
    open: sumIn('open'),
    carriedOver: sumIn('carriedOver'),
    handedBack: sumIn('handedBack'),
    withheld: sumIn('withheld'),
    home: sumIn('home'),
  };
};
