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

const Completion = z.object({
  proofId: z.string(),
  recordedAt: z.string(),
  recordedBy: z.string().default(''),
  paidOn: z.string(),
  amount: z.number().optional(),
  fee: z.number().optional(),
});
const Reversal = z.object({
  completion: Completion,
  askedBy: z.string(),
  confirmedBy: z.string().optional(),
  at: z.string(),
});
export type ReversalFact = z.infer<typeof Reversal>;

export const PayoutFact = z.object({
  state: z.string(),
  amount: z.number(),
  lines: z.array(Line),
  place: z.object({ kind: z.string(), pointId: z.string().default(''), day: z.string() }),
  chosen: z.object({ by: z.string(), at: z.string() }).optional(),
  attempts: z.array(z.object({ reason: z.string(), recordedAt: z.string() })).default([]),
  proofs: z.array(z.string()).default([]),
  completion: Completion.optional(),
  reversals: z.array(Reversal).default([]),
  reversalAsked: z.object({ by: z.string() }).optional(),
  decision: z
    .object({ by: z.string(), at: z.string(), reason: z.string(), paper: z.string().optional() })
    .optional(),
  restored: z
    .object({ by: z.string(), at: z.string(), decision: z.object({ by: z.string(), reason: z.string() }) })
    .optional(),
  held: z.object({ periodId: z.string(), proofId: z.string() }).optional(),
  settledLate: z.object({ proofId: z.string(), lines: z.array(Line) }).optional(),
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
  /** What was told; a reminder has none. */
  notice: z.string().optional(),
  status: z.string(),
  at: z.string().optional(),
  parts: z.number().default(0),
  price: z.number().default(0),
});
export interface ReminderFact extends z.infer<typeof ReminderFact> {
  readonly commune: string;
}

/** What somebody may have read; nobody knows of an uncertain one. */
export const mayHaveGone = ({ status }: ReminderFact): boolean =>
  ['sending', 'sent', 'uncertain'].includes(status);

export const SheetFact = z.object({
  sheetId: z.string(),
  status: z.string(),
  settledBy: z.string().optional(),
  settledAt: z.string().optional(),
  wave: z.object({ status: z.string(), at: z.string(), by: z.string().optional() }).optional(),
});
export interface SheetFact extends z.infer<typeof SheetFact> {
  readonly commune: string;
}

export const MovedFact = z.object({
  pointId: z.string(),
  day: z.string(),
  to: z.string(),
  by: z.string(),
  at: z.string(),
});
export type MovedFact = z.infer<typeof MovedFact>;

/** A result that came when its payout had been carried over. */
export const LateFact = z.object({
  recipientId: z.string(),
  proofId: z.string(),
  saysPaid: z.boolean(),
  decision: z.string().optional(),
  decidedBy: z.string().optional(),
  decidedAt: z.string().optional(),
});
export interface LateFact extends z.infer<typeof LateFact> {
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
  handedBack: Tally.default({ count: 0, amount: 0 }),
  withheld: Tally.default({ count: 0, amount: 0 }),
  home: Tally,
  received: z.number(),
  toHandBack: z.number(),
  adjustment: z.object({ askedBy: z.string(), confirmedBy: z.string().optional() }).optional(),
  returned: z.array(z.object({ amount: z.number(), voucher: z.string() })).default([]),
  settledAt: z.string(),
});
export const CommuneFact = z.object({
  planned: z
    .object({ hash: z.string(), comparison: z.object({ overfull: z.number() }).optional() })
    .optional(),
  submitted: z.object({ hash: z.string(), total: Tally }).optional(),
  callList: z.number().default(0),
  sealedAt: z.string().optional(),
});

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
  role: z.string().default(''),
  at: z.string(),
  facts: z.record(z.string(), z.unknown()).default({}),
});
export type ActFact = z.infer<typeof ActFact>;
