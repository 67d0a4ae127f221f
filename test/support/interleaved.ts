import { atOnce, type Call, type Caller } from './watched-calls.ts';

/** Says which of two functions makes its next call, whenever both wait for it. */
export type Choose = () => 0 | 1;

/** A function that is given the caller of its stores. */
export type Running = (caller: Caller) => Promise<unknown>;

/**
 * Lets two functions run at the same time, call by call: a call is made when it is chosen, and chosen only when both
 * wait for one or the other has ended. The same choices are the same run.
 */
const turns = (choose: Choose) => {
  const waiting: [(() => void)[], (() => void)[]] = [[], []];
  const hasEnded: [boolean, boolean] = [false, false];
  const next = () => {
    const isReady = ([0, 1] as const).map((who) => hasEnded[who] || waiting[who].length > 0);
    if (isReady.includes(false)) return;
    const chosen = waiting[0].length === 0 ? 1 : waiting[1].length === 0 ? 0 : choose();
    waiting[chosen].shift()?.();
  };
  const callerOf =
    (who: 0 | 1): Caller =>
    async ({ given, run }: Call) => {
      await new Promise<void>((go) => {
        waiting[who].push(go);
        next();
      });
      try {
        return await run(...given);
      } finally {
        // Of several calls at once the next one waits already.
        if (waiting[who].length > 0) next();
      }
    };
  const ended = (who: 0 | 1) => {
    hasEnded[who] = true;
    next();
  };
  return { callerOf, ended };
};

/** Runs two at the same time; whoever found a lease held comes again, as machines and people do. */
export const atTheSameTime = async (one: Running, other: Running, choose: Choose): Promise<void> => {
  const { callerOf, ended } = turns(choose);
  const both = [one, other] as const;
  const answers = await Promise.allSettled(
    ([0, 1] as const).map(async (who) => {
      try {
        return await both[who](callerOf(who));
      } finally {
        ended(who);
      }
    }),
  );
  for (const [at, answer] of answers.entries()) {
    if (answer.status === 'fulfilled') continue;
    const reason: unknown = answer.reason;
    if (!(reason instanceof Error && reason.name === 'LeaseHeld')) throw reason;
    await both[at === 0 ? 0 : 1](atOnce);
  }
};

/** The other one does all of its work before the n-th call of the first. */
export const inTheMiddle = (n: number): { choose: Choose; isReached: () => boolean } => {
  let made = 0;
  return {
    choose: () => {
      made += 1;
      return made <= n ? 0 : 1;
    },
    isReached: () => made > n,
  };
};
