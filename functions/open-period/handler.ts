import { z } from 'zod';
import { PlainDate } from '../../shared/domain/calendar.ts';
import { groupCommunes } from '../../shared/domain/geography.ts';
import {
  isPlannable,
  openingOf,
  partsOf,
  type Period,
  periodCalendar,
  PeriodId,
} from '../../shared/domain/payment-period.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { type LeaseStore, leaseStore, openingScope } from '../../shared/store/leases.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { openTable } from '../../shared/store/table.ts';
import { communesToPlan } from './communes-to-plan.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), REGISTRY_TABLE: z.string().min(1) });
const Input = z.object({ periodId: PeriodId });

export type Needs = Readonly<{
  periods: Pick<PeriodStore, 'add' | 'find' | 'get' | 'move'>;
  communes: Pick<PeriodCommuneStore, 'list'>;
  directory: Pick<DirectoryStore, 'listCommunes' | 'listPoints' | 'listPeriods' | 'savePeriod'>;
  registers: Pick<RegisterStore, 'list'>;
  settings: Pick<SettingsStore, 'get'>;
  leases: Pick<LeaseStore, 'hold'>;
  now: () => Date;
}>;

/**
 * Opens a period, says which communes are not planned from their present register and rules, and calls the period
 * prepared when none is left. Safe to run again: it asks the tables every time.
 */
export const openPeriod =
  (needs: Needs) =>
  async ({ periodId }: z.output<typeof Input>) => {
    const { periods, directory } = needs;
    const period = await open(needs, periodId);
    if (!period) return { next: 'done', waits: 'for-another-period' };
    await directory.savePeriod(periodId);
    if (!isPlannable(period)) return { next: 'done' };

    const { waiting, withoutPoint } = await communesToPlan(needs, period);
    if (withoutPoint.length > 0)
      return { next: 'stopped', communes: withoutPoint.map(({ commune }) => commune) };
    if (waiting.length > 0) {
      await periods.move(periodId, { status: 'prepared' }, { status: 'preparing' });
      return { next: 'assign', groups: groupCommunes(waiting) };
    }
    await periods.move(periodId, { status: 'preparing' }, { status: 'prepared' });
    return { next: 'done' };
  };

const open = async (needs: Needs, periodId: PeriodId): Promise<Period | undefined> => {
  const { periods, leases } = needs;
  const known = await periods.find(periodId);
  // Nobody may bring a cancelled month back between the look at it and the opening of the next.
  return known ?? leases.hold(openingScope(partsOf(periodId)), () => openFirst(needs, periodId));
};

const periodsAtOnceMax = 10;

const openFirst = async (
  { periods, directory, settings, now }: Needs,
  periodId: PeriodId,
): Promise<Period | undefined> => {
  const { programme, month } = partsOf(periodId);
  const others = (await directory.listPeriods(partsOf(periodId))).filter((other) => other !== periodId);
  const opening = openingOf(
    periodId,
    await inBatches(others, periodsAtOnceMax, (other) => periods.get(other)),
  );
  if (!opening.opens) return undefined;
  const rules = await settings.get(programme, PlainDate.parse(`${month}-01`));
  return periods.add({
    periodId,
    status: 'preparing',
    isFrozen: false,
    calendar: periodCalendar(month, rules),
    settingsFrom: rules.from,
    before: opening.before,
    openedAt: now().toISOString(),
  });
};

export const handler = lambda({ env: Env, input: Input }, (env, run) => {
  const payouts = openTable(env.PAYOUTS_TABLE);
  return openPeriod({
    periods: periodStore(payouts),
    communes: periodCommuneStore(payouts),
    directory: directoryStore(payouts),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    settings: settingsStore(payouts),
    leases: leaseStore(payouts, run),
    now: run.now,
  });
});
