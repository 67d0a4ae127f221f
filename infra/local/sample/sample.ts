import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Census, firstMonth, type SampleParameters, takeCensus } from './census.ts';
import { csvOf } from './csv.ts';
import { type MessyRoster, messyRoster } from './messy/messy-workbook.ts';
import { points } from './points.ts';
import { plainRosterWorkbook, rosterWorkbook } from './roster-workbook.ts';
import { roster } from './roster.ts';
import { sampleSettings } from './settings.ts';

const monthNumber = (month: string): number => {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Error(`${month} is not a month such as 2016-06`);
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
};

/** The people of a calendar month; the sample's first month is June 2016. */
export const censusOf = (parameters: SampleParameters, month: string): Census => {
  const at = monthNumber(month) - monthNumber(firstMonth);
  if (at < 0) throw new Error(`the sample begins with ${firstMonth}`);
  return takeCensus(parameters, at);
};

export const settingsText = (): string => `${JSON.stringify(sampleSettings, null, 2)}\n`;
export const pointsText = (census: Census): string => [...csvOf(points(census))].join('');
/** The roster piece by piece: a nation's does not fit into one string. */
export const rosterText = (census: Census): Readable => Readable.from(csvOf(roster(census)));

/** A larger workbook would be held in memory whole: some 20 MB for a thousand people. */
const printedMax = 30_000;

export interface WrittenSample {
  readonly settings: string;
  readonly points: string;
  readonly roster: string;
  /** As districts print it, or one plain table where there are too many people for that. */
  readonly workbook: string;
  /** The faulty roster and what is wrong with it, for as many people as can be printed. */
  readonly messy?: string;
  readonly faults?: string;
}

const faultsText = (file: string, { rows, faults, clean }: MessyRoster): string =>
  `${JSON.stringify({ file, rows, faults, clean }, null, 2)}\n`;

const writeWorkbooks = async (
  folder: string,
  census: Census,
  month: string,
): Promise<Omit<WrittenSample, 'settings' | 'points' | 'roster'>> => {
  const workbook = join(folder, 'roster.xlsx');
  if (census.people > printedMax) {
    await pipeline(plainRosterWorkbook(census), createWriteStream(workbook));
    return { workbook };
  }
  const messy = join(folder, 'roster-messy.xlsx');
  const faults = join(folder, 'roster-messy.faults.json');
  await writeFile(workbook, await rosterWorkbook(census, month));
  const spoilt = await messyRoster(census, month);
  await writeFile(messy, spoilt.bytes);
  await writeFile(faults, faultsText(basename(messy), spoilt));
  return { workbook, messy, faults };
};

/**
 * Writes settings, points and the month's roster: as CSV, as a workbook and as a faulty one. The same parameters give
 * the same bytes.
 */
export const writeSample = async (
  folder: string,
  parameters: SampleParameters,
  month: string,
): Promise<WrittenSample> => {
  const census = censusOf(parameters, month);
  const written = {
    settings: join(folder, 'settings.json'),
    points: join(folder, 'points.csv'),
    roster: join(folder, 'roster.csv'),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(written.settings, settingsText());
  await writeFile(written.points, pointsText(census));
  await pipeline(rosterText(census), createWriteStream(written.roster));
  return { ...written, ...(await writeWorkbooks(folder, census, month)) };
};
