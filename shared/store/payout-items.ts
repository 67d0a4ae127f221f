import type { CommuneCode } from '../domain/geography.ts';
import type { PeriodId } from '../domain/payment-period.ts';
import { type AssignedPayout, Payout } from '../domain/payout.ts';
import { RecipientId } from '../domain/recipient.ts';
import type { Written } from './conditional.ts';
import { payoutKey, payoutPrefix } from './keys.ts';
import type { Item } from './table.ts';

/** What a payout had become when a write to it lost its race. */
export type Outcome = Readonly<{ saved: true } | { saved: false; found: Payout | undefined }>;

export const saved = ({ periodId, commune }: Payout, written: Written): Outcome => {
  if (written.written) return { saved: true };
  return { saved: false, found: written.found && fromItem(periodId, commune, written.found) };
};

export const keyOf = ({ periodId, commune, recipientId }: Payout) =>
  payoutKey(periodId, commune, recipientId);

/** What the key says already is not said again: a payout is read ten times a month. */
export const toItem = ({ periodId, commune, recipientId, ...facts }: AssignedPayout): Item => ({
  ...facts,
  ...payoutKey(periodId, commune, recipientId),
});

export const fromItem = (periodId: PeriodId, commune: CommuneCode, item: Item): Payout =>
  Payout.parse({ ...item, periodId, commune, recipientId: recipientOf(item) });

const recipientOf = ({ sk }: Item): RecipientId =>
  RecipientId.parse(typeof sk === 'string' ? sk.slice(payoutPrefix.length) : sk);
