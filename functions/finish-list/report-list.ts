import { changesOf, type List, type ListCommune } from '../../shared/domain/payout-list.ts';
import { changesWorkbook } from '../../shared/lists/report/changes-workbook.ts';
import { errorsWorkbook } from '../../shared/lists/report/errors-workbook.ts';
import { changesKeyOf, errorsKeyOf, readingKeyOf, summaryKeyOf } from '../../shared/lists/files.ts';
import type { FileReading } from '../../shared/lists/report/file-reading.ts';
import { summarise } from '../../shared/lists/report/list-summary.ts';
import { StagedReading } from '../../shared/lists/staged.ts';
import type { Needs } from './handler.ts';
import { lookThrough } from './look-through.ts';
import { rejectedLines } from './rejected-lines.ts';

/** Writes what became, or would become, of every row: the summary and the workbooks of errors and changes. */
export const reportList = async (needs: Needs, list: List, parts: readonly ListCommune[]): Promise<void> => {
  const { files } = needs;
  const { listId } = list;
  const staged = StagedReading.parse(await files.readJson(readingKeyOf(listId)));
  const { reading, layout, warningsLeftOut } = staged;
  const compared = await lookThrough(needs, list, parts);
  const rejected = [
    ...staged.rejected,
    ...(await rejectedLines(files, { ...list, layout }, compared.findings)),
  ];
  const reports = {
    ...(rejected.length > 0 && { errors: errorsKeyOf(listId) }),
    ...(compared.changes.length > 0 && { changes: changesKeyOf(listId) }),
  };
  if (reports.errors)
    await files.writeWorkbook(reports.errors, await errorsWorkbook(reading.headers, rejected));
  if (reports.changes) {
    const workbook = await changesWorkbook(compared.changes, { listId, sheetNames: sheetNamesOf(reading) });
    await files.writeWorkbook(reports.changes, workbook);
  }
  const told = { ...list, ...outcomeOf(list, parts) };
  const findings = [...staged.findings, ...compared.findings];
  await files.writeReport(
    summaryKeyOf(listId),
    summarise(told, findings, undefined, { reading, warningsLeftOut, files: reports }),
  );
};

/** What the comparison rejected is rejected beside what could not be read. */
export const outcomeOf = (
  { rejected }: Pick<List, 'rejected'>,
  parts: readonly ListCommune[],
): Required<Pick<List, 'changes' | 'rejected'>> => ({
  changes: changesOf(parts),
  rejected: parts.reduce((sum, { diff }) => sum + (diff?.counts.rejected ?? 0), rejected),
});

/** By the sheets' numbers, some of which may have had no list. */
const sheetNamesOf = ({ headers }: FileReading): string[] => {
  const names: string[] = [];
  for (const { sheet, name } of headers) names[sheet - 1] = name;
  return names;
};
