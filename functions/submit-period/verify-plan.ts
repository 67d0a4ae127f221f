import { fingerprint } from '../../shared/domain/fingerprint.ts';
import type { CommuneCode } from '../../shared/domain/geography.ts';
import { partsOf, type PeriodId, previousPeriod } from '../../shared/domain/payment-period.ts';
import { sumOf, type Tally } from '../../shared/domain/payout.ts';
import { planned } from '../../shared/domain/plan.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import { planScope } from '../../shared/store/leases.ts';
import type { PeriodCommune } from '../../shared/store/period-communes.ts';
import type { Needs } from './handler.ts';

export type Verified = Readonly<
  | { hash: string; total: Tally }
  | {
      refused: 'list-unfinished' | 'register-changed' | 'plan-changed' | 'carried-over-differs';
      communes?: CommuneCode[];
    }
>;

const communesAtOnceMax = 10;
/** No list takes longer than this; one that is held longer has been forgotten, and its register is unchanged. */
const lookBackMs = 92 * 24 * 60 * 60 * 1000;

/** Reads the frozen plan whole, after every writer has gone, and writes down per commune what is submitted. */
export const verifyPlan = async (needs: Needs, periodId: PeriodId): Promise<Verified> => {
  const { communes, directory, lists, now } = needs;
  const recent = await directory.listLists(partsOf(periodId), new Date(now().getTime() - lookBackMs));
  const found = await inBatches(recent, communesAtOnceMax, (listId) => lists.find(listId));
  if (found.some((list) => list?.status === 'reading' || list?.status === 'held'))
    return { refused: 'list-unfinished' };

  const plans = await communes.list(periodId);
  const changed = await changedRegisters(needs, periodId, plans);
  if (changed.length > 0) return { refused: 'register-changed', communes: changed };

  const before = new Map(
    (await communes.list(previousPeriod(periodId))).map((one) => [one.commune, one.standing]),
  );
  // Before the first period nothing was carried over here: what another system owed came with the list.
  const isFirst = before.size === 0;
  const submitted = await inBatches(plans, communesAtOnceMax, async (plan) => {
    const read = planned(await readFrozen(needs, periodId, plan.commune));
    const isSame = read.hash === plan.planned?.hash;
    const owed = before.get(plan.commune)?.carriedOver ?? { count: 0, amount: 0 };
    const isSameAsOwed = read.carried.count === owed.count && read.carried.amount === owed.amount;
    const isCarried = isFirst || isSameAsOwed;
    if (isSame && isCarried) await communes.mark(periodId, { commune: plan.commune, submitted: read });
    return { commune: plan.commune, ...read, isSame, isCarried };
  });
  const differing = submitted.filter(({ isSame }) => !isSame).map(({ commune }) => commune);
  if (differing.length > 0) return { refused: 'plan-changed', communes: differing };
  const uncarried = submitted.filter(({ isCarried }) => !isCarried).map(({ commune }) => commune);
  if (uncarried.length > 0) return { refused: 'carried-over-differs', communes: uncarried };
  return {
    hash: fingerprint(submitted.map(({ commune, hash }) => [commune, hash])),
    total: sumOf(submitted.map(({ total }) => total)),
  };
};

/** Taking the lease once waits for a writer that began before the freeze; whoever comes later sees it and leaves. */
const readFrozen = ({ leases, payouts }: Needs, periodId: PeriodId, commune: CommuneCode) =>
  leases.hold(planScope(periodId, commune), () => payouts.list(periodId, commune, 'to-decide'));

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
