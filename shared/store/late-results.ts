import type { Late } from '../domain/late.ts';
import { beforeOf, partsOf, type Period, type PeriodId } from '../domain/payment-period.ts';
import type { Payout } from '../domain/payout.ts';
import type { DirectoryStore } from './directory.ts';
import { type LeaseStore, planScope } from './leases.ts';
import type { PayoutActStore } from './payout-acts.ts';
import type { PayoutStore } from './payouts.ts';
import type { PeriodStore } from './periods.ts';

export type HeirNeeds = Readonly<{
  directory: Pick<DirectoryStore, 'listPeriods'>;
  periods: Pick<PeriodStore, 'find'>;
}>;

/** The period in which is due what this one carried over, once it is opened. */
export const heirOf = async (
  { directory, periods }: HeirNeeds,
  periodId: PeriodId,
): Promise<Period | undefined> => {
  for (const later of await directory.listPeriods(partsOf(periodId))) {
    if (later <= periodId) continue;
    const period = await periods.find(later);
    if (period && period.status !== 'cancelled' && beforeOf(period) === periodId) return period;
  }
  return undefined;
};

export type HoldingNeeds = HeirNeeds &
  Readonly<{
    payouts: Pick<PayoutStore, 'listSome'>;
    acts: Pick<PayoutActStore, 'saveHeld'>;
    leases: Pick<LeaseStore, 'hold'>;
  }>;

/**
 * Nobody is paid next month what a late result says was paid, until that is decided. Kept before it is held: a planner
 * of the next month who comes first has made a payout that is held here, one who comes later reads the late result.
 * All questions of a commune under one lease: the same invocation may take it only once at a time.
 */
export const holdHeirs = async (needs: HoldingNeeds, questions: readonly Late[]): Promise<void> => {
  for (const some of Map.groupBy(questions, ({ commune }) => commune).values())
    await holdFrom(needs, some, undefined);
};

/** Those of one commune and period; `from` where what it is about was carried over again. */
const holdFrom = async (
  needs: HoldingNeeds,
  questions: readonly Late[],
  from: PeriodId | undefined,
): Promise<void> => {
  const [first] = questions;
  if (!first) return;
  const { periodId, commune } = first;
  const heir = await heirOf(needs, from ?? periodId);
  if (!heir) return;
  const carriedOn = await needs.leases.hold(planScope(heir.periodId, commune), async (assertHeld) => {
    const recipientIds = [...new Set(questions.map(({ recipientId }) => recipientId))];
    const due = await needs.payouts.listSome(heir.periodId, commune, recipientIds, 'to-decide');
    const further: Late[] = [];
    for (const late of questions) {
      assertHeld();
      const payout = due.find(({ recipientId }) => recipientId === late.recipientId);
      if ((await holdOne(needs, late, payout))?.state === 'carriedOver') further.push(late);
    }
    return further;
  });
  // Not collected there either: the month after inherits it, held if it is planned from this one.
  await holdFrom(needs, carriedOn, heir.periodId);
};

/** Held unless it is out of reach; what stands then. A payment or a close that was faster decides anew. */
export const holdOne = async (
  needs: Pick<HoldingNeeds, 'acts'>,
  late: Pick<Late, 'periodId' | 'proofId'>,
  payout: Payout | undefined,
): Promise<Payout | undefined> => {
  if (payout?.state !== 'assigned' && payout?.state !== 'carriedOver') return payout;
  if (payout.held) return payout;
  const { periodId, proofId } = late;
  const held = await needs.acts.saveHeld(payout, { periodId, proofId });
  return held.saved ? payout : holdOne(needs, late, held.found);
};
