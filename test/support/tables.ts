import type { Line, OpenedFile } from '../../shared/lists/file/list-file.ts';
import { readTables } from '../../shared/lists/table/read-tables.ts';
import type { Dictionary, Layout, Row, TablePart } from '../../shared/lists/table/table-part.ts';

/** A small list of people, as the tests of tables read it. */
const dictionary = {
  commune_code: ['Mã xã'],
  commune_name: ['Xã', 'Tên xã'],
  full_name: ['Họ và tên', 'Họ tên'],
  born: ['Năm sinh'],
  born_male: ['Năm sinh Nam'],
  born_female: ['Năm sinh Nữ'],
  id_number: ['Số CCCD'],
  hamlet: ['Thôn'],
  amount: ['Mức trợ cấp', 'Số tiền'],
  arrears: ['Truy lĩnh'],
  carried_months: ['Chưa trả tháng trước Số tháng'],
  carried_over: ['Chưa trả tháng trước Số tiền'],
  collector_name: ['Người nhận Họ tên', 'Người nhận thay'],
  note: ['Ghi chú'],
} as const satisfies Dictionary<string>;
export type ListField = keyof typeof dictionary;

export const listLayout: Layout<ListField> = {
  dictionary,
  required: [
    ['commune_code', 'commune_name'],
    ['full_name'],
    ['born', 'born_male', 'born_female'],
    ['amount'],
  ],
  subject: ['full_name'],
  identity: ['born', 'born_male', 'born_female', 'id_number'],
  hasHeadings: true,
  sum: ['amount'],
};

export type Cells = readonly (readonly string[])[];
export type Sheets = Readonly<Record<string, Cells | 'hidden'>>;
export type Part = TablePart<ListField>;

/** A workbook with these sheets; a hidden one has no lines. */
export const workbookOf = (sheets: Sheets): Pick<OpenedFile, 'sheets'> & { lines: Line[] } => ({
  sheets: Object.entries(sheets).map(([name, cells]) => ({ name, hidden: cells === 'hidden' })),
  lines: Object.values(sheets).flatMap((cells, at) => (cells === 'hidden' ? [] : linesOf(cells, at + 1))),
});

export const linesOf = (rows: Cells, sheet = 0): Line[] =>
  rows.map((cells, at) => ({ sheet, row: at + 1, cells }));

/** All parts, from lines that come `size` at a time. */
export const partsOf = async (
  { sheets, lines }: Pick<OpenedFile, 'sheets'> & { lines: readonly Line[] },
  { layout = listLayout, size = 500 }: { layout?: Layout<ListField>; size?: number } = {},
): Promise<Part[]> => {
  async function* batches() {
    for (let at = 0; at < lines.length; at += size) yield lines.slice(at, at + size);
  }
  const parts: Part[] = [];
  for await (const some of readTables({ sheets, lines: batches() }, layout)) parts.push(...some);
  return parts;
};

export const csvParts = (rows: Cells, layout?: Layout<ListField>): Promise<Part[]> =>
  partsOf({ sheets: [], lines: linesOf(rows) }, layout && { layout });

export const rowsIn = (parts: readonly Part[]): Row<ListField>[] =>
  parts.flatMap((part) => (part.kind === 'row' ? part.row : []));
export const namesIn = (parts: readonly Part[]): string[] =>
  rowsIn(parts).map(({ cells }) => cells.full_name);
/** `row: why` of every line that was skipped. */
export const skippedIn = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) => (part.kind === 'skipped' ? `${part.row}: ${part.why}` : []));
export const findingsIn = (parts: readonly Part[]) =>
  parts.flatMap((part) => (part.kind === 'finding' ? part.finding : []));
export const totalsIn = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) => (part.kind === 'total' ? part.figure : []));
export const fieldsIn = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) =>
    part.kind === 'header' ? part.header.columns.map(({ header, field = '-' }) => `${header}: ${field}`) : [],
  );
