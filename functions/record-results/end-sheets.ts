import type { Period } from '../../shared/domain/payment-period.ts';
import type { ListId } from '../../shared/domain/payout-list.ts';
import { communeOfSheet, isWholeSheet, type SheetId } from '../../shared/domain/sheet.ts';
import type { Needs } from './handler.ts';

type SheetContext = Readonly<{
  period: Period;
  listId: ListId;
  sheets: readonly SheetId[];
  daysDone: readonly SheetId[];
  by: string;
}>;

/** Ends the sheets that a file belongs to: where "day done" is said, or where every payout has its result. */
export const endSheets = async (
  needs: Needs,
  { period, sheets, daysDone, by }: SheetContext,
): Promise<void> => {
  const { periodId } = period;
  for (const [commune, named] of Map.groupBy(new Set([...sheets, ...daysDone]), communeOfSheet)) {
    const issued = (await needs.sheets.list(periodId, commune)).filter(({ status }) => status === 'issued');
    const open = issued.filter(({ sheetId }) => named.includes(sheetId));
    const unsaid = open.filter(({ sheetId }) => !daysDone.includes(sheetId));
    const payouts = unsaid.length > 0 ? await needs.payouts.list(periodId, commune, 'to-decide') : [];
    for (const sheet of open) {
      if (unsaid.includes(sheet) && !isWholeSheet(sheet, payouts)) continue;
      await needs.sheets.end(sheet, 'reported', { by, at: needs.now() });
    }
  }
};
