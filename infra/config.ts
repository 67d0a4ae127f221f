import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { z } from 'zod';

export const Stage = z.enum(['dev', 'test', 'prod']);
export type Stage = z.infer<typeof Stage>;

/** Every number that differs by stage. What programmes decide (days, hours, texts) is in their settings file. */
export interface Config {
  /** Where the data live. Fixed, because a table with a key of its own cannot be described for any region. */
  readonly region: string;
  /** What happens to tables, files and keys when the stack is deleted. */
  readonly removal: RemovalPolicy;
  readonly deletionProtection: boolean;
  /** Working files of an import; it may be held for a look for at most this long. */
  readonly stagingKeptFor: Duration;
  /** Files that were overwritten or deleted. */
  readonly oldVersionsKeptFor: Duration;
  /** Groups of communes that a state machine works on side by side. */
  readonly groupsAtOnceMax: number;
  /** Result files that are recorded side by side. */
  readonly resultFilesAtOnceMax: number;
  /** Batches of reminders under way at once: with `remindersPerBatchMax` this holds the SMS provider's rate. */
  readonly reminderBatchesAtOnceMax: number;
  readonly remindersPerBatchMax: number;
}

const everywhere = {
  region: 'ap-southeast-1',
  stagingKeptFor: Duration.days(30),
  groupsAtOnceMax: 10,
  resultFilesAtOnceMax: 5,
  reminderBatchesAtOnceMax: 5,
  remindersPerBatchMax: 10,
};

const forTrying: Config = {
  ...everywhere,
  removal: RemovalPolicy.DESTROY,
  deletionProtection: false,
  oldVersionsKeptFor: Duration.days(7),
};

export const configs: Record<Stage, Config> = {
  dev: forTrying,
  test: forTrying,
  prod: {
    ...everywhere,
    removal: RemovalPolicy.RETAIN,
    deletionProtection: true,
    oldVersionsKeptFor: Duration.days(365),
  },
};
