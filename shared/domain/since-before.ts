import type { Late } from './late.ts';
import { isCarriedOver, paidLateIn, questionOf } from './late-effects.ts';
import { missedMonths } from './missed-months.ts';
import type { AssignedPayout, CarriedOverPayout, Payout } from './payout.ts';
import type { Recipient } from './recipient.ts';

type SinceBefore = Pick<AssignedPayout, 'news' | 'missedBefore' | 'held'>;

/** What somebody's payout is against the one of the period before; nobody can be told who is in no register. */
export const sinceBefore = (
  before: Payout | undefined,
  recipient: Recipient | undefined,
  lates: readonly Late[],
): SinceBefore => {
  if (!before) return { news: 'first' };
  const isOtherCollector = recipient !== undefined && recipient.collector?.key !== before.collectorKey;
  const news = isOtherCollector ? 'collector' : undefined;
  if (!isCarriedOver(before)) return { news };
  return { news, missedBefore: missedUntilNow(before, lates), held: questionOf(before, lates) };
};

/** Whoever turned out to have been paid has missed only what came after that. */
const missedUntilNow = (before: CarriedOverPayout, lates: readonly Late[]): number | undefined => {
  const paidIn = paidLateIn(before, lates);
  if (paidIn === before.periodId) return undefined;
  const missed = missedMonths(paidIn === undefined ? before : { ...before, missedBefore: undefined });
  return missed > 0 ? missed : undefined;
};
