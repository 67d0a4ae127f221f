import type { CommuneCode } from '../domain/geography.ts';
import type { PeriodId } from '../domain/payment-period.ts';
import type { AssignedPayout, PaidPayout, Payout } from '../domain/payout.ts';
import type { RecipientId } from '../domain/recipient.ts';
import { updateIf } from './conditional.ts';
import { payoutKey, payoutPrefix, payoutsPk } from './keys.ts';
import { fromItem, keyOf, type Outcome, saved, toItem } from './payout-items.ts';
import { getItem, getItems, queryItems, type Table, writeItems } from './table.ts';

export type PayoutStore = ReturnType<typeof payoutStore>;

export const payoutStore = (table: Table) => ({ ...reading(table), ...writing(table) });

const reading = (table: Table) => ({
  async find(
    periodId: PeriodId,
    commune: CommuneCode,
    recipientId: RecipientId,
  ): Promise<Payout | undefined> {
    const item = await getItem(table, payoutKey(periodId, commune, recipientId));
    return item && fromItem(periodId, commune, item);
  },

  /** A commune's payouts, read strongly where a decision follows, and at half the price where only a look does. */
  async list(periodId: PeriodId, commune: CommuneCode, reading: 'to-decide' | 'to-look'): Promise<Payout[]> {
    const range = { pk: payoutsPk(periodId, commune), skPrefix: payoutPrefix };
    const items = await queryItems(table, range, reading === 'to-decide');
    return items.map((item) => fromItem(periodId, commune, item));
  },

  /** Those who are meant: cheaper than the whole commune where they are few. */
  async listSome(
    periodId: PeriodId,
    commune: CommuneCode,
    recipientIds: readonly RecipientId[],
    reading: 'to-decide' | 'to-look' = 'to-decide',
  ): Promise<Payout[]> {
    const keys = recipientIds.map((recipientId) => payoutKey(periodId, commune, recipientId));
    const items = await getItems(table, keys, reading === 'to-decide');
    return items.map((item) => fromItem(periodId, commune, item));
  },
});

const writing = (table: Table) => ({
  /** Under the commune's lease, while the period is being planned, and at no other time. */
  savePlan: (
    { put, remove }: { put: readonly AssignedPayout[]; remove: readonly Payout[] },
    assertHeld: () => void,
  ): Promise<void> => writeItems(table, { put: put.map(toItem), remove: remove.map(keyOf) }, assertHeld),

  /** Paid, if it is still assigned, not held, the same amount is due and it has had no other result since it was read. */
  async savePaid(payout: PaidPayout): Promise<Outcome> {
    const { completion, proofs, amount } = payout;
    const written = await updateIf(table, {
      key: keyOf(payout),
      set: { state: 'paid', completion, proofs },
      condition: `${isDue} AND NOT contains(proofs, :proofId) AND size(proofs) = :before`,
      where: { state: 'assigned', amount },
      values: { proofId: completion.proofId, before: proofs.length - 1 },
    });
    return saved(payout, written);
  },

  /** One more attempt, if it is still assigned and has had no other result since it was read. */
  async saveAttempt(payout: AssignedPayout, proofId: string): Promise<Outcome> {
    const { attempts, proofs } = payout;
    const written = await updateIf(table, {
      key: keyOf(payout),
      set: { attempts, proofs },
      condition: '#state = :state AND NOT contains(proofs, :proofId) AND size(proofs) = :before',
      where: { state: 'assigned' },
      values: { proofId, before: proofs.length - 1 },
    });
    return saved(payout, written);
  },

  /** Carried over, if it is still assigned and has had no result since it was read. */
  async saveCarriedOver(payout: AssignedPayout, at: Date): Promise<Outcome> {
    const written = await updateIf(table, {
      key: keyOf(payout),
      set: { state: 'carriedOver', carriedOverAt: at.toISOString() },
      condition: '#state = :state AND size(proofs) = :before',
      where: { state: 'assigned' },
      values: { before: payout.proofs.length },
    });
    return saved(payout, written);
  },
});

const isDue = '#state = :state AND #amount = :amount AND attribute_not_exists(held)';
