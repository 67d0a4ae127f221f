import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nextTick } from '../../infra/local/events/schedules.ts';
import { openLocalCloud } from '../../infra/local/local-cloud.ts';
import { openTestCloud, START } from './support/cloud.ts';

describe('the next tick', () => {
  const after = new Date('2016-06-01T10:00:00Z'); // a Wednesday
  test.each([
    ['cron(0 23 * * ? *)', '2016-06-01T23:00:00.000Z'],
    ['cron(0 10 * * ? *)', '2016-06-02T10:00:00.000Z'],
    ['cron(15 6 20 * ? *)', '2016-06-20T06:15:00.000Z'],
    ['cron(0 8 ? * 2 *)', '2016-06-06T08:00:00.000Z'],
    ['cron(0 8 ? * MON-FRI *)', '2016-06-02T08:00:00.000Z'],
    ['rate(5 minutes)', '2016-06-01T10:05:00.000Z'],
    ['rate(1 day)', '2016-06-02T10:00:00.000Z'],
  ])('%s', (expression, expected) => {
    expect(nextTick(expression, after).toISOString()).toBe(expected);
  });

  test.each(['cron(0 8 * * ? 2020)', 'at(2016-06-01T00:00:00)', 'daily'])('not of %s', (expression) => {
    expect(() => nextTick(expression, after)).toThrow(expression);
  });
});

const assembly = {
  bundles: {
    open: `let calls = 0;
      export const handler = async ({ time }) => {
        calls += 1;
        console.log(time);
        if (calls === 2) throw new Error('once');
      };`,
  },
  resources: {
    Daily: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'cron(0 23 * * ? *)',
        Targets: [{ Id: 'Target0', Arn: { 'Fn::GetAtt': ['open', 'Arn'] } }],
      },
    },
  },
};
const ticks = (folder: string) => readFileSync(join(folder, 'data/logs/open.log'), 'utf8').trim().split('\n');
const DAY = 86_400_000;
const day = (n: number) => new Date(START.getTime() + n * DAY);

test('each tick calls its target once, again after a minute when that failed, and a missed one is made up', async () => {
  const cloud = await openTestCloud(assembly);
  await cloud.clock.sleepUntil(day(3));
  await cloud.stop();
  const first = [
    '2016-06-01T23:00:00Z',
    '2016-06-02T23:00:00Z',
    '2016-06-02T23:00:00Z',
    '2016-06-03T23:00:00Z',
  ];
  expect(ticks(cloud.folder)).toEqual(first);

  // As if the process had been down for ten days.
  const journal = new DatabaseSync(join(cloud.folder, 'data/journal.sqlite'));
  journal.exec(`UPDATE notes SET value = value + ${10 * DAY} WHERE name = 'clock'`);
  journal.close();
  const again = await openLocalCloud({
    dataDir: join(cloud.folder, 'data'),
    assembly: join(cloud.folder, 'cdk.out'),
    port: 0,
    runAhead: true,
  });
  onTestFinished(() => again.stop());
  await again.clock.sleepUntil(day(14));
  await again.stop();
  expect(ticks(cloud.folder).slice(first.length)).toEqual([
    '2016-06-04T23:00:00Z',
    '2016-06-14T23:00:00Z',
    '2016-06-14T23:00:00Z',
  ]);
});
