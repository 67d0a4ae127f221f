import { z } from 'zod';
import { type PlaceFacts, placeRefusal, type PlaceRefusal } from './another-place.ts';
import { fingerprint } from './fingerprint.ts';
import type { Late } from './late.ts';
import { isPlannable, type Period } from './payment-period.ts';
import {
  type AssignedPayout,
  ChoiceReason,
  type DecidedPayout,
  DecisionPaper,
  DecisionReason,
  type PaidPayout,
  type Payout,
  Place,
  type RestoredPayout,
  ReversalReason,
} from './payout.ts';
import { type Actor, mayAct, type Role } from './person.ts';
import { restore, type RestoreRefusal } from './restoring.ts';
import { askReversal, confirmReversal, refuseReversal, type ReversalRefusal, undo } from './reversal.ts';

/** `PAID_LATE` is said by the decision about a late result, nowhere else. */
const MoneyReason = DecisionReason.exclude(['PAID_LATE']);

/** What people other than the one who records results do to one payout. */
export const PayoutAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('place'), place: Place, reason: ChoiceReason }),
  z.object({ kind: z.literal('hand-back'), reason: MoneyReason, paper: DecisionPaper }),
  z.object({ kind: z.literal('withhold'), reason: MoneyReason, paper: DecisionPaper }),
  z.object({ kind: z.literal('restore') }),
  z.object({ kind: z.literal('undo'), reason: ReversalReason }),
  z.object({ kind: z.literal('ask-reversal'), reason: ReversalReason }),
  z.object({ kind: z.literal('confirm-reversal') }),
  z.object({ kind: z.literal('refuse-reversal') }),
]);
export type PayoutAct = z.infer<typeof PayoutAct>;
type ActOf<Kind extends PayoutAct['kind']> = Extract<PayoutAct, { kind: Kind }>;

const whoMay = {
  place: { roles: ['planner'], refusal: 'not-a-planner' },
  'hand-back': { roles: ['approver'], refusal: 'not-an-approver' },
  withhold: { roles: ['approver'], refusal: 'not-an-approver' },
  restore: { roles: ['approver'], refusal: 'not-an-approver' },
  undo: { roles: ['teller'], refusal: 'not-a-teller' },
  'ask-reversal': { roles: ['teller', 'accountant', 'planner'], refusal: 'may-not-ask' },
  'confirm-reversal': { roles: ['approver', 'accountant'], refusal: 'may-not-decide' },
  'refuse-reversal': { roles: ['approver', 'accountant'], refusal: 'may-not-decide' },
} as const satisfies Record<PayoutAct['kind'], Readonly<{ roles: readonly Role[]; refusal: string }>>;

type RoleRefusal = (typeof whoMay)[PayoutAct['kind']]['refusal'];

export const roleRefusal = ({ kind }: PayoutAct, actor: Actor): RoleRefusal | undefined =>
  mayAct(actor, whoMay[kind].roles) ? undefined : whoMay[kind].refusal;

export type ActFacts = Omit<PlaceFacts, 'period'> &
  Readonly<{ period: Period; isSealed: boolean; lates: readonly Late[]; by: string; at: string }>;

type GateRefusal = 'sealed' | 'submitted' | 'not-open';
type StateRefusal = 'paid' | 'carried-over' | 'handed-back' | 'withheld' | 'held';

/** What is to be written, or nothing where it stands already (since when), or the rule's no. */
export type ActDecision = Readonly<
  | { done: 'placed'; placed: AssignedPayout }
  | { done: 'handed-back' | 'withheld'; decided: DecidedPayout }
  | { done: 'restored'; restored: RestoredPayout }
  | { done: 'asked'; asked: PaidPayout }
  | { done: 'refused-reversal'; dropped: PaidPayout }
  | { done: 'undone' | 'reversed'; reversed: AssignedPayout; proofId: string }
  | {
      done: 'placed' | 'handed-back' | 'withheld' | 'restored' | 'asked' | 'undone' | 'reversed';
      stands: string;
    }
  | { refused: GateRefusal | StateRefusal | PlaceRefusal | RestoreRefusal | ReversalRefusal }
>;

/** Money moves only while the period is open and its commune is not sealed; a place may also change in a plan. */
export const decideAct = (payout: Payout, act: PayoutAct, facts: ActFacts): ActDecision => {
  const refused = gateRefusal(act, facts);
  if (refused) return { refused };
  switch (act.kind) {
    case 'place':
      return choosePlace(payout, act, facts);
    case 'hand-back':
    case 'withhold':
      return decideMoney(payout, act, facts);
    case 'restore': {
      const restored = restore(payout, facts);
      return 'restored' in restored ? { done: 'restored', ...restored } : restored;
    }
    case 'undo': {
      const undone = undo(payout, { ...facts, reason: act.reason });
      return 'reversed' in undone ? { done: 'undone', ...undone } : undone;
    }
    case 'ask-reversal': {
      const asked = askReversal(payout, { ...facts, reason: act.reason });
      return 'asked' in asked ? { done: 'asked', ...asked } : asked;
    }
    case 'confirm-reversal': {
      const confirmed = confirmReversal(payout, facts);
      return 'reversed' in confirmed ? { done: 'reversed', ...confirmed } : confirmed;
    }
    case 'refuse-reversal': {
      const dropped = refuseReversal(payout, facts);
      return 'dropped' in dropped ? { done: 'refused-reversal', ...dropped } : dropped;
    }
  }
};

const gateRefusal = ({ kind }: PayoutAct, { period, isSealed }: ActFacts): GateRefusal | undefined => {
  if (isSealed) return 'sealed';
  if (period.status === 'open') return undefined;
  if (kind !== 'place') return 'not-open';
  if (isPlannable(period)) return undefined;
  return period.isFrozen || period.status === 'submitted' ? 'submitted' : 'not-open';
};

const stateWords = {
  paid: 'paid',
  carriedOver: 'carried-over',
  handedBack: 'handed-back',
  withheld: 'withheld',
} as const;

const choosePlace = (payout: Payout, { place, reason }: ActOf<'place'>, facts: ActFacts): ActDecision => {
  if (payout.state !== 'assigned') return { refused: stateWords[payout.state] };
  const { chosen } = payout;
  const isSame = chosen?.by === facts.by && chosen.reason === reason;
  if (isSame && fingerprint(payout.place) === fingerprint(place))
    return { done: 'placed', stands: chosen.at };
  const refused = placeRefusal(place, facts);
  if (refused) return { refused };
  const { by, at } = facts;
  return { done: 'placed', placed: { ...payout, place, chosen: { reason, by, at } } };
};

const decideMoney = (
  payout: Payout,
  { kind, reason, paper }: ActOf<'hand-back' | 'withhold'>,
  { by, at }: ActFacts,
): ActDecision => {
  const [state, done] =
    kind === 'hand-back' ? (['handedBack', 'handed-back'] as const) : (['withheld', 'withheld'] as const);
  if (payout.state === state) {
    const { decision } = payout;
    const isSame = decision.by === by && decision.reason === reason && decision.paper === paper;
    return isSame ? { done, stands: decision.at } : { refused: done };
  }
  if (payout.state !== 'assigned') return { refused: stateWords[payout.state] };
  // Whether the month before was paid late is decided first: it says how much there is to hand back.
  if (payout.held) return { refused: 'held' };
  return { done, decided: { ...payout, state, decision: { reason, paper, by, at } } };
};
