import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, savedScript } from '../../infra/local/commands/open-stage.ts';
import { takeSnapshot } from '../../infra/local/story/audit.ts';
import { checkPromises } from '../../infra/local/story/checker.ts';
import { endingOf } from './support/ending.ts';
import { dataFolder } from './support/folder.ts';

const command = new URL('../../infra/local/commands/month.ts', import.meta.url).pathname;
const story = ['--people', '300', '--months', '1', '--missed', '0.1', '--never', '0.02', '--seed', '11'];

const linesOf = (log: string): number =>
  existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0;

/** Plays the month in a process of its own; killed as soon as that function has logged so many lines. */
const play = async (dataDir: string, kill?: { place: string; lines: number }): Promise<number | null> => {
  const child = spawn(process.execPath, [command, ...story, '--data', dataDir], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const state = { isOver: false };
  void ended.then(() => (state.isOver = true));
  const log = join(dataDir, 'logs', `${kill?.place ?? ''}.log`);
  while (kill && !state.isOver) {
    if (linesOf(log) >= kill.lines) {
      child.kill('SIGKILL');
      break;
    }
    await setTimeout(2);
  }
  return ended;
};

/** What lies in the folder when all is done. */
const lookAt = async (dataDir: string) => {
  const script = savedScript(dataDir);
  if (!script) throw new Error('no story was begun');
  const stage = await openStage({ dataDir, port: 0, script });
  try {
    const snapshot = await takeSnapshot(stage, dataDir);
    return { ending: endingOf(snapshot), broken: checkPromises(snapshot) };
  } finally {
    await stage.cloud.stop();
  }
};

const places = [
  { place: 'read-list', lines: 3 },
  { place: 'compare-list', lines: 1 },
  { place: 'claim-identities', lines: 1 },
  { place: 'apply-changes', lines: 1 },
  { place: 'assign-payouts', lines: 1 },
  { place: 'write-sheets', lines: 1 },
  { place: 'record-results', lines: 4 },
  { place: 'queue-reminders', lines: 1 },
  { place: 'send-reminder', lines: 1 },
  { place: 'close-payouts', lines: 1 },
  { place: 'write-pack', lines: 1 },
];

describe('promise 11: a month that is killed half-way and started again ends like one that is not', () => {
  let undisturbed: string[] = [];
  // Here, not in the hook: what a hook asks to be done after all is never done.
  const folder = dataFolder(afterAll);
  beforeAll(async () => {
    expect(await play(folder)).toBe(0);
    undisturbed = (await lookAt(folder)).ending;
  });

  it.each(places)('at $place', async (kill) => {
    const folder = dataFolder();
    expect(await play(folder, kill)).not.toBe(0);
    expect(await play(folder)).toBe(0);
    const { ending, broken } = await lookAt(folder);
    expect(broken).toEqual([]);
    expect(ending).toEqual(undisturbed);
  });
});
