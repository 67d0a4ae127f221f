import { isOpenQuestion, isOwedBy, type Late } from '../domain/late.ts';
import { beforeOf, partsOf, type Period, type PeriodId } from '../domain/payment-period.ts';
import type { Payout } from '../domain/payout.ts';
import type { ContradictionStore } from './contradictions.ts';
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
    acts: Pick<PayoutActStore, 'saveHeld' | 'liftHeld'>;
    contradictions: Pick<ContradictionStore, 'findLate'>;
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
  const due = { periodId: heir.periodId, commune };
  // At once where it could be paid this minute: whoever has the lease may have it for long. A plan is still written
  // over, and a payment may just be reversed: both are met under the lease.
  if (heir.status === 'open') await holdAll(needs, due, questions);
  const carriedOn = await needs.leases.hold(planScope(heir.periodId, commune), () =>
    holdAll(needs, due, questions),
  );
  // Not collected there either: the month after inherits it, held if it is planned from this one.
  await holdFrom(needs, carriedOn, heir.periodId);
};

/** Which of them are about something that was carried over again; those decided meanwhile hold nothing. */
const holdAll = async (needs: HoldingNeeds, place: Place, questions: readonly Late[]): Promise<Late[]> => {
  const now: Late[] = [];
  for (const late of questions) now.push((await needs.contradictions.findLate(late, late.proofId)) ?? late);
  const decided = now.filter((late) => !isOpenQuestion(late));
  await letGo(needs, place, decided);
  const further: Late[] = [];
  for (const [late, payout] of await payoutsOf(needs, place, now.filter(isOpenQuestion)))
    if ((await holdOne(needs, late, payout))?.state === 'carriedOver') further.push(late);
  return further;
};

type Place = Pick<Late, 'periodId' | 'commune'>;

const payoutsOf = async (
  { payouts }: HoldingNeeds,
  { periodId, commune }: Place,
  lates: readonly Late[],
): Promise<(readonly [Late, Payout | undefined])[]> => {
  if (lates.length === 0) return [];
  const recipientIds = [...new Set(lates.map(({ recipientId }) => recipientId))];
  const found = await payouts.listSome(periodId, commune, recipientIds, 'to-decide');
  return lates.map((late) => [late, found.find(({ recipientId }) => recipientId === late.recipientId)]);
};

/** Decided between the look and the hold, so that nobody else would lift it. What was confirmed and is still due waits. */
const letGo = async (needs: HoldingNeeds, place: Place, decided: readonly Late[]): Promise<void> => {
  for (const [{ decision, periodId, proofId }, payout] of await payoutsOf(needs, place, decided)) {
    if (payout?.state !== 'assigned' || payout.held?.proofId !== proofId) continue;
    if (decision === 'rejected' || !payout.lines.some(isOwedBy(periodId)))
      await needs.acts.liftHeld(payout, proofId);
  }
};

/** Held unless it is out of reach; what stands then. A payment or a close that was faster decides anew. */
export const holdOne = async (
  needs: Readonly<{ acts: Pick<PayoutActStore, 'saveHeld'> }>,
  late: Pick<Late, 'periodId' | 'proofId'>,
  payout: Payout | undefined,
): Promise<Payout | undefined> => {
  if (payout?.state !== 'assigned' && payout?.state !== 'carriedOver') return payout;
  if (payout.held) return payout;
  const { periodId, proofId } = late;
  const held = await needs.acts.saveHeld(payout, { periodId, proofId });
  return held.saved ? payout : holdOne(needs, late, held.found);
};
