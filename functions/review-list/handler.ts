import { z } from 'zod';
import { groupCommunes } from '../../shared/domain/geography.ts';
import { ListId, type List, type ListCommune } from '../../shared/domain/payout-list.ts';
import { isOrdinary, isStale } from '../../shared/domain/review.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { findingsKeyOf, StagedFindings, summaryKeyOf } from '../../shared/lists/files.ts';
import { summarise } from '../../shared/lists/list-summary.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { wallClock } from '../../shared/domain/calendar.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});
const Input = z.object({ listId: ListId });

type Needs = Readonly<{
  files: Pick<FileStore, 'readJson' | 'writeJson'>;
  lists: Pick<ListStore, 'get' | 'listCommunes' | 'move'>;
  registers: Pick<RegisterStore, 'list'>;
  settings: Pick<SettingsStore, 'get'>;
  now: () => Date;
}>;

/** Says whether a compared list may go on, must be compared again, or waits for an approver. Safe to run again. */
export const reviewList = (needs: Needs) => async (input: z.output<typeof Input>) => {
  const { lists, registers, settings, now } = needs;
  const list = await lists.get(input.listId);
  if (list.status !== 'reading') return { next: 'done' };
  if (list.kind !== 'roster' || !list.programme) return { next: 'setup' };

  const open = (await lists.listCommunes(list.listId)).filter(({ outcome }) => !outcome);
  const codes = open.map(({ commune }) => commune);
  const known = await registers.list(list.programme, codes);
  const registersOf = new Map(known.map((register) => [register.commune, register]));
  const stale = open.filter((one) => isStale(list.listId, one, registersOf.get(one.commune)));
  if (stale.length > 0) return { next: 'compare', groups: groupCommunes(stale.map(sized)) };

  const { trustInbox } = await settings.get(list.programme, wallClock(now(), 'UTC').today);
  const isKnown = trustInbox || list.uploader !== undefined;
  const isSmall = open.every(({ diff }) => diff && isOrdinary(diff.counts));
  if (list.releasedBy === undefined && !(isKnown && isSmall))
    return hold(needs, { ...list, heldBecause: isKnown ? 'large-change' : 'uploader-unknown' });
  return { next: 'claim' };
};

const sized = ({ commune, rows }: ListCommune) => ({ commune, size: rows });

const hold = async ({ files, lists }: Needs, list: List) => {
  const findings = StagedFindings.parse(await files.readJson(findingsKeyOf(list.listId)));
  await files.writeJson(summaryKeyOf(list.listId), summarise({ ...list, status: 'held' }, findings));
  await lists.move(list.listId, 'reading', { status: 'held', heldBecause: list.heldBecause });
  return { next: 'done' };
};

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
