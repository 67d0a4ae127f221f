import type { Adjustment, MoneyReturned, Settlement } from './settlement.ts';

export type SettlementRefusal =
  | 'not-unbalanced'
  | 'still-unbalanced'
  | 'other-amount'
  | 'not-asked'
  | 'own-request'
  | 'voucher-used'
  | 'too-much';

/** `stands`: the very same was said before, and that is how it is. */
export type SettlementAct<Fact> = Readonly<
  { fact: Fact; stands: boolean } | { refused: SettlementRefusal; due?: number }
>;

type Said = Readonly<{ by: string; at: Date }>;

/** Whatever cannot be mended is put on paper: exactly what is missing, or too much. A new request replaces the last. */
export const askAdjustment = (
  { status, difference, adjustment }: Settlement,
  asked: Pick<Adjustment, 'amount' | 'reason' | 'paper'>,
  { by, at }: Said,
): SettlementAct<Adjustment> => {
  if (status !== 'unbalanced') return { refused: 'not-unbalanced' };
  if (asked.amount !== difference) return { refused: 'other-amount', due: difference };
  const isSame =
    adjustment?.askedBy === by && adjustment.reason === asked.reason && adjustment.paper === asked.paper;
  if (isSame) return { fact: adjustment, stands: true };
  return { fact: { ...asked, askedBy: by, askedAt: at.toISOString() }, stands: false };
};

export type ConfirmedAdjustment = Adjustment & Readonly<{ confirmedBy: string; confirmedAt: string }>;

/** By somebody else than who asked. */
export const confirmAdjustment = (
  { status, adjustment }: Settlement,
  { by, at }: Said,
): SettlementAct<ConfirmedAdjustment> => {
  if (status === 'balanced') return { refused: 'not-unbalanced' };
  if (!adjustment) return { refused: 'not-asked' };
  const { confirmedBy, confirmedAt } = adjustment;
  if (confirmedBy === undefined || confirmedAt === undefined) {
    if (adjustment.askedBy === by) return { refused: 'own-request' };
    return { fact: { ...adjustment, confirmedBy: by, confirmedAt: at.toISOString() }, stands: false };
  }
  if (confirmedBy !== by) return { refused: 'not-unbalanced' };
  return { fact: { ...adjustment, confirmedBy, confirmedAt }, stands: true };
};

/** Money that went back to the authority: each voucher once, and never more than is to be handed back. */
export const returnMoney = (
  { status, toHandBack, returned }: Settlement,
  { amount, voucher }: Pick<MoneyReturned, 'amount' | 'voucher'>,
  { by, at }: Said,
): SettlementAct<MoneyReturned> => {
  if (status === 'unbalanced') return { refused: 'still-unbalanced' };
  const before = returned.find((one) => one.voucher === voucher);
  if (before?.amount === amount && before.by === by) return { fact: before, stands: true };
  if (before) return { refused: 'voucher-used' };
  const due = toHandBack - returnedOf(returned);
  if (amount > due) return { refused: 'too-much', due };
  return { fact: { amount, voucher, by, at: at.toISOString() }, stands: false };
};

export const returnedOf = (returned: Settlement['returned']): number =>
  returned.reduce((sum, { amount }) => sum + amount, 0);
