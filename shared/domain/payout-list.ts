import { z } from 'zod';
import { Month } from './calendar.ts';
import { CommuneCode, Programme, ProvinceCode } from './geography.ts';

/** An arrived file: when it came and what S3 numbered it with; the same arrival told twice is the same list. */
export const ListId = z
  .string()
  .regex(/^\d{8}T\d{6}-[0-9A-Za-z]{1,40}$/)
  .brand('ListId');
export type ListId = z.infer<typeof ListId>;

/** What the inbox says of a new file: `at` is an instant. */
export const ArrivedFile = z.object({
  key: z.string().startsWith('inbox/'),
  sequencer: z.string().regex(/^[0-9A-Za-z]{1,40}$/),
  at: z.iso.datetime(),
});
export type ArrivedFile = z.infer<typeof ArrivedFile>;

export const listIdOf = ({ at, sequencer }: ArrivedFile): ListId =>
  ListId.parse(`${at.slice(0, 19).replaceAll(/[-:]/g, '')}-${sequencer}`);

/** What can be read so far; corrections come as rosters until they have a reader of their own. */
export const ListKind = z.enum(['settings', 'points', 'roster']);
export type ListKind = z.infer<typeof ListKind>;

/** `reading` until it is decided; `held` until an approver releases or refuses it. */
export const ListStatus = z.enum(['reading', 'held', 'applied', 'refused']);
export type ListStatus = z.infer<typeof ListStatus>;

/** Why a list waits for a human: no known uploader, or more changes than a list may make by itself. */
export const HeldBecause = z.enum(['uploader-unknown', 'large-change']);
export type HeldBecause = z.infer<typeof HeldBecause>;

export const List = z.object({
  listId: ListId,
  /** Absent where the inbox has no place for such a file: it is refused. */
  kind: ListKind.optional(),
  key: z.string(),
  /** Where the copy lies that everything is read from. */
  copyKey: z.string(),
  uploader: z.string().optional(),
  arrivedAt: z.iso.datetime(),
  status: ListStatus,
  programme: Programme.optional(),
  province: ProvinceCode.optional(),
  month: Month.optional(),
  heldBecause: HeldBecause.optional(),
  /** Who let a held list through. */
  releasedBy: z.string().optional(),
  rows: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  /** Counted when the list is applied. */
  changes: z
    .object({
      new: z.int().nonnegative(),
      changed: z.int().nonnegative(),
      unchanged: z.int().nonnegative(),
      stopped: z.int().nonnegative(),
      /** Not named any more, but a rejected row might mean them: stopped when it is mended. */
      stopsWaiting: z.int().nonnegative(),
      superseded: z.int().nonnegative(),
    })
    .optional(),
});
export type List = z.infer<typeof List>;

const Counts = z.object({
  new: z.int().nonnegative(),
  changed: z.int().nonnegative(),
  unchanged: z.int().nonnegative(),
  stopped: z.int().nonnegative(),
  stopsWaiting: z.int().nonnegative(),
  /** Rows that the comparison itself could not accept: two candidates, an id number held elsewhere. */
  rejected: z.int().nonnegative(),
  sizeBefore: z.int().nonnegative(),
  sizeAfter: z.int().nonnegative(),
  amountBefore: z.int().nonnegative(),
  amountAfter: z.int().nonnegative(),
});
export type ComparisonCounts = z.infer<typeof Counts>;

/** One commune of a list: how many rows came, and where the difference lies that was worked out. */
export const ListCommune = z.object({
  commune: CommuneCode,
  rows: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  stagedKey: z.string(),
  diff: z
    .object({ key: z.string(), hash: z.string(), registerVersion: z.int().nonnegative(), counts: Counts })
    .optional(),
  /** `superseded`: a roster that arrived later was applied here before. */
  outcome: z.enum(['applied', 'superseded']).optional(),
});
export type ListCommune = z.infer<typeof ListCommune>;

/** What a key under `inbox/` says of its file, or undefined where it does not say enough. */
export const placeInInbox = (
  key: string,
): { kind: ListKind; programme?: Programme; month?: Month } | undefined => {
  const [, kind, ...rest] = key.split('/');
  const folders = rest.slice(0, -1);
  if (kind === 'settings' && folders.length === 0) return { kind };
  const programme = Programme.safeParse(folders[0]);
  if (!programme.success) return undefined;
  if (kind === 'points' && folders.length === 1) return { kind, programme: programme.data };
  const month = Month.safeParse(folders[1]);
  if (kind !== 'roster' || folders.length !== 2 || !month.success) return undefined;
  return { kind, programme: programme.data, month: month.data };
};

/** What a list changed in all: superseded rows are those of communes where a later list had come first. */
export const changesOf = (parts: readonly ListCommune[]): NonNullable<List['changes']> => {
  const applied = parts.flatMap(({ diff, outcome }) => (diff && outcome === 'applied' ? [diff.counts] : []));
  const sum = (key: 'new' | 'changed' | 'unchanged' | 'stopped' | 'stopsWaiting') =>
    applied.reduce((total, counts) => total + counts[key], 0);
  const superseded = parts
    .filter(({ outcome }) => outcome === 'superseded')
    .reduce((total, { rows, rejected }) => total + rows - rejected, 0);
  return {
    new: sum('new'),
    changed: sum('changed'),
    unchanged: sum('unchanged'),
    stopped: sum('stopped'),
    stopsWaiting: sum('stopsWaiting'),
    superseded,
  };
};
