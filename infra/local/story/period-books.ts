import type { z } from 'zod';
import {
  ApprovalFact,
  CommuneFact,
  LateFact,
  MovedFact,
  PayoutFact,
  PeriodFact,
  ReminderFact,
  SettlementFact,
  SheetFact,
} from './facts.ts';
import { ResultFact } from './list-facts.ts';
import type { ItemReader } from './read-items.ts';

/** One period as its items tell it. */
export interface PeriodBook {
  readonly periodId: string;
  status: string;
  approval?: z.infer<typeof ApprovalFact>;
  settlement?: z.infer<typeof SettlementFact>;
  readonly communes: Map<string, z.infer<typeof CommuneFact>>;
  readonly payouts: PayoutFact[];
  readonly sheets: SheetFact[];
  readonly reminders: ReminderFact[];
  readonly moved: MovedFact[];
  readonly late: LateFact[];
  /** Results that say something else than what was recorded before. */
  conflicts: number;
  readonly results: ResultFact[];
}

const emptyBook = (periodId: string): PeriodBook => ({
  periodId,
  status: 'absent',
  communes: new Map(),
  payouts: [],
  sheets: [],
  reminders: [],
  moved: [],
  late: [],
  conflicts: 0,
  results: [],
});

/** Opens a book the first time that an item speaks of its period. */
export const periodBooks = () => {
  const periods = new Map<string, PeriodBook>();
  const bookOf = (periodId: string): PeriodBook => {
    const known = periods.get(periodId) ?? emptyBook(periodId);
    periods.set(periodId, known);
    return known;
  };
  return { periods, readers: [...communeReaders(bookOf), ...periodReaders(bookOf)] };
};

type BookOf = (periodId: string) => PeriodBook;

const communeReaders = (bookOf: BookOf): ItemReader[] => [
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
    /^PERIOD#([^#]+)#COMMUNE#(\d+) SHEET#/,
    ([, periodId = '', commune = ''], item) => {
      bookOf(periodId).sheets.push({ ...SheetFact.parse(item), commune });
    },
  ],
  [
    /^PERIOD#([^#]+)#COMMUNE#(\d+) LATE#/,
    ([, periodId = '', commune = ''], item) => {
      bookOf(periodId).late.push({ ...LateFact.parse(item), commune });
    },
  ],
  [
    /^PERIOD#([^#]+)#COMMUNE#\d+ CONFLICT#/,
    ([, periodId = '']) => {
      bookOf(periodId).conflicts += 1;
    },
  ],
];

const periodReaders = (bookOf: BookOf): ItemReader[] => [
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
  [/^PERIOD#([^#]+) MOVED#/, ([, periodId = ''], item) => bookOf(periodId).moved.push(MovedFact.parse(item))],
  [
    /^PERIOD#([^#]+) RESULT#/,
    ([, periodId = ''], item) => bookOf(periodId).results.push(ResultFact.parse(item)),
  ],
];

/** `assistance.06` of `assistance.06.2016-06`. */
export const seriesOf = ({ periodId }: PeriodBook): string => periodId.slice(0, periodId.lastIndexOf('.'));
export const monthOf = ({ periodId }: PeriodBook): string => periodId.slice(periodId.lastIndexOf('.') + 1);

const approvedStatuses = ['open', 'closing', 'closed'];
export const isApproved = ({ status }: PeriodBook): boolean => approvedStatuses.includes(status);
export const isSubmitted = (book: PeriodBook): boolean => book.status === 'submitted' || isApproved(book);

/** The result that came after a payout had been carried over and turned out to be true. */
export const confirmedLate = (
  { late }: PeriodBook,
  { commune, recipientId }: Pick<PayoutFact, 'commune' | 'recipientId'>,
): LateFact | undefined =>
  late.find(
    (one) =>
      one.commune === commune &&
      one.recipientId === recipientId &&
      one.saysPaid &&
      one.decision === 'confirmed',
  );

/** A payout's day as it stood at an instant, looked at through the days that were moved by then. */
export const dayOf = ({ place }: PayoutFact, { moved }: PeriodBook, at = '9999'): string =>
  moved.find((one) => one.pointId === place.pointId && one.day === place.day && one.at <= at)?.to ??
  place.day;
