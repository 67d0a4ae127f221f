import { z } from 'zod';
import { wallClock } from '../../shared/domain/calendar.ts';
import { Result } from '../../shared/domain/completion.ts';
import { partsOf, PeriodId } from '../../shared/domain/payment-period.ts';
import { Actor, mayAct } from '../../shared/domain/person.ts';
import { SheetId } from '../../shared/domain/sheet.ts';
import { openFiles } from '../../shared/gateways/files.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { auditStore } from '../../shared/store/audit.ts';
import { contradictionStore } from '../../shared/store/contradictions.ts';
import { directoryStore } from '../../shared/store/directory.ts';
import { leaseStore } from '../../shared/store/leases.ts';
import { movedDayStore } from '../../shared/store/moved-days.ts';
import { noteStore } from '../../shared/store/notes.ts';
import { payoutActStore } from '../../shared/store/payout-acts.ts';
import { payoutStore } from '../../shared/store/payouts.ts';
import { periodCommuneStore } from '../../shared/store/period-communes.ts';
import { periodStore } from '../../shared/store/periods.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { sheetStore } from '../../shared/store/sheets.ts';
import { openTable } from '../../shared/store/table.ts';
import { completeOne, type CompletionNeeds } from './complete-one.ts';
import { type DayNeeds, endDay } from './end-day.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});
/** What happened to one payout, by its number; or that the day of a sheet is done, its blanks being absent. */
const Input = z.union([
  z.object({
    periodId: PeriodId,
    payout: z.string().max(40),
    result: Result,
    note: z.string().min(1).max(500).optional(),
    actor: Actor,
  }),
  z.object({
    periodId: PeriodId,
    result: z.object({ outcome: z.literal('day-done'), sheetId: SheetId }),
    actor: Actor,
  }),
]);

type Needs = CompletionNeeds & DayNeeds & Readonly<{ settings: Pick<SettingsStore, 'get'> }>;

/**
 * Records one result as a teller says it. Safe to run again: what is said twice is recorded once, and what follows
 * from it is made up for. No sheet ends by a single payout, which would read its commune each time: "day done" is said.
 */
export const completePayout = (needs: Needs) => async (input: z.output<typeof Input>) => {
  const { periodId, actor } = input;
  if (!mayAct(actor, ['teller'])) return { refused: 'not-a-teller' };
  const period = await needs.periods.find(periodId);
  if (!period) return { refused: 'unknown-period' };
  const { timeZone } = await needs.settings.get(partsOf(periodId).programme, period.settingsFrom);
  const { today } = wallClock(needs.now(), timeZone);
  const context = { period, today, actor };
  if (!('payout' in input)) return endDay(needs, context, input.result.sheetId);
  if (input.result.on > today) return { refused: 'day-to-come' };
  if (input.result.on < period.calendar.openOn) return { refused: 'day-too-early' };
  return completeOne(needs, context, input);
};

export const handler = lambda({ env: Env, input: Input }, (env, run) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return completePayout({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    payouts: payoutStore(table),
    acts: payoutActStore(table),
    contradictions: contradictionStore(table),
    movedDays: movedDayStore(table),
    sheets: sheetStore(table),
    settings: settingsStore(table),
    directory: directoryStore(table),
    leases: leaseStore(table, run),
    notes: noteStore(openTable(env.REGISTRY_TABLE)),
    files: openFiles(env.FILES_BUCKET),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now: run.now,
  });
});
