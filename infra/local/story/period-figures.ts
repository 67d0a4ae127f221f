import type { PayoutFact, ReminderFact, Tally } from './facts.ts';
import { confirmedLate, dayOf, type PeriodBook } from './period-books.ts';

export interface PeriodFigures {
  readonly periodId: string;
  readonly status: string;
  readonly settlement: string;
  readonly approved: Tally;
  readonly paid: Tally;
  readonly home: Tally;
  readonly carriedOver: Tally;
  /** In its amount also lines that the month before turned out to have paid. */
  readonly handedBack: Tally;
  readonly withheld: Tally;
  /** Payouts that were not handed over on their day. */
  readonly missed: number;
  /** `cost` in đồng. */
  readonly reminders: Readonly<{
    sent: number;
    parts: number;
    uncertain: number;
    dropped: number;
    cost: number;
  }>;
  /** Sent ones. */
  readonly notices: number;
  readonly paidAfterReminder: number;
  /** People on the communes' call lists, each as it was written last: overdue then, with a phone or without. */
  readonly callList: number;
  /** Payouts beyond the room of their session, as they were planned. */
  readonly overfull: number;
  /** Results that came after their payout had been carried over. */
  readonly late: number;
  /** Results that say something else than what was recorded before. */
  readonly conflicts: number;
}

export const tally = (payouts: readonly Readonly<{ amount: number }>[]): Tally => ({
  count: payouts.length,
  amount: payouts.reduce((sum, { amount }) => sum + amount, 0),
});
export const together = (tallies: readonly Tally[]): Tally => ({
  count: tallies.reduce((sum, { count }) => sum + count, 0),
  amount: tallies.reduce((sum, { amount }) => sum + amount, 0),
});

const keyOf = ({ commune, recipientId }: PayoutFact): string => `${commune} ${recipientId}`;

/** Who was told when, by reminders that certainly went out. */
const remindedAt = (sent: readonly ReminderFact[]): Map<string, string> =>
  new Map(
    sent.flatMap(({ commune, recipientIds, at = '' }) =>
      recipientIds.map((id) => [`${commune} ${id}`, at] as const),
    ),
  );

export const periodFigures = (book: PeriodBook): PeriodFigures => {
  const { periodId, status, settlement, approval, payouts, communes } = book;
  const of = (state: string) => payouts.filter((payout) => payout.state === state);
  const paid = of('paid');
  const [notices, reminders] = [
    book.reminders.filter(({ notice }) => notice !== undefined),
    book.reminders.filter(({ notice }) => notice === undefined),
  ];
  const sent = reminders.filter((reminder) => reminder.status === 'sent');
  const told = remindedAt(sent);
  const lateLines = payouts.flatMap(({ settledLate }) => settledLate?.lines ?? []);
  const missed = payouts.filter((payout) => isMissed(payout, book));
  const isAfterReminder = (payout: PayoutFact): boolean =>
    (payout.completion?.recordedAt ?? '') > (told.get(keyOf(payout)) ?? '9999');
  return {
    periodId,
    status,
    settlement: settlement?.status ?? 'none',
    approved: approval?.total ?? { count: 0, amount: 0 },
    paid: tally(paid),
    home: tally(paid.filter(({ place }) => place.kind === 'home')),
    carriedOver: tally(of('carriedOver')),
    handedBack: { ...tally(of('handedBack')), amount: tally([...of('handedBack'), ...lateLines]).amount },
    withheld: tally(of('withheld')),
    missed: missed.length,
    reminders: {
      sent: sent.length,
      parts: sent.reduce((sum, { parts }) => sum + parts, 0),
      uncertain: reminders.filter((reminder) => reminder.status === 'uncertain').length,
      dropped: reminders.filter((reminder) => reminder.status === 'dropped').length,
      cost: sent.reduce((sum, { price }) => sum + price, 0),
    },
    notices: notices.filter((notice) => notice.status === 'sent').length,
    paidAfterReminder: paid.filter(isAfterReminder).length,
    callList: [...communes.values()].reduce((sum, commune) => sum + commune.callList, 0),
    overfull: [...communes.values()].reduce(
      (sum, { planned }) => sum + (planned?.comparison?.overfull ?? 0),
      0,
    ),
    late: book.late.length,
    conflicts: book.conflicts,
  };
};

const isMissed = (payout: PayoutFact, book: PeriodBook): boolean => {
  const isOver = book.status === 'closing' || book.status === 'closed';
  if (!isOver && payout.completion === undefined) return false;
  return (payout.completion?.paidOn ?? '9999') > dayOf(payout, book);
};

/** What was handed over: what was paid, and what turned out to have been paid after the books were closed. */
export const handedOver = (book: PeriodBook): Readonly<{ all: Tally; home: Tally }> => {
  const given = book.payouts.filter(
    (payout) =>
      payout.state === 'paid' ||
      (payout.state === 'carriedOver' && confirmedLate(book, payout) !== undefined),
  );
  return { all: tally(given), home: tally(given.filter(({ place }) => place.kind === 'home')) };
};
