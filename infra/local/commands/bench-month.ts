import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { rounded, runCommand } from './bench-run.ts';
import { floorUsd } from './cost-floor.ts';

const sizes = [10_000, 100_000];
const million = 1_000_000;

const Figures = z.object({
  totals: z.object({ count: z.number() }),
  broken: z.array(z.unknown()),
  seconds: z.number(),
  peakMemoryMb: z.number(),
  meter: z.object({
    writeUnits: z.number(),
    readUnits: z.number(),
    transitions: z.number(),
    costUsd: z.number(),
  }),
});

type Wanted = Readonly<{
  /** Of the usual sizes, to try the bench itself. */
  share: number;
  /** A month of a million people takes the better part of an hour. */
  withMillion: boolean;
}>;

/** The month for several sizes: seconds, memory, cost per million payouts, and what grows faster than the people. */
export const benchMonth = (folder: string, { share, withMillion }: Wanted) => {
  const wanted = [...sizes, ...(withMillion ? [million] : [])];
  const months = wanted.map((people) => measure(folder, Math.max(1, Math.round(people * share))));
  console.log('One month from the roster to the settlement, in an empty cloud');
  console.table(months);
  const growth = months.slice(1).map((month, at) => growthOf(months[at] ?? month, month));
  console.log('Growth from size to size: 1 is as fast as the people');
  console.table(growth);
  return { floorUsdPerMillionPayouts: floorUsd, months, growth };
};

type Month = ReturnType<typeof measure>;

const growthOf = (smaller: Month, larger: Month) => {
  const people = larger.people / smaller.people;
  return {
    from: smaller.people,
    to: larger.people,
    seconds: rounded(larger.seconds / smaller.seconds / people, 2),
    memory: rounded(larger.peakMemoryMb / smaller.peakMemoryMb / people, 2),
    cost: rounded(larger.usdPerMillionPayouts / smaller.usdPerMillionPayouts, 2),
  };
};

const measure = (folder: string, people: number) => {
  const json = join(folder, `${people}.json`);
  runCommand('month.ts', '--people', String(people), '--months', '1', '--json', json);
  const { totals, broken, seconds, peakMemoryMb, meter } = Figures.parse(
    JSON.parse(readFileSync(json, 'utf8')),
  );
  const per = (count: number) => count / totals.count;
  const usdPerMillionPayouts = rounded(per(meter.costUsd) * million, 2);
  return {
    people,
    seconds,
    peakMemoryMb,
    broken: broken.length,
    writesPerPayout: rounded(per(meter.writeUnits), 2),
    readsPerPayout: rounded(per(meter.readUnits), 2),
    transitionsPerPayout: rounded(per(meter.transitions), 4),
    usdPerMillionPayouts,
    timesTheFloor: rounded(usdPerMillionPayouts / floorUsd, 2),
  };
};
