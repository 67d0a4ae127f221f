import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { rounded, runCommand } from './bench-run.ts';

const sizes = [300, 6_081, 10_000];

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

/** The month for several sizes: seconds, memory, cost per million payouts. */
export const benchMonth = (folder: string) => {
  const rows = sizes.map((people) => measure(folder, people));
  console.table(rows);
  return rows;
};

const measure = (folder: string, people: number) => {
  const json = join(folder, `${people}.json`);
  runCommand('month.ts', '--people', String(people), '--months', '1', '--json', json);
  const { totals, broken, seconds, peakMemoryMb, meter } = Figures.parse(
    JSON.parse(readFileSync(json, 'utf8')),
  );
  const per = (count: number) => count / totals.count;
  return {
    people,
    seconds,
    peakMemoryMb,
    broken: broken.length,
    writesPerPayout: rounded(per(meter.writeUnits), 2),
    readsPerPayout: rounded(per(meter.readUnits), 2),
    transitionsPerPayout: rounded(per(meter.transitions), 4),
    usdPerMillionPayouts: rounded(per(meter.costUsd) * 1_000_000, 2),
  };
};
