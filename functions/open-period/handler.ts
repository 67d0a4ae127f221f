import { z } from 'zod';
import { PlainDate } from '../../shared/domain/calendar.ts';
import { groupCommunes } from '../../shared/domain/geography.ts';
import {
  isPlannable,
  partsOf,
  type Period,
  periodCalendar,
  PeriodId,
  previousPeriod,
} from '../../shared/domain/payment-period.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), REGISTRY_TABLE: z.string().min(1) });
const Input = z.object({ periodId: PeriodId });

type Needs = Readonly<{
  periods: Pick<PeriodStore, 'add' | 'find' | 'move'>;
  communes: Pick<PeriodCommuneStore, 'list'>;
  directory: Pick<DirectoryStore, 'listCommunes' | 'listPoints' | 'savePeriod'>;
  registers: Pick<RegisterStore, 'list'>;
  settings: Pick<SettingsStore, 'get'>;
  now: () => Date;
}>;

/**
 * Opens a period, says which communes are not planned from their present register, and calls the period prepared
 * when none is left. Safe to run again: it asks the tables every time.
 */
export const openPeriod =
  (needs: Needs) =>
  async ({ periodId }: z.output<typeof Input>) => {
    const { periods, directory } = needs;
    const period = await open(needs, periodId);
    await directory.savePeriod(periodId);
    if (!isPlannable(period)) return { next: 'done' };

    const waiting = await communesToPlan(needs, periodId);
    const withPoint = new Set((await directory.listPoints(partsOf(periodId))).map(({ commune }) => commune));
    const withoutPoint = waiting.filter(({ commune }) => !withPoint.has(commune));
    if (withoutPoint.length > 0)
      return { next: 'stopped', communes: withoutPoint.map(({ commune }) => commune) };
    if (waiting.length > 0) {
      await periods.move(periodId, { status: 'prepared' }, { status: 'preparing' });
      return { next: 'assign', groups: groupCommunes(waiting) };
    }
    await periods.move(periodId, { status: 'preparing' }, { status: 'prepared' });
    return { next: 'done' };
  };

const open = async ({ periods, settings, now }: Needs, periodId: PeriodId): Promise<Period> => {
  const known = await periods.find(periodId);
  if (known) return known;
  const { programme, month } = partsOf(periodId);
  const rules = await settings.get(programme, PlainDate.parse(`${month}-01`));
  return periods.add({
    periodId,
    status: 'preparing',
    isFrozen: false,
    calendar: periodCalendar(month, rules),
    settingsFrom: rules.from,
    openedAt: now().toISOString(),
  });
};

/** Communes with people or carried-over payouts whose plan was made from another version of their register. */
const communesToPlan = async ({ communes, directory, registers }: Needs, periodId: PeriodId) => {
  const { programme } = partsOf(periodId);
  const codes = (await directory.listCommunes(partsOf(periodId))).map(({ code }) => code);
  const owing = (await communes.list(previousPeriod(periodId)))
    .filter(({ standing }) => standing !== undefined && standing.carriedOver.count > 0)
    .map(({ commune }) => commune);
  const plans = new Map((await communes.list(periodId)).map((one) => [one.commune, one.planned]));
  const known = await registers.list(programme, [...new Set([...codes, ...owing])]);
  const listed = new Set(known.map(({ commune }) => commune));
  const unlisted = owing
    .filter((commune) => !listed.has(commune))
    .map((commune) => ({ commune, version: 0, size: 0 }));
  return [...known, ...unlisted].filter(
    ({ commune, version }) => plans.get(commune)?.registerVersion !== version,
  );
};

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const payouts = openTable(env.PAYOUTS_TABLE);
  return openPeriod({
    periods: periodStore(payouts),
    communes: periodCommuneStore(payouts),
    directory: directoryStore(payouts),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    settings: settingsStore(payouts),
    now,
  });
});
