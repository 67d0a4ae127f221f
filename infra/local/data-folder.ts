import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface DataFolder {
  path(name: string): string;
  release(): void;
}

/** Killed, and only on Linux's books until its parent asks for it: it writes nothing any more. */
const isZombie = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    // It lives, but belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const tryLock = (lock: string): boolean => {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
};

/** Folders this process holds: its own pid in a lock file may also be a leftover of an earlier process. */
const held = new Set<string>();

/** Takes a data folder for this process alone: a second one on it would break its tables. */
export const openDataFolder = (dataDir: string): DataFolder => {
  const folder = resolve(dataDir);
  const lock = join(folder, 'lock');
  mkdirSync(folder, { recursive: true });
  if (!tryLock(lock)) {
    const pid = Number(readFileSync(lock, 'utf8'));
    const taken = pid === process.pid ? held.has(folder) : isAlive(pid);
    if (taken) {
      throw new Error(
        `${folder} is in use by process ${pid}. Stop it first, or choose another data folder. ` +
          `If that process has nothing to do with it, delete ${lock}.`,
      );
    }
    rmSync(lock);
    if (!tryLock(lock)) throw new Error(`${folder} was just taken by another process.`);
  }
  held.add(folder);
  return {
    path: (name) => join(folder, name),
    release: () => {
      held.delete(folder);
      rmSync(lock, { force: true });
    },
  };
};
