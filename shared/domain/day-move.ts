import { isWithinPeriod, type PlaceFacts } from './another-place.ts';
import { isWorkingDay, type PlainDate } from './calendar.ts';
import type { CommuneCode, PointId } from './geography.ts';
import { dayNow, type MovedDay } from './moved-day.ts';
import type { Period } from './payment-period.ts';
import type { ChoiceReason, Payout } from './payout.ts';
import { communeOfPoint, isEnded, type Sheet, sheetIdOf } from './sheet.ts';

/** A planner moves a whole day of a point, home round included; `day` is as it was planned. */
export type DayMove = Readonly<{ pointId: PointId; day: PlainDate; to: PlainDate; reason: ChoiceReason }>;

export type DayMoveFacts = Pick<PlaceFacts, 'today' | 'sheets' | 'holidays' | 'moved'> &
  Readonly<{ period: Period; isSealed: boolean; payouts: readonly Payout[]; by: string; at: string }>;

export type DayMoveRefusal =
  'sealed' | 'not-open' | 'unknown-day' | 'sheet-reported' | 'outside-the-period' | 'not-a-working-day';

/** The moved day, as it stands already where the same person said the same, or the rule's no. */
export const decideDayMove = (
  { pointId, day, to, reason }: DayMove,
  facts: DayMoveFacts,
): Readonly<{ moved: MovedDay }> | Readonly<{ refused: DayMoveRefusal }> => {
  const { period, today, sheets, holidays, by, at } = facts;
  if (facts.isSealed) return { refused: 'sealed' };
  if (!movable.includes(period.status)) return { refused: 'not-open' };
  if (!facts.payouts.some(({ place }) => place.pointId === pointId && place.day === day))
    return { refused: 'unknown-day' };
  const hasCome = dayNow({ pointId, day }, facts.moved) <= today;
  if (hasCome && isBack(sheets, pointId, day)) return { refused: 'sheet-reported' };
  const before = [...facts.moved.values()].find((one) => one.pointId === pointId && one.day === day);
  if (before?.to === to && before.by === by && before.reason === reason) return { moved: before };
  if (to <= today || !isWithinPeriod(to, facts)) return { refused: 'outside-the-period' };
  if (!isWorkingDay(to, holidays)) return { refused: 'not-a-working-day' };
  return { moved: { periodId: period.periodId, pointId, day, to, reason, by, at } };
};

const isBack = (sheets: readonly Sheet[], pointId: PointId, day: PlainDate): boolean =>
  (['day', 'home'] as const).some((kind) => isEnded(sheets, sheetIdOf(pointId, day, kind)));

const movable: readonly Period['status'][] = ['preparing', 'prepared', 'submitted', 'open'];

/** Which of a commune's days are not on the day of the plan, in order: what its people have to be told. */
export const movedOf = (commune: CommuneCode, moved: readonly MovedDay[]): MovedDay[] =>
  moved
    .filter(({ pointId, day, to }) => communeOfPoint(pointId) === commune && to !== day)
    .toSorted((a, b) => (a.day + a.pointId < b.day + b.pointId ? -1 : 1));
