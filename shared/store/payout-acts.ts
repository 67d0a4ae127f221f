import type {
  AssignedPayout,
  CarriedOverPayout,
  DecidedPayout,
  LateResult,
  PaidPayout,
  RestoredPayout,
} from '../domain/payout.ts';
import { updateIf } from './conditional.ts';
import { keyOf, type Outcome, saved } from './payout-items.ts';
import type { Table } from './table.ts';

export type PayoutActStore = ReturnType<typeof payoutActStore>;

/** What people other than tellers do to a payout of an approved period, each in one conditional write. */
export const payoutActStore = (table: Table) => ({
  ...placing(table),
  ...reversing(table),
  ...settlingLate(table),
});

const placing = (table: Table) => ({
  /** Another place, by the planner's choice, if it is still assigned. */
  async savePlace(payout: AssignedPayout): Promise<Outcome> {
    const { place, chosen } = payout;
    const written = await updateIf(table, {
      key: keyOf(payout),
      set: { place, chosen },
      condition: '#state = :state',
      where: { state: 'assigned' },
    });
    return saved(payout, written);
  },

  /** Handed back or withheld, if it is still assigned, not held, and the same amount is due. */
  async saveDecided(payout: DecidedPayout): Promise<Outcome> {
    const { state, decision, amount } = payout;
    const written = await updateIf(table, {
      key: keyOf(payout),
      set: { state, decision },
      condition: '#state = :assigned AND #amount = :amount AND attribute_not_exists(held)',
      where: { amount },
      values: { assigned: 'assigned' },
    });
    return saved(payout, written);
  },

  /**
   * Due again, if exactly that decision stands, by somebody else than made it; what was paid late stays handed back.
   * Under the commune's lease.
   */
  async saveRestored(payout: RestoredPayout): Promise<Outcome> {
    const { restored, held } = payout;
    const { by, decision } = restored;
    const written = await updateIf(table, {
      key: keyOf(payout),
      set: { state: 'assigned', restored, held },
      remove: ['decision'],
      condition:
        'decision.#by <> :by AND decision.#at = :at AND decision.reason <> :paidLate AND #state <> :state',
      where: { by, at: decision.at, state: 'assigned' },
      values: { paidLate: 'PAID_LATE' },
    });
    return saved(payout, written);
  },
});

const reversing = (table: Table) => ({
  /** Somebody asked that this very payment be undone; asked once. */
  async saveReversalAsked(payout: PaidPayout): Promise<Outcome> {
    const written = await updateIf(table, {
      key: keyOf(payout),
      set: { reversalAsked: payout.reversalAsked },
      condition: `${isThisPayment} AND attribute_not_exists(reversalAsked)`,
      where: { state: 'paid' },
      values: { proofId: payout.completion.proofId },
    });
    return saved(payout, written);
  },

  /** The second person says no to exactly this request: the payment stands. */
  async dropReversalAsked(payout: PaidPayout): Promise<Outcome> {
    const { completion, reversalAsked } = payout;
    const written = await updateIf(table, {
      key: keyOf(payout),
      set: {},
      remove: ['reversalAsked'],
      condition: `${isThisPayment} AND ${isAskedBy}`,
      where: { state: 'paid', by: reversalAsked?.by ?? '' },
      values: { proofId: completion.proofId },
    });
    return saved(payout, written);
  },

  /**
   * Assigned again, if it is still this payment, and, where a second person confirmed it, still asked for by the first;
   * the completion is kept among the reversals. Under the commune's lease.
   */
  async saveReversed(payout: AssignedPayout, proofId: string): Promise<Outcome> {
    const last = payout.reversals?.at(-1);
    const asked = last?.confirmedBy === undefined ? undefined : { by: last.askedBy };
    const written = await updateIf(table, {
      key: keyOf(payout),
      set: { state: 'assigned', reversals: payout.reversals, held: payout.held },
      remove: ['completion', 'reversalAsked'],
      condition: asked ? `${isThisPayment} AND ${isAskedBy}` : isThisPayment,
      where: { state: 'paid', ...asked },
      values: { proofId },
    });
    return saved(payout, written);
  },
});

const settlingLate = (table: Table) => ({
  /**
   * Nothing is paid until the late result is decided; if it is still in that state and not held already. One that was
   * carried over passes it on to the next plan.
   */
  async saveHeld(payout: AssignedPayout | CarriedOverPayout, held: LateResult): Promise<Outcome> {
    const written = await updateIf(table, {
      key: keyOf(payout),
      set: { held },
      condition: '#state = :state AND attribute_not_exists(held)',
      where: { state: payout.state },
    });
    return saved({ ...payout, held }, written);
  },

  /** The late result was rejected: the payout is due again. */
  async liftHeld(payout: AssignedPayout, proofId: string): Promise<Outcome> {
    const written = await updateIf(table, {
      key: keyOf(payout),
      set: {},
      remove: ['held'],
      condition: '#state = :state AND held.proofId = :proofId',
      where: { state: 'assigned' },
      values: { proofId },
    });
    return saved(payout, written);
  },

  /** That late result was decided, another one is not: it waits for that one, and is due at no moment in between. */
  async passHeld(payout: AssignedPayout, proofId: string, next: LateResult): Promise<Outcome> {
    const written = await updateIf(table, {
      key: keyOf(payout),
      set: { held: next },
      condition: '#state = :state AND held.proofId = :proofId',
      where: { state: 'assigned' },
      values: { proofId },
    });
    return saved({ ...payout, held: next }, written);
  },

  /** The late result was confirmed: its lines are handed back, the rest, if there is any, is due again or waits for another one. */
  async saveSettledLate(payout: AssignedPayout | DecidedPayout, proofId: string): Promise<Outcome> {
    const { state, lines, amount, settledLate, held } = payout;
    const written = await updateIf(table, {
      key: keyOf(payout),
      set: {
        state,
        lines,
        amount,
        settledLate,
        held,
        decision: 'decision' in payout ? payout.decision : undefined,
      },
      remove: held ? [] : ['held'],
      condition: '#state = :assigned AND held.proofId = :proofId',
      where: {},
      values: { assigned: 'assigned', proofId },
    });
    return saved(payout, written);
  },
});

const isThisPayment = '#state = :state AND completion.proofId = :proofId';
/** Whoever decides about a request is not who asked: it must still be that other person's. */
const isAskedBy = 'reversalAsked.#by = :by';
