import { z } from 'zod';
import {
  ActFact,
  ApprovalFact,
  ClaimFact,
  CommuneFact,
  ListCommuneFact,
  ListFact,
  PayoutFact,
  PeriodFact,
  RecipientFact,
  RegisterFact,
  ReminderFact,
  ResultFact,
  SettingsFact,
  SettlementFact,
} from './facts.ts';
import type { Item, Snapshot } from './snapshot.ts';

/** One period as its items tell it. */
export interface PeriodBook {
  readonly periodId: string;
  status: string;
  approval?: z.infer<typeof ApprovalFact>;
  settlement?: z.infer<typeof SettlementFact>;
  readonly communes: Map<string, z.infer<typeof CommuneFact>>;
  readonly payouts: PayoutFact[];
  readonly reminders: ReminderFact[];
  readonly results: ResultFact[];
}

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

const Key = z.object({ pk: z.string(), sk: z.string() });

type Reader = (found: RegExpExecArray, item: Item) => void;

/** Applies the first reader whose pattern fits `pk sk`. */
const readItems = (items: readonly Item[], readers: readonly (readonly [RegExp, Reader])[]): void => {
  for (const item of items) {
    const { pk, sk } = Key.parse(item);
    for (const [pattern, read] of readers) {
      const found = pattern.exec(`${pk} ${sk}`);
      if (found === null) continue;
      read(found, item);
      break;
    }
  }
};

const periodReaders = (bookOf: (periodId: string) => PeriodBook): (readonly [RegExp, Reader])[] => [
  [
    /^PERIOD#([^#]+)#COMMUNE#(\d+) PAYOUT#(.+)$/,
    ([, periodId = '', commune = '', recipientId = ''], item) => {
      bookOf(periodId).payouts.push({ ...PayoutFact.parse(item), commune, recipientId });
    },
  ],
  [
    /^PERIOD#([^#]+)#COMMUNE#(\d+) REMINDER#/,
    ([, periodId = '', commune = ''], item) => {
      bookOf(periodId).reminders.push({ ...ReminderFact.parse(item), commune });
    },
  ],
  [
    /^PERIOD#([^#]+) PERIOD$/,
    ([, periodId = ''], item) => (bookOf(periodId).status = PeriodFact.parse(item).status),
  ],
  [
    /^PERIOD#([^#]+) APPROVAL$/,
    ([, periodId = ''], item) => (bookOf(periodId).approval = ApprovalFact.parse(item)),
  ],
  [
    /^PERIOD#([^#]+) SETTLEMENT$/,
    ([, periodId = ''], item) => (bookOf(periodId).settlement = SettlementFact.parse(item)),
  ],
  [
    /^PERIOD#([^#]+) COMMUNE#(\d+)$/,
    ([, periodId = '', commune = ''], item) =>
      bookOf(periodId).communes.set(commune, CommuneFact.parse(item)),
  ],
  [
    /^PERIOD#([^#]+) RESULT#/,
    ([, periodId = ''], item) => bookOf(periodId).results.push(ResultFact.parse(item)),
  ],
];

export const openBooks = (snapshot: Snapshot): Books => {
  const periods = new Map<string, PeriodBook>();
  const bookOf = (periodId: string): PeriodBook => {
    const known = periods.get(periodId);
    if (known) return known;
    const facts = { communes: new Map(), payouts: [], reminders: [], results: [] };
    const book: PeriodBook = { periodId, status: 'absent', ...facts };
    periods.set(periodId, book);
    return book;
  };
  const lists: ListFact[] = [];
  const listCommunes: ListCommuneFact[] = [];
  const settings: SettingsFact[] = [];
  readItems(snapshot.payouts, [
    ...periodReaders(bookOf),
    [/^LIST#\S+ LIST$/, (_, item) => lists.push(ListFact.parse(item))],
    [
      /^LIST#(\S+) COMMUNE#/,
      ([, listId = ''], item) => listCommunes.push({ ...ListCommuneFact.parse(item), listId }),
    ],
    [/^SETTINGS#/, (_, item) => settings.push(SettingsFact.parse(item))],
  ]);
  const recipients: RecipientFact[] = [];
  const registers: RegisterFact[] = [];
  const claims: ClaimFact[] = [];
  readItems(snapshot.registry, [
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
  return {
    periods: [...periods.values()].sort((a, b) => (a.periodId < b.periodId ? -1 : 1)),
    lists: lists.sort((a, b) => (a.arrivedAt + a.listId < b.arrivedAt + b.listId ? -1 : 1)),
    ...{ listCommunes, recipients, claims, registers, settings },
    acts: snapshot.audit.map((item) => ActFact.parse(item)),
  };
};

/** `assistance.06` of `assistance.06.2016-06`. */
export const seriesOf = ({ periodId }: PeriodBook): string => periodId.slice(0, periodId.lastIndexOf('.'));
export const monthOf = ({ periodId }: PeriodBook): string => periodId.slice(periodId.lastIndexOf('.') + 1);

const approvedStatuses = ['open', 'closing', 'closed'];
export const isApproved = ({ status }: PeriodBook): boolean => approvedStatuses.includes(status);
export const isSubmitted = (book: PeriodBook): boolean => book.status === 'submitted' || isApproved(book);
