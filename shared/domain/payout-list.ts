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

/** A roster names everybody of its communes; corrections name only who comes, changes or, by an action column, stops. */
export const ListKind = z.enum(['settings', 'points', 'roster', 'corrections']);
export type ListKind = z.infer<typeof ListKind>;

/** `reading` until it is decided; `held` until an approver releases or refuses it. */
export const ListStatus = z.enum(['reading', 'held', 'applied', 'refused']);
export type ListStatus = z.infer<typeof ListStatus>;

/**
 * Why a list waits for a human: no known uploader, text that was converted from a legacy encoding, a total in the
 * file that is not the sum of its rows, a title of another month, more than a year of arrears, more changes than a list
 * may make by itself, or changes that a later list made.
 */
export const HeldBecause = z.enum([
  'uploader-unknown',
  'text-converted',
  'total-differs',
  'month-differs',
  'arrears-long',
  'large-change',
  'later-changes',
]);
export type HeldBecause = z.infer<typeof HeldBecause>;

export const List = z.object({
  listId: ListId,
  /** Absent where the inbox has no place for such a file: it is refused. */
  kind: ListKind.optional(),
  key: z.string(),
  /** Where the copy lies that everything is read from. */
  copyKey: z.string(),
  uploader: z.string().optional(),
  /** Given with the upload, for a file that does not say it. */
  commune: CommuneCode.optional(),
  arrivedAt: z.iso.datetime(),
  status: ListStatus,
  programme: Programme.optional(),
  province: ProvinceCode.optional(),
  month: Month.optional(),
  heldBecause: HeldBecause.optional(),
  /** How often it was held by its review: each time it may be released once. */
  timesHeld: z.int().positive().optional(),
  /** What was seen while reading that a human must look at. */
  doubt: HeldBecause.optional(),
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
      /** Monthly đồng of the communes that were compared. */
      amountBefore: z.int().nonnegative(),
      amountAfter: z.int().nonnegative(),
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

/** One commune of a list that was compared: where the difference lies, if there is any, and what became of it. */
export const ListCommune = z.object({
  commune: CommuneCode,
  rows: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  /** `hash` tells the difference whatever version of the register it was worked out from. */
  diff: z
    .object({
      key: z.string().optional(),
      hash: z.string(),
      registerVersion: z.int().nonnegative(),
      counts: Counts,
      /** Of all that a roster says of the commune, where nothing of it was rejected and no stop waits. */
      wholeHash: z.string().optional(),
    })
    .optional(),
  /** `superseded`: a roster that arrived later was applied here before. */
  outcome: z.enum(['applied', 'superseded']).optional(),
});
export type ListCommune = z.infer<typeof ListCommune>;

/** Whether applying a difference writes anything; a commune without any is done when it is compared. */
export const hasChanges = ({ diff }: Pick<ListCommune, 'diff'>): boolean =>
  diff === undefined || diff.counts.new + diff.counts.changed + diff.counts.stopped > 0;

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
  if (folders.length !== 2 || !month.success) return undefined;
  return kind === 'roster' || kind === 'corrections'
    ? { kind, programme: programme.data, month: month.data }
    : undefined;
};

/** What a list changes in all: superseded rows are those of communes where a later list had come first. */
export const changesOf = (parts: readonly ListCommune[]): NonNullable<List['changes']> => {
  const compared = parts.flatMap(({ diff, outcome }) =>
    diff && outcome !== 'superseded' ? [diff.counts] : [],
  );
  const sum = (key: keyof ComparisonCounts) => compared.reduce((total, counts) => total + counts[key], 0);
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
    amountBefore: sum('amountBefore'),
    amountAfter: sum('amountAfter'),
  };
};
