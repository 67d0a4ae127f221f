import { z } from 'zod';
import { PlainDate } from '../domain/calendar.ts';
import { CommuneEnding } from '../domain/ending.ts';
import { CommuneCode } from '../domain/geography.ts';
import type { PeriodId } from '../domain/payment-period.ts';
import { Tally } from '../domain/payout.ts';
import { PlanComparison } from '../domain/plan-comparison.ts';
import { Standing } from '../domain/standing.ts';
import { putItem, updateIf } from './conditional.ts';
import { communePrefix, periodCommuneKey, periodPk } from './keys.ts';
import { getItem, queryItems, type Table } from './table.ts';

/** One commune of a period: the plan, what of it was submitted, what was written for it, how it ended. */
const PeriodCommune = z.object({
  commune: CommuneCode,
  /** The register and the rules (points, days) that the plan was made from, and what the plan owes to whom. */
  planned: z
    .object({
      registerVersion: z.int().nonnegative(),
      rulesHash: z.string().optional(),
      hash: z.string(),
      total: Tally,
      carried: Tally,
      comparison: PlanComparison.optional(),
    })
    .optional(),
  submitted: z.object({ hash: z.string(), total: Tally, carried: Tally }).optional(),
  daySheetsAt: z.iso.datetime().optional(),
  /** The first day with a sheet: nobody is overdue before it is over. */
  firstDay: PlainDate.optional(),
  catchUpSheetsAt: z.iso.datetime().optional(),
  /** Something happened that the next morning has to look at, and when it was looked at last. */
  stirredAt: z.iso.datetime().optional(),
  lookedAt: z.iso.datetime().optional(),
  /** As of that look: papers of days and home rounds that were out, and people on the list for the officer to call. */
  sheetsOut: z.int().nonnegative().optional(),
  callList: z.int().nonnegative().optional(),
  sealedAt: z.iso.datetime().optional(),
  standing: Standing.optional(),
  /** What else the settlement tells of a sealed commune. */
  ending: CommuneEnding.optional(),
  packedAt: z.iso.datetime().optional(),
});
export type PeriodCommune = z.infer<typeof PeriodCommune>;

export type PeriodCommuneStore = ReturnType<typeof periodCommuneStore>;

export const periodCommuneStore = (table: Table) => ({
  async list(periodId: PeriodId): Promise<PeriodCommune[]> {
    const items = await queryItems(table, { pk: periodPk(periodId), skPrefix: communePrefix }, true);
    return items.map((item) => PeriodCommune.parse(item));
  },

  async find(periodId: PeriodId, commune: CommuneCode): Promise<PeriodCommune | undefined> {
    const item = await getItem(table, periodCommuneKey(periodId, commune));
    return item && PeriodCommune.parse(item);
  },

  /** A plan made under the commune's lease replaces the one before; nothing else stands there yet. */
  savePlan: (periodId: PeriodId, commune: Pick<PeriodCommune, 'commune' | 'planned'>): Promise<void> =>
    putItem(table, periodCommuneKey(periodId, commune.commune), commune),

  /** Adds facts to a commune that is not sealed yet. */
  async mark(periodId: PeriodId, { commune, ...facts }: PeriodCommune): Promise<'marked' | 'superseded'> {
    const marked = await updateIf(table, {
      key: periodCommuneKey(periodId, commune),
      set: facts,
      condition: 'attribute_not_exists(sealedAt)',
      where: {},
    });
    return marked.written ? 'marked' : 'superseded';
  },

  /** Its day sheets are to be written again: somebody or a whole day was moved. */
  async reissue(periodId: PeriodId, commune: CommuneCode): Promise<void> {
    await updateIf(table, {
      key: periodCommuneKey(periodId, commune),
      set: {},
      remove: ['daySheetsAt'],
      condition: 'attribute_not_exists(sealedAt)',
      where: {},
    });
  },

  /** Its lists of the pack are written; nothing else is ever added to a sealed commune. */
  async markPacked(periodId: PeriodId, commune: CommuneCode, at: Date): Promise<void> {
    await updateIf(table, {
      key: periodCommuneKey(periodId, commune),
      set: { packedAt: at.toISOString() },
      condition: 'attribute_exists(sealedAt)',
      where: {},
    });
  },
});
