import type { Books } from '../books.ts';
import type { ListCommuneFact, ListFact, ResultFact } from '../list-facts.ts';
import type { Snapshot } from '../snapshot.ts';
import { csvLines, plainFile, rowsUnder, type Texts } from './plain-file.ts';

const ofPeople = ['roster', 'corrections'];

/**
 * Promise 7: every row has an outcome: new, changed, unchanged, rejected, or in a corrections list a stop; one answer
 * for each result; a rejected row stops nobody.
 */
export function* rows(books: Books, { files }: Snapshot): Generator<string> {
  const texts = new Map(files.map(({ key, text }) => [key, text]));
  const lists = books.lists.filter(
    ({ status, kind = '' }) => status === 'applied' && ofPeople.includes(kind),
  );
  for (const list of lists) {
    yield* accounted(list, books);
    yield* inFile(list, texts);
    yield* rejectedButStopped(list, books, texts);
  }
  for (const { results } of books.periods) {
    for (const file of results) yield* answered(file, texts.get(`reports/lists/${file.listId}/answers.csv`));
  }
}

type Counts = NonNullable<ListCommuneFact['diff']>['counts'];

/** Rows of which the comparison told what becomes of them; a roster stops whom no row of it names. */
const toldOf = (counts: Omit<Counts, 'rejected'>, { kind }: ListFact): number =>
  counts.new + counts.changed + counts.unchanged + (kind === 'corrections' ? counts.stopped : 0);

function* accounted(list: ListFact, { listCommunes }: Books): Generator<string> {
  const { listId, rows: whole, rejected, changes } = list;
  if (changes === undefined) {
    yield `${listId} is applied and does not say what it changed`;
    return;
  }
  for (const part of listCommunes.filter((one) => one.listId === listId)) {
    const { commune, rows: own, rejected: unread, diff, outcome } = part;
    if (!isOver(part)) yield `${listId} ${commune} has no outcome`;
    if (outcome === 'superseded' || diff === undefined) continue;
    const sum = toldOf(diff.counts, list) + diff.counts.rejected + unread;
    if (sum !== own) yield `${listId} ${commune}: ${own} rows came, ${sum} have an outcome`;
  }
  const sum = toldOf(changes, list) + rejected + changes.superseded;
  if (sum !== whole) yield `${listId}: ${whole} rows came, ${sum} have an outcome`;
}

/** A commune in which nothing changes is done when it is compared. */
const isOver = ({ diff, outcome }: ListCommuneFact): boolean =>
  outcome !== undefined ||
  (diff !== undefined && diff.counts.new + diff.counts.changed + diff.counts.stopped === 0);

function* inFile(list: ListFact, texts: Texts): Generator<string> {
  const file = plainFile(list, texts);
  if (file === undefined) return;
  const there = file.lines().filter(({ isBlank }) => !isBlank).length - 1;
  const told = list.rows + file.skipped;
  if (there !== told) yield `${list.listId}: the file has ${there} rows, ${told} were counted`;
}

/** Somebody whose row was rejected by the last roster of their commune is still there. */
function* rejectedButStopped(
  list: ListFact,
  { registers, recipients }: Books,
  texts: Texts,
): Generator<string> {
  const { listId } = list;
  const file = plainFile(list, texts);
  if (file === undefined || list.kind !== 'roster') return;
  const errors = new Set(file.findings.filter(({ severity }) => severity === 'error').map(({ row }) => row));
  if (errors.size === 0) return;
  const newest = new Set(
    registers.filter(({ lastRoster }) => lastRoster?.listId === listId).map(({ commune }) => commune),
  );
  const stopped = new Map(
    recipients
      .filter(({ status, commune }) => status === 'stopped' && newest.has(commune))
      .map(({ commune, fileNumber = '', recipientId }) => [`${commune} ${fileNumber}`, recipientId]),
  );
  for (const { row, cells } of rowsUnder(file.lines())) {
    const recipientId = stopped.get(`${cells['commune_code'] ?? ''} ${cells['file_number'] ?? ''}`);
    if (errors.has(row) && recipientId !== undefined)
      yield `${listId}: row ${row} was rejected and its recipient ${recipientId} stopped`;
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
  const given = rowsUnder(csvLines(report)).length;
  if (given !== whole) yield `${listId}: ${whole} results came, the answers have ${given} rows`;
}
