import { parse } from 'csv-parse/sync';
import { openListFile } from '../../shared/lists/file/open-list-file.ts';
import type { Layout } from '../../shared/lists/table/table-part.ts';
import { readWholeTable, type WholeTable } from '../../shared/lists/table/whole-table.ts';
import { FileRefused, type Line, type ListFile, type OpenedFile } from '../../shared/lists/file/list-file.ts';

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A file that comes in chunks of so many bytes. */
export const aListFile = (name: string, bytes: Uint8Array, chunkBytes = 16_384): ListFile => ({
  name,
  open: async function* () {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  },
});

export const linesOf = async (lines: AsyncIterable<readonly Line[]>): Promise<Line[]> => {
  const all: Line[] = [];
  for await (const batch of lines) all.push(...batch);
  return all;
};

export const openedWith = async (file: ListFile): Promise<Omit<OpenedFile, 'lines'> & { lines: Line[] }> => {
  const opened = await openListFile(file);
  return { ...opened, lines: await linesOf(opened.lines) };
};

export const cellsIn = async (name: string, bytes: Uint8Array): Promise<(readonly string[])[]> =>
  (await openedWith(aListFile(name, bytes))).lines.map(({ cells }) => cells);

/** The rule that refuses the file, opened or read to its end; nothing if it can be read. */
export const refusalOf = async (name: string, bytes: Uint8Array): Promise<string | undefined> => {
  try {
    await openedWith(aListFile(name, bytes));
    return undefined;
  } catch (error) {
    if (error instanceof FileRefused) return error.complaint.rule;
    throw error;
  }
};

/** What another reader of CSV sees in a file that we wrote. */
export const csvCells = (text: string): string[][] => parse(text, { bom: true, relax_column_count: true });

/** A sheet of these rows, the first of which is its header, read as a whole. */
export const tableOf = <Field extends string>(
  layout: Layout<Field>,
  rows: readonly (readonly string[])[],
): Promise<WholeTable<Field>> =>
  readWholeTable(
    { sheets: [], lines: inOneBatch(rows.map((cells, at) => ({ sheet: 0, row: at + 1, cells }))) },
    layout,
  );

async function* inOneBatch(lines: readonly Line[]): AsyncGenerator<readonly Line[]> {
  yield lines;
}
