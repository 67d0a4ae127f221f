import { z } from 'zod';
import { findPeriod } from '../story/approval.ts';
import { itemsOf, type Stage } from '../story/stage.ts';

const Programme = z.object({ programme: z.string(), province: z.string() });
const List = z.object({
  listId: z.string(),
  kind: z.string().default('unknown'),
  key: z.string(),
  status: z.string(),
  heldBecause: z.string().optional(),
  month: z.string().optional(),
  rows: z.number(),
  rejected: z.number(),
});
type List = z.infer<typeof List>;

/** A list and the names of its reports. */
export type ListRow = List & Readonly<{ reports: readonly string[] }>;

const Part = z.object({
  outcome: z.string().optional(),
  diff: z
    .object({
      counts: z.object({ new: z.number(), changed: z.number(), stopped: z.number(), rejected: z.number() }),
    })
    .optional(),
});
const Tally = z.object({ count: z.number(), amount: z.number() });
const Approval = z.object({ total: Tally });
const Payout = z.object({ state: z.string(), amount: z.number() });

export interface PeriodRow {
  readonly periodId: string;
  readonly status: string;
  readonly approved?: z.infer<typeof Tally>;
  /** By state, as it is now. */
  readonly states: Readonly<Record<string, number>>;
}

export interface Status {
  readonly now: Date;
  readonly lists: readonly ListRow[];
  readonly periods: readonly PeriodRow[];
  readonly outbox: readonly Readonly<{ to: string; text: string; sentAt: string }>[];
  readonly running: readonly Readonly<{ machine: string; name: string }>[];
  readonly failed: readonly Readonly<{ machine: string; name: string; error: string }>[];
}

const newest = 12;

const Arrival = z.object({ sequencer: z.string(), at: z.string() });
const Released = z.object({ listId: z.string() });

/** Told by the tables: looking into the bucket at every glance would be part of the bill. */
const reportsOf = async (stage: Stage, { listId, kind, status, rejected }: List): Promise<string[]> => {
  const isOfPeople = kind === 'roster' || kind === 'corrections';
  if (status === 'reading' || (status === 'held' && !isOfPeople)) return [];
  if (status === 'refused' || !isOfPeople) return ['summary.json'];
  const items = await itemsOf(stage, `LIST#${listId}`, 'COMMUNE#');
  const counts = items.flatMap((item) => {
    const { diff, outcome } = Part.parse(item);
    return diff && outcome !== 'superseded' ? [diff.counts] : [];
  });
  const hasErrors = rejected > 0 || counts.some((one) => one.rejected > 0);
  const hasChanges = counts.some((one) => one.new + one.changed + one.stopped > 0);
  return ['summary.json', ...(hasErrors ? ['errors.xlsx'] : []), ...(hasChanges ? ['changes.xlsx'] : [])];
};

/** What arrived most recently, refused lists included: each arrival is a run of the import. */
const readLists = async (stage: Stage): Promise<ListRow[]> => {
  const imports = stage.cloud.executions().filter(({ machine }) => machine === 'ImportList');
  const listIds = imports.flatMap(({ input }) => {
    const arrival = Arrival.safeParse(input);
    if (!arrival.success) return [Released.parse(input).listId];
    const { at, sequencer } = arrival.data;
    return [`${at.slice(0, 19).replaceAll(/[-:]/g, '')}-${sequencer}`];
  });
  const lists: ListRow[] = [];
  for (const listId of [...new Set(listIds.toReversed())].slice(0, newest)) {
    const list = List.safeParse((await itemsOf(stage, `LIST#${listId}`, 'LIST'))[0]);
    if (list.success) lists.push({ ...list.data, reports: await reportsOf(stage, list.data) });
  }
  return lists;
};

const readPeriod = async (stage: Stage, periodId: string): Promise<PeriodRow> => {
  const status = (await findPeriod(stage, periodId))?.status ?? 'unknown';
  const approval = Approval.safeParse((await itemsOf(stage, `PERIOD#${periodId}`, 'APPROVAL'))[0]);
  const states: Record<string, number> = {};
  for (const { sk } of await itemsOf(stage, `PERIOD#${periodId}`, 'COMMUNE#')) {
    const payouts = await itemsOf(stage, `PERIOD#${periodId}#${String(sk)}`, 'PAYOUT#');
    for (const { state } of payouts.map((item) => Payout.parse(item)))
      states[state] = (states[state] ?? 0) + 1;
  }
  return { periodId, status, states, ...(approval.success && { approved: approval.data.total }) };
};

/** What there is to see now; read from the tables each time somebody looks. */
export const readStatus = async (stage: Stage): Promise<Status> => {
  const lists = await readLists(stage);
  const periods: PeriodRow[] = [];
  for (const item of await itemsOf(stage, 'PROGRAMMES')) {
    const { programme, province } = Programme.parse(item);
    const directory = `DIRECTORY#${programme}#${province}`;
    for (const { sk } of await itemsOf(stage, directory, 'PERIOD#')) {
      periods.push(await readPeriod(stage, `${programme}.${province}.${String(sk).slice('PERIOD#'.length)}`));
    }
  }
  const executions = stage.cloud.executions();
  return {
    now: stage.cloud.clock.now(),
    lists,
    periods,
    outbox: stage.cloud.outbox.list().slice(-newest).toReversed(),
    running: executions.filter(({ status }) => status === 'RUNNING'),
    failed: executions
      .filter(({ status }) => status === 'FAILED')
      .slice(-newest)
      .map(({ machine, name, error = '' }) => ({ machine, name, error })),
  };
};
