import { Cron } from 'croner';
import type { Journal } from '../journal.ts';
import type { Clock } from '../time/clock.ts';

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** AWS counts the days of the week from 1, cron from 0. */
const zeroBased = (weekday: string): string =>
  weekday.replaceAll(/(?<!#)\b[1-7]\b/g, (day) => String(Number(day) - 1));

/** The first tick of an EventBridge schedule after an instant. */
export const nextTick = (expression: string, after: Date): Date => {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) return new Date(after.getTime() + Number(rate[1]) * (UNIT_MS[rate[2] ?? ''] ?? 0));
  const cron = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) \*\)$/.exec(expression);
  if (!cron) throw new Error(`The local cloud does not know the schedule ${expression}.`);
  const [, minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = cron;
  const pattern = [minute, hour, day, month, zeroBased(weekday)].join(' ').replaceAll('?', '*');
  const next = new Cron(pattern, { timezone: 'UTC' }).nextRun(after);
  if (!next) throw new Error(`The schedule ${expression} never comes.`);
  return next;
};

interface ScheduleOptions {
  readonly id: string;
  readonly expression: string;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly onTick: (at: Date) => void;
}

/** Calls `onTick` once per tick; whatever was missed while nobody ran is made up once. */
export const startSchedule = ({ id, expression, clock, journal, onTick }: ScheduleOptions): void => {
  const note = `schedule:${id}`;
  const waitAfter = (last: Date): void => {
    const tick = nextTick(expression, last);
    clock.callAt(tick, () => {
      const handled = new Date(Math.max(tick.getTime(), clock.now().getTime()));
      journal.together(() => {
        journal.setNote(note, handled.toISOString());
        onTick(tick);
      });
      waitAfter(handled);
    });
  };
  const last = journal.note(note) ?? clock.now().toISOString();
  journal.setNote(note, last);
  waitAfter(new Date(last));
};
