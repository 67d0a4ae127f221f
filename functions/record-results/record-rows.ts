import type { PlainDate } from '../../shared/domain/calendar.ts';
import { type Answer, decideResult, proofOf, type Result } from '../../shared/domain/completion.ts';
import type { CommuneCode } from '../../shared/domain/geography.ts';
import type { Period } from '../../shared/domain/payment-period.ts';
import type { ListId } from '../../shared/domain/payout-list.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { Source } from '../../shared/domain/recipient.ts';
import type { AnsweredRow } from '../../shared/lists/answers-csv.ts';
import type { ResultRow } from '../../shared/lists/results.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import type { Needs } from './handler.ts';

export type ResultContext = Readonly<{
  period: Period;
  today: PlainDate;
  rows: readonly ResultRow[];
  listId: ListId;
  by: string;
}>;
type SaidRow = Readonly<{ row: number; payout: Payout | undefined; said: Result }>;

const rowsAtOnceMax = 16;

/** One answer a row, in the file's order; rows of one payout keep their order too. */
export const recordRows = async (needs: Needs, context: ResultContext): Promise<AnsweredRow[]> => {
  const known = await payoutsOf(needs, context);
  const byPayout = Map.groupBy(context.rows, ({ number }) => number);
  const answered = await inBatches([...byPayout.values()], rowsAtOnceMax, async (rows) => {
    const answers: AnsweredRow[] = [];
    for (const row of rows) answers.push(await answerRow(needs, context, known, row));
    return answers;
  });
  return answered.flat().toSorted((a, b) => a.row - b.row);
};

export const countAnswers = (rows: readonly AnsweredRow[]): Partial<Record<Answer, number>> =>
  rows.reduce<Partial<Record<Answer, number>>>(
    (counts, { answer }) => ({ ...counts, [answer]: (counts[answer] ?? 0) + 1 }),
    {},
  );

const keyOf = (commune: CommuneCode, recipientId: string) => `${commune} ${recipientId}`;

/**
 * So many payouts are read one by one, at one unit each. A commune read whole costs a unit for every 13 payouts of
 * 300 bytes: 4 in a small one, 25 in a large one.
 */
const fewMax = 8;

/** Read before anything is written: what is there already is answered without a write. */
const payoutsOf = async (
  { payouts }: Needs,
  { rows, period }: ResultContext,
): Promise<Map<string, Payout>> => {
  const meant = rows.flatMap((row) => ('payout' in row && row.said ? [row.payout] : []));
  const known = new Map<string, Payout>();
  for (const [commune, some] of Map.groupBy(meant, (payout) => payout.commune)) {
    const recipientIds = [...new Set(some.map(({ recipientId }) => recipientId))];
    const read =
      recipientIds.length > fewMax
        ? await payouts.list(period.periodId, commune, 'to-decide')
        : await payouts.listSome(period.periodId, commune, recipientIds);
    for (const payout of read) known.set(keyOf(commune, payout.recipientId), payout);
  }
  return known;
};

const answerRow = async (
  needs: Needs,
  context: ResultContext,
  known: Map<string, Payout>,
  row: ResultRow,
): Promise<AnsweredRow> => {
  const answered = (answer: Answer, advice = ''): AnsweredRow => ({
    row: row.row,
    number: row.number,
    answer,
    advice,
  });
  if ('unclear' in row)
    return answered('unclear', row.unclear.map(({ advice }) => `${advice.vi} ${advice.en}`).join(' '));
  if (!row.said) return answered('nothing-said');
  const key = keyOf(row.payout.commune, row.payout.recipientId);
  const recorded = await record(needs, context, { row: row.row, payout: known.get(key), said: row.said });
  if (recorded.payout) known.set(key, recorded.payout);
  return answered(recorded.answer);
};

type Recorded = Readonly<{ answer: Answer; payout?: Payout | undefined }>;

const record = async (needs: Needs, context: ResultContext, row: SaidRow): Promise<Recorded> => {
  const { period, today, listId, by } = context;
  const recording = { at: needs.now(), today, by, source: { listId, sheet: '', row: row.row } };
  const decision = decideResult(row.payout, row.said, period.status, recording);
  if ('answer' in decision) {
    if (isOwnRecord(row, context)) return { answer: 'recorded' };
    await keepIfContradicting(needs, context, row, decision.answer);
    return { answer: decision.answer };
  }
  const payout = 'paid' in decision ? decision.paid : decision.attempted;
  const saved =
    'paid' in decision
      ? await needs.payouts.savePaid(decision.paid)
      : await needs.payouts.saveAttempt(decision.attempted, decision.proofId);
  if (saved.saved) return { answer: 'recorded', payout };
  // Somebody was faster: what stands there now decides anew, and that answer is final unless it moved again.
  return record(needs, context, { ...row, payout: saved.found });
};

/** A file that died half-way and is read again finds its own results: they are its own, not earlier ones. */
const isOwnRecord = ({ payout, said, row }: SaidRow, { listId }: ResultContext): boolean => {
  if (!payout?.proofs.includes(proofOf(payout, said))) return false;
  const isHere = (source: Source | undefined) => source?.listId === listId && source.row === row;
  if (said.outcome === 'attempt') return payout.attempts.some(({ source }) => isHere(source));
  return payout.state === 'paid' && isHere(payout.completion.source);
};

const keepIfContradicting = async (
  { contradictions, now }: Needs,
  { listId, by }: ResultContext,
  { row, payout, said }: SaidRow,
  answer: Answer,
): Promise<void> => {
  if (!payout || (answer !== 'conflict' && answer !== 'late')) return;
  const { periodId, commune, recipientId } = payout;
  const about = { periodId, commune, recipientId };
  const kept = { proofId: proofOf(payout, said), listId, row, by, at: now().toISOString() };
  if (answer === 'conflict') await contradictions.keepConflict(about, kept);
  else await contradictions.keepLate({ ...about, ...kept, saysPaid: said.outcome === 'paid' });
};
