import { type PlainDate, wallClock } from '../../shared/domain/calendar.ts';
import { complaint, type Complaint } from '../../shared/domain/finding.ts';
import { movedDays, type MovedDays } from '../../shared/domain/moved-day.ts';
import { partsOf, type Period } from '../../shared/domain/payment-period.ts';
import { FileRefused } from '../../shared/lists/file/list-file.ts';
import { openListFile } from '../../shared/lists/file/open-list-file.ts';
import { readResults, resultLayout, type ResultList } from '../../shared/lists/results.ts';
import { readWholeTable } from '../../shared/lists/table/whole-table.ts';
import type { Needs } from './handler.ts';

export type ResultFile =
  | Readonly<{ refused: Complaint }>
  | Readonly<{ period: Period; today: PlainDate; moved: MovedDays } & ResultList>;

export const readResultFile = async (
  { files, settings, movedDays: store, now }: Needs,
  period: Period | undefined,
  copyKey: string,
): Promise<ResultFile> => {
  if (!period) return { refused: periodUnknown };
  const { timeZone } = await settings.get(partsOf(period.periodId).programme, period.settingsFrom);
  const { today } = wallClock(now(), timeZone);
  const moved = movedDays(await store.list(period.periodId));
  try {
    const opened = await openListFile({ name: copyKey, open: () => files.open(copyKey) });
    const days = { today, openOn: period.calendar.openOn, moved };
    const list = readResults(await readWholeTable(opened, resultLayout), days);
    return { ...list, period, today, moved };
  } catch (error) {
    if (error instanceof FileRefused) return { refused: error.complaint };
    throw error;
  }
};

const periodUnknown = complaint(
  'period-unknown',
  { vi: 'Không có kỳ chi trả nào tên như thư mục này.', en: 'No period is named like this folder.' },
  {
    vi: 'Gửi vào inbox/results/<kỳ>/, ví dụ assistance.06.2016-06.',
    en: 'Upload to inbox/results/<period>/, for instance assistance.06.2016-06.',
  },
);
