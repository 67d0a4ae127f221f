import type { CommuneCode } from '../../shared/domain/geography.ts';
import type { PeriodId } from '../../shared/domain/payment-period.ts';
import type { PayoutOf } from '../../shared/domain/payout-number.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import { communeOfSheet } from '../../shared/domain/sheet.ts';
import type { ResultContext } from './record-rows.ts';
import type { Needs } from './handler.ts';

/** Payouts as they were read before the file was recorded, and as it left them. */
export type KnownPayouts = Readonly<{
  find: (payout: PayoutOf) => Payout | undefined;
  put: (payout: Payout) => void;
  /** Everybody of a commune, if it was read whole. */
  whole: (commune: CommuneCode) => Payout[] | undefined;
}>;

/** So many payouts are read one by one, at half a unit each, without a look at how large their commune is. */
const fewMax = 8;
/** Read whole, a commune costs a unit for 18 payouts of 450 bytes: as much as every ninth of them one by one. */
const wholeFrom = 1 / 9;

/**
 * At half the price, because every write demands what was read and a no is looked at again; whole where a sheet of the
 * commune may turn out to be answered by this very file, so that nothing is read twice.
 */
export const knownPayouts = async (needs: Needs, context: ResultContext): Promise<KnownPayouts> => {
  const { payouts } = needs;
  const { periodId } = context.period;
  const meant = context.rows.flatMap((row) => ('payout' in row && row.said ? [row.payout] : []));
  const unsaid = new Set(context.sheets.filter((id) => !context.daysDone.includes(id)).map(communeOfSheet));
  const known = new Map<CommuneCode, Map<string, Payout>>();
  const whole = new Set<CommuneCode>();
  for (const [commune, some] of Map.groupBy(meant, (payout) => payout.commune)) {
    const recipientIds = [...new Set(some.map(({ recipientId }) => recipientId))];
    const isWhole = unsaid.has(commune) || (await areMany(needs, periodId, commune, recipientIds.length));
    if (isWhole) whole.add(commune);
    const read = isWhole
      ? await payouts.list(periodId, commune, 'to-look')
      : await payouts.listSome(periodId, commune, recipientIds, 'to-look');
    known.set(commune, new Map(read.map((payout) => [payout.recipientId, payout])));
  }
  return {
    find: ({ commune, recipientId }) => known.get(commune)?.get(recipientId),
    put: (payout) => known.get(payout.commune)?.set(payout.recipientId, payout),
    whole: (commune) => (whole.has(commune) ? [...(known.get(commune)?.values() ?? [])] : undefined),
  };
};

const areMany = async (
  { communes }: Needs,
  periodId: PeriodId,
  commune: CommuneCode,
  count: number,
): Promise<boolean> => {
  if (count <= fewMax) return false;
  const { submitted } = (await communes.find(periodId, commune)) ?? {};
  return count > (submitted?.total.count ?? 0) * wholeFrom;
};
