import { z } from 'zod';
import { itemsOf, type Stage } from './stage.ts';

const PayoutItem = z.object({
  state: z.string(),
  attempts: z.array(z.object({ reason: z.string() })).default([]),
  reversals: z.array(z.unknown()).default([]),
  reversalAsked: z.unknown().optional(),
});
export type PayoutItem = z.infer<typeof PayoutItem>;

/** What a payout's number says: `01834-ABCDE-FGHJK-M`. */
export const readNumber = (number: string): { commune: string; recipientId: string } => {
  const [commune = '', first = '', second = ''] = number.split('-');
  return { commune, recipientId: first + second };
};

/** How a payout stands: what people do next follows from it, also when the story is told once more. */
export const payoutOf = async (stage: Stage, periodId: string, number: string): Promise<PayoutItem> => {
  const { commune, recipientId } = readNumber(number);
  const pk = `PERIOD#${periodId}#COMMUNE#${commune}`;
  const [item] = await itemsOf(stage, pk, `PAYOUT#${recipientId}`);
  return PayoutItem.parse(item);
};
