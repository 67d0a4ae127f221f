import { z } from 'zod';
import type { Journal } from './journal.ts';
import { priceOf } from './prices.ts';

const count = z.number().default(0);
export const Counts = z.object({
  writeUnits: count,
  readUnits: count,
  s3Writes: count,
  s3Reads: count,
  queueRequests: count,
  secretReads: count,
  transitions: count,
  expressRuns: count,
  invocations: count,
  gbSeconds: count,
  logBytes: count,
  smsParts: count,
});
export type Counts = z.infer<typeof Counts>;

export interface MeterReading extends Counts {
  /** Calls of S3, SQS and Secrets Manager together. */
  readonly requests: number;
  /** What AWS would ask for all of it but the messages. */
  readonly costUsd: number;
  readonly smsUsd: number;
}

export interface Meter {
  add(what: keyof Counts, amount?: number): void;
  snapshot(): MeterReading;
  save(): void;
}

const NOTE = 'meter';

/** Counts what AWS would bill. */
export const openMeter = (journal: Journal): Meter => {
  const counts = Counts.parse(JSON.parse(journal.note(NOTE) ?? '{}'));
  let saved = true;
  return {
    add: (what, amount = 1) => {
      counts[what] += amount;
      saved = false;
    },
    snapshot: () => ({
      ...counts,
      requests: counts.s3Writes + counts.s3Reads + counts.queueRequests + counts.secretReads,
      ...priceOf(counts),
    }),
    save: () => {
      if (saved) return;
      journal.setNote(NOTE, JSON.stringify(counts));
      saved = true;
    },
  };
};
