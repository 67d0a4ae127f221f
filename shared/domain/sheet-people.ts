import { addDays, addWorkingDays, type Holidays, type PlainDate } from './calendar.ts';
import type { PayoutPoint } from './geography.ts';
import { dayNow, type MovedDays } from './moved-day.ts';
import { isSilenced } from './overdue.ts';
import type { Period, PeriodCalendar } from './payment-period.ts';
import { isAssigned, type Payout } from './payout.ts';
import { newSheet, newSheetOfPlace, type Sheet, sheetOfPlace } from './sheet.ts';

/** Paid, out of the plan, or tried at the place where it stands now: what was tried before a planner moved it is past. */
export const isAnswered = ({ state, attempts, chosen }: Payout): boolean =>
  state !== 'assigned' || attempts.some(({ recordedAt }) => recordedAt > (chosen?.at ?? ''));

/** At home twice, then at the post office (domain.md 7.3, home attempts). */
const firstVisitsMax = 2;

/** Whether the post goes to somebody's home once more: not met in the payout days, and nothing says that it is in vain. */
const isForSecondVisit = (payout: Payout, visitsFrom: PlainDate | undefined): boolean => {
  if (visitsFrom === undefined || payout.place.kind !== 'home' || payout.place.day >= visitsFrom)
    return false;
  const attempts = payout.attempts.filter(({ attemptedOn }) => attemptedOn < visitsFrom);
  return isAssigned(payout) && attempts.length < firstVisitsMax && !isSilenced({ ...payout, attempts });
};

/**
 * Whether the results of a sheet are in without anybody saying "day done": every payout on it was paid or tried. A
 * catch-up sheet has everyone who is still assigned on it, except for those who are visited a second time.
 */
export const isWholeSheet = ({ sheetId, kind, visitsFrom }: Sheet, payouts: readonly Payout[]): boolean => {
  switch (kind) {
    case 'catch-up':
      return payouts.every((payout) => !isAssigned(payout) || isForSecondVisit(payout, visitsFrom));
    case 'home-again':
      return payouts
        .filter((payout) => isForSecondVisit(payout, visitsFrom))
        .every(({ attempts }) => attempts.some(({ attemptedOn }) => attemptedOn >= (visitsFrom ?? '')));
    case 'day':
    case 'home':
      return payouts.filter(({ place }) => sheetOfPlace(place) === sheetId).every(isAnswered);
  }
};

export type SheetToWrite = Readonly<{ sheet: Sheet; payouts: readonly Payout[] }>;

type Issue = Readonly<{
  period: Period;
  which: 'days' | 'catch-up';
  /** Of the one commune. */
  points: readonly PayoutPoint[];
  holidays: Holidays;
  moved: MovedDays;
}>;

/**
 * The sheets of one commune, with whoever is still to be paid: by point, day and round; or, after the payout days, a
 * second home round and one sheet of the catch-up office. Nobody is on two of them.
 */
export const issueSheets = (payouts: readonly Payout[], issue: Issue): SheetToWrite[] => {
  const left = payouts.filter(isAssigned);
  return issue.which === 'days' ? daySheets(left, issue) : lastSheets(left, issue);
};

const daySheets = (left: readonly Payout[], { period }: Issue): SheetToWrite[] =>
  [...Map.groupBy(left, ({ place }) => sheetOfPlace(place)).values()].flatMap((listed) => {
    const place = listed[0]?.place;
    return place ? [{ sheet: newSheetOfPlace(period.periodId, place), payouts: listed }] : [];
  });

const lastSheets = (left: readonly Payout[], issue: Issue): SheetToWrite[] => {
  const { period, points, holidays, moved } = issue;
  const { periodId, calendar } = period;
  if (left.length === 0) return [];
  const pointId = points.find(({ isCatchUpOffice }) => isCatchUpOffice)?.pointId;
  if (!pointId) throw new Error(`commune ${left[0]?.commune ?? ''} has no catch-up office`);
  const visitsFrom = addDays(calendar.payoutUntil, 1);
  // A round that was moved behind the payout days is still to come: its people have not been visited yet.
  const isAgain = (payout: Payout): boolean =>
    isForSecondVisit(payout, visitsFrom) && dayNow(payout.place, moved) < visitsFrom;
  const homeAgain = { pointId, day: homeAgainOn(calendar, holidays), kind: 'home-again' } as const;
  const catchUp = { pointId, day: calendar.catchUpUntil, kind: 'catch-up' } as const;
  return [
    { sheet: { ...newSheet(periodId, homeAgain), visitsFrom }, payouts: left.filter(isAgain) },
    {
      sheet: { ...newSheet(periodId, catchUp), visitsFrom },
      payouts: left.filter((payout) => !isAgain(payout)),
    },
  ].filter((one) => one.payouts.length > 0);
};

/** The third working day after the payout days, so that their last sheets are back; never after the catch-up. */
const homeAgainOn = ({ payoutUntil, catchUpUntil }: PeriodCalendar, holidays: Holidays): PlainDate => {
  const day = addWorkingDays(payoutUntil, 3, holidays);
  return day < catchUpUntil ? day : catchUpUntil;
};
