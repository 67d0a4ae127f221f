import { z } from 'zod';
import { wallClock } from '../../shared/domain/calendar.ts';
import { movedDays } from '../../shared/domain/moved-day.ts';
import { partsOf, PeriodId } from '../../shared/domain/payment-period.ts';
import { Actor, mayAct } from '../../shared/domain/person.ts';
import { communeOfSheet, type Sheet, SheetId } from '../../shared/domain/sheet.ts';
import { sheetDayNow } from '../../shared/domain/sheet-day.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type MovedDayStore, movedDayStore } from '../../shared/store/moved-days.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { type SheetStore, sheetStore } from '../../shared/store/sheets.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), AUDIT_TABLE: z.string().min(1) });
const Input = z.object({ periodId: PeriodId, sheetId: SheetId, actor: Actor });

type Needs = Readonly<{
  periods: Pick<PeriodStore, 'get'>;
  communes: Pick<PeriodCommuneStore, 'mark'>;
  movedDays: Pick<MovedDayStore, 'list'>;
  sheets: Pick<SheetStore, 'list' | 'end'>;
  settings: Pick<SettingsStore, 'get'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/**
 * The accountant signs off, by name, a sheet that will not come back, once its day has come. Safe to run again: it is
 * ended once, and by whom it was ended says whether what follows is still to be made up for.
 */
export const signOffSheet =
  (needs: Needs) =>
  async ({ periodId, sheetId, actor }: z.output<typeof Input>) => {
    const { communes, sheets, audit, now } = needs;
    if (!mayAct(actor, ['accountant'])) return { refused: 'not-an-accountant' };
    const commune = communeOfSheet(sheetId);
    const sheet = (await sheets.list(periodId, commune)).find((one) => one.sheetId === sheetId);
    if (!sheet) return { refused: 'no-such-sheet' };
    if (await isToCome(needs, sheet)) return { refused: 'day-to-come' };
    const at = now();
    const isOwn = sheet.status === 'signedOff' && sheet.settledBy === actor.id;
    const ended = isOwn ? 'ended' : await sheets.end(sheet, 'signedOff', { by: actor.id, at });
    if (ended !== 'ended') return { refused: ended };
    await communes.mark(periodId, { commune, stirredAt: now().toISOString() });
    await audit.record({ subject: `PERIOD#${periodId}`, act: 'sign-off-sheet', actId: sheetId, actor, at });
    return { done: 'signed-off' };
  };

/** Nothing is missing before it is due; a day that was moved is due when it really is. */
const isToCome = async (
  { periods, settings, movedDays: store, now }: Needs,
  { periodId, sheetId }: Sheet,
): Promise<boolean> => {
  const { settingsFrom } = await periods.get(periodId);
  const { timeZone } = await settings.get(partsOf(periodId).programme, settingsFrom);
  const moved = movedDays(await store.list(periodId));
  return sheetDayNow(sheetId, moved) > wallClock(now(), timeZone).today;
};

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return signOffSheet({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    movedDays: movedDayStore(table),
    sheets: sheetStore(table),
    settings: settingsStore(table),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now,
  });
});
