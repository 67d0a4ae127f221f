import { complaint, type Finding } from '../../domain/finding.ts';
import { FileRefused, type OpenedFile } from '../file/list-file.ts';
import { readTables } from './read-tables.ts';
import type { Layout, Row, SheetHeader, SkipReason } from './table-part.ts';

export type WholeTable<Field extends string> = Readonly<{
  rows: readonly Row<Field>[];
  /** Of headers and sheets; rows are not checked here. */
  findings: readonly Finding[];
  headers: readonly SheetHeader<Field>[];
  skipped: Readonly<Partial<Record<SkipReason, number>>>;
}>;

/** A province has a few thousand points, a sheet a few hundred people. */
const rowsMax = 100_000;

/** Reads a list that is small enough to be looked at as a whole. */
export const readWholeTable = async <Field extends string>(
  opened: Pick<OpenedFile, 'sheets' | 'lines'>,
  layout: Layout<Field>,
): Promise<WholeTable<Field>> => {
  const rows: Row<Field>[] = [];
  const findings: Finding[] = [];
  const headers: SheetHeader<Field>[] = [];
  const skipped: Partial<Record<SkipReason, number>> = {};
  for await (const parts of readTables(opened, layout)) {
    for (const part of parts) {
      if (part.kind === 'row') rows.push(part.row);
      if (part.kind === 'finding') findings.push(part.finding);
      if (part.kind === 'header') headers.push(part.header);
      if (part.kind === 'skipped') skipped[part.why] = (skipped[part.why] ?? 0) + 1;
    }
    if (rows.length > rowsMax) throw new FileRefused(tooManyRows);
  }
  return { rows, findings, headers, skipped };
};

const tooManyRows = complaint(
  'too-many-rows',
  { vi: 'Tệp có quá nhiều dòng so với loại danh sách này.', en: 'The file has too many rows for its kind.' },
  { vi: 'Chia tệp thành nhiều tệp nhỏ rồi gửi lại.', en: 'Split it into smaller files and upload those.' },
);
