import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface ChildCloud {
  readonly endpoint: string;
  readonly pid: number;
  /** As `kill -9` would. */
  kill(): Promise<void>;
}

/** A local cloud in a process of its own, to be killed. */
export const openChildCloud = async (folder: string): Promise<ChildCloud> => {
  const script = fileURLToPath(new URL('./child-main.ts', import.meta.url));
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as [unknown];
  if (typeof line !== 'string') throw new Error(`The child did not start: ${String(line)}`);
  return { endpoint: line, pid: child.pid ?? 0, kill };
};
