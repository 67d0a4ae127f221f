import { openTimeline, type TimelineOptions } from './timeline.ts';

export interface Clock {
  readonly now: () => Date;
  /** To be added to the real time; grows with every jump. */
  readonly offsetMs: () => number;
  /** Whoever works holds the clock: while anybody does, it never jumps. The answer lets go, once. */
  readonly hold: () => () => void;
  /** Calls `wake` when the time has come, unless cancelled. For those who do not hold the clock meanwhile. */
  readonly callAt: (at: Date, wake: () => void) => () => void;
  /** For a holder: lets go, sleeps, and holds again before anything else can move. */
  readonly sleep: (at: Date) => Promise<void>;
  /** For a holder that waits for other holders: holds again as soon as they are done. */
  readonly awaitOthers: <T>(others: Promise<T>) => Promise<T>;
  /** For a guest (a story, a test): sleeps, and wakes when all that was due by then is done. */
  readonly sleepUntil: (at: Date) => Promise<void>;
  /** Resolves when nobody holds the clock and nothing is due. */
  readonly idle: () => Promise<void>;
  readonly stop: () => void;
}

/** The one clock of a local cloud: functions, waits, schedules, retries and guests all go by it. */
export const openClock = (options: TimelineOptions): Clock => {
  const timeline = openTimeline(options);
  return {
    now: () => new Date(timeline.now()),
    offsetMs: timeline.offsetMs,
    hold: () => {
      timeline.take();
      let held = true;
      return () => {
        if (held) timeline.letGo();
        held = false;
      };
    },
    callAt: (at, wake) => timeline.callAt(at, false, wake),
    sleep: (at) =>
      new Promise((resolve) => {
        timeline.callAt(at, false, () => {
          timeline.take();
          resolve();
        });
        timeline.letGo();
      }),
    awaitOthers: async (others) => {
      timeline.letGo();
      try {
        return await others;
      } finally {
        timeline.take();
      }
    },
    sleepUntil: async (at) => {
      timeline.turns.end();
      await new Promise<void>((resolve) => {
        timeline.callAt(at, true, resolve);
      });
      timeline.turns.begin();
    },
    idle: () => new Promise(timeline.whenIdle),
    stop: timeline.stop,
  };
};
