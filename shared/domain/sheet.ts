import { z } from 'zod';
import { PlainDate } from './calendar.ts';
import { CommuneCode, PointId } from './geography.ts';
import type { Place } from './payout.ts';
import { PeriodId } from './payment-period.ts';

/**
 * One paper of tellers: a point's day, the home round of a day, the catch-up at the commune's office, or a second round
 * to those who were not met at home.
 */
export const SheetKind = z.enum(['day', 'home', 'catch-up', 'home-again']);
export type SheetKind = z.infer<typeof SheetKind>;

export const SheetId = z
  .string()
  .regex(/^\d{5}-\d{1,3}\.\d{4}-\d{2}-\d{2}(\.home|\.catch-up|\.home-again)?$/)
  .refine((id) => PlainDate.safeParse(id.split('.')[1]).success, 'no such day')
  .brand('SheetId');
export type SheetId = z.infer<typeof SheetId>;

/** Too many of a point's day are missing at once for it to be their own doing: reminders wait for the planner's word. */
export const Wave = z.object({
  status: z.enum(['waiting', 'released', 'refused']),
  overdue: z.int().positive(),
  of: z.int().positive(),
  by: z.string().optional(),
  at: z.iso.datetime(),
});
export type Wave = z.infer<typeof Wave>;

/** issued → reported, or signed off by an accountant where it never came back. */
export const Sheet = z.object({
  periodId: PeriodId,
  commune: CommuneCode,
  sheetId: SheetId,
  kind: SheetKind,
  pointId: PointId,
  /** As it was planned: a day that was moved is looked at through its `MOVED` item, on paper too. */
  day: PlainDate,
  /** Of papers after the payout days: visits before this day were the first ones. */
  visitsFrom: PlainDate.optional(),
  status: z.enum(['issued', 'reported', 'signedOff']),
  settledBy: z.string().optional(),
  settledAt: z.iso.datetime().optional(),
  wave: Wave.optional(),
});
export type Sheet = z.infer<typeof Sheet>;

export const sheetIdOf = (pointId: PointId, day: PlainDate, kind: SheetKind): SheetId =>
  SheetId.parse(kind === 'day' ? `${pointId}.${day}` : `${pointId}.${day}.${kind}`);

export const dayOfSheetId = (sheetId: SheetId): PlainDate => PlainDate.parse(sheetId.split('.')[1]);

const kindOf = ({ kind }: Place): SheetKind => (kind === 'home' ? 'home' : 'day');

export const sheetOfPlace = (place: Place): SheetId => sheetIdOf(place.pointId, place.day, kindOf(place));

/** Which commune a point or a sheet belongs to: a point serves only one. */
export const communeOfPoint = (pointId: PointId): CommuneCode => CommuneCode.parse(pointId.slice(0, 5));
export const communeOfSheet = (sheetId: SheetId): CommuneCode => CommuneCode.parse(sheetId.slice(0, 5));

export const newSheet = (
  periodId: PeriodId,
  { pointId, day, kind }: Pick<Sheet, 'pointId' | 'day' | 'kind'>,
): Sheet => {
  const sheetId = sheetIdOf(pointId, day, kind);
  return { periodId, commune: communeOfSheet(sheetId), sheetId, kind, pointId, day, status: 'issued' };
};

/** The sheet that whoever has this place stands on. */
export const newSheetOfPlace = (periodId: PeriodId, place: Place): Sheet =>
  newSheet(periodId, { pointId: place.pointId, day: place.day, kind: kindOf(place) });

export const isEnded = (sheets: readonly Sheet[], wanted: SheetId): boolean =>
  sheets.some(({ sheetId, status }) => sheetId === wanted && status !== 'issued');

/** In before its day has come, because nobody was left on it: somebody may still be sent there. */
export const isReopened = ({ status }: Sheet, day: PlainDate, today: PlainDate): boolean =>
  status === 'reported' && day > today;
