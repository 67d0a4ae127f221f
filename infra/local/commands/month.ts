import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { happenings } from '../story/stage.ts';
import { playStory } from '../story/story.ts';
import { audit, openStage, savedScript, saveScript } from './open-stage.ts';
import { readOptions, scriptOf } from './options.ts';
import { reportText } from './report.ts';

const usage = `npm run month [-- --people N --communes N --months K --missed R --never R --seed S
  --flood --missing-sheet --late-result --mistakes --deaths --data DIR --json FILE]`;
const started = performance.now();
const names = ['people', 'communes', 'months', 'missed', 'never', 'seed', 'data', 'json', 'port'] as const;
const options = readOptions(usage, [...names, ...happenings]);
const given = options.text('data');
const dataDir = given ?? mkdtempSync(join(tmpdir(), 'chitra-month-'));
const script = savedScript(dataDir) ?? scriptOf(options);
saveScript(dataDir, script);

const stage = await openStage({ dataDir, port: options.count('port') ?? 0, script });
try {
  await playStory(stage);
  const figures = await audit(stage, dataDir, (performance.now() - started) / 1_000);
  console.log(reportText(figures));
  const json = options.text('json');
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
  if (figures.broken.length > 0) process.exitCode = 1;
} finally {
  await stage.cloud.stop();
  if (given === undefined) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
}
