import { z } from 'zod';
import type { CommuneEnding } from './ending.ts';
import { CommuneCode } from './geography.ts';
import { type PayerFee, payerFeeOf } from './payer-fee.ts';
import { PeriodId } from './payment-period.ts';
import { DecisionPaper, sumOf, Tally } from './payout.ts';
import { nothing, type Standing, sumOfStanding, sumOfStandings } from './standing.ts';

/** Why the money is not what it should be, where nothing can be mended. */
export const AdjustmentReason = z.enum(['MONEY_LOST', 'PAID_TOO_MUCH', 'RECORD_DAMAGED', 'OTHER']);

/** The number of a voucher, `UNC-112/2016`: with a figure and without a space, so that nobody writes a name here. */
export const Voucher = z.string().regex(/^(?=.*\d)[\p{L}\d/.-]{1,40}$/u);

/** Asked by one person, with the paper that decides it, and confirmed by another. Signed, in đồng. */
export const Adjustment = z.object({
  amount: z.int(),
  reason: AdjustmentReason,
  paper: DecisionPaper,
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  confirmedBy: z.string().optional(),
  confirmedAt: z.iso.datetime().optional(),
});
export type Adjustment = z.infer<typeof Adjustment>;

const MoneyReturned = z.object({
  amount: z.int().positive(),
  voucher: Voucher,
  by: z.string(),
  at: z.iso.datetime(),
});
export type MoneyReturned = z.infer<typeof MoneyReturned>;

/** Balanced, or not yet: then it is counted again after mending, or adjusted by two people. */
export const Settlement = z.object({
  periodId: PeriodId,
  status: z.enum(['balanced', 'unbalanced', 'adjusted']),
  approved: Tally,
  paid: Tally,
  carriedOver: Tally,
  handedBack: Tally,
  withheld: Tally,
  home: Tally,
  /** Approved, and found in no payout; below zero where more was found. */
  difference: z.int(),
  /** Đồng received from the authority, and what of it is to be handed back. */
  received: z.int().nonnegative(),
  toHandBack: z.int(),
  /** What the authority owes for the paying out. */
  payerFee: z.int().nonnegative(),
  /** Communes whose payouts are not what was submitted for them. */
  unbalanced: z.array(CommuneCode),
  settledAt: z.iso.datetime(),
  adjustment: Adjustment.optional(),
  returned: z.array(MoneyReturned),
});
export type Settlement = z.infer<typeof Settlement>;

export type SettledCommune = Readonly<{
  commune: CommuneCode;
  submitted: Tally;
  standing: Standing;
  ending?: CommuneEnding | undefined;
}>;

type Sealed = Readonly<{
  commune: CommuneCode;
  submitted?: Readonly<{ total: Tally }> | undefined;
  standing?: Standing | undefined;
  ending?: CommuneEnding | undefined;
}>;

/** The submitted ones of a period's communes; of one that was never counted nothing is there. */
export const settledCommunes = (communes: readonly Sealed[]): SettledCommune[] =>
  communes.flatMap(({ commune, submitted, standing = nothing, ending }) =>
    submitted ? [{ commune, submitted: submitted.total, standing, ending }] : [],
  );

export const isBalanced = ({ submitted, standing }: SettledCommune): boolean => {
  const now = sumOfStanding(standing);
  return standing.open.count === 0 && now.count === submitted.count && now.amount === submitted.amount;
};

/** What the authority paid for and under which terms. */
export type Funded = Readonly<{ approved: Tally; received: number; payerFee: PayerFee | undefined }>;

/** approved = paid + carried over + handed back + withheld, per commune and in total; received = paid + to be handed back. */
export const settle = (
  periodId: PeriodId,
  communes: readonly SettledCommune[],
  { approved, received, payerFee }: Funded,
  now: Date,
): Settlement => {
  const { paid, carriedOver, handedBack, withheld, home } = sumOfStandings(
    communes.map(({ standing }) => standing),
  );
  const unbalanced = communes.filter((one) => !isBalanced(one)).map(({ commune }) => commune);
  const found = sumOf([paid, carriedOver, handedBack, withheld]);
  const toHandBack = received - paid.amount;
  const isWhole =
    unbalanced.length === 0 && found.count === approved.count && found.amount === approved.amount;
  return {
    periodId,
    status: isWhole && toHandBack >= 0 ? 'balanced' : 'unbalanced',
    approved,
    paid,
    carriedOver,
    handedBack,
    withheld,
    home,
    difference: approved.amount - found.amount,
    received,
    toHandBack,
    payerFee: payerFeeOf(payerFee, paid, paidPoints(communes)),
    unbalanced: unbalanced.toSorted(),
    settledAt: now.toISOString(),
    returned: [],
  };
};

const paidPoints = (communes: readonly SettledCommune[]): number =>
  communes.flatMap(({ ending }) => ending?.points ?? []).filter(({ paid }) => paid.count > 0).length;

/** What of a settlement goes on record. */
export const settlementFacts = (settlement: Settlement) => ({
  status: settlement.status,
  approved: settlement.approved.amount,
  paid: settlement.paid.amount,
  carriedOver: settlement.carriedOver.amount,
  handedBack: settlement.handedBack.amount,
  withheld: settlement.withheld.amount,
  difference: settlement.difference,
});
