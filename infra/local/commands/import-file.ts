import { basename } from 'node:path';
import { z } from 'zod';
import type { MeterReading } from '../local-cloud.ts';
import { programme } from '../sample/settings.ts';
import { itemsOf, type Stage } from '../story/stage.ts';
import { officer } from './import-setup.ts';
import { kindByName } from './list-place.ts';

const List = z.object({ listId: z.string(), status: z.string(), heldBecause: z.string().optional() });
const Arrival = z.object({ key: z.string(), sequencer: z.string(), at: z.string() });
const count = z.number().default(0);
const nothing = { new: 0, changed: 0, unchanged: 0, stopped: 0 };
/** The report says of a held list, too, what would become of its rows. */
const Summary = z.object({
  rows: count,
  rejected: count,
  changes: z.object({ new: count, changed: count, unchanged: count, stopped: count }).default(nothing),
  refused: z.object({ rule: z.string(), message: z.object({ vi: z.string(), en: z.string() }) }).optional(),
});

type Metered = Pick<
  MeterReading,
  | 'writeUnits'
  | 'readUnits'
  | 'requests'
  | 'transitions'
  | 'invocations'
  | 'gbSeconds'
  | 'logBytes'
  | 'costUsd'
>;

export type ImportedFile = Readonly<{
  listId: string;
  status: string;
  rows: number;
  new: number;
  changed: number;
  unchanged: number;
  stopped: number;
  rejected: number;
  seconds: number;
  meter: Metered;
  peakMemoryMb: number;
}>;

export type Wanted = Readonly<{
  kind: string | undefined;
  month: string;
  commune: string | undefined;
}>;

/** Uploads one file, waits for what becomes of it, and says what that took. */
export const importFile = async (
  stage: Stage,
  file: string,
  wanted: Wanted,
): Promise<{ figures: ImportedFile; text: string }> => {
  const { cloud, files } = stage;
  const key = keyOf(file, wanted);
  const before = cloud.meter.snapshot();
  const started = performance.now();
  const { commune } = wanted;
  await files.uploadFile(key, file, { uploader: officer, ...(commune !== undefined && { commune }) });
  await cloud.idle();
  const seconds = Number(((performance.now() - started) / 1_000).toFixed(2));
  const measured = {
    seconds,
    meter: since(before, cloud.meter.snapshot()),
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  const { listId, status, heldBecause } = await findList(stage, key);
  const report = (await files.find(`reports/lists/${listId}/summary.json`)) ?? '{}';
  const { rows, rejected, changes, refused } = Summary.parse(JSON.parse(report));
  const figures = {
    listId,
    status,
    rows,
    new: changes.new,
    changed: changes.changed,
    unchanged: changes.unchanged,
    stopped: changes.stopped,
    rejected,
    ...measured,
  };
  const why = refused
    ? `${refused.rule}: ${refused.message.vi} / ${refused.message.en}`
    : (heldBecause ?? '');
  return { figures, text: textOf(file, figures, why) };
};

const keyOf = (file: string, { kind, month }: Wanted): string => {
  const name = basename(file);
  const is = kind ?? kindByName(file);
  if (is === 'settings') return `inbox/settings/${name}`;
  return is === 'points' ? `inbox/points/${programme}/${name}` : `inbox/${is}/${programme}/${month}/${name}`;
};

/** The newest arrival under that key. */
const findList = async (stage: Stage, key: string): Promise<z.infer<typeof List>> => {
  const arrivals = stage.cloud.executions().flatMap(({ input }) => Arrival.safeParse(input).data ?? []);
  const arrived = arrivals.findLast((one) => one.key === key);
  if (!arrived) throw new Error(`nothing was started by ${key}`);
  const listId = `${arrived.at.slice(0, 19).replaceAll(/[-:]/g, '')}-${arrived.sequencer}`;
  const [item] = await itemsOf(stage, `LIST#${listId}`, 'LIST');
  return List.parse(item);
};

const since = (before: MeterReading, after: MeterReading): Metered => {
  const spent = (what: keyof Metered): number => Number((after[what] - before[what]).toFixed(6));
  return {
    writeUnits: spent('writeUnits'),
    readUnits: spent('readUnits'),
    requests: spent('requests'),
    transitions: spent('transitions'),
    invocations: spent('invocations'),
    gbSeconds: spent('gbSeconds'),
    logBytes: spent('logBytes'),
    costUsd: spent('costUsd'),
  };
};

const textOf = (file: string, figures: ImportedFile, why: string): string => {
  const { listId, status, rows, rejected, seconds, meter, peakMemoryMb } = figures;
  const { new: added, changed, unchanged, stopped } = figures;
  return [
    `${basename(file)}: ${status}${why === '' ? '' : ` (${why})`}`,
    `  ${rows} rows: ${added} new, ${changed} changed, ${unchanged} unchanged, ${rejected} rejected; ${stopped} stopped`,
    `  ${seconds} s, ${meter.writeUnits} write units, ${meter.readUnits} read units, ${meter.requests} requests,` +
      ` ${meter.costUsd.toFixed(5)} US$; ${peakMemoryMb} MB at most`,
    `  reports/lists/${listId}/`,
  ].join('\n');
};
