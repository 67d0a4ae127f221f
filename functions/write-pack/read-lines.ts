import type { CommuneCode } from '../../shared/domain/geography.ts';
import { partsOf, type PeriodId } from '../../shared/domain/payment-period.ts';
import type { PackLine } from '../../shared/lists/report/pack-lists.ts';
import type { PayoutStore } from '../../shared/store/payouts.ts';
import type { PeriodCommuneStore } from '../../shared/store/period-communes.ts';
import type { RegisterStore } from '../../shared/store/register.ts';

export type ReadNeeds = Readonly<{
  communes: Pick<PeriodCommuneStore, 'find'>;
  payouts: Pick<PayoutStore, 'list'>;
  registers: Pick<RegisterStore, 'listRecipients'>;
}>;

type OneCommune = Readonly<{
  periodId: PeriodId;
  commune: CommuneCode;
  names: ReadonlyMap<string, string>;
}>;

/** A sealed commune's payouts with their people: nothing of them moves any more. */
export const readLines = async (
  { communes, payouts, registers }: ReadNeeds,
  { periodId, commune, names }: OneCommune,
): Promise<PackLine[]> => {
  const { sealedAt } = (await communes.find(periodId, commune)) ?? {};
  if (sealedAt === undefined) throw new Error(`commune ${commune} is not sealed`);
  const register = await registers.listRecipients(partsOf(periodId).programme, commune, 'to-look');
  const people = new Map(register.map((recipient) => [recipient.recipientId, recipient]));
  return (await payouts.list(periodId, commune, 'to-look')).map((payout) => ({
    payout,
    recipient: people.get(payout.recipientId),
    communeName: names.get(commune) ?? commune,
    pointName: names.get(payout.place.pointId) ?? payout.place.pointId,
  }));
};
