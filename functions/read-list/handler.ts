import { z } from 'zod';
import { groupCommunes } from '../../shared/domain/geography.ts';
import { ArrivedFile, type List, listIdOf, placeInInbox } from '../../shared/domain/payout-list.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { copyKeyOf, findingsKeyOf, setupKeyOf, stagedKeyOf, summaryKeyOf } from '../../shared/lists/files.ts';
import { summarise } from '../../shared/lists/list-summary.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { openTable } from '../../shared/store/table.ts';
import { readFile, type ReadFile } from './read-file.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), FILES_BUCKET: z.string().min(1) });

export type Needs = Readonly<{
  files: Pick<FileStore, 'copy' | 'read' | 'uploaderOf' | 'writeJson'>;
  lists: Pick<ListStore, 'add' | 'addCommune' | 'find' | 'move'>;
  directory: Pick<DirectoryStore, 'listCommunes' | 'listPoints' | 'listPeriods' | 'listLists' | 'saveList'>;
  settings: Pick<SettingsStore, 'find'>;
  periods: Pick<PeriodStore, 'find'>;
  now: () => Date;
}>;

const stagedAtOnceMax = 20;

/**
 * Reads an arrived file into staged parts, one a commune, or refuses it with the reason in its summary.
 * Safe to run again: the same arrival is the same list, staged under the same keys.
 */
export const readList = (needs: Needs) => async (arrived: z.output<typeof ArrivedFile>) => {
  const { files, lists } = needs;
  const listId = listIdOf(arrived);
  const list = await lists.add(await newList(needs, arrived));
  if (list.status !== 'reading') return { listId, next: 'done' };
  await files.copy(list.key, list.copyKey);
  const read = await readFile(needs, list);

  await files.writeJson(findingsKeyOf(listId), read.findings);
  if ('refused' in read) return refuse(needs, list, read);
  if ('setup' in read) {
    await files.writeJson(setupKeyOf(listId), read.setup);
    const known: Partial<List> = { programme: read.programme, rows: read.rows };
    const isHeld = read.isTrusted ? false : list.uploader === undefined;
    await lists.move(listId, 'reading', isHeld ? { ...known, ...held } : known);
    return { listId, next: isHeld ? 'done' : 'setup' };
  }
  await inBatches(read.communes, stagedAtOnceMax, async (part) => {
    const stagedKey = stagedKeyOf(listId, part.commune);
    const [rows, rejected] = [part.people.length + part.rejected.length, part.rejected.length];
    await files.writeJson(stagedKey, part);
    await lists.addCommune(listId, { commune: part.commune, rows, rejected, stagedKey });
  });
  const { province, rows, rejected } = read;
  await lists.move(listId, 'reading', { province, rows, rejected });
  const sizes = read.communes.map(({ commune, people }) => ({ commune, size: people.length }));
  return { listId, next: 'compare', groups: groupCommunes(sizes) };
};

const held = { status: 'held', heldBecause: 'uploader-unknown' } as const;

const newList = async ({ files }: Needs, arrived: z.output<typeof ArrivedFile>): Promise<List> => {
  const listId = listIdOf(arrived);
  return {
    listId,
    ...placeInInbox(arrived.key),
    key: arrived.key,
    copyKey: copyKeyOf(listId, arrived.key),
    uploader: await files.uploaderOf(arrived.key),
    arrivedAt: arrived.at,
    status: 'reading',
    rows: 0,
    rejected: 0,
  };
};

const refuse = async (
  { files, lists }: Needs,
  list: List,
  { refused, findings }: Extract<ReadFile, { refused: unknown }>,
) => {
  const to = { status: 'refused' } as const;
  await files.writeJson(summaryKeyOf(list.listId), summarise({ ...list, ...to }, findings, refused));
  await lists.move(list.listId, 'reading', to);
  return { listId: list.listId, next: 'done' };
};

export const handler = lambda({ env: Env, input: ArrivedFile }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return readList({
    files: openFiles(env.FILES_BUCKET),
    lists: listStore(table),
    directory: directoryStore(table),
    settings: settingsStore(table),
    periods: periodStore(table),
    now,
  });
});
