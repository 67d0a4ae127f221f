import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bacKan2016 } from '../sample/census.ts';
import { laterMonth } from '../story/dates.ts';
import { dateOf } from '../story/stage.ts';
import { storyBegins } from '../story/story.ts';
import { importFile, type ImportedFile } from './import-file.ts';
import { isEmptyCloud, setUpFor } from './import-setup.ts';
import { openStage } from './open-stage.ts';
import { readOptions } from './options.ts';

const usage =
  'npm run import -- FILE… [--kind K] [--month YYYY-MM] [--commune CODE] [--data DIR] [--json FILE]\n' +
  'K: settings, points, roster (unless the name says otherwise) or corrections';
const options = readOptions(usage, ['kind', 'month', 'commune', 'data', 'json', 'port'], 1_000);
const [first] = options.positionals;
if (first === undefined) {
  console.error(usage);
  process.exit(2);
}

const given = options.text('data');
const dataDir = given ?? mkdtempSync(join(tmpdir(), 'chitra-import-'));
/** A cloud of its own lives in the sample's time; one of somebody's in theirs. */
const startAt = given === undefined ? { startAt: storyBegins } : {};
const script = { sample: bacKan2016, months: 0, shares: { seed: 0, missed: 0, never: 0 } };
const stage = await openStage({
  dataDir,
  port: options.count('port') ?? 0,
  script,
  isEmpty: true,
  ...startAt,
});
const imported: ImportedFile[] = [];
try {
  const month = options.text('month') ?? laterMonth(dateOf(stage.cloud.clock.now()).slice(0, 7), 1);
  if (given === undefined && (await isEmptyCloud(stage))) await setUpFor(stage, first);
  for (const file of options.positionals) {
    const one = await importFile(stage, file, {
      kind: options.text('kind'),
      month,
      commune: options.text('commune'),
    });
    imported.push(one.figures);
    console.log(one.text);
  }
} finally {
  await stage.cloud.stop();
  if (given === undefined) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
}
const json = options.text('json');
if (json !== undefined) writeFileSync(json, `${JSON.stringify(imported, null, 2)}\n`);
