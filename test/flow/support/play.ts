import { audit, openStage } from '../../../infra/local/commands/open-stage.ts';
import { parametersOf } from '../../../infra/local/sample/census.ts';
import { takeSnapshot } from '../../../infra/local/story/audit.ts';
import { type Books, openBooks } from '../../../infra/local/story/books.ts';
import type { Figures } from '../../../infra/local/story/figures.ts';
import type { PeriodBook } from '../../../infra/local/story/period-books.ts';
import type { Snapshot } from '../../../infra/local/story/snapshot.ts';
import type { Happening, Script } from '../../../infra/local/story/stage.ts';
import { playStory } from '../../../infra/local/story/story.ts';

export type Played = Figures & Readonly<{ snapshot: Snapshot; books: Books; told: readonly string[] }>;

export type Wanted = Readonly<{
  people?: number;
  months?: number;
  missed?: number;
  never?: number;
  happenings?: readonly Happening[];
}>;

export const scriptOf = (wanted: Wanted): Script => {
  const { people = 300, months = 2, missed = 0, never = 0, happenings = [] } = wanted;
  const sample = parametersOf({ people, seed: 7 });
  return { sample, months, shares: { seed: sample.seed, missed, never }, happenings };
};

/** Plays a small province to its end and looks at what lies there. */
export const play = async (dataDir: string, wanted: Wanted): Promise<Played> => {
  const stage = await openStage({ dataDir, port: 0, script: scriptOf(wanted) });
  const told: string[] = [];
  try {
    const quiet = { ...stage, tell: (line: string) => void told.push(line) };
    await playStory(quiet);
    const figures = await audit(quiet, dataDir, 0);
    const snapshot = await takeSnapshot(quiet, dataDir);
    return { ...figures, snapshot, books: openBooks(snapshot), told };
  } finally {
    await stage.cloud.stop();
  }
};

/** The first period's book and the one after it. */
export const monthsOf = ({ books }: Played): [PeriodBook, PeriodBook] => {
  const [june, july] = books.periods;
  if (!june || !july) throw new Error('there are not two months');
  return [june, july];
};
