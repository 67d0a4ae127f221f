import { type Call, type Caller, isWrite } from './watched-calls.ts';

/** The platform stopped it: nothing that it would do after that happens, and its leases stay until they run out. */
class Stopped extends Error {
  override name = 'Stopped';
}

type Batch = Readonly<{ put: readonly unknown[]; remove: readonly unknown[] }>;

const firstHalf = (all: readonly unknown[]): readonly unknown[] => all.slice(0, Math.floor(all.length / 2));

/** Of a write of many things half is done. */
const doHalf = async ({ name, given, run }: Call): Promise<void> => {
  const [first, ...others] = given;
  if (Array.isArray(first)) await run(firstHalf(first), ...others);
  if (name === 'savePlan' && typeof first === 'object' && first !== null && 'put' in first) {
    const { put, remove } = first as Batch;
    await run({ put: firstHalf(put), remove: firstHalf(remove) }, ...others);
  }
};

/** A function that dies at its n-th write, counted from 1. */
export const dyingAt = (n: number): { caller: Caller; writes: string[]; hasDied: () => boolean } => {
  const writes: string[] = [];
  let isDead = false;
  return {
    writes,
    hasDied: () => isDead,
    caller: async (call) => {
      if (isDead) throw new Stopped();
      if (isWrite(call)) writes.push(`${call.store}.${call.name}`);
      if (writes.length < n) return call.run(...call.given);
      isDead = true;
      await doHalf(call);
      throw new Stopped();
    },
  };
};
