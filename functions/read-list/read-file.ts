import { wallClock } from '../../shared/domain/calendar.ts';
import { complaint, type Finding } from '../../shared/domain/finding.ts';
import { type Programme, ProvinceCode } from '../../shared/domain/geography.ts';
import type { List } from '../../shared/domain/payout-list.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { ListFile } from '../../shared/lists/file/list-file.ts';
import { openListFile } from '../../shared/lists/file/open-list-file.ts';
import { pointLayout, readPoints } from '../../shared/lists/points.ts';
import { readSettings, type StagedSetup } from '../../shared/lists/setup.ts';
import { readWholeTable } from '../../shared/lists/table/whole-table.ts';
import type { Needs } from './handler.ts';
import { readRosterFile, type ReadRosterFile } from './read-roster-file.ts';
import { type Refusal, refusal } from './refusal.ts';

type ReadSetup = Readonly<{
  setup: StagedSetup;
  programme: Programme;
  rows: number;
  isTrusted: boolean;
  findings: readonly Finding[];
}>;

/** What a file turned out to be. Each kind refuses by name what must come before it. */
export type ReadFile = Refusal | ReadSetup | ReadRosterFile;

export const readFile = async (needs: Needs, list: List): Promise<ReadFile> => {
  const { kind, programme, copyKey } = list;
  if (kind === undefined) return refusal(placeUnknown);
  const file: ListFile = { name: copyKey, open: () => needs.files.open(copyKey) };
  if (kind === 'settings') return readSettingsFile(needs, file);
  const settings = programme && (await settingsInForce(needs, programme));
  if (!settings) return refusal(settingsFirst);
  return kind === 'points'
    ? readPointsFile(settings, file)
    : readRosterFile(needs, { list, kind, settings, file });
};

const settingsInForce = ({ settings, now }: Needs, programme: Programme): Promise<Settings | undefined> =>
  // The programme's own time zone is in the settings that are looked for: UTC's date is near enough to find them.
  settings.find(programme, wallClock(now(), 'UTC').today);

const readSettingsFile = async (needs: Needs, { open }: ListFile): Promise<Refusal | ReadSetup> => {
  const read = readSettings(Buffer.concat(await Array.fromAsync(open())));
  if ('refused' in read) return read;
  const { settings } = read;
  const before = await settingsInForce(needs, settings.programme);
  return {
    setup: { kind: 'settings', settings },
    programme: settings.programme,
    rows: 1,
    // The very first settings of a programme have nobody before them who could say whom to trust.
    isTrusted: before?.trustInbox ?? true,
    findings: [],
  };
};

const readPointsFile = async (settings: Settings, file: ListFile): Promise<Refusal | ReadSetup> => {
  const [province, ...more] = Object.keys(settings.provinces);
  if (province === undefined || more.length > 0) return refusal(oneProvince);
  const table = await readWholeTable(await openListFile(file), pointLayout);
  const read = readPoints(table, { payoutDays: settings.calendar.payoutDays });
  if ('refused' in read) return read;
  const { communes, points, rows, findings } = read;
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
    findings,
  };
};

const placeUnknown = complaint(
  'inbox-place-unknown',
  { vi: 'Thư mục này không nhận tệp.', en: 'The inbox has no such folder.' },
  {
    vi: 'Gửi vào inbox/settings/, inbox/points/<chương trình>/, inbox/roster/<chương trình>/<năm-tháng>/ hoặc inbox/corrections/<chương trình>/<năm-tháng>/.',
    en: 'Upload to inbox/settings/, inbox/points/<programme>/, inbox/roster/<programme>/<yyyy-mm>/ or inbox/corrections/<programme>/<yyyy-mm>/.',
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
