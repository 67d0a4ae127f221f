import type { Finding } from '../../domain/finding.ts';
import { sheetText } from '../file/list-file.ts';
import type { SheetHeader } from '../table/table-part.ts';

/** A finding as its reader sees the file: the sheet by its name, the column by its header where it has one. */
export const namedFinding = (finding: Finding, headers: readonly SheetHeader<string>[]): Finding => {
  const header = headerAbove(finding, headers);
  const column = header?.columns.find(({ field }) => field === finding.column);
  return {
    ...finding,
    sheet: header?.name || finding.sheet,
    column: column?.header || finding.column,
  };
};

/** The sheet's last header above the row, or its first for what is said of the sheet. */
const headerAbove = (
  { sheet, row }: Finding,
  headers: readonly SheetHeader<string>[],
): SheetHeader<string> | undefined => {
  const own = headers.filter((header) => sheetText(header.sheet) === sheet);
  return own.findLast(({ headerRow }) => headerRow <= row) ?? own[0];
};

/** One line for a terminal, without the value: it may be an id number. */
export const findingLine = ({ sheet, row, column, severity, message, advice }: Finding): string => {
  const where = [sheet, row === 0 ? 'cả tệp/whole file' : `dòng/row ${row}`, column]
    .filter(Boolean)
    .join(', ');
  const what = `${message.vi} / ${message.en} → ${advice.vi} / ${advice.en}`;
  return `${severityWords[severity]}: ${where}: ${what}`.replaceAll(/\s+/g, ' ');
};

const severityWords = { error: 'LỖI/ERROR', warning: 'Lưu ý/Warning' } as const satisfies Record<
  Finding['severity'],
  string
>;
