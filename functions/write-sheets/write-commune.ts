import type { PlainDate } from '../../shared/domain/calendar.ts';
import type { Commune, PayoutPoint } from '../../shared/domain/geography.ts';
import { partsOf, type Period } from '../../shared/domain/payment-period.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import { issueSheets, type SheetToWrite } from '../../shared/domain/sheet.ts';
import type { FileStore } from '../../shared/gateways/files.ts';
import { loudspeakerKeyOf, posterKeyOf, sheetFileOf, sheetPaperOf } from '../../shared/lists/files.ts';
import { announcementOf } from '../../shared/lists/paper/announcement.ts';
import { loudspeakerText } from '../../shared/lists/paper/loudspeaker.ts';
import { paperWorkbook } from '../../shared/lists/paper/paper-workbook.ts';
import { payoutSheet } from '../../shared/lists/paper/payout-sheet.ts';
import { poster } from '../../shared/lists/paper/poster.ts';
import { sheetCsv, type SheetLine } from '../../shared/lists/sheet-csv.ts';
import type { PayoutStore } from '../../shared/store/payouts.ts';
import type { RegisterStore } from '../../shared/store/register.ts';
import type { SheetStore } from '../../shared/store/sheets.ts';

export type CommuneNeeds = Readonly<{
  payouts: Pick<PayoutStore, 'list'>;
  registers: Pick<RegisterStore, 'listRecipients'>;
  sheets: Pick<SheetStore, 'add'>;
  files: Pick<FileStore, 'writeCsv' | 'writeText' | 'writeWorkbook'>;
}>;

export type CommuneToWrite = Readonly<{
  period: Period;
  which: 'days' | 'catch-up';
  commune: Commune;
  points: readonly PayoutPoint[];
  province: string;
  hotline: string;
}>;

/** Writes one commune's paper and answers the first day of its sheets, if there are any. */
export const writeCommune = async (
  needs: CommuneNeeds,
  given: CommuneToWrite,
): Promise<PlainDate | undefined> => {
  const { period, which, commune, points } = given;
  const due = await needs.payouts.list(period.periodId, commune.code, 'to-decide');
  const issued = issueSheets(due, { period, commune: commune.code, which, points });
  if (issued.length === 0) return undefined;
  const { programme } = partsOf(period.periodId);
  const register = await needs.registers.listRecipients(programme, commune.code);
  const people = new Map(register.map((recipient) => [recipient.recipientId, recipient]));
  const linesOf = (payouts: readonly Payout[]): SheetLine[] =>
    payouts.map((payout) => ({ payout, recipient: people.get(payout.recipientId) }));
  if (which === 'days') await announce(needs, given, linesOf(due));
  for (const { sheet, payouts } of issued) await writeSheet(needs, given, sheet, linesOf(payouts));
  return issued.map(({ sheet }) => sheet.day).toSorted()[0];
};

/** To print and to fill in; issued when both are there. */
const writeSheet = async (
  { files, sheets }: CommuneNeeds,
  { province, commune, points }: CommuneToWrite,
  sheet: SheetToWrite['sheet'],
  lines: readonly SheetLine[],
): Promise<void> => {
  const point = points.find(({ pointId }) => pointId === sheet.pointId) ?? {
    name: commune.name,
    pointId: sheet.pointId,
  };
  await files.writeCsv(sheetFileOf(sheet), sheetCsv(sheet.sheetId, lines));
  const paper = await paperWorkbook(payoutSheet({ sheet, province, commune, point }, lines));
  await files.writeWorkbook(sheetPaperOf(sheet), paper);
  await sheets.add(sheet);
};

/** Hamlets and days, nobody's name: for the wall, and for the loudspeaker. */
const announce = async (
  { files }: CommuneNeeds,
  given: CommuneToWrite,
  lines: readonly SheetLine[],
): Promise<void> => {
  const { periodId } = given.period;
  const said = announcementOf(given, lines);
  await files.writeWorkbook(posterKeyOf(periodId, given.commune.code), await paperWorkbook(poster(said)));
  await files.writeText(loudspeakerKeyOf(periodId, given.commune.code), loudspeakerText(said));
};
