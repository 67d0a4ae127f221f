import { csvRecords } from './csv-records.ts';
import { FileRefused, type Line } from './list-file.ts';

/** The lines of a CSV text that comes in pieces; the delimiter is found from its beginning. */
export async function* csvLines(texts: AsyncIterable<string>): AsyncGenerator<readonly Line[]> {
  let records: ReturnType<typeof csvRecords> | undefined;
  let beginning = '';
  let lines: Line[] = [];
  for await (const text of texts) {
    if (records === undefined) {
      beginning += text;
      if (beginning.length < lookedAt) continue;
      records = csvRecords(delimiterOf(beginning.slice(0, lookedAt)));
      records.add(beginning, lines);
    } else records.add(text, lines);
    if (lines.length < batchLines) continue;
    yield lines;
    lines = [];
  }
  if (records === undefined) {
    records = csvRecords(delimiterOf(beginning.slice(0, lookedAt)));
    records.add(beginning, lines);
  }
  records.end(lines);
  if (lines.length > 0) yield lines;
}

const lookedAt = 32_768;
const batchLines = 500;

const delimiters = [',', ';', '\t'] as const;

/** The one that most lines agree on; title lines above the header may have none, and an amount a comma. */
export const delimiterOf = (text: string): string => {
  const weights = delimiters.map((delimiter) => ({ delimiter, weight: agreement(text, delimiter) }));
  return weights.toSorted((a, b) => b.weight - a.weight)[0]?.delimiter ?? ',';
};

/** Lines of the most frequent width, times how often the delimiter stands in each. */
const agreement = (text: string, delimiter: string): number => {
  const widths = new Map<number, number>();
  for (const { cells } of linesOf(text, delimiter))
    widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  return Math.max(0, ...Array.from(widths, ([width, lines]) => (width - 1) * lines));
};

/** Up to a stray quote, if there is one: it will be told where the file is read. */
const linesOf = (text: string, delimiter: string): readonly Line[] => {
  const lines: Line[] = [];
  try {
    const records = csvRecords(delimiter);
    records.add(text, lines);
    // In a longer file the last line may be cut off here.
    if (text.length < lookedAt) records.end(lines);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
  }
  return lines;
};
