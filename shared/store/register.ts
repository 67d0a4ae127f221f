import { z } from 'zod';
import { Month } from '../domain/calendar.ts';
import { CommuneCode, type Programme } from '../domain/geography.ts';
import { ListId } from '../domain/payout-list.ts';
import { Recipient, type RecipientId } from '../domain/recipient.ts';
import { putItem } from './conditional.ts';
import { recipientKey, recipientPrefix, registerKey, registerPk } from './keys.ts';
import { getItem, getItems, type Item, queryItems, type Table, writeItems } from './table.ts';

/** A commune's register as a whole: its version rises with every list that changes it. */
const Register = z.object({
  commune: CommuneCode,
  version: z.int().nonnegative(),
  /** Active recipients. */
  size: z.int().nonnegative(),
  /** Whose changes raised it last: a list that finds itself here has written them already. */
  lastList: z
    .object({
      listId: ListId,
      arrivedAt: z.iso.datetime(),
      /** How many of those are written who come from other communes, each when they are stopped there. */
      arrived: z.int().nonnegative().optional(),
    })
    .optional(),
  /** Whose people are being written, from which version on: should nobody ever go on, it is another version all the same. */
  beingWritten: z.object({ listId: ListId, from: z.int().nonnegative() }).optional(),
  /** What the last roster that was applied without a doubt said of everybody, while that is still the version. */
  lastWhole: z
    .object({ version: z.int().nonnegative(), hash: z.string(), amount: z.int().nonnegative() })
    .optional(),
  lastRoster: z.object({ listId: ListId, arrivedAt: z.iso.datetime(), month: Month }).optional(),
});
export type Register = z.infer<typeof Register>;

export type RegisterStore = ReturnType<typeof registerStore>;

export const registerStore = (table: Table) => ({
  /** A commune that no list has named yet has an empty register of version 0. */
  async get(programme: Programme, commune: CommuneCode): Promise<Register> {
    const item = await getItem(table, registerKey(programme, commune));
    return item ? Register.parse(item) : { commune, version: 0, size: 0 };
  },

  /** The registers that exist among the communes. */
  async list(programme: Programme, communes: readonly CommuneCode[]): Promise<Register[]> {
    const keys = communes.map((commune) => registerKey(programme, commune));
    return (await getItems(table, keys)).map((item) => Register.parse(item));
  },

  /** Everybody, read strongly where the register is changed or planned from, at half the price for what is only printed. */
  async listRecipients(
    programme: Programme,
    commune: CommuneCode,
    reading: 'to-decide' | 'to-look' = 'to-decide',
  ): Promise<Recipient[]> {
    const range = { pk: registerPk(programme, commune), skPrefix: recipientPrefix };
    return (await queryItems(table, range, reading === 'to-decide')).map(fromItem);
  },

  /** Those of the commune who are meant; cheaper than everyone where they are few. */
  async listSome(
    programme: Programme,
    commune: CommuneCode,
    recipientIds: readonly RecipientId[],
    reading: 'to-decide' | 'to-look' = 'to-decide',
  ): Promise<Recipient[]> {
    const keys = recipientIds.map((recipientId) => recipientKey(programme, commune, recipientId));
    return (await getItems(table, keys, reading === 'to-decide')).map(fromItem);
  },

  async findRecipient(
    programme: Programme,
    commune: CommuneCode,
    recipientId: RecipientId,
  ): Promise<Recipient | undefined> {
    const item = await getItem(table, recipientKey(programme, commune, recipientId));
    return item && fromItem(item);
  },

  /** Under the commune's lease only: nothing is checked here but that the lease is still held. */
  saveRecipients: (recipients: readonly Recipient[], assertHeld: () => void): Promise<void> =>
    writeItems(table, { put: recipients.map(toItem) }, assertHeld),

  /** Under the lease, before the recipients and after them: each time with a version of its own. */
  saveRegister: (programme: Programme, register: Register): Promise<void> =>
    putItem(table, registerKey(programme, register.commune), register),
});

const toItem = (recipient: Recipient): Item => ({
  ...recipient,
  ...recipientKey(recipient.programme, recipient.commune, recipient.recipientId),
});

const fromItem = (item: Item): Recipient => Recipient.parse(item);
