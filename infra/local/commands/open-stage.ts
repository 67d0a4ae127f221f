import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openLocalCloud } from '../local-cloud.ts';
import { takeSnapshot } from '../story/audit.ts';
import { openBooks } from '../story/books.ts';
import { checkPromises } from '../story/checker.ts';
import { openCloudFiles } from '../story/cloud-files.ts';
import { openCloudTables } from '../story/cloud-tables.ts';
import { type Figures, figuresOf } from '../story/figures.ts';
import { dateOf, happenings, type Script, type Stage } from '../story/stage.ts';
import { storyBegins } from '../story/story.ts';
import type { Weather } from '../weather.ts';

const SavedScript = z.object({
  sample: z.object({ people: z.number(), communes: z.number(), seed: z.number() }),
  months: z.number(),
  shares: z.object({ seed: z.number(), missed: z.number(), never: z.number() }),
  happenings: z.array(z.enum(happenings)).default([]),
});

/** The script that a data folder was begun with: it is played to its end, whatever is asked for later. */
export const savedScript = (dataDir: string): Script | undefined => {
  const path = join(dataDir, 'story.json');
  return existsSync(path) ? SavedScript.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
};

export const saveScript = (dataDir: string, script: Script): void => {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, 'story.json'), `${JSON.stringify(script, null, 2)}\n`);
};

const SavedFigures = z.custom<Figures>((value) => typeof value === 'object' && value !== null);

/** What the story came to at its end: what happens in the folder later is not part of it. */
export const savedFigures = (dataDir: string): Figures | undefined => {
  const path = join(dataDir, 'figures.json');
  return existsSync(path) ? SavedFigures.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
};

export const saveFigures = (dataDir: string, figures: Figures): void => {
  writeFileSync(join(dataDir, 'figures.json'), `${JSON.stringify(figures, null, 2)}\n`);
};

export interface OpenStage {
  readonly dataDir: string;
  readonly port: number;
  readonly script: Script;
  /** An empty cloud begins today, or when it is told to; a story in 2016. */
  readonly isEmpty?: boolean;
  readonly startAt?: Date;
  /** For rehearsals of what goes wrong between machines. */
  readonly weather?: Weather;
}

export const openStage = async (given: OpenStage): Promise<Stage> => {
  const { dataDir, port, script, isEmpty = false, startAt, weather } = given;
  const time = isEmpty ? { ...(startAt && { startAt }) } : { startAt: storyBegins, runAhead: true };
  const cloud = await openLocalCloud({ dataDir, port, ...time, ...(weather && { weather }) });
  return {
    cloud,
    files: openCloudFiles(cloud.endpoint, cloud.outputs['FilesBucketName'] ?? ''),
    tables: openCloudTables(cloud.endpoint),
    script,
    tell: (line) => {
      console.log(`${dateOf(cloud.clock.now())}  ${line}`);
    },
  };
};

/** The meter is read first: the auditor's own reading is not part of the bill. */
export const audit = async (stage: Stage, dataDir: string, seconds: number): Promise<Figures> => {
  const meter = stage.cloud.meter.snapshot();
  const snapshot = await takeSnapshot(stage, dataDir);
  return figuresOf(openBooks(snapshot), { broken: checkPromises(snapshot), seconds, meter });
};
