const TURN_MAX_MS = 2_000;

/**
 * A guest that was woken has its turn until it sleeps again: what it does meanwhile outside of the cloud
 * cannot be seen. Among several guests a turn lapses, so that one who leaves does not stop the others.
 */
export const openTurns = (onLapse: () => void) => {
  const turns: NodeJS.Timeout[] = [];
  return {
    begin: (): void => {
      const turn = setTimeout(() => {
        turns.splice(turns.indexOf(turn), 1);
        onLapse();
      }, TURN_MAX_MS).unref();
      turns.push(turn);
    },
    end: (): void => {
      clearTimeout(turns.shift());
    },
    areOver: (): boolean => turns.length === 0,
    clear: (): void => {
      for (const turn of turns) clearTimeout(turn);
    },
  };
};
