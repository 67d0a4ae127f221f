import type { PlainDate } from '../../shared/domain/calendar.ts';
import type { Answer, Result } from '../../shared/domain/completion.ts';
import type { Period } from '../../shared/domain/payment-period.ts';
import { payoutNumber, readPayoutNumber } from '../../shared/domain/payout-number.ts';
import type { Actor } from '../../shared/domain/person.ts';
import { type QuestionFile, writeQuestions } from '../../shared/gateways/question-file.ts';
import type { AuditStore } from '../../shared/store/audit.ts';
import { holdHeirs, type HoldingNeeds } from '../../shared/store/late-results.ts';
import { openQuestions, type QuestionNeeds } from '../../shared/store/open-questions.ts';
import type { PeriodCommuneStore } from '../../shared/store/period-communes.ts';
import { recordResult, type RecordingNeeds } from '../../shared/store/recording.ts';

export type CompletionNeeds = RecordingNeeds &
  HoldingNeeds &
  QuestionNeeds &
  Readonly<{
    files: QuestionFile;
    communes: Pick<PeriodCommuneStore, 'mark'>;
    audit: Pick<AuditStore, 'record'>;
    now: () => Date;
  }>;

/** Who says it, in which period, on which day by the office's calendar. */
export type CompletionContext = Readonly<{ period: Period; today: PlainDate; actor: Actor }>;

type Said = Readonly<{ payout: string; result: Result; note?: string | undefined }>;

/** One result, its answer, and what follows from it: the next morning looks at the commune, the act is on record. */
export const completeOne = async (
  needs: CompletionNeeds,
  { period, today, actor }: CompletionContext,
  { payout: typed, result, note }: Said,
): Promise<{ answer: Answer }> => {
  const { communes, audit, now } = needs;
  const { periodId } = period;
  const payout = readPayoutNumber(typed);
  if (!payout) return { answer: 'unknown-payout' };
  const at = now();
  const recording = { at, today, by: actor.id };
  const said = { period, payout, said: result, note, recording };
  const { answer, kept, question } = await recordResult(needs, said);
  if (answer === 'recorded' || answer === 'already-recorded')
    await communes.mark(periodId, { commune: payout.commune, stirredAt: now().toISOString() });
  const act = { act: 'complete-payout', actId: payoutNumber(payout), actor, at };
  const facts = { outcome: result.outcome, answer };
  await audit.record({ subject: `PERIOD#${periodId}`, ...act, facts });
  if (kept) await writeQuestions(needs.files, periodId, () => openQuestions(needs, periodId));
  // Last what may have to wait for somebody else: said again, it is placed then.
  if (question) await holdHeirs(needs, [question]);
  return { answer };
};
