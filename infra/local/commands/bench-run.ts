import { spawnSync } from 'node:child_process';

/**
 * Runs a command of this folder in a process of its own, so that memory and warmth of one measurement do not flatter
 * the next; gives what it wrote. This process stays small: Linux counts its memory as its children's too.
 */
export const runCommand = (command: string, ...given: readonly string[]): string => {
  const path = new URL(command, import.meta.url).pathname;
  const run = spawnSync(process.execPath, [path, ...given], { maxBuffer: outputMax });
  if (run.status !== 0)
    throw new Error(`${command} ${given.join(' ')}: ${run.stderr.toString().slice(-errorShown)}`);
  return run.stdout.toString();
};

const outputMax = 64 * 1_024 ** 2;
const errorShown = 2_000;

export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
