import type { Late } from '../../shared/domain/late.ts';
import type { Period } from '../../shared/domain/payment-period.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { PeriodCommune } from '../../shared/store/period-communes.ts';
import { aPeriod, inAugust, noon, yenHan } from './build.ts';
import {
  fakeAudit,
  fakeContradictions,
  fakeDirectory,
  fakeLeases,
  fakeMovedDays,
  fakeNotes,
  fakePayouts,
  fakePeriodCommunes,
  fakePeriods,
} from './function-fakes.ts';

type Given = Readonly<{
  periods?: Period[];
  payouts?: Payout[];
  lates?: Late[];
  commune?: Partial<PeriodCommune>;
  /** Scopes of leases that somebody else holds. */
  heldByOthers?: string[];
}>;

/** Where results are recorded and decided: the periods of one commune in memory, August open. */
export const fakeRecording = (given: Given = {}) => {
  const { periods = [aPeriod()], heldByOthers = [] } = given;
  const payouts = fakePayouts(...(given.payouts ?? []));
  const contradictions = fakeContradictions();
  for (const late of given.lates ?? []) void contradictions.keepLate(late);
  return {
    periods: fakePeriods(...periods),
    communes: fakePeriodCommunes(
      ...periods.map(({ periodId }) => ({ periodId, commune: yenHan, ...given.commune })),
    ),
    payouts,
    acts: payouts,
    contradictions,
    notes: fakeNotes(),
    movedDays: fakeMovedDays(),
    directory: fakeDirectory({ periods: periods.map(({ periodId }) => periodId) }),
    leases: fakeLeases(...heldByOthers),
    audit: fakeAudit(),
    now: () => noon,
    /** How somebody's payout stands, in August unless another period is meant. */
    payoutOf: ({ recipientId }: Pick<Payout, 'recipientId'>, periodId = inAugust) =>
      payouts.all.get(`${periodId} ${yenHan} ${recipientId}`),
  };
};
