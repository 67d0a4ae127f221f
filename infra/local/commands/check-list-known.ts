import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Month } from '../../../shared/domain/calendar.ts';
import type { Complaint } from '../../../shared/domain/finding.ts';
import { Commune, CommuneCode, type PointId } from '../../../shared/domain/geography.ts';
import type { ListKind } from '../../../shared/domain/payout-list.ts';
import { Settings } from '../../../shared/domain/settings.ts';
import { anyCommune, type CommuneNames, communeNames } from '../../../shared/lists/roster/commune-names.ts';
import { FileRefused, type ListFile } from '../../../shared/lists/file/list-file.ts';
import { openListFile } from '../../../shared/lists/file/open-list-file.ts';
import { type PointList, pointLayout, readPoints } from '../../../shared/lists/points.ts';
import { readSettings } from '../../../shared/lists/setup.ts';
import { readWholeTable } from '../../../shared/lists/table/whole-table.ts';
import { firstMonth } from '../sample/census.ts';
import { communesOf } from '../sample/communes.ts';
import { sampleSettings } from '../sample/settings.ts';
import { dateOf } from '../story/stage.ts';
import { besides } from './list-place.ts';

/** What a list is checked by where no table knows anything. */
export type Known = Readonly<{
  month: Month;
  settings: Settings;
  communes: CommuneNames;
  points: ReadonlyMap<PointId, CommuneCode>;
  /** The files that said so, for whoever wonders. */
  from: Readonly<{ settings: string; points: string }>;
}>;

type Given = Readonly<
  { kind: ListKind } & Partial<Record<'settings' | 'points' | 'month', string | undefined>>
>;

export const localFile = (path: string): ListFile => ({
  name: basename(path),
  open: () => createReadStream(path),
});

/** Settings and points that are given, else those that lie beside the list, else the sample's; none from itself. */
export const knownFor = async (file: string, given: Given): Promise<Known> => {
  const beside = given.kind === 'settings' ? {} : besides(file);
  const settingsFile = given.settings ?? beside.settings;
  const settings =
    settingsFile === undefined ? Settings.parse(sampleSettings) : await settingsIn(settingsFile);
  const pointsFile = given.kind === 'points' ? undefined : (given.points ?? beside.points);
  const places =
    pointsFile === undefined
      ? { communes: settingsFile === undefined ? sampleCommunes() : anyCommune, points: new PointsByName() }
      : placesOf(await pointsIn(pointsFile, settings));
  const from = { settings: settingsFile ?? 'the sample', points: pointsFile ?? noPoints(settingsFile) };
  return { month: Month.parse(given.month ?? usualMonth(settings)), settings, ...places, from };
};

const noPoints = (settingsFile: string | undefined): string =>
  settingsFile === undefined ? 'the sample' : 'no file: any well-formed commune code';

/** A list that is checked by the sample's settings is of the sample's time, as for `npm run import`. */
const usualMonth = ({ from }: Settings): string =>
  from === sampleSettings.from ? firstMonth : dateOf(new Date()).slice(0, 7);

/** Settings or points that a list should be checked by are no good themselves. */
export class KnownUnusable extends Error {
  override name = 'KnownUnusable';

  constructor(path: string, { message }: Complaint) {
    super(`${path}: ${message.vi} / ${message.en}`);
  }
}

const settingsIn = async (path: string): Promise<Settings> => {
  const read = readSettings(await readFile(path));
  if ('refused' in read) throw new KnownUnusable(path, read.refused);
  return read.settings;
};

const pointsIn = async (path: string, { calendar }: Settings): Promise<PointList> => {
  try {
    const table = await readWholeTable(await openListFile(localFile(path)), pointLayout);
    const read = readPoints(table, calendar);
    if (!('refused' in read)) return read;
    throw new FileRefused(read.refused);
  } catch (error) {
    throw error instanceof FileRefused ? new KnownUnusable(path, error.complaint) : error;
  }
};

const placesOf = ({ communes, points }: PointList): Pick<Known, 'communes' | 'points'> => ({
  communes: communeNames(communes),
  points: new Map(points.map(({ pointId, commune }) => [pointId, commune])),
});

/** Real communes and made-up ones, as many as a nation's sample has. */
const sampleCommunes = (): CommuneNames =>
  communeNames(communesOf(2_000).map((commune) => Commune.parse(commune)));

/** Where nobody said which points there are: each serves the commune that it is named after. */
class PointsByName extends Map<PointId, CommuneCode> {
  override get(point: PointId): CommuneCode {
    return CommuneCode.parse(point.slice(0, 5));
  }
}
