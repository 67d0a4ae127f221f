import type { PlainDate } from '../../shared/domain/calendar.ts';
import { type Answer, remarksOn } from '../../shared/domain/completion.ts';
import type { CommuneCode } from '../../shared/domain/geography.ts';
import type { Late } from '../../shared/domain/late.ts';
import type { MovedDays } from '../../shared/domain/moved-day.ts';
import type { Period } from '../../shared/domain/payment-period.ts';
import type { ListId } from '../../shared/domain/payout-list.ts';
import type { SheetId } from '../../shared/domain/sheet.ts';
import type { AnsweredRow } from '../../shared/lists/answers-csv.ts';
import { sheetText } from '../../shared/lists/file/list-file.ts';
import type { ResultRow } from '../../shared/lists/results.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import { recordResult } from '../../shared/store/recording.ts';
import type { Needs } from './handler.ts';
import type { KnownPayouts } from './known-payouts.ts';

export type ResultContext = Readonly<{
  period: Period;
  today: PlainDate;
  moved: MovedDays;
  rows: readonly ResultRow[];
  daysDone: readonly SheetId[];
  sheets: readonly SheetId[];
  listId: ListId;
  by: string;
  /** Read before, by a function that died over it. */
  isMetAgain: boolean;
}>;

const rowsAtOnceMax = 16;

type AnsweredResult = Readonly<{ answered: AnsweredRow; isKept?: boolean; question?: Late | undefined }>;

/** One answer a row, in the file's order; rows of one payout keep their order too. Beside it the late ones to decide, and whether any was kept. */
export const recordRows = async (
  needs: Needs,
  context: ResultContext,
  known: KnownPayouts,
): Promise<Readonly<{ answered: AnsweredRow[]; questions: Late[]; hasKept: boolean }>> => {
  const byPayout = Map.groupBy(context.rows, ({ number }) => number);
  const recorded = await inBatches([...byPayout.values()], rowsAtOnceMax, async (rows) => {
    const results: AnsweredResult[] = [];
    for (const row of rows) results.push(await answerRow(needs, context, known, row));
    return results;
  });
  const all = recorded.flat();
  return {
    answered: all.map(({ answered }) => answered).toSorted((a, b) => a.sheet - b.sheet || a.row - b.row),
    questions: all.flatMap(({ question }) => question ?? []),
    hasKept: all.some(({ isKept = false }) => isKept),
  };
};

export const countAnswers = (rows: readonly AnsweredRow[]): Partial<Record<Answer, number>> =>
  rows.reduce<Partial<Record<Answer, number>>>(
    (counts, { answer }) => ({ ...counts, [answer]: (counts[answer] ?? 0) + 1 }),
    {},
  );

/** Where something was recorded, now or when this file was read before. */
export const recordedIn = ({ rows }: ResultContext, answered: readonly AnsweredRow[]): CommuneCode[] => {
  const recorded = new Set(
    answered.filter(({ answer }) => answer === 'recorded').map(({ number }) => number),
  );
  return rows.flatMap((line) => ('payout' in line && recorded.has(line.number) ? [line.payout.commune] : []));
};

const answerRow = async (
  needs: Needs,
  context: ResultContext,
  known: KnownPayouts,
  line: ResultRow,
): Promise<AnsweredResult> => {
  const { sheet, row, number } = line;
  const place = { sheet, row, number };
  if ('unclear' in line)
    return { answered: { ...place, answer: 'unclear', advice: line.unclear.map(({ advice }) => advice) } };
  const { payout, said, note } = line;
  if (!said) return { answered: { ...place, answer: 'nothing-said' } };
  const { period, today, moved, listId, by } = context;
  const recorded = await recordResult(needs, {
    period,
    payout,
    known: known.find(payout),
    said,
    note,
    recording: { at: needs.now(), today, by, source: { listId, sheet: sheetText(sheet), row } },
  });
  if (recorded.payout) known.put(recorded.payout);
  const isPaid = recorded.answer === 'recorded' && recorded.payout?.state === 'paid';
  const remarks =
    isPaid && said.outcome === 'paid' ? remarksOn(recorded.payout, { calendar: period.calendar, moved }) : [];
  const answered = { ...place, answer: recorded.answer, remarks };
  return { answered, isKept: recorded.kept !== undefined, question: recorded.question };
};
