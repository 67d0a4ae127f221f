import { z } from 'zod';
import { namesOf } from '../../shared/domain/geography.ts';
import { partsOf, PeriodId } from '../../shared/domain/payment-period.ts';
import { system } from '../../shared/domain/person.ts';
import { settle, settledCommunes, settlementFacts } from '../../shared/domain/settlement.ts';
import { openFiles } from '../../shared/gateways/files.ts';
import { type PackFiles, writePackFiles } from '../../shared/gateways/pack-files.ts';
import { type QuestionFile, writeQuestions } from '../../shared/gateways/question-file.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { type ApprovalStore, approvalStore } from '../../shared/store/approvals.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { contradictionStore } from '../../shared/store/contradictions.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { openQuestions, type QuestionNeeds } from '../../shared/store/open-questions.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { type SettlementStore, settlementStore } from '../../shared/store/settlements.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});
const Input = z.object({ periodId: PeriodId });

type Needs = Readonly<{
  periods: Pick<PeriodStore, 'get' | 'move'>;
  communes: Pick<PeriodCommuneStore, 'list'>;
  contradictions: QuestionNeeds['contradictions'];
  approvals: Pick<ApprovalStore, 'get'>;
  settings: Pick<SettingsStore, 'get'>;
  settlements: Pick<SettlementStore, 'add'>;
  directory: Pick<DirectoryStore, 'listCommunes' | 'listPoints'>;
  files: PackFiles & QuestionFile;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/**
 * Compares what became of the payouts with what was submitted, commune by commune, and closes the period.
 * Safe to run again: the first settlement stands, and everything after it is written from it.
 */
export const settlePeriod =
  (needs: Needs) =>
  async ({ periodId }: z.output<typeof Input>) => {
    const { periods, settlements, directory, files, audit, now } = needs;
    const place = partsOf(periodId);
    const { settingsFrom } = await periods.get(periodId);
    const { provinces, timeZone } = await needs.settings.get(place.programme, settingsFrom);
    const { name: province = '', payerFee } = provinces[place.province] ?? {};
    const approval = await needs.approvals.get(periodId);
    const { total: approved, received = 0 } = approval;
    const communes = settledCommunes(await needs.communes.list(periodId));
    const settled = settle(periodId, communes, { approved, received, payerFee }, now());
    const settlement = await settlements.add(settled);
    const names = namesOf(await directory.listCommunes(place), await directory.listPoints(place));
    await writePackFiles(files, { settlement, communes, names, province, timeZone, approval });
    await writeQuestions(files, periodId, () => openQuestions(needs, periodId));
    const { status } = settlement;
    if (status === 'unbalanced') logger.error('settlement unbalanced', { periodId });
    await audit.record({
      subject: `PERIOD#${periodId}`,
      act: 'settle-period',
      actId: status,
      actor: system,
      at: now(),
      facts: settlementFacts(settlement),
    });
    await periods.move(periodId, { status: 'closing' }, { status: 'closed' });
    return { done: status };
  };

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return settlePeriod({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    approvals: approvalStore(table),
    settings: settingsStore(table),
    settlements: settlementStore(table),
    directory: directoryStore(table),
    contradictions: contradictionStore(table),
    files: openFiles(env.FILES_BUCKET),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now,
  });
});
