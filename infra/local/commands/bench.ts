import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readOptions } from './options.ts';

const usage = 'npm run bench -- month [--json FILE]';
const options = readOptions(usage, ['json'], 1);
if (options.positionals[0] !== 'month') {
  console.error(usage);
  process.exit(2);
}

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

const folder = mkdtempSync(join(tmpdir(), 'chitra-bench-'));
const command = new URL('month.ts', import.meta.url).pathname;

/** Each size in a process of its own, so that memory and warmth of one do not flatter the next. */
const measure = (people: number) => {
  const json = join(folder, `${people}.json`);
  const run = spawnSync(process.execPath, [
    command,
    '--people',
    String(people),
    '--months',
    '1',
    '--json',
    json,
  ]);
  if (run.status !== 0) throw new Error(`${people} people: ${run.stderr.toString().slice(-2_000)}`);
  const { totals, broken, seconds, peakMemoryMb, meter } = Figures.parse(
    JSON.parse(readFileSync(json, 'utf8')),
  );
  const per = (count: number) => count / totals.count;
  return {
    people,
    seconds,
    peakMemoryMb,
    broken: broken.length,
    writesPerPayout: Number(per(meter.writeUnits).toFixed(2)),
    readsPerPayout: Number(per(meter.readUnits).toFixed(2)),
    transitionsPerPayout: Number(per(meter.transitions).toFixed(4)),
    usdPerMillionPayouts: Number((per(meter.costUsd) * 1_000_000).toFixed(2)),
  };
};

const rows = sizes.map(measure);
rmSync(folder, { recursive: true, force: true });
console.table(rows);
const json = options.text('json');
if (json !== undefined) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
