import { z } from 'zod';

// What the checker reads of an item. Deliberately its own few lines: an auditor does not borrow the books' own rules.

const Tally = z.object({ count: z.number(), amount: z.number() });
export type Tally = z.infer<typeof Tally>;

const Line = z.object({
  kind: z.string(),
  benefit: z.string(),
  month: z.string(),
  amount: z.number(),
  carriedFrom: z.string().optional(),
});
export type Line = z.infer<typeof Line>;

export const PayoutFact = z.object({
  state: z.string(),
  amount: z.number(),
  lines: z.array(Line),
  place: z.object({ kind: z.string(), day: z.string() }),
  attempts: z.array(z.object({ reason: z.string(), recordedAt: z.string() })).default([]),
  proofs: z.array(z.string()).default([]),
  completion: z
    .object({
      proofId: z.string(),
      recordedAt: z.string(),
      paidOn: z.string(),
      amount: z.number().optional(),
      fee: z.number().optional(),
    })
    .optional(),
  carriedOverAt: z.string().optional(),
  fee: z.number().optional(),
});
export interface PayoutFact extends z.infer<typeof PayoutFact> {
  readonly commune: string;
  readonly recipientId: string;
}

export const ReminderFact = z.object({
  phoneKey: z.string(),
  date: z.string(),
  recipientIds: z.array(z.string()),
  status: z.string(),
  at: z.string().optional(),
  parts: z.number().default(0),
  price: z.number().default(0),
});
export interface ReminderFact extends z.infer<typeof ReminderFact> {
  readonly commune: string;
}

export const PeriodFact = z.object({ status: z.string() });
export const ApprovalFact = z.object({
  hash: z.string(),
  total: Tally,
  submittedBy: z.string(),
  submittedAt: z.string(),
  approvedBy: z.string().optional(),
  approvedAt: z.string().optional(),
  received: z.number().optional(),
});
export const SettlementFact = z.object({
  status: z.string(),
  approved: Tally,
  paid: Tally,
  carriedOver: Tally,
  home: Tally,
  received: z.number(),
  toHandBack: z.number(),
  settledAt: z.string(),
});
export const CommuneFact = z.object({
  planned: z.object({ hash: z.string() }).optional(),
  submitted: z.object({ hash: z.string(), total: Tally }).optional(),
  sealedAt: z.string().optional(),
});
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

export const SettingsFact = z.object({
  timeZone: z.string(),
  messages: z.object({
    fromHour: z.number(),
    toHour: z.number(),
    perPayoutMax: z.number(),
    perPhoneMax: z.number(),
  }),
});
export type SettingsFact = z.infer<typeof SettingsFact>;

export const ActFact = z.object({
  pk: z.string(),
  act: z.string(),
  by: z.string(),
  at: z.string(),
  facts: z.record(z.string(), z.unknown()).default({}),
});
export type ActFact = z.infer<typeof ActFact>;
