import { z } from 'zod';
import type { CommuneCode } from '../domain/geography.ts';
import { Late } from '../domain/late.ts';
import type { PeriodId } from '../domain/payment-period.ts';
import { ListId } from '../domain/payout-list.ts';
import { RecipientId } from '../domain/recipient.ts';
import { putIfAbsent, updateIf } from './conditional.ts';
import { contradictionKey, contradictionPrefix, payoutsPk } from './keys.ts';
import { getItem, queryItems, type Table } from './table.ts';

const Conflict = z.object({
  recipientId: RecipientId,
  proofId: z.string(),
  listId: ListId.optional(),
  row: z.int().positive().optional(),
  by: z.string(),
  at: z.iso.datetime(),
});
/** A result that says something else than the payout it is about: kept for a person to decide. */
export type Conflict = z.infer<typeof Conflict>;

type About = Pick<Late, 'periodId' | 'commune' | 'recipientId'>;

export type ContradictionStore = ReturnType<typeof contradictionStore>;

/** Results that say something else than what is recorded: kept beside it with their proof, for a person to decide. */
export const contradictionStore = (table: Table) => ({
  async keepConflict(about: About, said: Omit<Conflict, 'recipientId'>): Promise<void> {
    const conflict = Conflict.parse({ ...about, ...said });
    await putIfAbsent(table, contradictionKey('conflict', about, said.proofId), conflict);
  },

  async listConflicts(periodId: PeriodId, commune: CommuneCode): Promise<Conflict[]> {
    const range = { pk: payoutsPk(periodId, commune), skPrefix: contradictionPrefix('conflict') };
    return (await queryItems(table, range, true)).map((item) => Conflict.parse(item));
  },

  /** The late result as it was first kept: said again, it says what was decided of it. */
  async keepLate(late: Late): Promise<Late> {
    const kept = await putIfAbsent(table, contradictionKey('late', late, late.proofId), late);
    return kept.written ? late : Late.parse(kept.found);
  },

  async findLate(about: About, proofId: string): Promise<Late | undefined> {
    const item = await getItem(table, contradictionKey('late', about, proofId));
    return item && Late.parse(item);
  },

  async listLate(periodId: PeriodId, commune: CommuneCode): Promise<Late[]> {
    const range = { pk: payoutsPk(periodId, commune), skPrefix: contradictionPrefix('late') };
    return (await queryItems(table, range, true)).map((item) => Late.parse(item));
  },

  /** Decided once; whoever comes second gets what stands. */
  async decideLate(
    late: Late,
    said: Required<Pick<Late, 'decision' | 'decidedBy' | 'decidedAt'>>,
  ): Promise<Late | undefined> {
    const written = await updateIf(table, {
      key: contradictionKey('late', late, late.proofId),
      set: said,
      condition: 'attribute_not_exists(decision)',
      where: {},
    });
    return written.written ? { ...late, ...said } : written.found && Late.parse(written.found);
  },
});
