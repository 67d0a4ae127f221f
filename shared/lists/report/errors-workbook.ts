import type { Finding, Words } from '../../domain/finding.ts';
import { cleanText } from '../../domain/folded-text.ts';
import { rowMark, rulesToMark } from '../roster/row-mark.ts';
import { type ErrorColumn, errorColumns } from './error-columns.ts';
import type { Line } from '../file/list-file.ts';
import type { RejectedLine } from './rejected-line.ts';
import type { SheetHeader } from '../table/table-part.ts';
import { type Column, type TableSheet, writeWorkbook } from './workbook.ts';

type Header = SheetHeader<string>;

/**
 * The rejected rows, of which there is at least one, as they came and with what is wrong in them. It is a corrections
 * list itself: whoever mends the marked cells and uploads it has exactly these rows read again.
 */
export const errorsWorkbook = (
  headers: readonly Header[],
  rejected: readonly RejectedLine[],
): Promise<Uint8Array> => {
  const rowsOf = Map.groupBy(rejected, ({ line }) => headerAbove(line, headers));
  const sheets = headers.map((header) => errorsSheet(header, rowsOf.get(header) ?? []));
  return writeWorkbook(sheets.filter(({ rows }) => rows.length > 0));
};

/** A sheet may have several tables below one another. */
const headerAbove = ({ sheet, row }: Line, headers: readonly Header[]): Header | undefined =>
  headers.findLast((header) => header.sheet === sheet && header.headerRow < row);

/** The reader takes no notice of these, so that the workbook can be uploaded as it is. */
export const errorHeaders = {
  error: 'Lỗi / Error',
  advice: 'Cách sửa / What to do',
  origin: 'Dòng gốc / Original row',
} as const;

const addedColumns: readonly Column[] = [
  { header: errorHeaders.error, width: 44 },
  { header: errorHeaders.advice, width: 44 },
  { header: errorHeaders.origin, width: 16 },
];
/** An earlier workbook of errors that comes back has its own; they are written anew. */
const left = new Set<string>(Object.values(errorHeaders));

const errorsSheet = (header: Header, rejected: readonly RejectedLine[]): TableSheet => {
  const rows = rejected.toSorted((a, b) => a.line.row - b.line.row);
  const columns = errorColumns(header, rows, left);
  return {
    name: header.name || 'Lỗi - Errors',
    columns: [
      ...columns.map((column) => ({ header: column.header, kind: 'typed' }) as const),
      ...addedColumns,
    ],
    rows: rows.map((row) => [
      ...columns.map(({ cellOf }) => cellOf(row)),
      inTwoLanguages(row.findings, (finding) => [titleOf(finding, columns), finding.message]),
      inTwoLanguages(row.findings, ({ advice }) => ['', advice]),
      [header.name, `dòng / row ${row.line.row}`, markOf(row, columns)].filter(Boolean).join(', '),
    ]),
  };
};

const markOf = (row: RejectedLine, columns: readonly ErrorColumn[]): string => {
  if (!row.findings.some(({ rule }) => rulesToMark.has(rule))) return '';
  const known = columns.filter(({ field }) => field !== '');
  return rowMark(Object.fromEntries(known.map(({ field, textOf }) => [field, cleanText(textOf(row))])));
};

const titleOf = (finding: Finding, columns: readonly ErrorColumn[]): string => {
  const title = columns.find(({ isAbout }) => isAbout(finding))?.header ?? '';
  return title === '' ? '' : `${title}: `;
};

/** All in Vietnamese, then all in English; errors before warnings, numbered where there are several. */
const inTwoLanguages = (
  findings: readonly Finding[],
  say: (finding: Finding) => readonly [title: string, words: Words],
): string => {
  const sorted = findings.toSorted((a, b) =>
    a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : 0,
  );
  const said = sorted.map((finding, at) => {
    const [title, words] = say(finding);
    const start = `${sorted.length > 1 ? `${at + 1}. ` : ''}${title}`;
    return { vi: `${start}${words.vi}`, en: `${start}${words.en}` };
  });
  return [...said.map(({ vi }) => vi), ...said.map(({ en }) => en)].join('\n');
};
