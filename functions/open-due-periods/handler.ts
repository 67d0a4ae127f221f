import { z } from 'zod';
import { wallClock } from '../../shared/domain/calendar.ts';
import {
  holidaysOf,
  isBeforeApproval,
  isDue,
  nextMonth,
  partsOf,
  type Period,
  periodCalendar,
  type PeriodId,
  periodIdOf,
  previousPeriod,
} from '../../shared/domain/payment-period.ts';
import { isOverslept, postpone } from '../../shared/domain/postponement.ts';
import { openWorkflow, stampOf, type Workflow } from '../../shared/gateways/workflows.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { type DirectoryStore, directoryStore, type Place } from '../../shared/store/directory.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  PREPARE_PERIOD_ARN: z.string().min(1),
  RUN_PERIOD_ARN: z.string().min(1),
});

type Needs = Readonly<{
  directory: Pick<DirectoryStore, 'listProgrammes' | 'listPeriods'>;
  periods: Pick<PeriodStore, 'find' | 'move'>;
  settings: Pick<SettingsStore, 'find' | 'get'>;
  preparePeriod: Pick<Workflow, 'startUnlessRunning'>;
  runPeriod: Pick<Workflow, 'startUnlessRunning'>;
  now: () => Date;
}>;

/**
 * Every day: opens the periods that are due, plans the days of those anew that were not approved in time, and starts
 * again whatever should be running and is not. Safe to run again: a machine that runs is left alone, one that is
 * started twice does what is missing, and new days are not over on the same day.
 */
export const openDuePeriods = (needs: Needs) => async () => {
  const { directory, periods, preparePeriod, runPeriod, now } = needs;
  const counts = { prepared: 0, run: 0, postponed: 0 };
  for (const place of await directory.listProgrammes()) {
    for (const periodId of await directory.listPeriods(place)) {
      const period = await periods.find(periodId);
      const isPostponed = period !== undefined && (await postponeOverslept(needs, period));
      if (isPostponed) counts.postponed += 1;
      if (isPostponed || period?.status === 'preparing')
        counts.prepared += await start(preparePeriod, periodId, now());
      if (period?.status === 'open' || period?.status === 'closing')
        counts.run += await start(runPeriod, periodId, now());
    }
    const due = await duePeriod(needs, place);
    if (due) counts.prepared += await start(preparePeriod, due, now());
  }
  return counts;
};

/** Whoever is faster (an approval, a recall, a submission that freezes the plan) finds the days as they were. */
const postponeOverslept = async ({ periods, settings, now }: Needs, period: Period): Promise<boolean> => {
  const { periodId, settingsFrom, status } = period;
  if (!isBeforeApproval(period)) return false;
  const rules = await settings.get(partsOf(periodId).programme, settingsFrom);
  const { today } = wallClock(now(), rules.timeZone);
  if (!isOverslept(period, today)) return false;
  logger.warn('period not approved', { periodId, status });
  const from = { ...period, isFrozen: false };
  const to = { status: 'preparing' as const, ...postpone(period.calendar, today, holidaysOf(rules)) };
  return (await periods.move(periodId, from, to)) === 'moved';
};

/** The next month's period from its opening day on, once the period before it, if there is one, has ended. */
const duePeriod = async (
  { directory, periods, settings, now }: Needs,
  place: Place,
): Promise<PeriodId | undefined> => {
  const rules = await settings.find(place.programme, wallClock(now(), 'UTC').today);
  if (!rules) return undefined;
  const { today } = wallClock(now(), rules.timeZone);
  const known = await directory.listPeriods(place);
  const periodId = periodIdOf({ ...place, month: nextMonth(known, today) });
  const before = await periods.find(previousPeriod(periodId));
  return isDue(periodCalendar(partsOf(periodId).month, rules), today, before) ? periodId : undefined;
};

const start = async (
  machine: Pick<Workflow, 'startUnlessRunning'>,
  periodId: PeriodId,
  now: Date,
): Promise<number> => {
  const started = await machine.startUnlessRunning(periodId, stampOf(now), { periodId });
  return started === 'started' ? 1 : 0;
};

export const handler = lambda({ env: Env, input: z.unknown() }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return openDuePeriods({
    directory: directoryStore(table),
    periods: periodStore(table),
    settings: settingsStore(table),
    preparePeriod: openWorkflow(env.PREPARE_PERIOD_ARN),
    runPeriod: openWorkflow(env.RUN_PERIOD_ARN),
    now,
  });
});
