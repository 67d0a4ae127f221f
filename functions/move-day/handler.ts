import { z } from 'zod';
import { PlainDate, wallClock } from '../../shared/domain/calendar.ts';
import { decideDayMove, type DayMoveFacts } from '../../shared/domain/day-move.ts';
import { type CommuneCode, PointId } from '../../shared/domain/geography.ts';
import { movedDays } from '../../shared/domain/moved-day.ts';
import { holidaysOf, partsOf, type Period, PeriodId } from '../../shared/domain/payment-period.ts';
import { ChoiceReason } from '../../shared/domain/payout.ts';
import { Actor, mayAct } from '../../shared/domain/person.ts';
import { communeOfPoint } from '../../shared/domain/sheet.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type LeaseStore, leaseStore, planScope } from '../../shared/store/leases.ts';
import { type MovedDayStore, movedDayStore } from '../../shared/store/moved-days.ts';
import { type PayoutStore, payoutStore } from '../../shared/store/payouts.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { type SheetStore, sheetStore } from '../../shared/store/sheets.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), AUDIT_TABLE: z.string().min(1) });
const Input = z.object({
  periodId: PeriodId,
  pointId: PointId,
  day: PlainDate,
  to: PlainDate,
  reason: ChoiceReason,
  actor: Actor,
});

type Needs = Readonly<{
  periods: Pick<PeriodStore, 'find'>;
  communes: Pick<PeriodCommuneStore, 'find' | 'mark' | 'reissue'>;
  payouts: Pick<PayoutStore, 'list'>;
  sheets: Pick<SheetStore, 'list'>;
  movedDays: MovedDayStore;
  settings: Pick<SettingsStore, 'get'>;
  leases: Pick<LeaseStore, 'hold'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/**
 * Moves a whole day of a point, home round included: one item through which every reader looks, no payout is touched.
 * Safe to run again: one planned day has one item, and the same move by the same planner stands as it was said first.
 */
export const moveDay = (needs: Needs) => async (given: z.output<typeof Input>) => {
  if (!mayAct(given.actor, ['planner'])) return { refused: 'not-a-planner' };
  const commune = communeOfPoint(given.pointId);
  // Beside no writer of sheets: else paper with the old day could be noted as written after the move.
  return needs.leases.hold(planScope(given.periodId, commune), () => move(needs, commune, given));
};

const move = async (needs: Needs, commune: CommuneCode, given: z.output<typeof Input>) => {
  const { communes, audit } = needs;
  const { periodId, pointId, day, to, actor, reason } = given;
  const period = await needs.periods.find(periodId);
  if (!period) return { refused: 'unknown-period' };
  const facts = await loadFacts(needs, { period, commune, by: actor.id });
  const decided = decideDayMove(given, facts);
  if ('refused' in decided) return decided;
  await communes.reissue(periodId, commune);
  await needs.movedDays.save(decided.moved);
  // By the clock of now: a morning that began while this was being decided has not seen it.
  await communes.mark(periodId, { commune, stirredAt: needs.now().toISOString() });
  const said = { act: 'move-day', actId: `${pointId}.${day}`, actor, at: new Date(decided.moved.at) };
  await audit.record({ subject: `PERIOD#${periodId}`, ...said, facts: { pointId, day, to, reason } });
  return { done: 'moved' };
};

type Who = Readonly<{ period: Period; commune: CommuneCode; by: string }>;

const loadFacts = async (needs: Needs, { period, commune, by }: Who): Promise<DayMoveFacts> => {
  const { periodId, settingsFrom } = period;
  const settings = await needs.settings.get(partsOf(periodId).programme, settingsFrom);
  const now = needs.now();
  return {
    period,
    isSealed: (await needs.communes.find(periodId, commune))?.sealedAt !== undefined,
    payouts: await needs.payouts.list(periodId, commune, 'to-decide'),
    sheets: await needs.sheets.list(periodId, commune),
    moved: movedDays(await needs.movedDays.list(periodId)),
    holidays: holidaysOf(settings),
    today: wallClock(now, settings.timeZone).today,
    by,
    at: now.toISOString(),
  };
};

export const handler = lambda({ env: Env, input: Input }, (env, run) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return moveDay({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    payouts: payoutStore(table),
    sheets: sheetStore(table),
    movedDays: movedDayStore(table),
    settings: settingsStore(table),
    leases: leaseStore(table, run),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now: run.now,
  });
});
