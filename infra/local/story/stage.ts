import type { LocalCloud } from '../local-cloud.ts';
import type { SampleParameters } from '../sample/census.ts';
import type { CloudFiles } from './cloud-files.ts';
import type { CloudTables } from './cloud-tables.ts';
import type { Shares } from './fates.ts';
import type { Item } from './snapshot.ts';

/**
 * What may happen in a story: a point is flooded, a sheet does not come back, a page comes after the books are closed,
 * tellers undo what they typed wrongly, somebody dies after the approval.
 */
export const happenings = ['flood', 'missing-sheet', 'late-result', 'mistakes', 'deaths'] as const;
export type Happening = (typeof happenings)[number];

/** Everything that leaves the province's figures as they were reported: whoever dies is not paid. */
export const usualHappenings: readonly Happening[] = ['flood', 'missing-sheet', 'late-result', 'mistakes'];

/** What a story is made from; the same script gives the same story. */
export interface Script {
  readonly sample: SampleParameters;
  readonly months: number;
  readonly shares: Shares;
  readonly happenings?: readonly Happening[];
}

export const happens = ({ script }: Stage, happening: Happening): boolean =>
  script.happenings?.includes(happening) ?? false;

/** Everything that the people of a story have at hand. */
export interface Stage {
  readonly cloud: LocalCloud;
  readonly files: CloudFiles;
  readonly tables: CloudTables;
  readonly script: Script;
  /** One line for whoever watches, with the date on the story's calendar. */
  readonly tell: (line: string) => void;
}

/** An instant by the clocks of Viet Nam (no summer time). */
export const at = (date: string, time: string): Date => new Date(`${date}T${time}:00+07:00`);

export const dateOf = (instant: Date): string =>
  new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);

/** Sleeps until then; a moment that is over is not waited for. */
export const until = async ({ cloud }: Stage, instant: Date): Promise<void> => {
  if (instant > cloud.clock.now()) await cloud.clock.sleepUntil(instant);
};

export const payoutsTable = ({ cloud }: Stage): string => cloud.outputs['PayoutsTableName'] ?? '';

export const itemsOf = (stage: Stage, pk: string, skPrefix?: string): Promise<Item[]> =>
  stage.tables.query(payoutsTable(stage), pk, skPrefix);

const patience = 40;

/** Lets work go on, pauses between tries included, until it is done; says what it waited for if that never comes. */
export const waitFor = async (stage: Stage, what: string, isDone: () => Promise<boolean>): Promise<void> => {
  for (let round = 0; round < patience; round += 1) {
    await stage.cloud.idle();
    if (await isDone()) return;
    await stage.cloud.clock.sleepUntil(new Date(stage.cloud.clock.now().getTime() + 60_000));
  }
  const failed = stage.cloud.executions().filter(({ status }) => status === 'FAILED');
  const why = failed.map(({ machine, error }) => `${machine}: ${error ?? 'failed'}`).join('; ');
  throw new Error(`${what} did not happen${why === '' ? '' : ` (${why})`}`);
};
