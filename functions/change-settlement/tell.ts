import { namesOf } from '../../shared/domain/geography.ts';
import { partsOf } from '../../shared/domain/payment-period.ts';
import type { Settlement } from '../../shared/domain/settlement.ts';
import { type PackFiles, writePackFiles } from '../../shared/gateways/pack-files.ts';
import type { ApprovalStore } from '../../shared/store/approvals.ts';
import { type QuestionFile, writeQuestions } from '../../shared/gateways/question-file.ts';
import type { DirectoryStore } from '../../shared/store/directory.ts';
import { openQuestions, type QuestionNeeds } from '../../shared/store/open-questions.ts';
import type { PeriodStore } from '../../shared/store/periods.ts';
import type { SettingsStore } from '../../shared/store/settings.ts';
import { recount, type RecountNeeds } from './recount.ts';

export type TellNeeds = RecountNeeds &
  QuestionNeeds &
  Readonly<{
    periods: Pick<PeriodStore, 'get'>;
    approvals: Pick<ApprovalStore, 'get'>;
    settings: Pick<SettingsStore, 'get'>;
    directory: Pick<DirectoryStore, 'listCommunes' | 'listPoints'>;
    files: PackFiles & QuestionFile;
  }>;

/** The pack tells the settlement as it is now, and beside it lies what still waits for a person. */
export const tell = async (needs: TellNeeds, settlement: Settlement): Promise<void> => {
  const { directory, files } = needs;
  const { periodId } = settlement;
  const place = partsOf(periodId);
  const communes = await recount(needs, periodId);
  const { settingsFrom } = await needs.periods.get(periodId);
  const { provinces, timeZone } = await needs.settings.get(place.programme, settingsFrom);
  const province = provinces[place.province]?.name ?? '';
  const approval = await needs.approvals.get(periodId);
  const names = namesOf(await directory.listCommunes(place), await directory.listPoints(place));
  await writePackFiles(files, { settlement, communes, names, province, timeZone, approval });
  await writeQuestions(files, periodId, () => openQuestions(needs, periodId));
};
