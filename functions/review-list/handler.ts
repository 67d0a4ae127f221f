import { z } from 'zod';
import { wallClock } from '../../shared/domain/calendar.ts';
import { groupCommunes } from '../../shared/domain/geography.ts';
import { hasChanges, ListId, type List, type ListCommune } from '../../shared/domain/payout-list.ts';
import { isOvertaken, openCommunes, reasonToHold } from '../../shared/domain/review.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { heldKeyOf, stagedKeyOf } from '../../shared/lists/files.ts';
import { HeldDiffs, StagedList } from '../../shared/lists/staged.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});
/** `round` 0 is where a run begins. */
const Input = z.object({ listId: ListId, round: z.int().nonnegative().optional() });

type Needs = Readonly<{
  files: Pick<FileStore, 'readJson' | 'writeJson'>;
  lists: Pick<ListStore, 'get' | 'listCommunes' | 'move'>;
  registers: Pick<RegisterStore, 'list'>;
  settings: Pick<SettingsStore, 'get'>;
  now: () => Date;
}>;

/**
 * Says whether a compared list may go on, must be compared again, or waits for an approver. Safe to run again; an
 * approver's release counts for the differences that were reported, not for others that came out since.
 */
export const reviewList = (needs: Needs) => async (input: z.output<typeof Input>) => {
  const { files, lists, registers } = needs;
  const list = await lists.get(input.listId);
  const { listId, programme } = list;
  if (list.status === 'held') return { next: 'finish' };
  if (list.status !== 'reading') return { next: 'done' };
  if (list.kind === 'settings' || list.kind === 'points' || !programme) return { next: 'setup' };

  const staged = StagedList.parse(await files.readJson(stagedKeyOf(listId)));
  const codes = staged.communes.map(({ commune }) => commune);
  const parts = await lists.listCommunes(listId);
  const known = await registers.list(programme, codes);
  const { stale } = openCommunes(listId, { parts, codes, registers: known });
  const open = parts.filter(({ outcome }) => !outcome);
  // While a list was held, a later one may have looked at a commune and found nothing to change.
  const isJustReleased = list.releasedBy !== undefined && input.round === 0;
  const toCompare = isJustReleased ? [...stale, ...open.map(({ commune }) => commune)] : stale;
  if (toCompare.length > 0) {
    const sizes = staged.communes.filter(({ commune }) => toCompare.includes(commune));
    return { next: 'compare', groups: groupCommunes(sizes.map(sized)) };
  }
  const { trustInbox } = await needs.settings.get(programme, wallClock(needs.now(), 'UTC').today);
  const heldBecause = (await wasReleased(needs.files, list, open))
    ? undefined
    : reasonToHold(list, open, { trustInbox, isOvertaken: isOvertaken(list, open, known) });
  if (heldBecause === undefined) return { next: open.some(hasChanges) ? 'claim' : 'finish' };
  await files.writeJson(heldKeyOf(listId), hashesOf(open));
  const timesHeld = (list.timesHeld ?? 0) + 1;
  await lists.move(listId, 'reading', { status: 'held', heldBecause, timesHeld });
  return { next: 'finish' };
};

const sized = ({ commune, rows }: { commune: ListCommune['commune']; rows: number }) => ({
  commune,
  size: rows,
});

/** An approver let exactly these differences through. */
const wasReleased = async (
  files: Pick<FileStore, 'readJson'>,
  { listId, releasedBy }: List,
  open: readonly ListCommune[],
): Promise<boolean> => {
  if (releasedBy === undefined) return false;
  const held = HeldDiffs.parse(await files.readJson(heldKeyOf(listId)));
  return open.every(({ commune, diff }) => diff && held[commune] === diff.hash);
};

const hashesOf = (open: readonly ListCommune[]): z.input<typeof HeldDiffs> =>
  Object.fromEntries(open.flatMap(({ commune, diff }) => (diff ? [[commune, diff.hash]] : [])));

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return reviewList({
    files: openFiles(env.FILES_BUCKET),
    lists: listStore(table),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    settings: settingsStore(table),
    now,
  });
});
