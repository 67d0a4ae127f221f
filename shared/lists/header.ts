import { complaint, type Complaint, type Finding } from '../domain/finding.ts';
import { cleanText, plainText } from '../domain/folded-text.ts';
import type { Line } from './csv.ts';

/** The columns of one kind of list: field key to the names that officers write above it. */
export type Dictionary<Field extends string> = Readonly<Record<Field, readonly string[]>>;

export type Row<Field extends string> = Readonly<{ row: number; cells: Readonly<Record<Field, string>> }>;

export type Table<Field extends string> = Readonly<
  | {
      headerRow: number;
      header: readonly string[];
      notUnderstood: readonly Finding[];
      rows: readonly Row<Field>[];
    }
  | { refused: Complaint }
>;

/** Case, accents, punctuation and spaces of a header do not count. */
const folded = (name: string): string =>
  plainText(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

/**
 * Reads lines under a header in the first line; columns may stand in any order. A missing or doubled column refuses
 * the file: guessing would move money. One that is not understood is told, because its cells are lost.
 */
export const readTable = <Field extends string>(
  lines: readonly Line[],
  dictionary: Dictionary<Field>,
  required: readonly NoInfer<Field>[],
): Table<Field> => {
  const [header, ...rest] = lines;
  if (!header) return { refused: emptyFile };
  const fields = fieldsOf(dictionary);
  const places = new Map<Field, number>();
  const notUnderstood: Finding[] = [];
  for (const [at, cell] of header.cells.entries()) {
    const field = fields.find((key) => [key, ...dictionary[key]].map(folded).includes(folded(cell)));
    if (field === undefined) {
      if (!meaningless.has(folded(cell))) notUnderstood.push(columnUnknown(header.row, cell));
      continue;
    }
    if (places.has(field)) return { refused: columnTwice(cell) };
    places.set(field, at);
  }
  const missing = required.filter((field) => !places.has(field));
  if (missing.length > 0)
    return {
      refused: columnsMissing(
        missing.map((field) => dictionary[field][0] ?? field),
        missing,
      ),
    };
  if (rest.length === 0) return { refused: emptyFile };
  const cellsOf = (line: Line): Record<Field, string> =>
    recordOf(fields, (field) => cleanText(line.cells[places.get(field) ?? -1] ?? ''));
  return {
    headerRow: header.row,
    header: header.cells,
    notUnderstood,
    rows: rest.map((line) => ({ row: line.row, cells: cellsOf(line) })),
  };
};

/** A dictionary's keys, typed as its own: `Object.keys` forgets them. */
const fieldsOf = <Field extends string>(dictionary: Dictionary<Field>): Field[] => {
  const isField = (key: string): key is Field => Object.hasOwn(dictionary, key);
  return Object.keys(dictionary).filter(isField);
};

const recordOf = <Field extends string>(
  fields: readonly Field[],
  cellOf: (field: Field) => string,
): Record<Field, string> => {
  const isWhole = (cells: Partial<Record<Field, string>>): cells is Record<Field, string> =>
    fields.every((field) => field in cells);
  const cells: Partial<Record<Field, string>> = {};
  for (const field of fields) cells[field] = cellOf(field);
  if (!isWhole(cells)) throw new Error('a field of the dictionary has no cell');
  return cells;
};

/** Columns of paper that say nothing: numbering, signatures, a column without a name. */
const meaningless = new Set(['', 'stt', 'tt', 'kynhan', 'kyten', 'dantoc']);

const columnUnknown = (row: number, name: string): Finding => ({
  sheet: '',
  row,
  column: name,
  value: '',
  ...complaint(
    'column-unknown',
    {
      vi: `Không hiểu cột "${name}"; các ô của cột này bị bỏ qua.`,
      en: `The column "${name}" is not understood; its cells were left out.`,
    },
    {
      vi: 'Đổi tên cột theo README, hoặc xoá cột rồi gửi lại.',
      en: 'Name it as the README does, or remove it, and upload again.',
    },
    'warning',
  ),
});

const emptyFile = complaint(
  'file-empty',
  { vi: 'Tệp không có dòng nào.', en: 'The file has no rows.' },
  { vi: 'Xuất lại danh sách rồi gửi lại.', en: 'Export the list again and upload it.' },
);

const columnTwice = (name: string): Complaint =>
  complaint(
    'column-twice',
    { vi: `Cột "${name}" xuất hiện hai lần.`, en: `The column "${name}" stands in the file twice.` },
    { vi: 'Chỉ giữ một cột.', en: 'Keep one of them.' },
  );

const columnsMissing = (names: readonly string[], keys: readonly string[]): Complaint =>
  complaint(
    'column-missing',
    { vi: `Thiếu cột: ${names.join(', ')}.`, en: `Missing columns: ${keys.join(', ')}.` },
    {
      vi: 'Dòng đầu tiên phải là tên cột; thêm các cột còn thiếu rồi gửi lại.',
      en: 'The first row must name the columns; add the missing ones and upload again.',
    },
  );
