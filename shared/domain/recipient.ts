import { z } from 'zod';
import { Month } from './calendar.ts';
import { CommuneCode, PointId, Programme } from './geography.ts';
import { ListId } from './payout-list.ts';

/** Opaque and minted once (keyed hash of what first identified the person): 10 characters, 50 bits. */
export const RecipientId = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{10}$/)
  .brand('RecipientId');
export type RecipientId = z.infer<typeof RecipientId>;

/** Year of birth, or the date where the list has it: old people's papers often know the year only. */
export const Born = z.string().regex(/^\d{4}(-\d{2}-\d{2})?$/);

export const HomeVisitReason = z.enum(['SICK', 'VERY_OLD', 'SEVERE_DISABILITY', 'OTHER']);
export type HomeVisitReason = z.infer<typeof HomeVisitReason>;

/** Whole đồng; what the list says is what is paid. */
export const Dong = z.int().positive();

/** Owed once, with the payout of that month. */
const OneOff = z.object({ month: Month, amount: Dong });

export const Source = z.object({
  listId: ListId,
  /** The number of the sheet in its workbook, empty for CSV: a sheet's name may name people. */
  sheet: z.string(),
  row: z.int().positive(),
});
export type Source = z.infer<typeof Source>;

export const Benefit = z.object({
  group: z.string().min(1),
  coefficient: z.number().positive(),
  amount: Dong,
  arrears: OneOff.optional(),
  /** Where it has a row of its own: a lawful second benefit of somebody whom an earlier row names. */
  source: Source.optional(),
});
export type Benefit = z.infer<typeof Benefit>;

/** Who comes to the counter where it is not the recipient. `key` stands for the person where no name may stand. */
export const Collector = z.object({
  name: z.string().min(1),
  relation: z.string(),
  idNumber: z.string().optional(),
  key: z.string(),
});
export type Collector = z.infer<typeof Collector>;

const Listed = z.object({
  commune: CommuneCode,
  name: z.string().min(1),
  born: Born,
  sex: z.enum(['female', 'male']).optional(),
  fileNumber: z.string().optional(),
  idNumber: z.string().optional(),
  hamlet: z.string(),
  phone: z.string().optional(),
  collector: Collector.omit({ key: true }).optional(),
  /** Empty for the dead of whom only the funeral is owed. */
  benefits: z.array(Benefit),
  /** To whoever organised the burial (Decree 20/2021 art. 11). */
  funeral: OneOff.optional(),
  /** What another system owed before the first period here. */
  openingCarryOver: OneOff.optional(),
  decisionNumber: z.string().optional(),
  pointId: PointId.optional(),
  homeVisit: HomeVisitReason.optional(),
  source: Source,
});
const isOwedSomething = ({ benefits, funeral }: z.infer<typeof Listed>): boolean =>
  benefits.length > 0 || funeral !== undefined;
/** What a list says of a person, before it is known whether the register has them already. */
export const ListedPerson = Listed.refine(isOwedSomething, 'neither a benefit nor a funeral');
export type ListedPerson = z.infer<typeof ListedPerson>;

/** Why a correction stops somebody; a roster that does not name a person any more gives no reason. */
export const StopReason = z.enum(['DIED', 'MOVED_AWAY', 'REFUSED', 'OTHER']);
export type StopReason = z.infer<typeof StopReason>;

export const Recipient = Listed.extend({
  recipientId: RecipientId,
  programme: Programme,
  collector: Collector.optional(),
  /** Stands for the phone in tables and queues. */
  phoneKey: z.string().optional(),
  status: z.enum(['active', 'stopped']),
  stopReason: StopReason.optional(),
  /** Fingerprint of what the list says: equal means that nothing changed. */
  rowHash: z.string(),
}).refine(isOwedSomething, 'neither a benefit nor a funeral');
export type Recipient = z.infer<typeof Recipient>;

/** Monthly đồng of somebody's benefits, one-off arrears left out. */
export const monthlyAmount = ({ benefits }: Pick<Recipient, 'benefits'>): number =>
  benefits.reduce((sum, { amount }) => sum + amount, 0);
