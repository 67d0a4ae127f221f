import { addMonths, type Month } from './calendar.ts';
import type { Late } from './late.ts';
import { linesCarriedOn } from './late-effects.ts';
import { partsOf, type PeriodId, previousPeriod } from './payment-period.ts';
import type { CarriedOverPayout, PayoutLine } from './payout.ts';
import type { Recipient, RecipientId } from './recipient.ts';

export type Entitlement = Readonly<{ recipientId: RecipientId; lines: readonly PayoutLine[] }>;

/** What the period before carried over, and what is known by now about results that came too late for it. */
export type Owed = Readonly<{ carriedOver: readonly CarriedOverPayout[]; lates: readonly Late[] }>;

/**
 * What is due in a period: a regular line per benefit of every active recipient, what is owed to them once, and every
 * line that the period before carried over and did not turn out to have paid, whatever the register says of the
 * person by now.
 */
export const entitlements = (
  register: readonly Recipient[],
  { carriedOver, lates }: Owed,
  periodId: PeriodId,
): Entitlement[] => {
  const lines = new Map<RecipientId, PayoutLine[]>();
  for (const recipient of register) {
    if (recipient.status === 'active') lines.set(recipient.recipientId, linesOf(recipient, periodId));
  }
  for (const payout of carriedOver) {
    const carried = linesCarriedOn(payout, lates);
    lines.set(payout.recipientId, [...carried, ...(lines.get(payout.recipientId) ?? [])]);
  }
  return [...lines].flatMap(([recipientId, due]) => (due.length > 0 ? [{ recipientId, lines: due }] : []));
};

const linesOf = (recipient: Recipient, periodId: PeriodId): PayoutLine[] => {
  const { month } = partsOf(periodId);
  return [
    ...openingLines(recipient, periodId),
    ...recipient.benefits.flatMap((benefit) => benefitLines(recipient, benefit, month)),
    ...funeralLines(recipient, month),
  ];
};

const benefitLines = (
  recipient: Recipient,
  { group: benefit, amount, arrears, source = recipient.source }: Recipient['benefits'][number],
  month: Month,
): PayoutLine[] => {
  const regular: PayoutLine = { kind: 'regular', benefit, month, amount, source };
  return arrears?.month === month
    ? [regular, { ...regular, kind: 'arrears', amount: arrears.amount }]
    : [regular];
};

/** Of no benefit: the dead of whom only this is owed have none any more. */
const funeralLines = ({ funeral, source }: Recipient, month: Month): PayoutLine[] =>
  funeral?.month === month
    ? [{ kind: 'funeral', benefit: 'funeral', month, amount: funeral.amount, source }]
    : [];

/** As if the period before had been here and had carried it over, so that it is told apart from this month's. */
const openingLines = (
  { openingCarryOver, benefits, source }: Recipient,
  periodId: PeriodId,
): PayoutLine[] => {
  const { month } = partsOf(periodId);
  if (openingCarryOver?.month !== month) return [];
  const { amount } = openingCarryOver;
  const benefit = benefits[0]?.group ?? 'opening';
  const carriedFrom = previousPeriod(periodId);
  return [{ kind: 'regular', benefit, month: addMonths(month, -1), amount, source, carriedFrom }];
};
