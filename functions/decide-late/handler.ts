import { z } from 'zod';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { DecisionPaper } from '../../shared/domain/payout.ts';
import { payoutNumber, readPayoutNumber } from '../../shared/domain/payout-number.ts';
import { Actor, mayAct } from '../../shared/domain/person.ts';
import { openFiles } from '../../shared/gateways/files.ts';
import { type QuestionFile, writeQuestions } from '../../shared/gateways/question-file.ts';
import { openWorkflow } from '../../shared/gateways/workflows.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { contradictionStore } from '../../shared/store/contradictions.ts';
import { directoryStore } from '../../shared/store/directory.ts';
import { leaseStore } from '../../shared/store/leases.ts';
import { openQuestions, type QuestionNeeds } from '../../shared/store/open-questions.ts';
import { payoutActStore } from '../../shared/store/payout-acts.ts';
import { payoutStore } from '../../shared/store/payouts.ts';
import { periodCommuneStore } from '../../shared/store/period-communes.ts';
import { periodStore } from '../../shared/store/periods.ts';
import { openTable } from '../../shared/store/table.ts';
import { decideAndSettle, type DecidingNeeds } from './decide-and-settle.ts';
import { findMeant, type FindNeeds } from './find-meant.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  PREPARE_PERIOD_ARN: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});
/** The result of which period, about which payout, which of several; a confirmed one hands money back, on paper. */
const Input = z.object({
  periodId: PeriodId,
  payout: z.string().max(40),
  proofId: z.string().min(1).max(100).optional(),
  decision: z.enum(['confirm', 'reject']),
  paper: DecisionPaper.optional(),
  actor: Actor,
});

type Needs = DecidingNeeds &
  FindNeeds &
  QuestionNeeds &
  Readonly<{ files: QuestionFile; audit: Pick<AuditStore, 'record'> }>;

/**
 * The accountant finds out whether a late result was true, and what was carried over is settled or due again. Safe to
 * run again: it is decided once, by whoever was first, and said again the same decision finishes what was left.
 */
export const decideLate =
  (needs: Needs) =>
  async ({ periodId, payout, proofId, decision, paper, actor }: z.output<typeof Input>) => {
    if (!mayAct(actor, ['accountant'])) return { refused: 'not-an-accountant' };
    if (decision === 'confirm' && !paper) return { refused: 'paper-missing' };
    const about = readPayoutNumber(payout);
    if (!about) return { refused: 'no-such-result' };
    const meant = await findMeant(needs, { periodId, ...about }, proofId);
    if ('refused' in meant) return meant;
    const { late } = meant;
    const verdict = decision === 'confirm' && paper ? { confirmed: paper } : { rejected: true as const };
    const settled = await decideAndSettle(needs, { late, verdict, by: actor.id });
    if ('refused' in settled) return settled;
    const act = {
      act: 'decide-late',
      actId: `${payoutNumber(late)}#${late.proofId}`,
      actor,
      at: needs.now(),
    };
    const facts = { decision, done: settled.done, ...(paper !== undefined && { paper }) };
    await needs.audit.record({ subject: `PERIOD#${periodId}`, ...act, facts });
    await writeQuestions(needs.files, periodId, () => openQuestions(needs, periodId));
    return settled;
  };

export const handler = lambda({ env: Env, input: Input }, (env, run) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return decideLate({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    payouts: payoutStore(table),
    acts: payoutActStore(table),
    contradictions: contradictionStore(table),
    directory: directoryStore(table),
    leases: leaseStore(table, run),
    preparePeriod: openWorkflow(env.PREPARE_PERIOD_ARN),
    files: openFiles(env.FILES_BUCKET),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now: run.now,
  });
});
