import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Books } from '../books.ts';
import type { ListFact, ResultFact } from '../facts.ts';
import type { Snapshot } from '../snapshot.ts';

const Rows = z.array(z.record(z.string(), z.string()));
const readRows = (text: string) =>
  Rows.parse(parse(text, { bom: true, columns: true, relax_column_count: true, skip_empty_lines: true }));

/** Promise 7: every row has an outcome: new, changed, unchanged or rejected; one answer for each result. */
export function* rows(books: Books, { files }: Snapshot): Generator<string> {
  const texts = new Map(files.map(({ key, text }) => [key, text]));
  for (const list of books.lists.filter(({ status, kind }) => status === 'applied' && kind === 'roster')) {
    yield* accounted(list, books);
    yield* inFile(list, texts.get(list.copyKey));
    yield* rejectedButStopped(list, books, texts);
  }
  for (const { results } of books.periods) {
    for (const file of results) yield* answered(file, texts.get(`reports/lists/${file.listId}/answers.csv`));
  }
}

function* accounted(list: ListFact, { listCommunes }: Books): Generator<string> {
  const { listId, rows: whole, rejected, changes } = list;
  if (changes === undefined) {
    yield `${listId} is applied and does not say what it changed`;
    return;
  }
  const parts = listCommunes.filter((part) => part.listId === listId);
  for (const { commune, rows: own, rejected: unread, diff, outcome } of parts) {
    if (outcome === undefined) yield `${listId} ${commune} has no outcome`;
    if (outcome !== 'applied' || diff === undefined) continue;
    const { counts } = diff;
    const sum = counts.new + counts.changed + counts.unchanged + counts.rejected + unread;
    if (sum !== own) yield `${listId} ${commune}: ${own} rows came, ${sum} have an outcome`;
  }
  if (parts.some(({ outcome }) => outcome === 'superseded')) return;
  const sum = changes.new + changes.changed + changes.unchanged + rejected;
  if (sum !== whole) yield `${listId}: ${whole} rows came, ${sum} have an outcome`;
}

function* inFile({ listId, rows: whole }: ListFact, text: string | undefined): Generator<string> {
  if (text === undefined) return;
  const there = readRows(text).length;
  if (there !== whole) yield `${listId}: the file has ${there} rows, ${whole} were counted`;
}

const Summary = z.object({ findings: z.array(z.object({ row: z.number(), severity: z.string() })) });

/** Somebody whose row was rejected by the last roster of their commune is still there. */
function* rejectedButStopped(
  { listId, copyKey }: ListFact,
  { registers, recipients }: Books,
  texts: ReadonlyMap<string, string>,
): Generator<string> {
  const [text, summary] = [texts.get(copyKey), texts.get(`reports/lists/${listId}/summary.json`)];
  if (text === undefined || summary === undefined) return;
  const { findings } = Summary.parse(JSON.parse(summary));
  const errors = new Set(findings.filter(({ severity }) => severity === 'error').map(({ row }) => row));
  if (errors.size === 0) return;
  const newest = new Set(
    registers.filter(({ lastRoster }) => lastRoster?.listId === listId).map(({ commune }) => commune),
  );
  const stopped = new Map(
    recipients
      .filter(({ status, commune }) => status === 'stopped' && newest.has(commune))
      .map(({ commune, fileNumber = '', recipientId }) => [`${commune} ${fileNumber}`, recipientId]),
  );
  for (const [at, row] of readRows(text).entries()) {
    const recipientId = stopped.get(`${row['commune_code'] ?? ''} ${row['file_number'] ?? ''}`);
    if (errors.has(at + 2) && recipientId !== undefined)
      yield `${listId}: row ${at + 2} was rejected and its recipient ${recipientId} stopped`;
  }
}

function* answered(
  { listId, status, rows: whole, answers }: ResultFact,
  report: string | undefined,
): Generator<string> {
  if (status !== 'recorded') return;
  const sum = Object.values(answers).reduce((total, count) => total + count, 0);
  if (sum !== whole) yield `${listId}: ${whole} results came, ${sum} were answered`;
  if (report === undefined) {
    yield `${listId} has no answers to read`;
    return;
  }
  const given = readRows(report).length;
  if (given !== whole) yield `${listId}: ${whole} results came, the answers have ${given} rows`;
}
