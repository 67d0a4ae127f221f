import { z } from 'zod';
import { CommuneCode, groupCommunes } from '../../shared/domain/geography.ts';
import { ArrivedFile, type List, listIdOf, placeInInbox } from '../../shared/domain/payout-list.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { copyKeyOf, setupKeyOf, summaryKeyOf } from '../../shared/lists/files.ts';
import { FileRefused } from '../../shared/lists/file/list-file.ts';
import { summarise } from '../../shared/lists/report/list-summary.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { openTable } from '../../shared/store/table.ts';
import { readFile, type ReadFile } from './read-file.ts';
import { refusal } from './refusal.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), FILES_BUCKET: z.string().min(1) });

export type Needs = Readonly<{
  files: Pick<FileStore, 'copy' | 'open' | 'uploadOf' | 'writeJson' | 'writeReport'>;
  lists: Pick<ListStore, 'add' | 'find' | 'move'>;
  directory: Pick<DirectoryStore, 'listCommunes' | 'listPoints' | 'listPeriods' | 'listLists' | 'saveList'>;
  settings: Pick<SettingsStore, 'find'>;
  periods: Pick<PeriodStore, 'find'>;
  now: () => Date;
}>;

/**
 * Reads an arrived file and lays its rows down by commune, or refuses it with the reason in its summary.
 * Safe to run again: the same arrival is the same list, laid down under the same keys.
 */
export const readList = (needs: Needs) => async (arrived: z.output<typeof ArrivedFile>) => {
  const { files, lists } = needs;
  const listId = listIdOf(arrived);
  const list = await lists.add(await newList(needs, arrived));
  if (list.status !== 'reading') return { listId, next: 'done' };
  await files.copy(list.key, list.copyKey);
  const read = await orRefused(readFile(needs, list));
  if ('refused' in read) {
    const to = { status: 'refused' } as const;
    const summary = summarise({ ...list, ...to }, read.findings, read.refused);
    await files.writeReport(summaryKeyOf(listId), summary);
    await lists.move(listId, 'reading', to);
    return { listId, next: 'done' };
  }
  if ('setup' in read) {
    await files.writeJson(setupKeyOf(listId), { ...read.setup, findings: read.findings });
    const known: Partial<List> = { programme: read.programme, rows: read.rows };
    const isHeld = read.isTrusted ? false : list.uploader === undefined;
    await lists.move(listId, 'reading', isHeld ? { ...known, ...held } : known);
    return { listId, next: isHeld ? 'done' : 'setup' };
  }
  const { communes, ...known } = read;
  await lists.move(listId, 'reading', known);
  const sizes = communes.map(({ commune, rows }) => ({ commune, size: rows }));
  return { listId, next: 'compare', groups: groupCommunes(sizes) };
};

const held = { status: 'held', heldBecause: 'uploader-unknown' } as const;

const newList = async ({ files }: Needs, arrived: z.output<typeof ArrivedFile>): Promise<List> => {
  const listId = listIdOf(arrived);
  const { uploader, commune } = await files.uploadOf(arrived.key);
  return {
    listId,
    ...placeInInbox(arrived.key),
    key: arrived.key,
    copyKey: copyKeyOf(listId, arrived.key),
    uploader,
    commune: CommuneCode.safeParse(commune).data,
    arrivedAt: arrived.at,
    status: 'reading',
    rows: 0,
    rejected: 0,
  };
};

const orRefused = async (reading: Promise<ReadFile>): Promise<ReadFile> => {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof FileRefused) return refusal(error.complaint);
    throw error;
  }
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
