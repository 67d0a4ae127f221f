import type { CommuneCode } from '../../shared/domain/geography.ts';
import type { List, ListId } from '../../shared/domain/payout-list.ts';
import type { FileStore } from '../../shared/gateways/files.ts';
import { pieceKeyOf, readingKeyOf, stagedKeyOf } from '../../shared/lists/files.ts';
import { type OpenedFile, sheetText } from '../../shared/lists/file/list-file.ts';
import { doubtOf, readingReport } from '../../shared/lists/report/reading-report.ts';
import { readRoster } from '../../shared/lists/roster/roster.ts';
import type { RosterRow, RosterRules } from '../../shared/lists/roster/roster-rules.ts';
import type { RejectedRow, StagedCommune } from '../../shared/lists/staged.ts';
import { openStaging } from '../../shared/lists/staging.ts';

type Files = Pick<FileStore, 'writeJson'>;
/** Which communes the old ones became. */
type Successors = ReadonlyMap<CommuneCode, readonly CommuneCode[]>;
type Staged = Pick<List, 'rows' | 'rejected' | 'doubt'> & { communes: StagedCommune[] };

/** Reads and checks a list's rows and lays them down by commune, with memory for some thousands of them. */
export const stageRows = async (
  files: Files,
  opened: OpenedFile,
  rules: RosterRules,
  successors: Successors,
): Promise<Staged> => {
  const { listId } = rules;
  const staging = openStaging();
  const report = readingReport(opened, rules);
  const strays: RejectedRow[] = [];
  const heirs = new Set([...successors.values()].flat());
  const rows = readRoster(opened, rules);
  let batch = await rows.next();
  for (; batch.done !== true; batch = await rows.next()) {
    for (const read of batch.value) {
      report.add(read);
      // In a commune that took over others, a rejected row may mean somebody of any of them.
      const isStray = read.commune === undefined || heirs.has(read.commune);
      if (read.outcome === 'rejected' && isStray) strays.push(rowMarks(read));
      stage(staging, read);
    }
    await layDown(files, listId, staging.take(false));
  }
  await layDown(files, listId, staging.take(true));
  const reading = report.end(batch.value);
  await files.writeJson(readingKeyOf(listId), reading);
  const named = staging.communes();
  const communes = rules.kind === 'roster' ? [...named, ...takenOver(named, successors)] : named;
  await files.writeJson(stagedKeyOf(listId), { communes, strays });
  return { communes, rows: batch.value.rows, rejected: batch.value.rejected, doubt: doubtOf(reading) };
};

/** Old communes, all of whose successors the roster names: whoever was in their registers is in the new ones or gone. */
const takenOver = (named: readonly StagedCommune[], successors: Successors): StagedCommune[] => {
  const codes = new Set(named.map(({ commune }) => commune));
  const old = [...successors].filter(([, now]) => now.every((code) => codes.has(code)));
  return old.map(([commune]) => ({ commune, rows: 0, rejected: 0, pieces: [] }));
};

const stage = (staging: ReturnType<typeof openStaging>, read: RosterRow): void => {
  const { commune } = read;
  if (commune === undefined) return;
  switch (read.outcome) {
    case 'entitled':
      staging.add({ commune, person: read.person });
      break;
    case 'stop':
      staging.add({ commune, stop: { ...rowMarks(read), reason: read.reason } });
      break;
    case 'rejected':
      staging.add({ commune, rejected: rowMarks(read) });
  }
};

const rowMarks = ({ row, marks }: Exclude<RosterRow, { outcome: 'entitled' }>): RejectedRow => ({
  sheet: sheetText(row.sheet),
  row: row.row,
  ...marks,
});

const layDown = async (
  files: Files,
  listId: ListId,
  pieces: ReturnType<ReturnType<typeof openStaging>['take']>,
): Promise<void> => {
  for (const { piece, content } of pieces) await files.writeJson(pieceKeyOf(listId, piece), content);
};
