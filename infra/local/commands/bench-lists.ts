import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { rounded, runCommand } from './bench-run.ts';

type Wanted = Readonly<{
  /** Of the usual sizes, to try the bench itself. */
  share: number;
  /** An import of a million people takes some minutes. */
  withMillion: boolean;
}>;

/** Reading and checking without a database, then whole imports, each of them a second time as well. */
export const benchLists = (folder: string, { share, withMillion }: Wanted) => {
  const sized = (people: number): number => Math.max(1, Math.round(people * share));
  const reading = [
    readList(folder, sized(10_000), 'csv'),
    readList(folder, sized(100_000), 'csv'),
    readList(folder, sized(100_000), 'xlsx'),
    readList(folder, sized(1_000_000), 'csv'),
  ];
  const million = reading.at(-1);
  if (million && million.seconds * 10 < longestSeconds)
    reading.push(readList(folder, sized(10_000_000), 'csv'));
  console.log('Reading and checking a list, no database');
  console.table(reading);

  const imports = [12_000, 100_000, ...(withMillion ? [1_000_000] : [])];
  const importing = imports.flatMap((people) => importTwice(folder, sized(people)));
  console.log('Importing a list into an empty cloud, then the same file again');
  console.table(importing);
  return { reading, importing };
};

const longestSeconds = 120;

const Reading = z.object({
  rows: z.number(),
  rejected: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakMemoryMb: z.number(),
});

const readList = (folder: string, people: number, format: 'csv' | 'xlsx') => {
  const taken = inFolder(folder, { people, format }, (file) =>
    Reading.parse(JSON.parse(runCommand('bench-read.ts', file))),
  );
  const { rows, rejected, seconds, cpuSeconds, peakMemoryMb } = taken;
  return {
    format,
    rows,
    rejected,
    seconds: rounded(seconds, 2),
    cpuSeconds: rounded(cpuSeconds, 2),
    rowsPerCpuSecond: Math.round(rows / cpuSeconds),
    peakMemoryMb,
  };
};

const Imported = z.object({
  status: z.string(),
  rows: z.number(),
  unchanged: z.number(),
  seconds: z.number(),
  meter: z.object({ writeUnits: z.number(), costUsd: z.number() }),
  peakMemoryMb: z.number(),
});

/** The second time nothing differs: what it costs beside the first shows what a repeated list is charged. */
const importTwice = (folder: string, people: number) => {
  const runs = inFolder(folder, { people, format: 'csv' }, (file) => {
    const json = `${file}.json`;
    runCommand('import.ts', file, file, '--json', json);
    return z.array(Imported).parse(JSON.parse(readFileSync(json, 'utf8')));
  });
  const first = runs[0]?.meter.costUsd ?? 0;
  return runs.map(({ status, rows, unchanged, seconds, meter, peakMemoryMb }, at) => ({
    rows,
    time: at === 0 ? 'first' : 'again',
    status,
    unchanged,
    seconds,
    writeUnits: meter.writeUnits,
    costUsd: rounded(meter.costUsd, 5),
    shareOfFirst: rounded(meter.costUsd / first, 4),
    peakMemoryMb,
  }));
};

type Sample = Readonly<{ people: number; format: 'csv' | 'xlsx' }>;

/** Files of a nation's size are not kept longer than they are needed. */
const inFolder = <Taken>(
  folder: string,
  { people, format }: Sample,
  take: (file: string) => Taken,
): Taken => {
  const own = join(folder, `${people}-${format}`);
  try {
    runCommand('bench-files.ts', own, String(people), format);
    return take(join(own, `roster.${format}`));
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
};
