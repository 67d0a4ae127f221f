import { z } from 'zod';
import { ArrivedFile, listIdOf } from '../../shared/domain/payout-list.ts';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { system } from '../../shared/domain/person.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { answersCsv } from '../../shared/lists/answers-csv.ts';
import { answersKeyOf, copyKeyOf, summaryKeyOf } from '../../shared/lists/files.ts';
import { queueLambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type ContradictionStore, contradictionStore } from '../../shared/store/contradictions.ts';
import { type PayoutStore, payoutStore } from '../../shared/store/payouts.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type ResultStore, resultStore } from '../../shared/store/results.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { type SheetStore, sheetStore } from '../../shared/store/sheets.ts';
import { openTable } from '../../shared/store/table.ts';
import { countAnswers, recordRows } from './record-rows.ts';
import { endSheets } from './end-sheets.ts';
import { readResultFile } from './read-result-file.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});

export type Needs = Readonly<{
  periods: Pick<PeriodStore, 'find'>;
  payouts: Pick<PayoutStore, 'list' | 'listSome' | 'savePaid' | 'saveAttempt'>;
  contradictions: Pick<ContradictionStore, 'keepConflict' | 'keepLate'>;
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
  if (period && (await results.add(period.periodId, file)).status !== 'reading') return;

  const read = await readResultFile(needs, period, copyKey);
  if ('refused' in read) {
    await files.writeReport(summaryKeyOf(listId), { listId, file: arrived.key, refused: read.refused });
    if (period) await results.finish(period.periodId, { ...file, status: 'refused' });
    return;
  }
  const by = (await files.uploadOf(arrived.key)).uploader ?? 'inbox';
  const context = { ...read, listId, by };
  const answered = await recordRows(needs, context);
  await endSheets(needs, context);

  await files.writeCsv(answersKeyOf(listId), answersCsv(answered));
  const answers = countAnswers(answered);
  const { periodId } = read.period;
  const actor = by === 'inbox' ? system : { id: by, role: 'teller' as const };
  const subject = `PERIOD#${periodId}`;
  await audit.record({ subject, act: 'record-results', actId: listId, actor, at: now(), facts: answers });
  await results.finish(periodId, { ...file, status: 'recorded', rows: answered.length, answers });
};

export const handler = queueLambda({ env: Env, input: ArrivedFile }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return recordResults({
    periods: periodStore(table),
    payouts: payoutStore(table),
    contradictions: contradictionStore(table),
    sheets: sheetStore(table),
    results: resultStore(table),
    settings: settingsStore(table),
    files: openFiles(env.FILES_BUCKET),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now,
  });
});
