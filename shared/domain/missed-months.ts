import type { AttemptReason, CarriedOverPayout, Payout } from './payout.ts';

/** From this many months running on, the authority decides about the assistance (Circular 02/2021 art. 2(3)a). */
const longMissedMonths = 3;

/** Why it was not collected: what the last visit or pay day came to; whoever said nothing just did not come. */
export const reasonUnpaid = ({ attempts }: Pick<Payout, 'attempts'>): AttemptReason =>
  attempts.reduce<Payout['attempts'][number] | undefined>(
    (last, one) => (last && last.attemptedOn > one.attemptedOn ? last : one),
    undefined,
  )?.reason ?? 'ABSENT';

/** Months running that somebody has not collected, this one too, unless they could not have. */
export const missedMonths = (payout: CarriedOverPayout): number =>
  (payout.missedBefore ?? 0) + (couldCollect(payout) ? 1 : 0);

/** To be looked into by the authority; nothing stops by itself. */
export const isLongMissed = (payout: CarriedOverPayout): boolean => missedMonths(payout) >= longMissedMonths;

/** A road that was closed, a point without cash or a question that we had not answered is not their doing. */
const couldCollect = (payout: CarriedOverPayout): boolean => {
  const reason = reasonUnpaid(payout);
  return reason !== 'ROAD_OR_WEATHER' && reason !== 'POINT_OUT_OF_CASH' && !payout.held;
};
