import { complaint, type Complaint, type Finding } from '../../domain/finding.ts';
import type { HeaderGuess } from './header-guess.ts';
import { headerNames } from './header-names.ts';
import { FileRefused, type Line, type OpenedFile, sheetText } from '../file/list-file.ts';
import { noHeader } from './sheet-header.ts';
import { type SheetTable, sheetTable } from './sheet-table.ts';
import type { Layout, TablePart } from './table-part.ts';

/**
 * Finds the tables of a file and tells what each of their lines is. Every line of a sheet with a header is in exactly
 * one part: in a header, a row, or skipped for a reason. Refuses the file where its columns do not say enough.
 */
export async function* readTables<Field extends string>(
  { sheets, lines }: Pick<OpenedFile, 'sheets' | 'lines'>,
  layout: Layout<Field>,
): AsyncGenerator<readonly TablePart<Field>[]> {
  const file = fileTables(sheets, layout);
  for await (const batch of lines) {
    const parts = file.read(batch);
    if (parts.length > 0) yield parts;
  }
  yield file.end();
}

const fileTables = <Field extends string>(sheets: OpenedFile['sheets'], layout: Layout<Field>) => {
  const names = headerNames(layout.dictionary);
  let current: Readonly<{ sheet: number; table: SheetTable<Field> }> | undefined;
  let nearest: HeaderGuess<Field> | undefined;
  let rows = 0;
  let tables = 0;
  let isEmpty = true;
  const findings: Finding[] = sheets.flatMap(({ hidden }, at) =>
    hidden ? [sheetFinding(at + 1, sheetHidden(at + 1))] : [],
  );

  const endSheet = (parts: TablePart<Field>[]): void => {
    if (!current) return;
    const end = current.table.end(parts);
    if (end.is === 'table') {
      tables += 1;
      rows += end.rows;
    } else if (end.is === 'no-table') {
      findings.push(sheetFinding(current.sheet, sheetWithoutHeader(current.sheet)));
      if ((end.nearest?.known.size ?? 0) > (nearest?.known.size ?? 0)) nearest = end.nearest;
      isEmpty = false;
    }
  };
  const tableOf = (sheet: number, parts: TablePart<Field>[]): SheetTable<Field> => {
    if (current?.sheet === sheet) return current.table;
    endSheet(parts);
    const table = sheetTable({ sheet, name: sheets[sheet - 1]?.name ?? '' }, layout, names);
    current = { sheet, table };
    return table;
  };
  return {
    read: (batch: readonly Line[]): TablePart<Field>[] => {
      const parts: TablePart<Field>[] = [];
      for (const line of batch) tableOf(line.sheet, parts).read(line, parts);
      return parts;
    },
    end: (): TablePart<Field>[] => {
      const parts: TablePart<Field>[] = [];
      endSheet(parts);
      if (tables === 0 && !isEmpty) throw new FileRefused(noHeader(layout, nearest));
      if (rows === 0) throw new FileRefused(fileEmpty);
      return [...parts, ...findings.map((finding) => ({ kind: 'finding' as const, finding }))];
    },
  };
};

const sheetFinding = (sheet: number, said: Complaint): Finding => ({
  sheet: sheetText(sheet),
  row: 0,
  column: '',
  value: '',
  ...said,
});

const sheetHidden = (sheet: number): Complaint =>
  complaint(
    'sheet-hidden',
    {
      vi: `Trang tính thứ ${sheet} bị ẩn nên không được đọc.`,
      en: `Sheet ${sheet} is hidden and was not read.`,
    },
    {
      vi: 'Nếu trang này thuộc danh sách, hãy bỏ ẩn rồi gửi lại.',
      en: 'If it belongs to the list, show it and upload again.',
    },
    'warning',
  );

const sheetWithoutHeader = (sheet: number): Complaint =>
  complaint(
    'sheet-without-header',
    {
      vi: `Trang tính thứ ${sheet} không có hàng tiêu đề của danh sách nên không được đọc.`,
      en: `Sheet ${sheet} has no header row of a list and was not read.`,
    },
    {
      vi: 'Nếu trang này thuộc danh sách, hãy ghi tên các cột phía trên rồi gửi lại.',
      en: 'If it belongs to the list, name its columns above it and upload again.',
    },
    'warning',
  );

const fileEmpty = complaint(
  'file-empty',
  { vi: 'Tệp không có dòng dữ liệu nào.', en: 'The file has no rows of a list.' },
  { vi: 'Xuất lại danh sách rồi gửi lại.', en: 'Export the list again and upload it.' },
);
