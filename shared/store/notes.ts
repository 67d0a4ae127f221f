import { z } from 'zod';
import type { CommuneCode, Programme } from '../domain/geography.ts';
import type { PeriodId } from '../domain/payment-period.ts';
import type { RecipientId } from '../domain/recipient.ts';
import { putIfAbsent } from './conditional.ts';
import { noteKey } from './keys.ts';
import { getItem, type Table } from './table.ts';

/** What a teller wrote beside a result: free text, which may name people. */
const Note = z.object({ text: z.string().min(1) });

type About = Readonly<{ periodId: PeriodId; commune: CommuneCode; recipientId: RecipientId }>;

export type NoteStore = ReturnType<typeof noteStore>;

export const noteStore = (table: Table) => ({
  async find(programme: Programme, about: About, proofId: string): Promise<string | undefined> {
    const item = await getItem(table, noteKey(programme, about, proofId));
    return item && Note.parse(item).text;
  },

  /** Once a result: said again, it stays. */
  async add(programme: Programme, about: About, note: { proofId: string; text: string }): Promise<void> {
    await putIfAbsent(table, noteKey(programme, about, note.proofId), Note.parse(note));
  },
});
