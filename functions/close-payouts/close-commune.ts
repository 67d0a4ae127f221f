import { endingOf } from '../../shared/domain/ending.ts';
import type { CommuneCode } from '../../shared/domain/geography.ts';
import type { PeriodId } from '../../shared/domain/payment-period.ts';
import { type AssignedPayout, isAssigned, type Payout } from '../../shared/domain/payout.ts';
import { system } from '../../shared/domain/person.ts';
import { standingOf } from '../../shared/domain/standing.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import type { AuditStore } from '../../shared/store/audit.ts';
import type { ContradictionStore } from '../../shared/store/contradictions.ts';
import type { PayoutStore } from '../../shared/store/payouts.ts';
import type { PeriodCommuneStore } from '../../shared/store/period-communes.ts';
import type { ReminderStore } from '../../shared/store/reminders.ts';

export type CloseNeeds = Readonly<{
  communes: Pick<PeriodCommuneStore, 'find' | 'mark'>;
  payouts: Pick<PayoutStore, 'list' | 'saveCarriedOver'>;
  reminders: Pick<ReminderStore, 'list'>;
  contradictions: Pick<ContradictionStore, 'listLate' | 'listConflicts'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

type OneCommune = Readonly<{ periodId: PeriodId; commune: CommuneCode; assertHeld: () => void }>;

/** Under the commune's lease: whoever reverses a payment or hands money back comes before it or finds it sealed. */
export const closeCommune = async (needs: CloseNeeds, one: OneCommune): Promise<void> => {
  const { periodId, commune, assertHeld } = one;
  const { communes, reminders, contradictions, audit, now } = needs;
  if ((await communes.find(periodId, commune))?.sealedAt !== undefined) return;
  const at = now();
  const payouts = await carryOver(needs, one, at);
  const standing = standingOf(payouts);
  const ending = endingOf({
    payouts,
    reminders: await reminders.list(periodId, commune),
    late: await contradictions.listLate(periodId, commune),
    conflicts: (await contradictions.listConflicts(periodId, commune)).length,
  });
  assertHeld();
  // On record before it is done: an act that died in between is on record twice rather than not at all.
  await audit.record({
    subject: `PERIOD#${periodId}`,
    act: 'seal-commune',
    actId: commune,
    actor: system,
    at,
    facts: {
      paid: standing.paid.count,
      paidAmount: standing.paid.amount,
      carriedOver: standing.carriedOver.count,
    },
  });
  await communes.mark(periodId, { commune, sealedAt: at.toISOString(), standing, ending });
};

const writesAtOnceMax = 10;

/** The commune's payouts when nobody is assigned any more; under the lease no other of them changes meanwhile. */
const carryOver = async (
  { payouts }: CloseNeeds,
  { periodId, commune, assertHeld }: OneCommune,
  at: Date,
): Promise<Payout[]> => {
  const found = await payouts.list(periodId, commune, 'to-decide');
  const carried = await inBatches(found.filter(isAssigned), writesAtOnceMax, (payout) => {
    assertHeld();
    return carryOne(payouts, payout, at);
  });
  return [...found.filter((payout) => !isAssigned(payout)), ...carried];
};

/** What became of it: a payment that was faster stays, and after another attempt it is carried over with that one. */
const carryOne = async (
  payouts: Pick<PayoutStore, 'saveCarriedOver'>,
  payout: AssignedPayout,
  at: Date,
): Promise<Payout> => {
  const carried = await payouts.saveCarriedOver(payout, at);
  if (carried.saved) return { ...payout, state: 'carriedOver', carriedOverAt: at.toISOString() };
  const { found } = carried;
  if (!found) throw new Error('a payout is gone');
  return isAssigned(found) ? carryOne(payouts, found, at) : found;
};
