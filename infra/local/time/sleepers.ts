export interface Sleeper {
  readonly at: number;
  /** A story or a test; all others belong to the cloud. */
  readonly guest: boolean;
  readonly wake: () => void;
}

/** Everybody who waits for an instant, the cloud's own before guests of the same instant. */
export const openSleepers = () => {
  const sleepers = new Set<Sleeper>();
  const inOrder = () => [...sleepers].sort((a, b) => a.at - b.at || Number(a.guest) - Number(b.guest));
  const wake = (sleeper: Sleeper): void => {
    sleepers.delete(sleeper);
    sleeper.wake();
  };
  return {
    add: (sleeper: Sleeper): (() => void) => {
      sleepers.add(sleeper);
      return () => {
        sleepers.delete(sleeper);
      };
    },
    earliest: (guestsToo: boolean) => inOrder().find(({ guest }) => guestsToo || !guest)?.at,
    hasGuest: () => [...sleepers].some(({ guest }) => guest),
    /** Wakes all of the cloud's own that are due. */
    wakeOwn: (now: number): boolean => {
      const due = inOrder().filter(({ guest, at }) => !guest && at <= now);
      for (const sleeper of due) wake(sleeper);
      return due.length > 0;
    },
    /** Wakes one guest, whose turn it then is. */
    wakeGuest: (now: number): boolean => {
      const due = inOrder().find(({ guest, at }) => guest && at <= now);
      if (due) wake(due);
      return due !== undefined;
    },
  };
};
