import {
  addMonths,
  dayOfMonth,
  type Holidays,
  type Month,
  type PlainDate,
  workingDayFrom,
} from './calendar.ts';
import type { CommuneCode, PayoutPoint, PointId, Session } from './geography.ts';
import type { Place } from './payout.ts';
import type { Recipient, RecipientId } from './recipient.ts';

/** Who is to be placed; somebody who is in no register any more has no wishes. */
export type ToPlace = Readonly<{ recipientId: RecipientId; recipient?: Recipient | undefined }>;

export type AssignmentRules = Readonly<{
  commune: CommuneCode;
  month: Month;
  holidays: Holidays;
  points: readonly PayoutPoint[];
  /** Where people were paid the month before: they ask for one fixed day. */
  lastPlaces: ReadonlyMap<RecipientId, Place>;
}>;

type Slot = {
  pointId: PointId;
  order: number;
  day: PlainDate;
  /** As the point list has them, before they moved off a holiday, which may bring two together. */
  listedDays: readonly number[];
  session: Session;
  room: number;
};

/**
 * Gives everybody of one commune a place; the order of the lists does not matter. Home visits where the
 * register gives the reason; else last month's day and session while there is room; else hamlet by hamlet,
 * those with the same collector together, into the first session with room. Capacity is a target: whoever
 * finds no room goes to the least full session. A commune without a point is the caller's question.
 */
export const planAssignments = (
  people: readonly ToPlace[],
  rules: AssignmentRules,
): Map<RecipientId, Place> => {
  const slots = slotsOf(rules);
  const places = new Map<RecipientId, Place>();
  const waiting: ToPlace[][] = [];
  for (const group of togetherGroups(people)) {
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

/** Two listed days that fall on one working day are one day: the counter has its room once. */
const slotsOf = ({ month, holidays, points }: AssignmentRules): Slot[] => {
  const slots = points
    .toSorted((a, b) => compare(a.pointId, b.pointId))
    .flatMap(({ pointId, days, sessions, capacity }, order) => {
      const workingDay = (listed: number) => workingDayFrom(dayOfMonth(month, listed), holidays);
      return [...Map.groupBy(days, workingDay)].flatMap(([day, listedDays]) =>
        sessions.map((session) => ({ pointId, order, day, listedDays, session, room: capacity })),
      );
    });
  return slots.toSorted(
    (a, b) => compare(a.day, b.day) || compare(a.session, b.session) || a.order - b.order,
  );
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
  { lastPlaces, month, holidays }: AssignmentRules,
): Slot | undefined => {
  const last = group.map(({ recipientId }) => lastPlaces.get(recipientId)).find((one) => one !== undefined);
  if (last?.kind !== 'point') return undefined;
  const before = addMonths(month, -1);
  const usual = usualPoint(group);
  return slots.find(
    ({ pointId, listedDays, session, room }) =>
      pointId === last.pointId &&
      (usual === undefined || usual === pointId) &&
      session === last.session &&
      listedDays.some((listed) => workingDayFrom(dayOfMonth(before, listed), holidays) === last.day) &&
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

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
