import { wallClock } from '../../shared/domain/calendar.ts';
import { complaint, type Complaint, type Finding } from '../../shared/domain/finding.ts';
import { type Programme, ProvinceCode } from '../../shared/domain/geography.ts';
import type { List } from '../../shared/domain/payout-list.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { type CsvLines, readCsv } from '../../shared/lists/csv.ts';
import { readPoints } from '../../shared/lists/points.ts';
import type { StagedCommune } from '../../shared/lists/roster.ts';
import { readSettings, type StagedSetup } from '../../shared/lists/setup.ts';
import type { Needs } from './handler.ts';
import { readRosterFile } from './read-roster-file.ts';

/** What a file turned out to be. Each kind refuses by name what must come before it. */
export type ReadFile = Readonly<{ findings: readonly Finding[] }> &
  Readonly<
    | { refused: Complaint }
    | { setup: StagedSetup; programme: Programme; rows: number; isTrusted: boolean }
    | { communes: readonly StagedCommune[]; province: ProvinceCode; rows: number; rejected: number }
  >;

export const readFile = async (needs: Needs, list: List): Promise<ReadFile> => {
  if (list.kind === undefined) return refusal(placeUnknown);
  const bytes = await needs.files.read(list.copyKey);
  if (list.kind === 'settings') return readSettingsFile(needs, bytes);
  const settings = list.programme && (await settingsInForce(needs, list.programme));
  if (!settings) return refusal(settingsFirst);
  const csv = readCsv(bytes);
  if ('refused' in csv) return refusal(fileUnreadable(csv.refused));
  if (list.kind === 'points') return readPointsFile(settings, csv.lines);
  return readRosterFile(needs, { list, settings, lines: csv.lines });
};

export const refusal = (refused: Complaint, findings: readonly Finding[] = []): ReadFile => ({
  refused,
  findings,
});

const settingsInForce = ({ settings, now }: Needs, programme: Programme): Promise<Settings | undefined> =>
  // The programme's own time zone is in the settings that are looked for: UTC's date is near enough to find them.
  settings.find(programme, wallClock(now(), 'UTC').today);

const readSettingsFile = async (needs: Needs, bytes: Uint8Array): Promise<ReadFile> => {
  const read = readSettings(bytes);
  if ('refused' in read) return read;
  const { settings } = read;
  const before = await settingsInForce(needs, settings.programme);
  const setup = { kind: 'settings' as const, settings };
  // The very first settings of a programme have nobody before them who could say whom to trust.
  return {
    setup,
    programme: settings.programme,
    rows: 1,
    isTrusted: before?.trustInbox ?? true,
    findings: [],
  };
};

const readPointsFile = (
  settings: Settings,
  lines: Extract<CsvLines, { lines: unknown }>['lines'],
): ReadFile => {
  const [province, ...more] = Object.keys(settings.provinces);
  if (province === undefined || more.length > 0) return refusal(oneProvince);
  const read = readPoints(lines, { payoutDays: settings.calendar.payoutDays });
  if ('refused' in read) return read;
  const { communes, points, rows } = read;
  return {
    setup: {
      kind: 'points',
      province: ProvinceCode.parse(province),
      communes: [...communes],
      points: [...points],
    },
    programme: settings.programme,
    rows,
    isTrusted: settings.trustInbox,
    findings: [],
  };
};

const placeUnknown = complaint(
  'inbox-place-unknown',
  {
    vi: 'Thư mục này không nhận tệp, hoặc loại tệp này chưa đọc được.',
    en: 'The inbox has no such folder, or files of this kind cannot be read yet.',
  },
  {
    vi: 'Gửi vào inbox/settings/, inbox/points/<chương trình>/ hoặc inbox/roster/<chương trình>/<năm-tháng>/.',
    en: 'Upload to inbox/settings/, inbox/points/<programme>/ or inbox/roster/<programme>/<yyyy-mm>/.',
  },
);
const settingsFirst = complaint(
  'settings-first',
  { vi: 'Chương trình này chưa có thiết lập.', en: 'This programme has no settings yet.' },
  { vi: 'Gửi tệp thiết lập trước.', en: 'Upload the settings first.' },
);
const oneProvince = complaint(
  'points-need-one-province',
  {
    vi: 'Chưa đọc được danh sách điểm của chương trình có nhiều tỉnh.',
    en: 'Point lists of programmes with several provinces cannot be read yet.',
  },
  { vi: 'Dùng một thiết lập cho mỗi tỉnh.', en: 'Use settings with one province.' },
);
const fileUnreadable = (why: 'not-utf-8' | 'not-csv'): Complaint =>
  complaint(
    why,
    { vi: 'Tệp không phải CSV mã hoá UTF-8.', en: 'The file is not CSV in UTF-8.' },
    {
      vi: 'Lưu lại dưới dạng "CSV UTF-8" rồi gửi lại.',
      en: 'Save it as "CSV UTF-8" and upload it again.',
    },
  );
