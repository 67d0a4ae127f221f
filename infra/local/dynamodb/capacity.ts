import { z } from 'zod';

const Consumed = z.object({ CapacityUnits: z.number().default(0) });
const Answer = z.object({
  __type: z.string().optional(),
  ConsumedCapacity: z.union([Consumed.transform((one) => [one]), z.array(Consumed)]).optional(),
});

export interface Units {
  readonly kind: 'readUnits' | 'writeUnits';
  readonly amount: number;
}

const READS = /\.(?:GetItem|BatchGetItem|Query|Scan)$/;
const WRITES = /\.(?:PutItem|UpdateItem|DeleteItem|BatchWriteItem)$/;
const QUERY_MIN = 0.5; // a query that finds nothing is billed as one eventually consistent read

/** The part of an answer that says what it cost, without reading the items: they may be a megabyte. */
const consumedIn = (body: string): z.infer<typeof Consumed>[] => {
  const at = body.lastIndexOf('"ConsumedCapacity":');
  if (at < 0) return [];
  const answer = Answer.safeParse(JSON.parse(`{${body.slice(at)}`));
  return answer.success ? (answer.data.ConsumedCapacity ?? []) : [];
};

/** What AWS bills for a call, read from dynalite's answer. */
export const unitsOf = (target: string, body: string): Units | undefined => {
  const kind = READS.test(target) ? 'readUnits' : WRITES.test(target) ? 'writeUnits' : undefined;
  if (!kind) return undefined;
  // A failed condition is billed like the write, but dynalite's refusal does not say so.
  if (body.includes('ConditionalCheckFailedException')) return { kind, amount: 1 };
  const amount = consumedIn(body).reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
  const answered = body.includes('"ConsumedCapacity":');
  return { kind, amount: kind === 'readUnits' && answered ? Math.max(amount, QUERY_MIN) : amount };
};
