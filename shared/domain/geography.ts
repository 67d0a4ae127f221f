import { z } from 'zod';

/** A payment programme, for instance `assistance` (monthly social assistance). */
export const Programme = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,30}$/)
  .brand('Programme');
export type Programme = z.infer<typeof Programme>;

/** Official two-digit code; text, because its zeros count (Decision 19/2025). */
export const ProvinceCode = z
  .string()
  .regex(/^\d{2}$/)
  .brand('ProvinceCode');
export type ProvinceCode = z.infer<typeof ProvinceCode>;

/** Official five-digit code, never issued twice (Decision 19/2025). */
export const CommuneCode = z
  .string()
  .regex(/^\d{5}$/)
  .brand('CommuneCode');
export type CommuneCode = z.infer<typeof CommuneCode>;

/** A payout point, named after the one commune that it serves: `01834-1`. */
export const PointId = z
  .string()
  .regex(/^\d{5}-\d{1,3}$/)
  .brand('PointId');
export type PointId = z.infer<typeof PointId>;

export const Session = z.enum(['AM', 'PM']);
export type Session = z.infer<typeof Session>;

export const Commune = z.object({
  code: CommuneCode,
  name: z.string().min(1),
  district: z.string(),
  /** Communes that were merged into it; codes are never issued again, so that old lists still say who is meant. */
  former: z.array(CommuneCode).optional(),
});
export type Commune = z.infer<typeof Commune>;

/** Which communes the old ones became; several where one was divided. */
export const successorsOf = (
  communes: readonly Commune[],
): ReadonlyMap<CommuneCode, readonly CommuneCode[]> => {
  const pairs = communes.flatMap(({ code, former = [] }) => former.map((old) => ({ old, code })));
  const byOld = Map.groupBy(pairs, ({ old }) => old);
  return new Map([...byOld].map(([old, found]) => [old, found.map(({ code }) => code)]));
};

/** A place where payouts are handed over. `days` are days of the month inside the payout window. */
export const PayoutPoint = z.object({
  pointId: PointId,
  commune: CommuneCode,
  name: z.string().min(1),
  days: z.array(z.int().min(1).max(28)).min(1),
  sessions: z.array(Session).min(1),
  capacity: z.int().positive(),
  isCatchUpOffice: z.boolean(),
});
export type PayoutPoint = z.infer<typeof PayoutPoint>;

/** How people call communes and points, by code and id. */
export const namesOf = (
  communes: readonly Commune[],
  points: readonly PayoutPoint[],
): ReadonlyMap<string, string> =>
  new Map<string, string>([
    ...communes.map(({ code, name }) => [code, name] as const),
    ...points.map(({ pointId, name }) => [pointId, name] as const),
  ]);

export type Sized = Readonly<{ commune: CommuneCode; size: number }>;

/** One map item works through at most this many recipients: well inside 15 minutes, and few transitions. */
const groupSizeMax = 5_000;

/** Communes packed into groups for a map, in order; a commune is never split. */
export const groupCommunes = (communes: readonly Sized[], sizeMax = groupSizeMax): CommuneCode[][] => {
  const groups: CommuneCode[][] = [];
  let room = 0;
  for (const { commune, size } of communes.toSorted((a, b) => (a.commune < b.commune ? -1 : 1))) {
    const group = groups.at(-1);
    if (group && size <= room) {
      group.push(commune);
      room -= size;
    } else {
      groups.push([commune]);
      room = sizeMax - size;
    }
  }
  return groups;
};
