import type { Books } from '../books.ts';

/** Promise 10: the recipient's fee is 0: handed over = due. */
export function* noFee({ periods }: Books): Generator<string> {
  for (const { periodId, payouts } of periods) {
    for (const { commune, recipientId, amount, lines, completion, fee } of payouts) {
      const who = `${periodId} ${commune} ${recipientId}`;
      const due = lines.reduce((sum, line) => sum + line.amount, 0);
      if (amount !== due) yield `${who}: ${due} đồng are due, ${amount} are handed over`;
      if (completion?.amount !== undefined && completion.amount !== due)
        yield `${who}: ${due} đồng are due, ${completion.amount} were handed over`;
      if ((fee ?? 0) !== 0 || (completion?.fee ?? 0) !== 0) yield `${who} paid a fee`;
      if (!Number.isInteger(amount) || amount <= 0) yield `${who}: ${amount} is no sum of đồng`;
    }
  }
}
