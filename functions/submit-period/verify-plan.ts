import { fingerprint } from '../../shared/domain/fingerprint.ts';
import type { CommuneCode } from '../../shared/domain/geography.ts';
import { beforeOf, partsOf, type Period, type PeriodId } from '../../shared/domain/payment-period.ts';
import { sumOf, type Tally } from '../../shared/domain/payout.ts';
import { periodThatPaid } from '../../shared/domain/plan.ts';
import { planRulesHash } from '../../shared/domain/plan-rules.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import type { PeriodCommune } from '../../shared/store/period-communes.ts';
import type { Needs } from './handler.ts';
import { verifyCommune } from './verify-commune.ts';

export type VerifiedPlan = Readonly<{
  hash: string;
  total: Tally;
  plans: readonly PeriodCommune[];
  /** Nothing before the very first one. */
  before: PeriodId | undefined;
}>;

export type PlanRefused = Readonly<{
  refused:
    'list-unfinished' | 'points-changed' | 'register-changed' | 'plan-changed' | 'carried-over-differs';
  communes?: CommuneCode[];
}>;

const communesAtOnceMax = 10;
/** No list takes longer than this; one that is held longer has been forgotten, and its register is unchanged. */
const lookBackMs = 92 * 24 * 60 * 60 * 1000;

/** Reads the frozen plan whole, after every writer has gone, and writes down per commune what is submitted. */
export const verifyPlan = async (needs: Needs, period: Period): Promise<VerifiedPlan | PlanRefused> => {
  const { communes, periods } = needs;
  const { periodId } = period;
  if (await isListUnfinished(needs, periodId)) return { refused: 'list-unfinished' };

  const plans = await communes.list(periodId);
  const otherPoints = await changedPoints(needs, period, plans);
  if (otherPoints.length > 0) return { refused: 'points-changed', communes: otherPoints };
  const changed = await changedRegisters(needs, periodId, plans);
  if (changed.length > 0) return { refused: 'register-changed', communes: changed };

  const before = periodThatPaid(await periods.find(beforeOf(period)))?.periodId;
  const carried = before === undefined ? undefined : await carriedOverBy(needs, before);
  const verified = await inBatches(plans, communesAtOnceMax, (plan) =>
    verifyCommune(needs, { periodId, plan, before, owed: carried?.get(plan.commune) }),
  );
  const differing = verified.filter(({ isSame }) => !isSame).map(({ commune }) => commune);
  if (differing.length > 0) return { refused: 'plan-changed', communes: differing };
  const planned = new Set(plans.map(({ commune }) => commune));
  const unplanned = [...(carried?.keys() ?? [])].filter((commune) => !planned.has(commune));
  const uncarried = verified.filter(({ isCarried }) => !isCarried).map(({ commune }) => commune);
  if (unplanned.length + uncarried.length > 0)
    return { refused: 'carried-over-differs', communes: [...uncarried, ...unplanned] };
  return {
    hash: fingerprint(verified.map(({ commune, hash }) => [commune, hash])),
    total: sumOf(verified.map(({ total }) => total)),
    plans,
    before,
  };
};

const isListUnfinished = async ({ directory, lists, now }: Needs, periodId: PeriodId): Promise<boolean> => {
  const recent = await directory.listLists(partsOf(periodId), new Date(now().getTime() - lookBackMs));
  const found = await inBatches(recent, communesAtOnceMax, (listId) => lists.find(listId));
  return found.some((list) => list?.status === 'reading' || list?.status === 'held');
};

/** What each commune left unpaid, where it left anything. */
const carriedOverBy = async ({ communes }: Needs, before: PeriodId): Promise<Map<CommuneCode, Tally>> =>
  new Map(
    (await communes.list(before)).flatMap(({ commune, standing }): [CommuneCode, Tally][] =>
      standing && standing.carriedOver.count > 0 ? [[commune, standing.carriedOver]] : [],
    ),
  );

/** Whose points, or the days of the period, are not those that the plan was made from. */
const changedPoints = async (
  { directory }: Needs,
  period: Period,
  plans: readonly PeriodCommune[],
): Promise<CommuneCode[]> => {
  const known = await directory.listPoints(partsOf(period.periodId));
  const points = Map.groupBy(known, ({ commune }) => commune);
  return plans
    .filter(
      ({ commune, planned }) =>
        planned?.rulesHash !== planRulesHash({ ...period, points: points.get(commune) ?? [] }),
    )
    .map(({ commune }) => commune);
};

const changedRegisters = async (
  { registers }: Needs,
  periodId: PeriodId,
  plans: readonly PeriodCommune[],
): Promise<CommuneCode[]> => {
  const codes = plans.map(({ commune }) => commune);
  const known = await registers.list(partsOf(periodId).programme, codes);
  const versions = new Map(known.map(({ commune, version }) => [commune, version]));
  return plans
    .filter(({ commune, planned: plan }) => plan?.registerVersion !== (versions.get(commune) ?? 0))
    .map(({ commune }) => commune);
};
