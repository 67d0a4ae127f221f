import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { programme } from '../sample/settings.ts';
import { laterMonth } from '../story/dates.ts';
import { dateOf, type Stage, usualHappenings } from '../story/stage.ts';
import { isStoryOver, playStory } from '../story/story.ts';
import { audit, openStage, savedFigures, savedScript, saveFigures, saveScript } from './open-stage.ts';
import { readOptions, scriptOf } from './options.ts';
import { reportText } from './report.ts';
import { serveStatusPage, statusPath } from './status-page.ts';

const usage = 'npm start [-- --port N --data DIR --empty]';
const started = performance.now();
const seconds = () => (performance.now() - started) / 1_000;
const options = readOptions(usage, ['port', 'data', 'empty']);
const dataDir = options.text('data') ?? '.data';
const begun = savedScript(dataDir);
const isUsed = existsSync(join(dataDir, 'journal.sqlite'));
/** A folder in which somebody works on their own is never played into. */
const isEmpty = options.given.empty === true || (isUsed && begun === undefined);
const script = begun ?? { ...scriptOf(options), happenings: usualHappenings };
if (!isEmpty) saveScript(dataDir, script);

const stage = await openStage({ dataDir, port: options.count('port') ?? 4600, script, isEmpty });
serveStatusPage(stage);

const stop = async (): Promise<void> => {
  console.log('\nStopping; npm start goes on from here.');
  await stage.cloud.stop();
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

const address = ({ cloud }: Stage): string => {
  const inbox = `${cloud.endpoint}/${cloud.outputs['FilesBucketName'] ?? ''}/inbox`;
  return [
    `Chitra is up after ${seconds().toFixed(1)} s. Everything stays on this machine, in ${dataDir}.`,
    `  status page  ${cloud.endpoint}${statusPath}`,
    `  S3 inbox     ${inbox}/`,
  ].join('\n');
};

const uploadLines = ({ cloud }: Stage): string => {
  const bucket = cloud.outputs['FilesBucketName'] ?? '';
  const month = laterMonth(dateOf(cloud.clock.now()).slice(0, 7), 1);
  const folder = (kind: string) => `inbox/${kind}/${programme}/${month}`;
  const key = `${folder('roster')}/my-roster.xlsx`;
  return [
    'Upload a roster of your own, CSV or XLSX (README, A list of your own), with any S3 client:',
    `  curl -T my-roster.xlsx ${cloud.endpoint}/${bucket}/${key}`,
    `  AWS_ACCESS_KEY_ID=S3RVER AWS_SECRET_ACCESS_KEY=S3RVER aws --region us-east-1 --endpoint-url ${cloud.endpoint} s3 cp my-roster.xlsx s3://${bucket}/${key}`,
    'Mend the rows of its errors.xlsx (status page) and upload those alone, or any other corrections:',
    `  curl -T errors.xlsx ${cloud.endpoint}/${bucket}/${folder('corrections')}/errors.xlsx`,
    'From the 20th on, the next month opens by itself at six in the morning; to have it looked at now:',
    `  curl -d '{}' ${cloud.endpoint}/2015-03-31/functions/open-due-periods/invocations`,
    'Ctrl-C stops; started again it goes on with what is there.',
  ].join('\n');
};

console.log(`${address(stage)}\n`);
if (!isEmpty) console.log(`${uploadLines(stage)}\n`);
if (isEmpty) {
  console.log('No story is played here: upload settings, points and a roster (npm run sample writes some).');
} else {
  const saved = savedFigures(dataDir);
  if (saved && (await isStoryOver(stage)))
    console.log('The story of this folder was played to its end before:');
  else await playStory(stage);
  const figures = saved ?? (await audit(stage, dataDir, seconds()));
  saveFigures(dataDir, figures);
  console.log(reportText(figures));
}
console.log(`\n${uploadLines(stage)}`);
