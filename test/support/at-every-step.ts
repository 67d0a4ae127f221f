type Call = (...given: unknown[]) => unknown;

/** The same stores, of which every operation says first that it is about to begin, or dies by saying so. */
export const announced = <World extends object>(world: World, before: () => Promise<void>): World => {
  const announce =
    (call: Call): Call =>
    async (...given) => {
      await before();
      return call(...given);
    };
  const stores = Object.entries(world).map(([name, store]) => {
    if (typeof store !== 'object' || store === null) return [name, store] as const;
    const operations = Object.entries(store as object).map(([operation, call]) => [
      operation,
      // A stream is opened without waiting for anything.
      typeof call === 'function' && operation !== 'open' ? announce(call as Call) : (call as unknown),
    ]);
    return [name, Object.fromEntries(operations) as unknown] as const;
  });
  return Object.fromEntries(stores) as World;
};

/** What a run answers, or the name of the failure after which its caller comes again. */
const answerOf = async (run: () => Promise<unknown>): Promise<unknown> => {
  try {
    return await run();
  } catch (error) {
    // A group of communes fails by the name of the lease, too.
    if (error instanceof Error && error.name === 'LeaseHeld') return 'lease-held';
    throw error;
  }
};

type Run<World> = (world: World) => Promise<unknown>;
export type Answers = Readonly<{ first: unknown; second: unknown }>;

/**
 * Two runs beside each other: `second` happens whole between two steps of `first`, at each of its steps in turn, in a
 * world of its own each time. Whoever found a lease held comes again afterwards, as machines and callers do.
 */
export const atEveryStep = async <World extends object>(
  given: Readonly<{ world: () => World | Promise<World>; first: Run<World>; second: Run<World> }>,
  check: (world: World, answers: Answers) => unknown,
): Promise<Answers[]> => {
  const all: Answers[] = [];
  for (let step = 0; ; step += 1) {
    const world = await given.world();
    let steps = 0;
    let second: unknown = 'not-begun';
    const before = async () => {
      steps += 1;
      if (steps === step + 1) second = await answerOf(() => given.second(world));
    };
    let first = await answerOf(() => given.first(announced(world, before)));
    if (steps <= step) return all;
    if (second === 'lease-held') second = await given.second(world);
    if (first === 'lease-held') first = await given.first(world);
    all.push({ first, second });
    await check(world, { first, second });
  }
};
