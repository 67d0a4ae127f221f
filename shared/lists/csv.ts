import { CsvError, parse } from 'csv-parse/sync';

/** Cells of one line; `row` is its number in the file as a spreadsheet shows it. */
export type Line = Readonly<{ row: number; cells: readonly string[] }>;

export type CsvLines = Readonly<{ lines: readonly Line[] } | { refused: 'not-utf-8' | 'not-csv' }>;

const delimiters = [',', ';', '\t'];

/** The delimiter that the first line has most of, outside quotes. */
const delimiterOf = (text: string): string => {
  const first = (text.split(/\r?\n/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string) => first.split(delimiter).length;
  return delimiters.toSorted((a, b) => count(b) - count(a))[0] ?? ',';
};

/** Reads a whole CSV file in UTF-8 (with or without BOM), separated by comma, semicolon or tab. */
export const readCsv = (bytes: Uint8Array): CsvLines => {
  const text = decoded(bytes);
  if (text === undefined) return { refused: 'not-utf-8' };
  const lines: Line[] = [];
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      on_record: (cells: string[], { records }) => {
        if (cells.some((cell) => cell.trim() !== '')) lines.push({ row: records, cells });
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) return { refused: 'not-csv' };
    throw error;
  }
  return { lines };
};

const decoded = (bytes: Uint8Array): string | undefined => {
  const text = new TextDecoder('utf-8').decode(bytes);
  return text.includes('\ufffd') ? undefined : text;
};

/** One CSV file with a BOM, so that a spreadsheet opens Vietnamese text right. A formula is defused by an apostrophe. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;

const quoted = (cell: string): string => {
  const safe = /^[=+@\t\r-]/.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
