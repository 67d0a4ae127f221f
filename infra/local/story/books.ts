import { ActFact, SettingsFact } from './facts.ts';
import { ClaimFact, ListCommuneFact, ListFact, RecipientFact, RegisterFact } from './list-facts.ts';
import { type PeriodBook, periodBooks } from './period-books.ts';
import { readItems } from './read-items.ts';
import type { Snapshot } from './snapshot.ts';

/** A snapshot, sorted by what its items are about. Items of a shape nobody knows are kept by key. */
export interface Books {
  /** By programme and province, then month. */
  readonly periods: readonly PeriodBook[];
  readonly lists: readonly ListFact[];
  readonly listCommunes: readonly ListCommuneFact[];
  readonly recipients: readonly RecipientFact[];
  readonly claims: readonly ClaimFact[];
  readonly registers: readonly RegisterFact[];
  readonly settings: readonly SettingsFact[];
  readonly acts: readonly ActFact[];
}

export const openBooks = (snapshot: Snapshot): Books => {
  const { periods, readers } = periodBooks();
  const lists: ListFact[] = [];
  const listCommunes: ListCommuneFact[] = [];
  const settings: SettingsFact[] = [];
  readItems(snapshot.payouts, [
    ...readers,
    [/^LIST#\S+ LIST$/, (_, item) => lists.push(ListFact.parse(item))],
    [
      /^LIST#(\S+) COMMUNE#/,
      ([, listId = ''], item) => listCommunes.push({ ...ListCommuneFact.parse(item), listId }),
    ],
    [/^SETTINGS#/, (_, item) => settings.push(SettingsFact.parse(item))],
  ]);
  return {
    periods: [...periods.values()].sort((a, b) => (a.periodId < b.periodId ? -1 : 1)),
    lists: lists.sort((a, b) => (a.arrivedAt + a.listId < b.arrivedAt + b.listId ? -1 : 1)),
    ...{ listCommunes, settings, ...people(snapshot) },
    acts: snapshot.audit.map((item) => ActFact.parse(item)),
  };
};

const people = ({ registry }: Snapshot): Pick<Books, 'recipients' | 'registers' | 'claims'> => {
  const recipients: RecipientFact[] = [];
  const registers: RegisterFact[] = [];
  const claims: ClaimFact[] = [];
  readItems(registry, [
    [
      /^COMMUNE#([^#]+)#\S+ RECIPIENT#/,
      ([, programme = ''], item) => recipients.push({ ...RecipientFact.parse(item), programme }),
    ],
    [
      /^IDENTITY#([^#]+)#\S+ IDENTITY$/,
      ([, programme = ''], item) => claims.push({ ...ClaimFact.parse(item), programme }),
    ],
    [/^COMMUNE#\S+ REGISTER$/, (_, item) => registers.push(RegisterFact.parse(item))],
  ]);
  return { recipients, registers, claims };
};
