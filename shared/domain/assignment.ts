import { type PlainDate, workingDayFrom } from './calendar.ts';
import type { PayoutPoint, PointId, Session } from './geography.ts';
import type { Payout, Place } from './payout.ts';
import type { Recipient, RecipientId } from './recipient.ts';
import {
  compare,
  payoutDays,
  type PayoutWindow,
  type Slot,
  type SlotRules,
  slotsOf,
} from './session-slots.ts';

/** Who is to be placed; somebody who is in no register any more has no wishes. */
export type ToPlace = Readonly<{
  recipientId: RecipientId;
  recipient?: Recipient | undefined;
  /** Where the planner wants them. */
  chosen?: Place | undefined;
}>;

export type AssignmentRules = SlotRules &
  Readonly<{
    /** Where people were paid the month before, and when that was: they ask for one fixed day. */
    last?: Readonly<{ window: PayoutWindow; places: ReadonlyMap<RecipientId, Place> }> | undefined;
  }>;

/**
 * Gives everybody of one commune a place; the order of the lists does not matter. First whomever the planner placed,
 * each alone; home visits where the register gives the reason; else last month's day and session while there is room;
 * else hamlet by hamlet, those with the same collector together, into the first session with room. Capacity is a
 * target: whoever finds no room goes to the least full session. A commune without a point is the caller's question.
 */
export const planAssignments = (
  people: readonly ToPlace[],
  rules: AssignmentRules,
): Map<RecipientId, Place> => {
  const slots = slotsOf(rules);
  const places = chosenPlaces(people, rules, slots);
  const waiting: ToPlace[][] = [];
  for (const group of togetherGroups(people.filter(({ recipientId }) => !places.has(recipientId)))) {
    const stable = stableSlot(group, slots, rules);
    if (stable) place(group, stable, places);
    else waiting.push(group);
  }
  for (const group of waiting) {
    const usual = slots.filter(({ pointId }) => pointId === usualPoint(group));
    const open = usual.length > 0 ? usual : slots;
    const slot =
      open.find(({ room }) => room >= group.length) ?? open.toSorted((a, b) => b.room - a.room).at(0);
    if (slot) place(group, slot, places);
  }
  return places;
};

/** They take their seats before anybody else does; a day that is no payout day any more gives way to the next one. */
const chosenPlaces = (
  people: readonly ToPlace[],
  { window: { notBefore }, holidays }: AssignmentRules,
  slots: readonly Slot[],
): Map<RecipientId, Place> => {
  const places = new Map<RecipientId, Place>();
  for (const { recipientId, chosen } of people) {
    if (!chosen) continue;
    const wanted = notBefore !== undefined && notBefore > chosen.day ? notBefore : chosen.day;
    const kept = { ...chosen, day: workingDayFrom(wanted, holidays) };
    places.set(recipientId, kept);
    const slot = slots.find((one) => kept.kind === 'point' && seatOf(one) === seatOf(kept));
    if (slot) slot.room -= 1;
  }
  return places;
};

/** People with one collector come together; groups in order of hamlet and name, so that a hamlet shares a session. */
const togetherGroups = (people: readonly ToPlace[]): ToPlace[][] => {
  const ordered = people.toSorted((a, b) => compare(orderOf(a), orderOf(b)));
  const groups = Map.groupBy(ordered, ({ recipientId, recipient }) => {
    const isHome = recipient?.homeVisit !== undefined;
    return (isHome ? undefined : recipient?.collector?.key) ?? recipientId;
  });
  return [...groups.values()];
};

const orderOf = ({ recipientId, recipient }: ToPlace): string =>
  `${recipient?.hamlet ?? '\uffff'}\u0000${recipientId}`;

const stableSlot = (
  group: readonly ToPlace[],
  slots: readonly Slot[],
  { last, points, holidays }: AssignmentRules,
): Slot | undefined => {
  const before = group.map(({ recipientId }) => last?.places.get(recipientId)).find((one) => one);
  if (!last || before?.kind !== 'point') return undefined;
  const usual = usualPoint(group);
  if (usual !== undefined && usual !== before.pointId) return undefined;
  const listed = points.find(({ pointId }) => pointId === before.pointId)?.days ?? [];
  const same = payoutDays(listed, last.window, holidays).get(before.day) ?? [];
  return slots.find(
    ({ pointId, listedDays, session, room }) =>
      pointId === before.pointId &&
      session === before.session &&
      listedDays.some((day) => same.includes(day)) &&
      room >= group.length,
  );
};

const usualPoint = (group: readonly ToPlace[]): PointId | undefined =>
  group.map(({ recipient }) => recipient?.pointId).find((pointId) => pointId !== undefined);

const place = (group: readonly ToPlace[], slot: Slot, places: Map<RecipientId, Place>): void => {
  const { pointId, day, session } = slot;
  for (const { recipientId, recipient } of group) {
    const reason = recipient?.homeVisit;
    if (reason === undefined) slot.room -= 1;
    places.set(
      recipientId,
      reason === undefined
        ? { kind: 'point', pointId, day, session }
        : { kind: 'home', pointId, day, reason },
    );
  }
};

type Seat = Readonly<{ pointId: PointId; day: PlainDate; session: Session }>;

const seatOf = ({ pointId, day, session }: Seat): string => `${pointId} ${day} ${session}`;

/** A session to which more people are sent than its point has room for. */
export type OverfullSession = Seat & Readonly<{ planned: number; capacity: number }>;

export const overfullSessions = (
  payouts: readonly Pick<Payout, 'place'>[],
  points: readonly PayoutPoint[],
): OverfullSession[] => {
  const capacities = new Map(points.map(({ pointId, capacity }) => [pointId, capacity]));
  const seats = payouts.flatMap((payout) => (payout.place.kind === 'point' ? [payout.place] : []));
  return [...Map.groupBy(seats, seatOf)]
    .toSorted(([a], [b]) => compare(a, b))
    .flatMap(([, taken]) => {
      const planned = taken.length;
      return taken.slice(0, 1).flatMap(({ pointId, day, session }) => {
        const capacity = capacities.get(pointId) ?? planned;
        return planned > capacity ? [{ pointId, day, session, planned, capacity }] : [];
      });
    });
};

/** How many people are sent to sessions beyond their capacity. */
export const overfullOf = (
  payouts: readonly Pick<Payout, 'place'>[],
  points: readonly PayoutPoint[],
): number =>
  overfullSessions(payouts, points).reduce((sum, { planned, capacity }) => sum + planned - capacity, 0);
