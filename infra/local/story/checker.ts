import { type Books, openBooks } from './books.ts';
import { approvals } from './promises/approvals.ts';
import { byRight } from './promises/by-right.ts';
import { carryOver } from './promises/carry-over.ts';
import { lateResults } from './promises/late-results.ts';
import { messages } from './promises/messages.ts';
import { messagesInTime } from './promises/messages-in-time.ts';
import { money } from './promises/money.ts';
import { noFee } from './promises/no-fee.ts';
import { onePayout } from './promises/one-payout.ts';
import { payments } from './promises/payments.ts';
import { repeats } from './promises/repeats.ts';
import { rows } from './promises/rows.ts';
import { secrecy } from './promises/secrecy.ts';
import type { Snapshot } from './snapshot.ts';

/** A promise of the design (its section 11) that does not hold, and where. Ids only, no personal data. */
export interface Broken {
  readonly promise: number;
  readonly what: string;
}

type Check = (books: Books, snapshot: Snapshot) => Iterable<string>;

/** Promise 11 says that these hold whatever is stopped, repeated or reordered: it has no state of its own to look at. */
const checks: readonly (readonly [promise: number, check: Check])[] = [
  [1, onePayout],
  [2, money],
  [3, payments],
  [4, carryOver],
  [4, lateResults],
  [5, messages],
  [5, messagesInTime],
  [6, repeats],
  [7, rows],
  [8, approvals],
  [8, byRight],
  [9, secrecy],
  [10, noFee],
];

/** Looks for broken promises as an auditor would: in what lies there, with arithmetic of its own. */
export const checkPromises = (snapshot: Snapshot): Broken[] => {
  const books = openBooks(snapshot);
  return checks.flatMap(([promise, check]) => [...check(books, snapshot)].map((what) => ({ promise, what })));
};
