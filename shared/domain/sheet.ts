import { z } from 'zod';
import { PlainDate } from './calendar.ts';
import { CommuneCode, type PayoutPoint, PointId } from './geography.ts';
import { isAssigned, type Payout, type Place } from './payout.ts';
import { type Period, PeriodId } from './payment-period.ts';

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
  day: PlainDate,
  status: z.enum(['issued', 'reported', 'signedOff']),
  settledBy: z.string().optional(),
  settledAt: z.iso.datetime().optional(),
  wave: Wave.optional(),
});
export type Sheet = z.infer<typeof Sheet>;

export const sheetIdOf = (pointId: PointId, day: PlainDate, kind: SheetKind): SheetId =>
  SheetId.parse(kind === 'day' ? `${pointId}.${day}` : `${pointId}.${day}.${kind}`);

export const dayOfSheetId = (sheetId: SheetId): PlainDate => PlainDate.parse(sheetId.split('.')[1]);

export const sheetOfPlace = ({ kind, pointId, day }: Place): SheetId =>
  sheetIdOf(pointId, day, kind === 'home' ? 'home' : 'day');

/** Which commune a sheet belongs to: its point serves only one. */
export const communeOfSheet = (sheetId: SheetId): CommuneCode => CommuneCode.parse(sheetId.slice(0, 5));

export const isAnswered = (payout: Payout): boolean =>
  payout.state !== 'assigned' || payout.attempts.length > 0;

/**
 * Whether the results of a sheet are in without anybody saying "day done": every payout on it was paid or
 * tried. A catch-up sheet has everyone who is still assigned on it.
 */
export const isWholeSheet = ({ sheetId, kind }: Sheet, payouts: readonly Payout[]): boolean => {
  if (kind === 'catch-up') return !payouts.some(isAssigned);
  return payouts.filter(({ place }) => sheetOfPlace(place) === sheetId).every(isAnswered);
};

export type SheetToWrite = Readonly<{ sheet: Sheet; payouts: readonly Payout[] }>;

type Issue = Readonly<{
  period: Period;
  commune: CommuneCode;
  which: 'days' | 'catch-up';
  points: readonly PayoutPoint[];
}>;

/** The sheets of one commune: by point, day and round, or one for its catch-up office with whoever is left. */
export const issueSheets = (
  payouts: readonly Payout[],
  { period, commune, which, points }: Issue,
): SheetToWrite[] => {
  const { periodId, calendar } = period;
  const sheet = (pointId: PointId, day: PlainDate, kind: SheetKind): Sheet => ({
    periodId,
    commune,
    sheetId: sheetIdOf(pointId, day, kind),
    kind,
    pointId,
    day,
    status: 'issued',
  });
  if (which === 'catch-up') {
    const left = payouts.filter(isAssigned);
    const office = points.find(({ isCatchUpOffice }) => isCatchUpOffice);
    if (left.length === 0) return [];
    if (!office) throw new Error(`commune ${commune} has no catch-up office`);
    return [{ sheet: sheet(office.pointId, calendar.catchUpUntil, 'catch-up'), payouts: left }];
  }
  return [...Map.groupBy(payouts, ({ place }) => sheetOfPlace(place))].flatMap(([, listed]) => {
    const place = listed[0]?.place;
    return place
      ? [{ sheet: sheet(place.pointId, place.day, place.kind === 'home' ? 'home' : 'day'), payouts: listed }]
      : [];
  });
};
