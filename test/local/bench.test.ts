import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from './support/cloud.ts';
import { runCommand } from './support/command.ts';

const aNumber: unknown = expect.any(Number);
const read = (format: string, rows: number) => ({
  format,
  rows,
  rejected: 0,
  seconds: aNumber,
  cpuSeconds: aNumber,
  rowsPerCpuSecond: aNumber,
  peakMemoryMb: aNumber,
});
const imported = (rows: number, time: string) => ({
  rows,
  time,
  status: 'applied',
  unchanged: time === 'again' ? rows : 0,
  seconds: aNumber,
  writeUnits: aNumber,
  costUsd: aNumber,
  shareOfFirst: aNumber,
  peakMemoryMb: aNumber,
});

/** Each measurement starts a process, some of them a cloud. */
const timeout = 300_000;

it('measures lists of every size', { timeout }, async () => {
  const json = join(temporaryFolder(), 'bench.json');
  const { code, output } = await runCommand('bench', 'lists', '--size', '0.001', '--json', json);
  const figures: unknown = JSON.parse(readFileSync(json, 'utf8'));
  expect(figures).toEqual({
    reading: [read('csv', 10), read('csv', 100), read('xlsx', 100), read('csv', 1_000), read('csv', 10_000)],
    importing: [imported(12, 'first'), imported(12, 'again'), imported(100, 'first'), imported(100, 'again')],
  });
  expect(output).toContain('rowsPerCpuSecond');
  expect(code).toBe(0);
});

it('measures months, and what grows faster than the people', { timeout }, async () => {
  const json = join(temporaryFolder(), 'bench.json');
  const { code, output } = await runCommand('bench', 'month', '--size', '0.002', '--json', json);
  const figures: unknown = JSON.parse(readFileSync(json, 'utf8'));
  const month = (people: number) => ({
    people,
    seconds: aNumber,
    peakMemoryMb: aNumber,
    broken: 0,
    writesPerPayout: aNumber,
    readsPerPayout: aNumber,
    transitionsPerPayout: aNumber,
    usdPerMillionPayouts: aNumber,
    timesTheFloor: aNumber,
  });
  expect(figures).toEqual({
    floorUsdPerMillionPayouts: 1.37,
    months: [month(20), month(200)],
    growth: [{ from: 20, to: 200, seconds: aNumber, memory: aNumber, cost: aNumber }],
  });
  expect(output).toContain('usdPerMillionPayouts');
  expect(code).toBe(0);
});

it('measures nothing else', async () => {
  expect(await runCommand('bench', 'people')).toMatchObject({ code: 2 });
});
