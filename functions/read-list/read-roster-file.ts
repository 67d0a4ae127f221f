import { complaint } from '../../shared/domain/finding.ts';
import {
  type CommuneCode,
  type PointId,
  type Programme,
  ProvinceCode,
} from '../../shared/domain/geography.ts';
import { partsOf } from '../../shared/domain/payment-period.ts';
import type { List } from '../../shared/domain/payout-list.ts';
import { type KnownMonth, monthRefusal } from '../../shared/domain/roster-month.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { Line } from '../../shared/lists/csv.ts';
import { readRoster } from '../../shared/lists/roster.ts';
import type { Needs } from './handler.ts';
import { type ReadFile, refusal } from './read-file.ts';

type RosterFile = Readonly<{ list: List; settings: Settings; lines: readonly Line[] }>;

export const readRosterFile = async (
  needs: Needs,
  { list, settings, lines }: RosterFile,
): Promise<ReadFile> => {
  const { programme, month, listId } = list;
  const [first] = Object.entries(settings.provinces);
  if (!programme || !month || !first) throw new Error(`list ${listId} is no roster`);
  const [province, { standard }] = first;
  const place = { programme, province: ProvinceCode.parse(province) };
  const communes = await needs.directory.listCommunes(place);
  if (communes.length === 0) return refusal(pointsFirst);
  // On the directory first, then a look at the periods: a submission freezes first and then looks at the lists.
  await needs.directory.saveList(place, list);
  const late = monthRefusal(month, await knownMonths(needs, place, list));
  if (late) return refusal(late);

  const points = await needs.directory.listPoints(place);
  const read = readRoster(lines, {
    listId,
    month,
    standard,
    coefficients: settings.coefficients,
    communes: new Set<CommuneCode>(communes.map(({ code }) => code)),
    points: new Map<PointId, CommuneCode>(points.map(({ pointId, commune }) => [pointId, commune])),
  });
  return 'refused' in read ? refusal(read.refused) : { ...read, province: place.province };
};

/** How far back rosters are looked for that no period was opened for yet. */
const lookBackMs = 92 * 24 * 60 * 60 * 1000;

const knownMonths = async (
  { directory, lists, periods, now }: Needs,
  place: { programme: Programme; province: ProvinceCode },
  list: List,
): Promise<KnownMonth[]> => {
  const known = new Map<string, KnownMonth>();
  const recent = await directory.listLists(place, new Date(now().getTime() - lookBackMs));
  for (const listId of recent) {
    const other = listId === list.listId ? undefined : await lists.find(listId);
    if (other?.month && other.status === 'applied') known.set(other.month, { month: other.month });
  }
  for (const periodId of await directory.listPeriods(place)) {
    const period = await periods.find(periodId);
    const status = period?.isFrozen ? ('submitted' as const) : period?.status;
    known.set(partsOf(periodId).month, { month: partsOf(periodId).month, status });
  }
  return [...known.values()];
};

const pointsFirst = complaint(
  'points-first',
  {
    vi: 'Tỉnh này chưa có danh sách điểm chi trả.',
    en: 'This province has no payout points yet.',
  },
  { vi: 'Gửi danh sách điểm chi trả trước.', en: 'Upload the point list first.' },
);
