import type { CommuneCode } from '../domain/geography.ts';
import { inBatches } from './in-batches.ts';
import { nameOf } from './lambda.ts';
import { logger } from './logger.ts';

/** Some communes of a group could not be worked through; the tables say which, and the next round takes them. */
export class CommunesFailed extends Error {
  override name = 'CommunesFailed';
}

/** A commune's work is mostly waiting for the table; more at once would only fill the memory with people. */
const communesAtOnceMax = 4;

/**
 * Works through a group, some communes at a time: one that fails does not stop the others. At the end the group
 * fails with the name of the first trouble, so that the state machine's retry knows a lease from a fault.
 */
export const eachCommune = async (
  communes: readonly CommuneCode[],
  work: (commune: CommuneCode) => Promise<unknown>,
): Promise<void> => {
  let first: unknown;
  await inBatches(communes, communesAtOnceMax, async (commune) => {
    try {
      await work(commune);
    } catch (error) {
      first ??= error;
      logger.error('commune failed', { commune, reason: nameOf(error) });
    }
  });
  if (first === undefined) return;
  const failed = new CommunesFailed(`${nameOf(first)} in a group of ${communes.length}`);
  if (nameOf(first) === 'LeaseHeld') failed.name = 'LeaseHeld';
  throw failed;
};
