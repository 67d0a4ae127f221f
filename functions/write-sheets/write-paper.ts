import type { Payout } from '../../shared/domain/payout.ts';
import type { SheetToWrite } from '../../shared/domain/sheet-people.ts';
import { loudspeakerKeyOf, posterKeyOf, sheetFileOf, sheetPaperOf } from '../../shared/lists/files.ts';
import { announcementOf } from '../../shared/lists/paper/announcement.ts';
import { loudspeakerText } from '../../shared/lists/paper/loudspeaker.ts';
import { paperWorkbook } from '../../shared/lists/paper/paper-workbook.ts';
import { payoutSheet } from '../../shared/lists/paper/payout-sheet.ts';
import { poster } from '../../shared/lists/paper/poster.ts';
import { sheetCsv } from '../../shared/lists/sheet-csv.ts';
import type { CommuneNeeds, CommunePaper } from './write-commune.ts';

type PaperNeeds = Pick<CommuneNeeds, 'files'>;

/** One sheet to print and its twin to fill in, with the day on which it is now. */
export const writeSheet = async (
  { files }: PaperNeeds,
  { province, commune, points, moved, overfull, linesOf }: CommunePaper,
  { sheet, payouts }: SheetToWrite,
): Promise<void> => {
  const point = points.find(({ pointId }) => pointId === sheet.pointId) ?? {
    name: commune.name,
    pointId: sheet.pointId,
  };
  const isOfDay = sheet.kind === 'day' || sheet.kind === 'home';
  const movedTo = moved.find(
    ({ pointId, day }) => isOfDay && pointId === sheet.pointId && day === sheet.day,
  )?.to;
  const lines = linesOf(payouts);
  const facts = { sheet, movedTo, province, commune, point, overfull };
  await files.writeCsv(sheetFileOf(sheet), sheetCsv(sheet.sheetId, lines));
  await files.writeWorkbook(sheetPaperOf(sheet), await paperWorkbook(payoutSheet(facts, lines)));
};

/** Hamlets and days, nobody's name: for the wall, and for the loudspeaker. */
export const writeAnnouncement = async (
  { files }: PaperNeeds,
  paper: CommunePaper,
  payouts: readonly Payout[],
): Promise<void> => {
  const { periodId } = paper.period;
  const said = announcementOf(paper, paper.linesOf(payouts));
  await files.writeWorkbook(posterKeyOf(periodId, paper.commune.code), await paperWorkbook(poster(said)));
  await files.writeText(loudspeakerKeyOf(periodId, paper.commune.code), loudspeakerText(said));
};
