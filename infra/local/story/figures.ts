import type { MeterReading } from '../local-cloud.ts';
import type { Books } from './books.ts';
import type { Broken } from './checker.ts';
import { handedOver, periodFigures, type PeriodFigures, together } from './period-figures.ts';

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

/** How much memory this process needed at its largest. */
const peakMemoryMb = (): number => Math.round(process.resourceUsage().maxRSS / 1_024);

export const figuresOf = (
  books: Books,
  measured: Readonly<{ broken: readonly Broken[]; seconds: number; meter: MeterReading }>,
): Figures => {
  const periods = books.periods.map(periodFigures);
  const given = books.periods.map(handedOver);
  const all = together(given.map((one) => one.all));
  const home = together(given.map((one) => one.home));
  const approved = together(periods.map((period) => period.approved));
  const paidShare = approved.count === 0 ? 0 : all.count / approved.count;
  return {
    periods,
    totals: { ...all, homeCount: home.count, homeAmount: home.amount, paidShare },
    broken: measured.broken,
    seconds: Math.round(measured.seconds * 10) / 10,
    peakMemoryMb: peakMemoryMb(),
    meter: measured.meter,
  };
};
