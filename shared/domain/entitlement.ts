import type { Month } from './calendar.ts';
import type { CarriedOverPayout, PayoutLine } from './payout.ts';
import type { Recipient, RecipientId } from './recipient.ts';

export type Entitlement = Readonly<{ recipientId: RecipientId; lines: readonly PayoutLine[] }>;

/**
 * What is due in a month: a regular line per benefit of every active recipient, their arrears once, and every
 * line that the period before carried over, whatever the register says of the person by now.
 */
export const entitlements = (
  register: readonly Recipient[],
  carriedOver: readonly CarriedOverPayout[],
  month: Month,
): Entitlement[] => {
  const lines = new Map<RecipientId, PayoutLine[]>();
  for (const recipient of register) {
    if (recipient.status === 'active') lines.set(recipient.recipientId, linesOf(recipient, month));
  }
  for (const payout of carriedOver) {
    const carried = payout.lines.map((line) => ({
      ...line,
      carriedFrom: line.carriedFrom ?? payout.periodId,
    }));
    lines.set(payout.recipientId, [...carried, ...(lines.get(payout.recipientId) ?? [])]);
  }
  return [...lines].map(([recipientId, due]) => ({ recipientId, lines: due }));
};

const linesOf = ({ benefits, source }: Recipient, month: Month): PayoutLine[] =>
  benefits.flatMap(({ group: benefit, amount, arrears }) => {
    const regular: PayoutLine = { kind: 'regular', benefit, month, amount, source };
    const isOwed = arrears?.month === month;
    return isOwed ? [regular, { ...regular, kind: 'arrears', amount: arrears.amount }] : [regular];
  });
