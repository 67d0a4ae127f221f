import type { CommuneCode } from '../domain/geography.ts';
import type { Late } from '../domain/late.ts';
import { periodsAsked } from '../domain/late-effects.ts';
import type { CarriedOverPayout, Payout } from '../domain/payout.ts';
import type { PeriodId } from '../domain/payment-period.ts';
import { periodsOwing } from '../domain/reversal.ts';
import type { ContradictionStore } from './contradictions.ts';

/** What came late about a commune's carried-over payouts; mostly that is one period to look at. */
export const latesAbout = (
  contradictions: Pick<ContradictionStore, 'listLate'>,
  commune: CommuneCode,
  payouts: readonly CarriedOverPayout[],
): Promise<Late[]> => latesOf(contradictions, commune, periodsAsked(payouts));

/** What came late about the lines of earlier periods in a commune's planned payouts. */
export const latesOwed = (
  contradictions: Pick<ContradictionStore, 'listLate'>,
  commune: CommuneCode,
  payouts: readonly Payout[],
): Promise<Late[]> => latesOf(contradictions, commune, [...new Set(payouts.flatMap(periodsOwing))]);

const latesOf = async (
  { listLate }: Pick<ContradictionStore, 'listLate'>,
  commune: CommuneCode,
  periodIds: readonly PeriodId[],
): Promise<Late[]> => {
  const lates: Late[] = [];
  for (const periodId of periodIds) lates.push(...(await listLate(periodId, commune)));
  return lates;
};
