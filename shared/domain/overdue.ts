import type { PlainDate } from './calendar.ts';
import { dayNow, type MovedDays } from './moved-day.ts';
import { type AssignedPayout, type AttemptReason, isAssigned, type Payout } from './payout.ts';
import { type Sheet, type SheetId, sheetOfPlace } from './sheet.ts';

/** Told by these that a reminder would do harm; the decision about the money comes later, from people. */
const silencing: readonly AttemptReason[] = ['DIED', 'MOVED', 'REFUSED'];

export const isSilenced = ({ attempts }: Payout): boolean =>
  attempts.some(({ reason }) => silencing.includes(reason));

export const reportedSheets = (sheets: readonly Sheet[]): Set<SheetId> =>
  new Set(sheets.filter(({ status }) => status !== 'issued').map(({ sheetId }) => sheetId));

/** What decides, beside the payout itself, whether it is overdue. */
export type Reported = Readonly<{ today: PlainDate; reported: ReadonlySet<SheetId>; moved: MovedDays }>;

/** Assigned, its day ended and its sheet back: computed whenever it is asked, never stored. */
export const isOverdue = (payout: Payout, { today, reported, moved }: Reported): payout is AssignedPayout =>
  isAssigned(payout) && dayNow(payout.place, moved) < today && reported.has(sheetOfPlace(payout.place));

/** At home twice, then a person has to look after it (domain.md 7.3, home attempts). */
const homeVisitsMax = 2;

type Looked = Omit<Reported, 'reported'> & Readonly<{ payouts: readonly Payout[]; sheets: readonly Sheet[] }>;

/**
 * Whom the commune's officer calls on: everybody overdue, with or without a phone; people at home once nobody goes there
 * any more. Whose money is an open question would come in vain.
 */
export const forOfficer = ({ payouts, sheets, today, moved }: Looked): AssignedPayout[] => {
  const reported = reportedSheets(sheets);
  const isRoundOver = sheets.some(({ kind, status }) => kind === 'home-again' && status !== 'issued');
  return payouts.filter((payout): payout is AssignedPayout => {
    if (!isOverdue(payout, { today, reported, moved }) || payout.held) return false;
    const isVisited = payout.place.kind === 'home' && !isRoundOver && !isSilenced(payout);
    return !isVisited || payout.attempts.length >= homeVisitsMax;
  });
};
