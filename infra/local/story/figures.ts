import type { MeterReading } from '../local-cloud.ts';
import type { Books, PeriodBook } from './books.ts';
import type { Broken } from './checker.ts';
import type { PayoutFact, Tally } from './facts.ts';

export interface PeriodFigures {
  readonly periodId: string;
  readonly status: string;
  readonly settlement: string;
  readonly approved: Tally;
  readonly paid: Tally;
  readonly home: Tally;
  readonly carriedOver: Tally;
  /** Payouts that were not handed over on their day. */
  readonly missed: number;
  /** `cost` in đồng. */
  readonly reminders: Readonly<{ sent: number; parts: number; cost: number }>;
  readonly paidAfterReminder: number;
}

export interface Figures {
  readonly periods: readonly PeriodFigures[];
  /** What was handed over in all periods together, and its share of what was approved. */
  readonly totals: Readonly<{
    count: number;
    amount: number;
    homeCount: number;
    homeAmount: number;
    paidShare: number;
  }>;
  readonly broken: readonly Broken[];
  readonly seconds: number;
  readonly peakMemoryMb: number;
  readonly meter: MeterReading;
}

const tally = (payouts: readonly Readonly<{ amount: number }>[]): Tally => ({
  count: payouts.length,
  amount: payouts.reduce((sum, { amount }) => sum + amount, 0),
});
const together = (tallies: readonly Tally[]): Tally => ({
  count: tallies.reduce((sum, { count }) => sum + count, 0),
  amount: tallies.reduce((sum, { amount }) => sum + amount, 0),
});

const isMissed = ({ completion, place }: PayoutFact): boolean => (completion?.paidOn ?? '9999') > place.day;

const periodFigures = ({
  periodId,
  status,
  settlement,
  approval,
  payouts,
  reminders,
}: PeriodBook): PeriodFigures => {
  const paid = payouts.filter(({ state }) => state === 'paid');
  const sent = reminders.filter((reminder) => reminder.status === 'sent');
  const remindedAt = new Map(
    sent.flatMap(({ commune, recipientIds, at = '' }) =>
      recipientIds.map((id) => [`${commune} ${id}`, at] as const),
    ),
  );
  const isAfterReminder = ({ commune, recipientId, completion }: PayoutFact): boolean =>
    (completion?.recordedAt ?? '') > (remindedAt.get(`${commune} ${recipientId}`) ?? '9999');
  const isOver = status === 'closing' || status === 'closed';
  return {
    periodId,
    status,
    settlement: settlement?.status ?? 'none',
    approved: approval?.total ?? { count: 0, amount: 0 },
    paid: tally(paid),
    home: tally(paid.filter(({ place }) => place.kind === 'home')),
    carriedOver: tally(payouts.filter(({ state }) => state === 'carriedOver')),
    missed: payouts.filter((payout) => (isOver || payout.completion) && isMissed(payout)).length,
    reminders: {
      sent: sent.length,
      parts: sent.reduce((sum, { parts }) => sum + parts, 0),
      cost: sent.reduce((sum, { price }) => sum + price, 0),
    },
    paidAfterReminder: paid.filter(isAfterReminder).length,
  };
};

/** How much memory this process needed at its largest. */
const peakMemoryMb = (): number => Math.round(process.resourceUsage().maxRSS / 1_024);

export const figuresOf = (
  books: Books,
  measured: Readonly<{ broken: readonly Broken[]; seconds: number; meter: MeterReading }>,
): Figures => {
  const periods = books.periods.map(periodFigures);
  const paid = together(periods.map((period) => period.paid));
  const home = together(periods.map((period) => period.home));
  const approved = together(periods.map((period) => period.approved));
  const paidShare = approved.count === 0 ? 0 : paid.count / approved.count;
  return {
    periods,
    totals: { ...paid, homeCount: home.count, homeAmount: home.amount, paidShare },
    broken: measured.broken,
    seconds: Math.round(measured.seconds * 10) / 10,
    peakMemoryMb: peakMemoryMb(),
    meter: measured.meter,
  };
};
