/** An item as it lies in a table. */
export type Item = Readonly<Record<string, unknown>>;

export interface Message {
  readonly to: string;
  readonly text: string;
  readonly sentAt: string;
}

/** A file of the bucket. */
export interface StoredFile {
  readonly key: string;
  readonly text: string;
}

/** Everything an auditor may look into at one moment, as it lies there. */
export interface Snapshot {
  readonly payouts: readonly Item[];
  readonly registry: readonly Item[];
  readonly audit: readonly Item[];
  readonly outbox: readonly Message[];
  /** Copies of lists and result files, and their reports. */
  readonly files: readonly StoredFile[];
  /** Inputs, outputs, errors and variables of executions; bodies of queue messages. */
  readonly traffic: readonly string[];
  readonly logs: readonly string[];
}

export const emptySnapshot: Snapshot = {
  payouts: [],
  registry: [],
  audit: [],
  outbox: [],
  files: [],
  traffic: [],
  logs: [],
};
