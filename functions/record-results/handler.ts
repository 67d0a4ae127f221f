import { z } from 'zod';
import { ArrivedFile, listIdOf } from '../../shared/domain/payout-list.ts';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { system } from '../../shared/domain/person.ts';
import { communeOfSheet } from '../../shared/domain/sheet.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { writeQuestions } from '../../shared/gateways/question-file.ts';
import { answersCsv } from '../../shared/lists/answers-csv.ts';
import { answersKeyOf, copyKeyOf, summaryKeyOf } from '../../shared/lists/files.ts';
import { queueLambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { contradictionStore } from '../../shared/store/contradictions.ts';
import { directoryStore } from '../../shared/store/directory.ts';
import { leaseStore } from '../../shared/store/leases.ts';
import { holdHeirs, type HoldingNeeds } from '../../shared/store/late-results.ts';
import { type MovedDayStore, movedDayStore } from '../../shared/store/moved-days.ts';
import { noteStore } from '../../shared/store/notes.ts';
import { openQuestions, type QuestionNeeds } from '../../shared/store/open-questions.ts';
import { payoutActStore } from '../../shared/store/payout-acts.ts';
import { type PayoutStore, payoutStore } from '../../shared/store/payouts.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { periodStore } from '../../shared/store/periods.ts';
import type { RecordingNeeds } from '../../shared/store/recording.ts';
import { type ResultStore, resultStore } from '../../shared/store/results.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { type SheetStore, sheetStore } from '../../shared/store/sheets.ts';
import { openTable } from '../../shared/store/table.ts';
import { endSheets, sheetsNamed } from './end-sheets.ts';
import { knownPayouts } from './known-payouts.ts';
import { readResultFile } from './read-result-file.ts';
import { countAnswers, recordedIn, recordRows, type ResultContext } from './record-rows.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});

export type Needs = RecordingNeeds &
  HoldingNeeds &
  QuestionNeeds &
  Readonly<{
    payouts: Pick<PayoutStore, 'list' | 'listSome'>;
    communes: Pick<PeriodCommuneStore, 'find' | 'mark'>;
    movedDays: Pick<MovedDayStore, 'list'>;
    sheets: Pick<SheetStore, 'list' | 'end'>;
    results: Pick<ResultStore, 'add' | 'finish'>;
    settings: Pick<SettingsStore, 'get'>;
    files: Pick<FileStore, 'copy' | 'open' | 'uploadOf' | 'writeCsv' | 'writeReport'>;
    audit: Pick<AuditStore, 'record'>;
    now: () => Date;
  }>;

/**
 * Records what tellers say of payouts, a file at a time, each row with an answer. Safe to run again: a payout
 * keeps every proof, so that what is said twice is recorded once.
 */
export const recordResults = (needs: Needs) => async (arrived: z.output<typeof ArrivedFile>) => {
  const { files, periods, results, audit, now } = needs;
  const listId = listIdOf(arrived);
  const copyKey = copyKeyOf(listId, arrived.key);
  await files.copy(arrived.key, copyKey);
  const named = PeriodId.safeParse(arrived.key.split('/')[2]);
  const period = named.success ? await periods.find(named.data) : undefined;
  const file = { listId, key: arrived.key, status: 'reading' as const, rows: 0, answers: {} };
  const met = period && (await results.add(period.periodId, file));
  if (met && met.status !== 'reading') return;

  const read = await readResultFile(needs, period, copyKey);
  if ('refused' in read) {
    await files.writeReport(summaryKeyOf(listId), { listId, file: arrived.key, refused: read.refused });
    if (period) await results.finish(period.periodId, { ...file, status: 'refused' });
    return;
  }
  const by = (await files.uploadOf(arrived.key)).uploader ?? 'inbox';
  const answered = await recordFile(needs, { ...read, listId, by, isMetAgain: met?.isMetAgain ?? false });

  await files.writeCsv(answersKeyOf(listId), answersCsv(answered));
  const answers = countAnswers(answered);
  const { periodId } = read.period;
  const actor = by === 'inbox' ? system : { id: by, role: 'teller' as const };
  const subject = `PERIOD#${periodId}`;
  await audit.record({ subject, act: 'record-results', actId: listId, actor, at: now(), facts: answers });
  await results.finish(periodId, { ...file, status: 'recorded', rows: answered.length, answers });
};

/**
 * Payouts, then their sheets, then the word that the next morning has to look at them: never before they are there.
 * One that died in between may have ended sheets and not said so. Then what waits for a person; last what may have to wait for somebody else.
 */
const recordFile = async (needs: Needs, context: ResultContext) => {
  const { communes, now } = needs;
  const { period, isMetAgain } = context;
  const known = await knownPayouts(needs, context);
  const { answered, questions, hasKept } = await recordRows(needs, context, known);
  const ended = await endSheets(needs, context, known);
  const before = isMetAgain ? sheetsNamed(context).map(communeOfSheet) : [];
  for (const commune of new Set([...recordedIn(context, answered), ...ended, ...before]))
    await communes.mark(period.periodId, { commune, stirredAt: now().toISOString() });
  if (hasKept)
    await writeQuestions(needs.files, period.periodId, () => openQuestions(needs, period.periodId));
  await holdHeirs(needs, questions);
  return answered;
};

export const handler = queueLambda({ env: Env, input: ArrivedFile }, (env, run) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return recordResults({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    payouts: payoutStore(table),
    acts: payoutActStore(table),
    contradictions: contradictionStore(table),
    movedDays: movedDayStore(table),
    sheets: sheetStore(table),
    results: resultStore(table),
    settings: settingsStore(table),
    directory: directoryStore(table),
    leases: leaseStore(table, run),
    notes: noteStore(openTable(env.REGISTRY_TABLE)),
    files: openFiles(env.FILES_BUCKET),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now: run.now,
  });
});
