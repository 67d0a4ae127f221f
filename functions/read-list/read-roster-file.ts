import { complaint } from '../../shared/domain/finding.ts';
import { type CommuneCode, type PointId, ProvinceCode, successorsOf } from '../../shared/domain/geography.ts';
import type { List } from '../../shared/domain/payout-list.ts';
import { monthRefusal } from '../../shared/domain/roster-month.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { communeNames } from '../../shared/lists/roster/commune-names.ts';
import type { ListFile } from '../../shared/lists/file/list-file.ts';
import { openListFile } from '../../shared/lists/file/open-list-file.ts';
import type { RosterRules } from '../../shared/lists/roster/roster-rules.ts';
import type { StagedCommune } from '../../shared/lists/staged.ts';
import type { Needs } from './handler.ts';
import { knownMonths } from './known-months.ts';
import { type Refusal, refusal } from './refusal.ts';
import { stageRows } from './stage-rows.ts';

type RosterFile = Readonly<{ list: List; kind: RosterRules['kind']; settings: Settings; file: ListFile }>;

/** A list of recipients that was read and laid down. */
export type ReadRosterFile = Readonly<
  Pick<List, 'province' | 'rows' | 'rejected' | 'doubt'> & { communes: readonly StagedCommune[] }
>;

export const readRosterFile = async (
  needs: Needs,
  { list, kind, settings, file }: RosterFile,
): Promise<Refusal | ReadRosterFile> => {
  const { programme, month, listId } = list;
  const [first] = Object.entries(settings.provinces);
  if (!programme || !month || !first) throw new Error(`list ${listId} is not of one programme and month`);
  const [code, { standard }] = first;
  const place = { programme, province: ProvinceCode.parse(code) };
  const communes = await needs.directory.listCommunes(place);
  if (communes.length === 0) return refusal(pointsFirst);
  const isKnown = list.commune === undefined || communes.some((one) => one.code === list.commune);
  if (!isKnown) return refusal(communeUnknown);
  // On the directory first, then a look at the periods: a submission freezes first and then looks at the lists.
  await needs.directory.saveList(place, list);
  const { months, hasEarlierPeriod } = await knownMonths(needs, place, list);
  const late = monthRefusal(month, months);
  if (late) return refusal(late);

  const points = await needs.directory.listPoints(place);
  const rules: RosterRules = {
    kind,
    listId,
    month,
    standard,
    coefficients: settings.coefficients,
    groups: settings.groups,
    extraHeaders: settings.headers,
    givenCommune: list.commune,
    communes: communeNames(communes),
    points: new Map<PointId, CommuneCode>(points.map(({ pointId, commune }) => [pointId, commune])),
    hasEarlierPeriod,
  };
  const staged = await stageRows(needs.files, await openListFile(file), rules, successorsOf(communes));
  return { ...staged, province: place.province };
};

const communeUnknown = complaint(
  'commune-unknown',
  {
    vi: 'Tỉnh này không có xã mang mã được chọn khi gửi tệp.',
    en: 'The province has no commune of the code that was given with the upload.',
  },
  { vi: 'Chọn đúng xã rồi gửi lại tệp.', en: 'Choose the right commune and upload the file again.' },
);
const pointsFirst = complaint(
  'points-first',
  {
    vi: 'Tỉnh này chưa có danh sách điểm chi trả.',
    en: 'This province has no payout points yet.',
  },
  { vi: 'Gửi danh sách điểm chi trả trước.', en: 'Upload the point list first.' },
);
