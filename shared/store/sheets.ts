import type { CommuneCode } from '../domain/geography.ts';
import type { PeriodId } from '../domain/payment-period.ts';
import { Sheet, type SheetId, type Wave } from '../domain/sheet.ts';
import { putIfAbsent, updateIf } from './conditional.ts';
import { payoutsPk, sheetKey, sheetPrefix } from './keys.ts';
import { queryItems, type Table } from './table.ts';

export type SheetStore = ReturnType<typeof sheetStore>;

export const sheetStore = (table: Table) => ({
  async list(periodId: PeriodId, commune: CommuneCode): Promise<Sheet[]> {
    const range = { pk: payoutsPk(periodId, commune), skPrefix: sheetPrefix };
    return (await queryItems(table, range, true)).map((item) => Sheet.parse(item));
  },

  /** Issues a sheet once; printed again, it stays what it has become. */
  async add(sheet: Sheet): Promise<void> {
    await putIfAbsent(table, sheetKey(sheet.periodId, sheet.commune, sheet.sheetId), sheet);
  },

  /** Ends a sheet that is still out; whoever comes second finds it ended. */
  async end(
    { periodId, commune, sheetId }: { periodId: PeriodId; commune: CommuneCode; sheetId: SheetId },
    as: 'reported' | 'signedOff',
    { by, at }: { by: string; at: Date },
  ): Promise<'ended' | 'ended-before' | 'no-such-sheet'> {
    const ended = await updateIf(table, {
      key: sheetKey(periodId, commune, sheetId),
      set: { status: as, settledBy: by, settledAt: at.toISOString() },
      condition: '#status = :status',
      where: { status: 'issued' },
    });
    if (ended.written) return 'ended';
    return ended.found ? 'ended-before' : 'no-such-sheet';
  },

  /** Out again: somebody is sent there, and its day has not come yet. */
  async reopen({ periodId, commune, sheetId }: Sheet): Promise<void> {
    await updateIf(table, {
      key: sheetKey(periodId, commune, sheetId),
      set: { status: 'issued' },
      remove: ['settledBy', 'settledAt'],
      condition: '#status = :reported',
      where: {},
      values: { reported: 'reported' },
    });
  },

  /** Reminders of this day wait for the planner, once. */
  async brake({ periodId, commune, sheetId }: Sheet, wave: Wave): Promise<void> {
    await updateIf(table, {
      key: sheetKey(periodId, commune, sheetId),
      set: { wave },
      condition: 'attribute_not_exists(wave)',
      where: {},
    });
  },

  /** The planner's word on a wave that waits. */
  async decideWave({ periodId, commune, sheetId }: Sheet, wave: Wave): Promise<'decided' | 'not-waiting'> {
    const written = await updateIf(table, {
      key: sheetKey(periodId, commune, sheetId),
      set: { wave },
      condition: 'wave.#status = :status',
      where: { status: 'waiting' },
    });
    return written.written ? 'decided' : 'not-waiting';
  },
});
