import { z } from 'zod';
import { wallClock } from '../../shared/domain/calendar.ts';
import {
  isDue,
  nextMonth,
  partsOf,
  periodCalendar,
  type PeriodId,
  periodIdOf,
  previousPeriod,
} from '../../shared/domain/payment-period.ts';
import { openWorkflow, stampOf, type Workflow } from '../../shared/gateways/workflows.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
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
  periods: Pick<PeriodStore, 'find'>;
  settings: Pick<SettingsStore, 'find'>;
  preparePeriod: Pick<Workflow, 'startUnlessRunning'>;
  runPeriod: Pick<Workflow, 'startUnlessRunning'>;
  now: () => Date;
}>;

/**
 * Every day: opens the periods that are due and starts again whatever should be running and is not.
 * Safe to run again: a machine that runs is left alone, and one that is started twice does what is missing.
 */
export const openDuePeriods = (needs: Needs) => async () => {
  const { directory, periods, preparePeriod, runPeriod, now } = needs;
  const counts = { prepared: 0, run: 0 };
  for (const place of await directory.listProgrammes()) {
    for (const periodId of await directory.listPeriods(place)) {
      const period = await periods.find(periodId);
      if (period?.status === 'preparing') counts.prepared += await start(preparePeriod, periodId, now());
      if (period?.status === 'open' || period?.status === 'closing')
        counts.run += await start(runPeriod, periodId, now());
    }
    const due = await duePeriod(needs, place);
    if (due) counts.prepared += await start(preparePeriod, due, now());
  }
  return counts;
};

/** The next month's period from its opening day on, once the period before it, if there is one, is closed. */
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
