import type { Sized } from '../../shared/domain/geography.ts';
import { beforeOf, partsOf, type Period } from '../../shared/domain/payment-period.ts';
import { planRulesHash } from '../../shared/domain/plan-rules.ts';
import type { Needs } from './handler.ts';

export type ToPlan = Readonly<{ waiting: readonly Sized[]; withoutPoint: readonly Sized[] }>;

/** Communes with people or carried-over payouts whose plan was made from another register, other points or other days. */
export const communesToPlan = async (
  { communes, directory, registers }: Needs,
  period: Period,
): Promise<ToPlan> => {
  const { periodId } = period;
  const { programme } = partsOf(periodId);
  const codes = (await directory.listCommunes(partsOf(periodId))).map(({ code }) => code);
  const points = Map.groupBy(await directory.listPoints(partsOf(periodId)), ({ commune }) => commune);
  const owing = (await communes.list(beforeOf(period)))
    .filter(({ standing }) => standing !== undefined && standing.carriedOver.count > 0)
    .map(({ commune }) => commune);
  const plans = new Map((await communes.list(periodId)).map((one) => [one.commune, one.planned]));
  const known = await registers.list(programme, [...new Set([...codes, ...owing])]);
  const listed = new Set(known.map(({ commune }) => commune));
  const unlisted = owing
    .filter((commune) => !listed.has(commune))
    .map((commune) => ({ commune, version: 0, size: 0 }));
  const waiting = [...known, ...unlisted].filter(({ commune, version }) => {
    const plan = plans.get(commune);
    const rulesHash = planRulesHash({ ...period, points: points.get(commune) ?? [] });
    return plan?.registerVersion !== version || plan.rulesHash !== rulesHash;
  });
  return { waiting, withoutPoint: waiting.filter(({ commune }) => !points.has(commune)) };
};
