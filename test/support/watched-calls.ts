/** One call of a store or gateway, about to be made. */
export type Call = Readonly<{
  store: string;
  name: string;
  given: readonly unknown[];
  run: (...given: unknown[]) => Promise<unknown>;
}>;

/** Makes the call, at once or when its turn comes, or dies before it. */
export type Caller = (call: Call) => Promise<unknown>;

export const atOnce: Caller = ({ given, run }) => run(...given);

/** Not calls: what the stories look at, and a stream that is read at once. */
const looks = new Set(['text', 'json', 'open', 'smsBy', 'now']);
const readings = /^(find|get|list|read|open|upload|take|give)/;

export const isWrite = ({ name }: Pick<Call, 'name'>): boolean => !readings.test(name);

type Operation = (...given: unknown[]) => Promise<unknown>;
type Leases = Readonly<{ take: (scope: string) => Promise<void>; give: (scope: string) => Promise<void> }>;

/** A lease is taken by one call and given back by another: in between others have their turn. */
const holding = ({ take, give }: Leases) => ({
  hold: async <Result>(scope: string, work: (assertHeld: () => void) => Promise<Result>): Promise<Result> => {
    await take(scope);
    try {
      return await work(() => undefined);
    } finally {
      await give(scope);
    }
  },
});

const throughOne = (store: string, operations: object, caller: Caller): object =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]: [string, unknown]) => [
      name,
      typeof operation !== 'function' || looks.has(name)
        ? operation
        : (...given: unknown[]) => caller({ store, name, given, run: operation as Operation }),
    ]),
  );

/** The same stores, of which every call goes through one caller: one running function. */
export const through = <Stores extends Readonly<{ leases: Leases }>>(
  stores: Stores,
  caller: Caller,
): Stores & { leases: ReturnType<typeof holding> } => {
  const all = Object.fromEntries(
    Object.entries(stores).map(([name, store]: [string, unknown]) => [
      name,
      typeof store === 'object' && store !== null ? throughOne(name, store, caller) : store,
    ]),
  ) as Stores;
  return { ...all, leases: { ...all.leases, ...holding(all.leases) } };
};
