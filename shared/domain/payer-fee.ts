import { z } from 'zod';
import type { Tally } from './payout.ts';

/**
 * What the authority pays whoever pays out, as the province decided it (Circular 76/2021 art. 3(7)): a share of the
 * money paid, so much a recipient paid, or so much a point. A recipient pays nothing, and no setting changes that.
 */
export const PayerFee = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), percent: z.number().positive().max(5).multipleOf(0.001) }),
  z.strictObject({ kind: z.literal('perRecipient'), dong: z.int().positive() }),
  z.strictObject({ kind: z.literal('perPoint'), dong: z.int().positive() }),
]);
export type PayerFee = z.infer<typeof PayerFee>;

/** In whole đồng, rounded down, for money that was handed over only; `points`: at how many it was. */
export const payerFeeOf = (fee: PayerFee | undefined, paid: Tally, points: number): number => {
  switch (fee?.kind) {
    case undefined:
      return 0;
    case 'percent':
      return Math.floor((paid.amount * Math.round(fee.percent * 1_000)) / 100_000);
    case 'perRecipient':
      return fee.dong * paid.count;
    case 'perPoint':
      return fee.dong * points;
  }
};
