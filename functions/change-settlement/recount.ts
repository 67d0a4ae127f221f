import { payoutEnding } from '../../shared/domain/ending.ts';
import type { PeriodId } from '../../shared/domain/payment-period.ts';
import { isBalanced, type SettledCommune, settledCommunes } from '../../shared/domain/settlement.ts';
import { standingOf } from '../../shared/domain/standing.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import type { PayoutStore } from '../../shared/store/payouts.ts';
import type { PeriodCommuneStore } from '../../shared/store/period-communes.ts';

export type RecountNeeds = Readonly<{
  communes: Pick<PeriodCommuneStore, 'list'>;
  payouts: Pick<PayoutStore, 'list'>;
}>;

const communesAtOnceMax = 4;

/** The communes as they were sealed; those that did not balance then are counted anew from their payouts. */
export const recount = async (
  { communes, payouts }: RecountNeeds,
  periodId: PeriodId,
): Promise<SettledCommune[]> => {
  const sealed = settledCommunes(await communes.list(periodId));
  return inBatches(sealed, communesAtOnceMax, async (one) => {
    if (isBalanced(one)) return one;
    const now = await payouts.list(periodId, one.commune, 'to-decide');
    return {
      ...one,
      standing: standingOf(now),
      ending: one.ending && { ...one.ending, ...payoutEnding(now) },
    };
  });
};
