import { type PlainDate, wallClock } from '../../shared/domain/calendar.ts';
import { complaint, type Complaint } from '../../shared/domain/finding.ts';
import { partsOf, type Period } from '../../shared/domain/payment-period.ts';
import { readCsv } from '../../shared/lists/csv.ts';
import { readResults, type ResultList } from '../../shared/lists/results.ts';
import type { Needs } from './handler.ts';

export type ResultFile =
  Readonly<{ refused: Complaint }> | Readonly<{ period: Period; today: PlainDate } & ReadRows>;
type ReadRows = Extract<ResultList, { rows: unknown }>;

export const readResultFile = async (
  { files, settings, now }: Needs,
  period: Period | undefined,
  copyKey: string,
): Promise<ResultFile> => {
  if (!period) return { refused: periodUnknown };
  const { timeZone } = await settings.get(partsOf(period.periodId).programme, period.settingsFrom);
  const { today } = wallClock(now(), timeZone);
  const csv = readCsv(await files.read(copyKey));
  if ('refused' in csv) return { refused: notCsv };
  const read = readResults(csv.lines, today);
  return 'refused' in read ? read : { ...read, period, today };
};

const periodUnknown = complaint(
  'period-unknown',
  { vi: 'Không có kỳ chi trả nào tên như thư mục này.', en: 'No period is named like this folder.' },
  {
    vi: 'Gửi vào inbox/results/<kỳ>/, ví dụ assistance.06.2016-06.',
    en: 'Upload to inbox/results/<period>/, for instance assistance.06.2016-06.',
  },
);
const notCsv = complaint(
  'not-csv',
  { vi: 'Tệp không phải CSV mã hoá UTF-8.', en: 'The file is not CSV in UTF-8.' },
  {
    vi: 'Lưu phiếu dưới dạng "CSV UTF-8" rồi gửi lại.',
    en: 'Save the sheet as "CSV UTF-8" and upload it again.',
  },
);
