import {
  type Answer,
  decideResult,
  keptAs,
  proofOf,
  type Recording,
  type Result,
} from '../domain/completion.ts';
import { isOpenQuestion, type Late } from '../domain/late.ts';
import { partsOf, type Period } from '../domain/payment-period.ts';
import type { Payout } from '../domain/payout.ts';
import type { PayoutOf } from '../domain/payout-number.ts';
import type { Source } from '../domain/recipient.ts';
import type { ContradictionStore } from './contradictions.ts';
import type { NoteStore } from './notes.ts';
import type { PayoutStore } from './payouts.ts';

export type RecordingNeeds = Readonly<{
  payouts: Pick<PayoutStore, 'find' | 'savePaid' | 'saveAttempt' | 'saveCarriedOver'>;
  contradictions: Pick<ContradictionStore, 'keepConflict' | 'keepLate'>;
  notes: Pick<NoteStore, 'add'>;
}>;

/** One result of a period; `known` is the payout as somebody read it before, perhaps not as it is now. */
export type ToRecord = Readonly<{
  period: Pick<Period, 'periodId' | 'status'>;
  payout: PayoutOf;
  known?: Payout | undefined;
  said: Result;
  note?: string | undefined;
  recording: Recording;
}>;

/** `kept`: beside the payout, for a person to look into. `question`: a late result that nobody has decided; whoever records holds the next payout until then. */
export type Recorded = Readonly<{
  answer: Answer;
  payout: Payout | undefined;
  kept?: 'conflict' | 'late';
  question?: Late | undefined;
}>;

/**
 * Decides about one result and writes it, once, or keeps what contradicts it. Safe to run again: a payout keeps every
 * proof, a contradiction is kept once, and a question is one until it is decided.
 */
export const recordResult = async (needs: RecordingNeeds, given: ToRecord): Promise<Recorded> => {
  const recorded = await record(needs, given, { payout: given.known, isSure: false });
  const { answer, payout } = recorded;
  const kept = keptAs(answer, given.said);
  // Said one by one and said again: the first time may have died before its note. A file knows its own results.
  const isRepeated = answer === 'already-recorded' && given.recording.source === undefined;
  if (!payout || (answer !== 'recorded' && !isRepeated && kept === undefined)) return recorded;
  if (given.note !== undefined) {
    const note = { proofId: proofOf(payout, given.said), text: given.note };
    await needs.notes.add(partsOf(payout.periodId).programme, payout, note);
  }
  if (kept === undefined) return recorded;
  return { ...recorded, kept, question: await keep(needs, given, payout, kept) };
};

type Read = Readonly<{ payout: Payout | undefined; isSure: boolean }>;

const record = async (needs: RecordingNeeds, given: ToRecord, read: Read): Promise<Recorded> => {
  const { payouts } = needs;
  const { period, said, recording } = given;
  const { payout, isSure } = read;
  const decision = decideResult(payout, said, period.status, recording);
  if ('answer' in decision) {
    if (isOwnRecord(payout, given)) return { answer: 'recorded', payout };
    if (!isSure && mayHaveChanged(decision.answer)) return record(needs, given, await surely(needs, given));
    if (decision.answer !== 'late' || payout?.state !== 'assigned')
      return { answer: decision.answer, payout };
    // The close has not come to it yet: done here, the late result has something to hold, and a payment that was
    // faster is found.
    const carried = await payouts.saveCarriedOver(payout, recording.at);
    return record(needs, given, carried.saved ? await surely(needs, given) : sure(carried.found));
  }
  const after = 'paid' in decision ? decision.paid : decision.attempted;
  const saved =
    'paid' in decision
      ? await payouts.savePaid(decision.paid)
      : await payouts.saveAttempt(decision.attempted, decision.proofId);
  // Somebody was faster: what stands there now decides anew, and that answer is final unless it moved again.
  return saved.saved ? { answer: 'recorded', payout: after } : record(needs, given, sure(saved.found));
};

const sure = (payout: Payout | undefined): Read => ({ payout, isSure: true });

const surely = async ({ payouts }: RecordingNeeds, { period, payout }: ToRecord): Promise<Read> =>
  sure(await payouts.find(period.periodId, payout.commune, payout.recipientId));

/** A no that is given without a write, so that no condition proves it, and that may be a moment old. */
const mayHaveChanged = (answer: Answer): boolean =>
  ['unknown-payout', 'conflict', 'held', 'amount-differs'].includes(answer);

/** A file that died half-way and is read again finds its own results: they are its own, not earlier ones. */
const isOwnRecord = (payout: Payout | undefined, { said, recording }: ToRecord): boolean => {
  if (!payout?.proofs.includes(proofOf(payout, said))) return false;
  const own = recording.source;
  const isHere = (source: Source | undefined) =>
    own !== undefined &&
    source?.listId === own.listId &&
    source.sheet === own.sheet &&
    source.row === own.row;
  if (said.outcome === 'attempt') return payout.attempts.some(({ source }) => isHere(source));
  return payout.state === 'paid' && isHere(payout.completion.source);
};

const keep = async (
  { contradictions }: RecordingNeeds,
  { said, recording }: ToRecord,
  payout: Payout,
  as: 'conflict' | 'late',
): Promise<Late | undefined> => {
  const { periodId, commune, recipientId } = payout;
  const { source, by, at } = recording;
  const about = { periodId, commune, recipientId };
  const proofId = proofOf(payout, said);
  const kept = { proofId, listId: source?.listId, row: source?.row, by, at: at.toISOString() };
  if (as === 'conflict') {
    await contradictions.keepConflict(about, kept);
    return undefined;
  }
  const late = await contradictions.keepLate({ ...about, ...kept, saysPaid: said.outcome === 'paid' });
  return isOpenQuestion(late) ? late : undefined;
};
