import type { Session } from '../../domain/geography.ts';
import { type Payout, totalOf } from '../../domain/payout.ts';
import type { SheetKind } from '../../domain/sheet.ts';
import { collectorName, type SheetLine } from '../sheet-csv.ts';

export type HamletGroup = Readonly<{ hamlet: string; lines: readonly SheetLine[] }>;
/** `session` is absent where people do not come by sessions: at home, and at the catch-up. */
export type SessionGroup = Readonly<{ session?: Session; hamlets: readonly HamletGroup[] }>;

/**
 * A sheet's people by session, then hamlet, in the order of its CSV twin; whoever has the same collector stands
 * together, under the first of their hamlets.
 */
export const groupedLines = (lines: readonly SheetLine[], kind: SheetKind): SessionGroup[] => {
  const together = [...Map.groupBy(lines, (line) => collectorOf(line, kind)).values()].map((group) => {
    const ordered = group.toSorted((a, b) => compare(a.payout.recipientId, b.payout.recipientId));
    return { lines: ordered, hamlet: ordered.map(hamletOf).toSorted(lastIfUnknown)[0] ?? '' };
  });
  const sessions = Map.groupBy(together, ({ lines: [first] }) => first && sessionOf(first, kind));
  return [...sessions]
    .toSorted(([a = ''], [b = '']) => compare(a, b))
    .map(([session, groups]) => ({ ...(session && { session }), hamlets: byHamlet(groups) }));
};

type Together = Readonly<{ hamlet: string; lines: readonly SheetLine[] }>;

const byHamlet = (groups: readonly Together[]): HamletGroup[] =>
  [...Map.groupBy(groups, ({ hamlet }) => hamlet)]
    .toSorted(([a], [b]) => lastIfUnknown(a, b))
    .map(([hamlet, own]) => ({
      hamlet,
      lines: own.toSorted((a, b) => compare(orderOf(a), orderOf(b))).flatMap(({ lines }) => lines),
    }));

const orderOf = ({ lines: [first] }: Together): string =>
  first ? `${collectorName(first) || (first.recipient?.name ?? '')}\u0000${first.payout.recipientId}` : '';

/** Collectors of one session only: somebody may come in the morning for one, in the afternoon for another. */
const collectorOf = (line: SheetLine, kind: SheetKind): string => {
  const key = line.payout.collectorKey;
  return key === undefined
    ? `\u0000${line.payout.recipientId}`
    : `${sessionOf(line, kind) ?? ''}\u0000${key}`;
};

const sessionOf = ({ payout: { place } }: SheetLine, kind: SheetKind): Session | undefined =>
  kind === 'day' && place.kind === 'point' ? place.session : undefined;

export const hamletOf = ({ recipient }: SheetLine): string => recipient?.hamlet ?? '';

const lastIfUnknown = (a: string, b: string): number => compare(a || '\uffff', b || '\uffff');
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a payout, or many, adds to the columns of money. */
export type Sums = Readonly<{ carriedOver: number; thisMonth: number; total: number }>;

export const sumsOf = (payouts: readonly Payout[]): Sums => {
  const lines = payouts.flatMap((payout) => payout.lines);
  return {
    carriedOver: totalOf(lines.filter(({ carriedFrom }) => carriedFrom !== undefined)),
    thisMonth: totalOf(lines.filter(({ carriedFrom }) => carriedFrom === undefined)),
    total: totalOf(payouts),
  };
};

/** Whoever waits for the accountant is on the sheet, and no part of its money. */
export const isPayable = ({ payout }: SheetLine): boolean => payout.held === undefined;

export const linesOf = ({ hamlets }: SessionGroup): SheetLine[] => hamlets.flatMap(({ lines }) => lines);
