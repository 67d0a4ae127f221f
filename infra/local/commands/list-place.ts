import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What kind of list a file is, unless it is said: one whose name begins with `settings` or `points` is that, any other a roster. */
export const kindByName = (file: string): string =>
  /^(settings|points)/i.exec(basename(file))?.[1]?.toLowerCase() ?? 'roster';

/** The settings and points that `npm run sample` wrote beside a list. */
export const besides = (file: string): { settings?: string; points?: string } => {
  const settings = join(dirname(file), 'settings.json');
  const points = join(dirname(file), 'points.csv');
  return { ...(existsSync(settings) && { settings }), ...(existsSync(points) && { points }) };
};
