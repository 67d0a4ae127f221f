import type { Holidays } from '../../shared/domain/calendar.ts';
import type { CommuneCode, PayoutPoint } from '../../shared/domain/geography.ts';
import { isCarriedOver } from '../../shared/domain/late-effects.ts';
import { isPlannable, partsOf, type Period } from '../../shared/domain/payment-period.ts';
import { planDifference, planned, planPayouts } from '../../shared/domain/plan.ts';
import { comparePlans } from '../../shared/domain/plan-comparison.ts';
import { planRulesHash } from '../../shared/domain/plan-rules.ts';
import type { ContradictionStore } from '../../shared/store/contradictions.ts';
import { latesAbout } from '../../shared/store/lates-about.ts';
import { type LeaseStore, planScope } from '../../shared/store/leases.ts';
import type { PayoutStore } from '../../shared/store/payouts.ts';
import type { PeriodCommuneStore } from '../../shared/store/period-communes.ts';
import type { PeriodStore } from '../../shared/store/periods.ts';
import type { RegisterStore } from '../../shared/store/register.ts';

export type PlanNeeds = Readonly<{
  periods: Pick<PeriodStore, 'get'>;
  communes: Pick<PeriodCommuneStore, 'savePlan'>;
  payouts: Pick<PayoutStore, 'list' | 'savePlan'>;
  contradictions: Pick<ContradictionStore, 'listLate'>;
  registers: Pick<RegisterStore, 'get' | 'listRecipients'>;
  leases: Pick<LeaseStore, 'hold'>;
}>;

export type CommuneToPlan = Readonly<{
  period: Period;
  /** Nothing before the very first one. */
  periodBefore: Period | undefined;
  commune: CommuneCode;
  points: readonly PayoutPoint[];
  holidays: Holidays;
  standard: number | undefined;
}>;

/** Plans one commune under its lease, if it may still be planned, and writes down what the plan was made from. */
export const planCommune = (needs: PlanNeeds, given: CommuneToPlan): Promise<void> => {
  const { periods, communes, payouts, contradictions, registers, leases } = needs;
  const { period, periodBefore, commune, points, standard } = given;
  const { periodId } = period;
  const { programme } = partsOf(periodId);
  return leases.hold(planScope(periodId, commune), async (assertHeld) => {
    if (!isPlannable(await periods.get(periodId))) return;
    // The version first: a list that is applied meanwhile raises it, and then this plan is made again.
    const { version } = await registers.get(programme, commune);
    const register = await registers.listRecipients(programme, commune);
    const before = periodBefore ? await payouts.list(periodBefore.periodId, commune, 'to-look') : [];
    const lates = await latesAbout(contradictions, commune, before.filter(isCarriedOver));
    const stored = await payouts.list(periodId, commune, 'to-decide');
    const plan = planPayouts({
      ...given,
      register,
      before: periodBefore && { period: periodBefore, payouts: before },
      lates,
      stored,
    });
    await payouts.savePlan(planDifference(stored, plan), assertHeld);
    assertHeld();
    const comparison = comparePlans({ plan, before, register, points, standard });
    const rulesHash = planRulesHash({ ...period, points });
    await communes.savePlan(periodId, {
      commune,
      planned: { registerVersion: version, rulesHash, ...planned(plan), comparison },
    });
  });
};
