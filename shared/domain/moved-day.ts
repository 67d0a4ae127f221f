import { z } from 'zod';
import { PlainDate } from './calendar.ts';
import { PointId } from './geography.ts';
import { PeriodId } from './payment-period.ts';
import { ChoiceReason } from './payout.ts';

/** A point's whole day that was moved, home round included; its sheets keep their names. */
export const MovedDay = z.object({
  periodId: PeriodId,
  pointId: PointId,
  /** As it was planned, and as it is now. */
  day: PlainDate,
  to: PlainDate,
  reason: ChoiceReason,
  by: z.string(),
  at: z.iso.datetime(),
});
export type MovedDay = z.infer<typeof MovedDay>;

/** Every reader of days looks through these. */
export type MovedDays = ReadonlyMap<string, MovedDay>;

const keyOf = (pointId: string, day: string): string => `${pointId} ${day}`;

export const movedDays = (moved: readonly MovedDay[]): MovedDays =>
  new Map(moved.map((one) => [keyOf(one.pointId, one.day), one]));

/** When it really is: a planned day of a point, looked at through the moves. */
export const dayNow = (
  { pointId, day }: Readonly<{ pointId: PointId; day: PlainDate }>,
  moved: MovedDays,
): PlainDate => moved.get(keyOf(pointId, day))?.to ?? day;
