import type { PeriodId } from '../../shared/domain/payment-period.ts';
import { stampOf } from '../../shared/gateways/workflows.ts';
import type { Needs } from './handler.ts';
import type { PlanRefused } from './verify-plan.ts';

/**
 * A plan that may not be submitted is made again. Where it is not what was written down of it, the record goes first:
 * by the record alone nobody would see that there is anything to do.
 */
export const thawPlan = async (
  { periods, communes, preparePeriod, now }: Needs,
  periodId: PeriodId,
  refused: PlanRefused,
): Promise<PlanRefused> => {
  const isRecordWrong = refused.refused === 'plan-changed' || refused.refused === 'carried-over-differs';
  for (const commune of isRecordWrong ? (refused.communes ?? []) : [])
    await communes.savePlan(periodId, { commune });
  await periods.move(periodId, { status: 'prepared' }, { status: 'preparing', isFrozen: false });
  await preparePeriod.start(`${periodId}-${stampOf(now())}-thawed`, { periodId });
  return refused;
};
