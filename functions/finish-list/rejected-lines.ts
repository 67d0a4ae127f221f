import type { Finding } from '../../shared/domain/finding.ts';
import type { List } from '../../shared/domain/payout-list.ts';
import type { FileStore } from '../../shared/gateways/files.ts';
import { sheetText } from '../../shared/lists/file/list-file.ts';
import { openListFile } from '../../shared/lists/file/open-list-file.ts';
import { readTables } from '../../shared/lists/table/read-tables.ts';
import { type RejectedLine, rejectedLine } from '../../shared/lists/report/rejected-line.ts';
import { rosterLayout } from '../../shared/lists/roster/roster-layout.ts';
import type { StagedReading } from '../../shared/lists/staged.ts';

/**
 * The rows that the comparison rejected, as they came: they were accepted when the list was read, and are looked up
 * in its copy again.
 */
export const rejectedLines = async (
  files: Pick<FileStore, 'open'>,
  { copyKey, kind, layout }: Pick<List, 'copyKey' | 'kind'> & Pick<StagedReading, 'layout'>,
  findings: readonly Finding[],
): Promise<RejectedLine[]> => {
  const wanted = Map.groupBy(
    findings.filter(({ severity }) => severity === 'error'),
    ({ sheet, row }) => `${sheet} ${row}`,
  );
  if (wanted.size === 0 || (kind !== 'roster' && kind !== 'corrections')) return [];
  const opened = await openListFile({ name: copyKey, open: () => files.open(copyKey) });
  const lines: RejectedLine[] = [];
  for await (const parts of readTables(opened, rosterLayout(kind, layout))) {
    for (const part of parts) {
      if (part.kind !== 'row') continue;
      const found = wanted.get(`${sheetText(part.row.sheet)} ${part.row.row}`);
      if (found) lines.push(rejectedLine(part.row, found, part.row.above.commune || layout.givenCommune));
    }
  }
  return lines;
};
