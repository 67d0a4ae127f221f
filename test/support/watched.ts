/** Stores whose writes are counted, and one of which can be made to die. */
export type Watch = Readonly<{
  /** Each write so far, by store and operation. */
  writes: string[];
  /** Has the n-th write from now on fail, once; a write of many things is half done by then. */
  dieAt: (n: number) => void;
  hasDied: () => boolean;
}>;

const writing = new Set([
  'add',
  'copy',
  'mark',
  'move',
  'record',
  'save',
  'saveCommune',
  'saveList',
  'savePlan',
  'saveRecipients',
  'saveRegister',
  'start',
  'write',
  'writeCsv',
  'writeJson',
  'writeReport',
  'writeWorkbook',
]);

type Call = (...given: unknown[]) => Promise<unknown>;

export const watched = <Stores extends object>(stores: Stores): Stores & Watch => {
  const writes: string[] = [];
  let writesLeft = Number.POSITIVE_INFINITY;

  const watch =
    (name: string, call: Call): Call =>
    async (...given) => {
      const many = given.find((one) => Array.isArray(one)) as unknown[] | undefined;
      if (many?.length === 0) return call(...given);
      writes.push(name);
      writesLeft -= 1;
      if (writesLeft !== 0) return call(...given);
      const half = many?.slice(0, Math.floor(many.length / 2));
      if (half) await call(...given.map((one) => (one === many ? half : one)));
      throw new Error(`the function died at ${name}`);
    };
  const watchedStore = (store: string, operations: object) =>
    Object.fromEntries(
      Object.entries(operations).map(([name, operation]) => [
        name,
        writing.has(name) ? watch(`${store}.${name}`, operation as Call) : (operation as unknown),
      ]),
    );
  const all = Object.fromEntries(
    Object.entries(stores).map(([name, store]) => [
      name,
      typeof store === 'object' && store !== null ? watchedStore(name, store as object) : (store as unknown),
    ]),
  );
  return {
    ...(all as Stores),
    writes,
    dieAt: (n) => {
      writesLeft = n;
    },
    hasDied: () => writesLeft <= 0,
  };
};
