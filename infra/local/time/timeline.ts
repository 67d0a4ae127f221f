import { openTurns } from './guest-turns.ts';
import { openSleepers } from './sleepers.ts';

const TIMEOUT_MAX_MS = 2 ** 31 - 1; // a longer setTimeout fires at once

export interface TimelineOptions {
  readonly offsetMs: number;
  readonly runAhead: boolean;
  readonly onJump: (offsetMs: number) => void;
}

/**
 * Simulated time = real time + offset. A timeline that runs ahead jumps to its earliest sleeper whenever
 * nobody holds it; but only while a guest sleeps, and never past that guest, who would otherwise miss what
 * they came for.
 */
export const openTimeline = ({ offsetMs, runAhead, onJump }: TimelineOptions) => {
  const sleepers = openSleepers();
  const turns = openTurns(() => {
    settle();
  });
  const idlers = new Set<() => void>();
  let offset = offsetMs;
  let holders = 0;
  let timer: NodeJS.Timeout | undefined;
  let settling = false;
  let stopped = false;
  const now = () => Date.now() + offset;
  const jump = (): boolean => {
    const earliest = sleepers.earliest(true);
    const mayJump = runAhead && turns.areOver() && sleepers.hasGuest();
    if (!mayJump || earliest === undefined || earliest <= now()) return false;
    offset = earliest - Date.now();
    onJump(offset);
    return true;
  };
  const arm = (): void => {
    clearTimeout(timer);
    const next = sleepers.earliest(holders === 0);
    if (next !== undefined) timer = setTimeout(tick, Math.min(Math.max(next - now(), 0), TIMEOUT_MAX_MS));
  };
  const tick = (): void => {
    settling = false;
    if (stopped) return;
    if (sleepers.wakeOwn(now())) settle();
    else if (holders === 0) {
      for (const resolve of idlers) resolve();
      idlers.clear();
      if (sleepers.wakeGuest(now()) || jump()) settle();
    }
    arm();
  };
  /** Looks again a turn of the event loop later, so that whoever was just woken has taken hold. */
  const settle = (): void => {
    if (settling || stopped) return;
    settling = true;
    setImmediate(tick);
  };

  return {
    now,
    turns,
    offsetMs: () => offset,
    take: () => {
      holders += 1;
    },
    letGo: () => {
      holders -= 1;
      if (holders === 0) settle();
    },
    callAt: (at: Date, guest: boolean, wake: () => void): (() => void) => {
      const cancel = sleepers.add({ at: at.getTime(), guest, wake });
      settle();
      return cancel;
    },
    whenIdle: (resolve: () => void) => {
      idlers.add(resolve);
      settle();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      turns.clear();
    },
  };
};
