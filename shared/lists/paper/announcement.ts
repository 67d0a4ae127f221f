import type { Month, PlainDate } from '../../domain/calendar.ts';
import type { Commune, PayoutPoint, Session } from '../../domain/geography.ts';
import type { MovedDay } from '../../domain/moved-day.ts';
import { partsOf, type Period } from '../../domain/payment-period.ts';
import type { Place } from '../../domain/payout.ts';
import type { SheetLine } from '../sheet-csv.ts';
import { hamletOf } from './sheet-groups.ts';

/** `isWhole`: everybody of the hamlet who comes to a point is expected then. */
export type ExpectedHamlet = Readonly<{ name: string; isWhole: boolean }>;
export type Slot = Readonly<{
  day: PlainDate;
  session: Session;
  point: string;
  hamlets: readonly ExpectedHamlet[];
}>;

/** A day of a point that is not on the day first announced. */
export type Move = Readonly<{ point: string; from: PlainDate; to: PlainDate }>;

/** Whether somebody of these hamlets comes at another time. */
export const isShared = ({ hamlets }: Slot): boolean => hamlets.some(({ isWhole }) => !isWhole);

/** What a commune is told of its month, with the days as they are now, on the poster and by the loudspeaker: hamlets, never people. */
export type Announcement = Readonly<{
  province: string;
  commune: Pick<Commune, 'name' | 'district'>;
  month: Month;
  slots: readonly Slot[];
  homeDays: readonly PlainDate[];
  moves: readonly Move[];
  office: string;
  lastDay: PlainDate;
  hotline: string;
}>;

export type AnnouncementFacts = Readonly<{
  period: Pick<Period, 'periodId' | 'calendar'>;
  province: string;
  commune: Pick<Commune, 'name' | 'district'>;
  points: readonly PayoutPoint[];
  /** Of this commune. */
  moved: readonly MovedDay[];
  hotline: string;
}>;

export const announcementOf = (
  { period, province, commune, points, moved, hotline }: AnnouncementFacts,
  lines: readonly SheetLine[],
): Announcement => {
  const nameOf = (pointId: string): string =>
    points.find((point) => point.pointId === pointId)?.name ?? pointId;
  const days = lines.flatMap(({ payout: { place } }) => (place.kind === 'home' ? [place.day] : []));
  return {
    province,
    commune,
    month: partsOf(period.periodId).month,
    slots: slotsOf(lines, nameOf),
    homeDays: [...new Set(days)].toSorted(),
    moves: moved.map(({ pointId, day, to }) => ({ point: nameOf(pointId), from: day, to })),
    office: points.find(({ isCatchUpOffice }) => isCatchUpOffice)?.name ?? commune.name,
    lastDay: period.calendar.catchUpUntil,
    hotline: hotline.replace(/^(1[89]00)(\d{2})(\d{2})(\d{2})$/, '$1 $2 $3 $4'),
  };
};

const slotsOf = (lines: readonly SheetLine[], nameOf: (pointId: string) => string): Slot[] => {
  const atPoints = lines.filter(({ payout }) => payout.place.kind === 'point');
  const slots = Map.groupBy(atPoints, ({ payout }) => slotKey(payout.place));
  const timesOf = Map.groupBy(atPoints, hamletOf);
  return [...slots]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, own]) => {
      const place = own[0]?.payout.place;
      if (place?.kind !== 'point') return [];
      const names = [...new Set(own.map(hamletOf))].filter((name) => name !== '').toSorted(inOrder);
      const hamlets = names.map((name) => ({
        name,
        isWhole: (timesOf.get(name) ?? []).every(({ payout }) => slotKey(payout.place) === key),
      }));
      return [{ day: place.day, session: place.session, point: nameOf(place.pointId), hamlets }];
    });
};

/** The second hamlet before the tenth. */
const inOrder = new Intl.Collator('vi', { numeric: true }).compare;

const slotKey = (place: Place): string =>
  [place.day, place.kind === 'point' ? place.session : '', place.pointId].join(' ');

/** What Vietnam Post asks for; whoever collects for somebody shows their authorisation and their own card. */
export const papersToBring = [
  'Thẻ căn cước (căn cước công dân)',
  'Sổ lĩnh tiền (nếu có)',
  'Người nhận thay: giấy ủy quyền còn hạn và căn cước của mình',
] as const;
