import type { CommuneCode } from '../domain/geography.ts';
import type { Late } from '../domain/late.ts';
import { periodsAsked } from '../domain/late-effects.ts';
import type { CarriedOverPayout } from '../domain/payout.ts';
import type { ContradictionStore } from './contradictions.ts';

/** What came late about a commune's carried-over payouts; mostly that is one period to look at. */
export const latesAbout = async (
  { listLate }: Pick<ContradictionStore, 'listLate'>,
  commune: CommuneCode,
  payouts: readonly CarriedOverPayout[],
): Promise<Late[]> => {
  const lates: Late[] = [];
  for (const periodId of periodsAsked(payouts)) lates.push(...(await listLate(periodId, commune)));
  return lates;
};
