import { z } from 'zod';

// What the checker reads of lists, results and the register; see facts.ts.

export const ResultFact = z.object({
  listId: z.string(),
  status: z.string(),
  rows: z.number(),
  answers: z.record(z.string(), z.number()),
});
export type ResultFact = z.infer<typeof ResultFact>;

export const ListFact = z.object({
  listId: z.string(),
  kind: z.string().optional(),
  copyKey: z.string(),
  arrivedAt: z.string(),
  status: z.string(),
  programme: z.string().optional(),
  month: z.string().optional(),
  rows: z.number(),
  rejected: z.number(),
  changes: z
    .object({
      new: z.number(),
      changed: z.number(),
      unchanged: z.number(),
      stopped: z.number(),
      superseded: z.number(),
    })
    .optional(),
});
export type ListFact = z.infer<typeof ListFact>;
const DiffCounts = z.object({
  new: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  stopped: z.number(),
  rejected: z.number(),
});
export const ListCommuneFact = z.object({
  commune: z.string(),
  rows: z.number(),
  rejected: z.number(),
  diff: z.object({ counts: DiffCounts }).optional(),
  outcome: z.string().optional(),
});
export interface ListCommuneFact extends z.infer<typeof ListCommuneFact> {
  readonly listId: string;
}

export const RecipientFact = z.object({
  recipientId: z.string(),
  commune: z.string(),
  status: z.string(),
  name: z.string(),
  fileNumber: z.string().optional(),
  idNumber: z.string().optional(),
  phone: z.string().optional(),
  phoneKey: z.string().optional(),
  collector: z.object({ name: z.string(), idNumber: z.string().optional() }).optional(),
});
export interface RecipientFact extends z.infer<typeof RecipientFact> {
  readonly programme: string;
}
/** Who holds an id number; the number itself is a keyed hash in the item's key. */
export const ClaimFact = z.object({ commune: z.string(), recipientId: z.string() });
export interface ClaimFact extends z.infer<typeof ClaimFact> {
  readonly programme: string;
}
export const RegisterFact = z.object({
  commune: z.string(),
  lastRoster: z.object({ listId: z.string() }).optional(),
});
export type RegisterFact = z.infer<typeof RegisterFact>;
