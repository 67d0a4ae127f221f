import type { Books } from '../books.ts';
import type { ListFact, ResultFact } from '../list-facts.ts';
import type { Snapshot } from '../snapshot.ts';

/** Promise 6: the same roster, corrections or results again write nothing. */
export function* repeats({ lists, periods }: Books, { files }: Snapshot): Generator<string> {
  const texts = new Map(files.map(({ key, text }) => [key, text]));
  const applied = lists.filter(({ status }) => status === 'applied');
  for (const [, series] of Map.groupBy(applied, ({ programme = '' }) => programme))
    yield* sameList(series, texts);
  for (const { periodId, results } of periods) {
    const recorded = results.filter(({ status }) => status === 'recorded');
    for (const [text, same] of Map.groupBy(recorded, ({ listId }) => textOf(listId, files) ?? listId)) {
      const [first, ...again] = same;
      const written = same.reduce((sum, { answers }) => sum + (answers['recorded'] ?? 0), 0);
      if (text !== '' && first && again.length > 0 && written > saidBy(first))
        yield `${periodId}: ${first.listId} came ${same.length} times and was recorded more than once`;
    }
  }
}

/** Two that are recorded at the same time share the rows between them: together they record each of them once. */
const saidBy = ({ rows, answers }: ResultFact): number => rows - (answers['nothing-said'] ?? 0);

const textOf = (listId: string, files: Snapshot['files']): string | undefined =>
  files.find(({ key }) => key.startsWith(`lists/${listId}/`))?.text;

/** Only where no other list came in between: after one, the same rows may well change something. */
function* sameList(series: readonly ListFact[], texts: ReadonlyMap<string, string>): Generator<string> {
  for (const [at, list] of series.entries()) {
    const before = series[at - 1];
    if (before === undefined || before.kind !== list.kind || before.month !== list.month) continue;
    const text = texts.get(list.copyKey);
    if (text === undefined || text !== texts.get(before.copyKey)) continue;
    const { new: added = 0, changed = 0, stopped = 0 } = list.changes ?? {};
    if (added + changed + stopped > 0)
      yield `${list.listId} is ${before.listId} again, and changed ${added + changed + stopped} people`;
  }
}
