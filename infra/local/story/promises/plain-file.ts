import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { ListFact } from '../list-facts.ts';

const Lines = z.array(z.array(z.string()));

/** A line with its number as a spreadsheet counts. */
export type CsvLine = Readonly<{ row: number; cells: readonly string[]; isBlank: boolean }>;

export const csvLines = (text: string): CsvLine[] => {
  const lines = Lines.parse(parse(text, { bom: true, relax_column_count: true, relax_quotes: true }));
  return lines.map((cells, at) => ({
    row: at + 1,
    cells,
    isBlank: cells.every((cell) => cell.trim() === ''),
  }));
};

/** The rows under a header in the first line. */
export const rowsUnder = (
  lines: readonly CsvLine[],
): { row: number; cells: Readonly<Record<string, string>> }[] => {
  const [header, ...rest] = lines;
  return rest
    .filter(({ isBlank }) => !isBlank)
    .map(({ row, cells }) => ({
      row,
      cells: Object.fromEntries((header?.cells ?? []).map((name, at) => [name, cells[at] ?? ''])),
    }));
};

/** What was stored under each key. */
export type Texts = ReadonlyMap<string, string>;

const Report = z.object({
  encoding: z.string().default('utf-8'),
  /** Lines that are no rows, by what they are. */
  skippedWhy: z.record(z.string(), z.number()).default({}),
  sheets: z.array(z.object({ headerRow: z.number() })).default([{ headerRow: 1 }]),
  findings: z.array(z.object({ row: z.number(), severity: z.string() })),
});

/** A file that an auditor can read line by line, and its report: CSV in UTF-8 with one header in its first line. */
export const plainFile = ({ listId, copyKey }: ListFact, texts: Texts) => {
  const [text, summary] = [texts.get(copyKey), texts.get(`reports/lists/${listId}/summary.json`)];
  if (text === undefined || copyKey.toLowerCase().endsWith('.xlsx')) return undefined;
  const report = Report.parse(JSON.parse(summary ?? '{"findings":[]}'));
  const [header, ...more] = report.sheets;
  if (report.encoding !== 'utf-8' || header?.headerRow !== 1 || more.length > 0) return undefined;
  const skipped = Object.entries(report.skippedWhy).filter(([why]) => why !== 'empty');
  return {
    lines: () => csvLines(text),
    skipped: skipped.reduce((sum, [, count]) => sum + count, 0),
    findings: report.findings,
  };
};
