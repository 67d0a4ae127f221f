import { defused } from './file/cell-text.ts';

/** One CSV file with a BOM, so that a spreadsheet opens Vietnamese text right. A formula is defused by an apostrophe. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;

const quoted = (cell: string): string => {
  const safe = defused(cell);
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
