import type { Payout } from './payout.ts';
import type { Collector, Recipient } from './recipient.ts';

/** Who collects a payout as it was planned. The register has one month's picture: it may name somebody else by now. */
export const plannedCollector = (
  { collectorKey }: Pick<Payout, 'collectorKey'>,
  recipient: Pick<Recipient, 'collector'> | undefined,
): Collector | 'changed' | undefined => {
  if (collectorKey === undefined) return undefined;
  const named = recipient?.collector;
  return named?.key === collectorKey ? named : 'changed';
};
