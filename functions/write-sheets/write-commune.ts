import { type OverfullSession, overfullSessions } from '../../shared/domain/assignment.ts';
import type { Holidays, PlainDate } from '../../shared/domain/calendar.ts';
import { movedOf } from '../../shared/domain/day-move.ts';
import type { Commune, PayoutPoint } from '../../shared/domain/geography.ts';
import { dayNow, type MovedDay, movedDays } from '../../shared/domain/moved-day.ts';
import { partsOf, type Period } from '../../shared/domain/payment-period.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import { isEnded } from '../../shared/domain/sheet.ts';
import { issueSheets, type SheetToWrite } from '../../shared/domain/sheet-people.ts';
import type { FileStore } from '../../shared/gateways/files.ts';
import type { SheetLine } from '../../shared/lists/sheet-csv.ts';
import type { PayoutStore } from '../../shared/store/payouts.ts';
import type { RegisterStore } from '../../shared/store/register.ts';
import type { SheetStore } from '../../shared/store/sheets.ts';
import { writeAnnouncement, writeSheet } from './write-paper.ts';

export type CommuneNeeds = Readonly<{
  payouts: Pick<PayoutStore, 'list'>;
  registers: Pick<RegisterStore, 'listRecipients'>;
  sheets: Pick<SheetStore, 'list' | 'add'>;
  files: Pick<FileStore, 'writeCsv' | 'writeText' | 'writeWorkbook'>;
}>;

export type CommuneToWrite = Readonly<{
  period: Period;
  which: 'days' | 'catch-up';
  commune: Commune;
  points: readonly PayoutPoint[];
  holidays: Holidays;
  moved: readonly MovedDay[];
  province: string;
  hotline: string;
}>;

/** What all the paper of a commune is drawn from; places have the day on which they are now. */
export type CommunePaper = CommuneToWrite &
  Readonly<{ linesOf: (payouts: readonly Payout[]) => SheetLine[]; overfull: readonly OverfullSession[] }>;

/** Writes one commune's paper and answers the first day of its plan, if it has any. A sheet that is back is not written again. */
export const writeCommune = async (
  needs: CommuneNeeds,
  given: CommuneToWrite,
): Promise<PlainDate | undefined> => {
  const { period, which, commune } = given;
  const { periodId } = period;
  const moved = movedDays(given.moved);
  const asItIsNow = (payout: Payout): Payout => ({
    ...payout,
    place: { ...payout.place, day: dayNow(payout.place, moved) },
  });
  const all = await needs.payouts.list(periodId, commune.code, 'to-decide');
  const known = await needs.sheets.list(periodId, commune.code);
  const issued = issueSheets(all, { ...given, moved }).filter(({ sheet }) => !isEnded(known, sheet.sheetId));
  const isAnnounced = which === 'days' && all.length > 0;
  if (issued.length > 0 || isAnnounced) {
    const { programme } = partsOf(periodId);
    const register = await needs.registers.listRecipients(programme, commune.code, 'to-look');
    const people = new Map(register.map((recipient) => [recipient.recipientId, recipient]));
    const linesOf = (payouts: readonly Payout[]): SheetLine[] =>
      payouts.map((payout) => ({ payout: asItIsNow(payout), recipient: people.get(payout.recipientId) }));
    const overfull = overfullSessions(all.map(asItIsNow), given.points);
    const paper = { ...given, moved: movedOf(commune.code, given.moved), linesOf, overfull };
    if (isAnnounced) await writeAnnouncement(needs, paper, all);
    for (const one of issued) await issueSheet(needs, paper, one);
  }
  return all.map((payout) => asItIsNow(payout).place.day).toSorted()[0];
};

/** Issued when it can be printed and filled in. */
const issueSheet = async (needs: CommuneNeeds, paper: CommunePaper, one: SheetToWrite): Promise<void> => {
  await writeSheet(needs, paper, one);
  await needs.sheets.add(one.sheet);
};
