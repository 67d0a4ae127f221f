import { z } from 'zod';
import { Month } from '../domain/calendar.ts';
import { Commune, type CommuneCode, PayoutPoint, Programme, ProvinceCode } from '../domain/geography.ts';
import { type PeriodId, periodIdOf, partsOf } from '../domain/payment-period.ts';
import { List, type ListId } from '../domain/payout-list.ts';
import { putItem } from './conditional.ts';
import {
  communePrefix,
  directoryCommuneKey,
  directoryListKey,
  directoryListPrefix,
  directoryPeriodKey,
  directoryPeriodPrefix,
  directoryPk,
  pointKey,
  pointPrefix,
  programmeKey,
  programmesPk,
} from './keys.ts';
import { queryItems, type Table } from './table.ts';

export type Place = Readonly<{ programme: Programme; province: ProvinceCode }>;

const MonthEntry = z.object({ month: Month });
const ListEntry = List.pick({ listId: true, arrivedAt: true });

export type DirectoryStore = ReturnType<typeof directoryStore>;

/** What exists: programmes, and each province's communes, points, periods and lists; how they are is said elsewhere. */
export const directoryStore = (table: Table) => {
  const list = async <Found>(
    { programme, province }: Place,
    skPrefix: string,
    parser: z.ZodType<Found>,
  ): Promise<Found[]> => {
    const items = await queryItems(table, { pk: directoryPk(programme, province), skPrefix }, true);
    return items.map((item) => parser.parse(item));
  };
  return {
    async listProgrammes(): Promise<Place[]> {
      const items = await queryItems(table, { pk: programmesPk }, true);
      return items.map((item) => z.object({ programme: Programme, province: ProvinceCode }).parse(item));
    },
    listCommunes: (place: Place): Promise<Commune[]> => list(place, communePrefix, Commune),
    listPoints: (place: Place): Promise<PayoutPoint[]> => list(place, pointPrefix, PayoutPoint),
    /** A point's id begins with the commune that it serves. */
    listPointsOf: (place: Place, commune: CommuneCode): Promise<PayoutPoint[]> =>
      list(place, `${pointPrefix}${commune}-`, PayoutPoint),
    /** Oldest first. */
    async listPeriods(place: Place): Promise<PeriodId[]> {
      const entries = await list(place, directoryPeriodPrefix, MonthEntry);
      return entries.map(({ month }) => periodIdOf({ ...place, month }));
    },
    /** Lists that arrived at that instant or later, oldest first. */
    async listLists({ programme, province }: Place, since: Date): Promise<ListId[]> {
      const skFrom = `${directoryListPrefix}${since.toISOString()}`;
      const items = await queryItems(
        table,
        { pk: directoryPk(programme, province), skFrom, skUntil: `${directoryListPrefix}~` },
        true,
      );
      return items.map((item) => ListEntry.parse(item).listId);
    },

    saveProgramme: ({ programme, province }: Place): Promise<void> =>
      putItem(table, programmeKey(programme, province), { programme, province }),
    saveCommune: ({ programme, province }: Place, commune: Commune): Promise<void> =>
      putItem(table, directoryCommuneKey(programme, province, commune.code), commune),
    savePoint: ({ programme, province }: Place, point: PayoutPoint): Promise<void> =>
      putItem(table, pointKey(programme, province, point.pointId), point),
    async savePeriod(periodId: PeriodId): Promise<void> {
      const { programme, province, month } = partsOf(periodId);
      await putItem(table, directoryPeriodKey(programme, province, month), { month });
    },
    async saveList({ programme, province }: Place, list: List): Promise<void> {
      await putItem(table, directoryListKey(programme, province, list), ListEntry.parse(list));
    },
  };
};
