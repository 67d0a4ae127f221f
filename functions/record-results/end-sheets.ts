import type { CommuneCode } from '../../shared/domain/geography.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import { communeOfSheet, type Sheet, type SheetId } from '../../shared/domain/sheet.ts';
import { isWholeSheet } from '../../shared/domain/sheet-people.ts';
import type { Needs } from './handler.ts';
import type { KnownPayouts } from './known-payouts.ts';
import type { ResultContext } from './record-rows.ts';

/**
 * Ends the sheets that a file belongs to and that are still out: where "day done" is said, or where every payout has
 * its result. Says of which communes.
 */
export const endSheets = async (
  needs: Needs,
  context: ResultContext,
  known: KnownPayouts,
): Promise<CommuneCode[]> => {
  const { period, by } = context;
  const ended: Sheet[] = [];
  for (const [commune, named] of Map.groupBy(sheetsNamed(context), communeOfSheet)) {
    const open = (await needs.sheets.list(period.periodId, commune)).filter(
      ({ sheetId, status }) => status === 'issued' && named.includes(sheetId),
    );
    const done = open.filter(({ sheetId }) => context.daysDone.includes(sheetId));
    const unsaid = open.filter((sheet) => !done.includes(sheet));
    ended.push(...done, ...(await wholeSheets(needs, unsaid, known.whole(commune))));
  }
  for (const sheet of ended) await needs.sheets.end(sheet, 'reported', { by, at: needs.now() });
  return ended.map(({ commune }) => commune);
};

export const sheetsNamed = ({ sheets, daysDone }: Pick<ResultContext, 'sheets' | 'daysDone'>): SheetId[] => [
  ...new Set([...sheets, ...daysDone]),
];

/**
 * What is known says that a sheet is whole: so it is, an answer is never taken back unseen. Where it does not, another
 * file may have brought the rest at the same time: whoever reads last, strongly and after recording, sees all of it.
 */
const wholeSheets = async (
  { payouts }: Needs,
  sheets: readonly Sheet[],
  known: Payout[] | undefined,
): Promise<Sheet[]> => {
  const [first] = sheets;
  if (!first) return [];
  const isAll = known && sheets.every((sheet) => isWholeSheet(sheet, known));
  const now = isAll ? known : await payouts.list(first.periodId, first.commune, 'to-decide');
  return sheets.filter((sheet) => isWholeSheet(sheet, now));
};
