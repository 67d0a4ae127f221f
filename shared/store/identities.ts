import { z } from 'zod';
import { CommuneCode, type Programme } from '../domain/geography.ts';
import { ListId } from '../domain/payout-list.ts';
import { RecipientId } from '../domain/recipient.ts';
import { identityKey } from './keys.ts';
import { getItems, type Table, writeItems } from './table.ts';

/** Who holds an id number, by which list; `key` is its keyed hash. */
const Claim = z.object({
  key: z.string(),
  commune: CommuneCode,
  recipientId: RecipientId,
  listId: ListId,
  /** Where the person comes from: should they not arrive after all, they are still there. */
  from: z.object({ commune: CommuneCode, recipientId: RecipientId }).optional(),
});
export type Claim = z.infer<typeof Claim>;

export type IdentityStore = ReturnType<typeof identityStore>;

/** Written only under the programme's lease of identities. */
export const identityStore = (table: Table) => ({
  async list(programme: Programme, keys: readonly string[]): Promise<Claim[]> {
    const items = await getItems(
      table,
      keys.map((key) => identityKey(programme, key)),
    );
    return items.map((item) => Claim.parse(item));
  },

  save: (programme: Programme, claims: readonly Claim[], assertHeld: () => void): Promise<void> =>
    writeItems(
      table,
      { put: claims.map((claim) => ({ ...claim, ...identityKey(programme, claim.key) })) },
      assertHeld,
    ),
});
