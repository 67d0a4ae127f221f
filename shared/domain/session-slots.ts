import {
  addDays,
  dayOfMonth,
  type Holidays,
  type Month,
  type PlainDate,
  workingDayFrom,
} from './calendar.ts';
import type { PayoutPoint, PointId, Session } from './geography.ts';
import { partsOf, type Period } from './payment-period.ts';

/** The days in which a period pays at its points. */
export type PayoutWindow = Readonly<{
  month: Month;
  payoutUntil: PlainDate;
  /** Approved too late for the days before. */
  notBefore?: PlainDate | undefined;
}>;

export const windowOf = ({
  periodId,
  calendar,
  notBefore,
}: Pick<Period, 'periodId' | 'calendar' | 'notBefore'>): PayoutWindow => ({
  month: partsOf(periodId).month,
  payoutUntil: calendar.payoutUntil,
  notBefore,
});

/** A session of a point on one day, with the room that is left in it. */
export type Slot = {
  readonly pointId: PointId;
  readonly day: PlainDate;
  /** As the point list has them, before they were moved, which may bring two together. */
  readonly listedDays: readonly number[];
  readonly session: Session;
  room: number;
};

export type SlotRules = Readonly<{
  window: PayoutWindow;
  holidays: Holidays;
  points: readonly PayoutPoint[];
}>;

/** Every session of the window in order; two listed days that fall on one day are one: the counter has its room once. */
export const slotsOf = ({ window, holidays, points }: SlotRules): Slot[] =>
  points
    .toSorted((a, b) => compare(a.pointId, b.pointId))
    .flatMap(({ pointId, days, sessions, capacity }) =>
      [...payoutDays(days, window, holidays)].flatMap(([day, listedDays]) =>
        sessions.map((session) => ({ pointId, day, listedDays, session, room: capacity })),
      ),
    )
    .toSorted((a, b) => compare(a.day, b.day) || compare(a.session, b.session));

/**
 * Listed days by the working day on which people really come. Those before `notBefore` follow each other from that
 * day on, in their order: they share the last day of the window rather than leave it.
 */
export const payoutDays = (
  listed: readonly number[],
  { month, payoutUntil, notBefore }: PayoutWindow,
  holidays: Holidays,
): Map<PlainDate, number[]> => {
  const workingDay = (day: number) => workingDayFrom(dayOfMonth(month, day), holidays);
  if (notBefore === undefined) return Map.groupBy(listed, workingDay);
  const gone = [...new Set(listed.map(workingDay))].filter((day) => day < notBefore).toSorted(compare);
  const moved = new Map<PlainDate, PlainDate>();
  let next = workingDayFrom(notBefore, holidays);
  for (const day of gone) {
    moved.set(day, next);
    const after = workingDayFrom(addDays(next, 1), holidays);
    if (after <= payoutUntil || next > payoutUntil) next = after;
  }
  return Map.groupBy(listed, (day) => moved.get(workingDay(day)) ?? workingDay(day));
};

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
