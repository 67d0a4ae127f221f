import { movedDays } from '../../shared/domain/moved-day.ts';
import { communeOfSheet, type SheetId } from '../../shared/domain/sheet.ts';
import { mayBeOver } from '../../shared/domain/sheet-day.ts';
import type { AuditStore } from '../../shared/store/audit.ts';
import type { MovedDayStore } from '../../shared/store/moved-days.ts';
import type { PeriodCommuneStore } from '../../shared/store/period-communes.ts';
import type { SheetStore } from '../../shared/store/sheets.ts';
import type { CompletionContext } from './complete-one.ts';

export type DayNeeds = Readonly<{
  communes: Pick<PeriodCommuneStore, 'mark'>;
  movedDays: Pick<MovedDayStore, 'list'>;
  sheets: Pick<SheetStore, 'end'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/** "Day done": whoever has no result on this sheet was absent, and the next morning may remind them. */
export const endDay = async (
  needs: DayNeeds,
  { period: { periodId }, today, actor }: CompletionContext,
  sheetId: SheetId,
): Promise<{ answer: 'ended' | 'ended-before' | 'no-such-sheet' } | { refused: 'day-to-come' }> => {
  const { communes, sheets, audit, now } = needs;
  if (!mayBeOver(sheetId, today, movedDays(await needs.movedDays.list(periodId))))
    return { refused: 'day-to-come' };
  const commune = communeOfSheet(sheetId);
  const at = now();
  const answer = await sheets.end({ periodId, commune, sheetId }, 'reported', { by: actor.id, at });
  if (answer === 'no-such-sheet') return { answer };
  await communes.mark(periodId, { commune, stirredAt: now().toISOString() });
  const act = { act: 'end-day', actId: sheetId, actor, at, facts: { answer } };
  await audit.record({ subject: `PERIOD#${periodId}`, ...act });
  return { answer };
};
