import { z } from 'zod';
import { firstMonth } from '../sample/census.ts';
import { communesOf } from '../sample/communes.ts';
import { type Absent, phoneBook } from './absent.ts';
import type { Period } from './approval.ts';
import { daysBetween, workingDays } from './dates.ts';
import { teller } from './people.ts';
import { itemsOf, type Stage } from './stage.ts';

/** A period at the counters: what was uploaded, and who is still to come. */
export interface Counter {
  readonly stage: Stage;
  readonly periodId: string;
  readonly month: string;
  /** Most of what happens happens in the first month: the next one shows how it ends. */
  readonly isFirst: boolean;
  readonly calendar: Period['calendar'];
  readonly uploaded: Set<string>;
  readonly absent: Set<Absent>;
  /** Numbers of payouts whose recipients are known to have died. */
  readonly died: Set<string>;
  readonly phones: ReturnType<typeof phoneBook>;
  /** By commune: the number of the district whose post collects the late results. */
  readonly districts: ReadonlyMap<string, number>;
  /** Working days after the payout days, the last one included. */
  readonly catchUpDays: readonly string[];
}

const Result = z.object({ key: z.string(), status: z.string() });

/** The keys of the result files that were recorded before, in an earlier run of the same story. */
const recordedKeys = async (stage: Stage, periodId: string): Promise<Set<string>> => {
  const items = await itemsOf(stage, `PERIOD#${periodId}`, 'RESULT#');
  return new Set(
    items.flatMap((item) => {
      const { key, status } = Result.parse(item);
      return status === 'recorded' ? [key] : [];
    }),
  );
};

const districtsOf = ({ script }: Stage): Map<string, number> => {
  const communes = communesOf(script.sample.communes);
  const names = [...new Set(communes.map(({ district }) => district))];
  return new Map(communes.map(({ code, district }) => [code, names.indexOf(district) + 1]));
};

type Month = Readonly<{ month: string; periodId: string; period: Period }>;

export const openCounter = async (stage: Stage, { month, periodId, period }: Month): Promise<Counter> => {
  const { calendar } = period;
  const { payoutUntil, catchUpUntil } = calendar;
  const months = daysBetween(`${firstMonth}-01`, `${month}-01`).filter((day) => day.endsWith('-01'));
  return {
    stage,
    periodId,
    month,
    isFirst: month === firstMonth,
    calendar,
    uploaded: await recordedKeys(stage, periodId),
    absent: new Set(),
    died: new Set(),
    districts: districtsOf(stage),
    /** Somebody's carried-over money is on sheets when they are on no roster any more. */
    phones: phoneBook(
      stage.script.sample,
      months.map((day) => day.slice(0, 7)),
    ),
    catchUpDays: workingDays(payoutUntil, catchUpUntil).filter((day) => day > payoutUntil),
  };
};

/** Once a name: what was recorded before is not sent again. */
export const send = async (counter: Counter, name: string, text: string): Promise<void> => {
  const { stage, periodId, uploaded } = counter;
  const key = `inbox/results/${periodId}/${name}.csv`;
  if (uploaded.has(key)) return;
  await stage.files.upload(key, text, teller.id);
  uploaded.add(key);
};
