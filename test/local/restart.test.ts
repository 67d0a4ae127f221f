import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openLocalCloud, type LocalCloud } from '../../infra/local/local-cloud.ts';
import { bucket, machine, map, table, task, type TestAssembly } from './support/assembly.ts';
import { openChildCloud } from './support/child.ts';
import { call, describeExecution, start, temporaryFolder, writeTestAssembly } from './support/cloud.ts';

const DAY = 86_400_000;

/** Writes a line for every call; slow until the file `quick` is there. */
const recording = (folder: string) => `
  import { appendFileSync, existsSync } from 'node:fs';
  export const handler = async (event) => {
    const id = event.Records ? event.Records[0].body : (event.key ?? event.id);
    appendFileSync('${folder}/calls', 'begin ' + id + '\\n');
    while (event.slow !== false && !existsSync('${folder}/quick')) await new Promise((r) => setTimeout(r, 5));
    appendFileSync('${folder}/calls', 'end ' + id + '\\n');
    return id;
  };`;

const prepare = (assembly: (folder: string) => TestAssembly) => {
  const folder = temporaryFolder();
  writeTestAssembly(folder, assembly(folder));
  const calls = () =>
    existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : [];
  return {
    folder,
    calls,
    began: (count: number) =>
      vi.waitUntil(() => calls().filter((line) => line.startsWith('begin')).length >= count, {
        timeout: 10_000,
      }),
    letThrough: () => {
      appendFileSync(join(folder, 'quick'), '');
    },
    reopen: async (): Promise<LocalCloud> => {
      const cloud = await openLocalCloud({
        dataDir: join(folder, 'data'),
        assembly: join(folder, 'cdk.out'),
        port: 0,
        runAhead: true,
      });
      onTestFinished(() => cloud.stop());
      return cloud;
    },
  };
};
const later = (cloud: LocalCloud, milliseconds: number) =>
  new Date(cloud.clock.now().getTime() + milliseconds);

describe('after kill -9', () => {
  test('a task that was under way is invoked again', async () => {
    const { folder, began, calls, letThrough, reopen } = prepare((path) => ({
      bundles: { record: recording(path) },
      resources: { Machine: machine({ First: { Type: 'Pass', Next: 'Slow' }, Slow: task('record') }) },
    }));
    const child = await openChildCloud(folder);
    const { body } = await start(child, 'Machine', { id: 'one' });
    await began(1);
    await child.kill();
    letThrough();
    const cloud = await reopen();
    await cloud.idle();
    expect(await describeExecution(cloud, body.executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: 'one',
    });
    expect(calls()).toEqual(['begin one', 'begin one', 'end one']);
  });

  test('a map goes on with the children that had not finished', async () => {
    const { folder, began, calls, letThrough, reopen } = prepare((path) => ({
      bundles: { record: recording(path) },
      resources: { Machine: machine({ Map: map('record', { MaxConcurrency: 2 }) }) },
    }));
    const child = await openChildCloud(folder);
    const items = [1, 2, 3, 4, 5, 6].map((id) => ({ id, slow: id > 3 }));
    const { body } = await start(child, 'Machine', { items });
    await began(5);
    await child.kill();
    const before = calls();
    letThrough();
    const cloud = await reopen();
    await cloud.idle();
    expect((await describeExecution(cloud, body.executionArn)).output).toEqual([1, 2, 3, 4, 5, 6]);
    const after = calls().slice(before.length);
    expect(after.filter((line) => line.startsWith('begin')).toSorted()).toEqual([
      'begin 4',
      'begin 5',
      'begin 6',
    ]);
  });

  test('a wait ends when it would have ended', async () => {
    const { folder, reopen } = prepare(() => ({
      resources: {
        Machine: machine({
          Wait: { Type: 'Wait', Seconds: 3 * 86_400, Next: 'Now' },
          Now: { Type: 'Pass', Output: '{% $states.context.State.EnteredTime %}', End: true },
        }),
      },
    }));
    const child = await openChildCloud(folder);
    const { body } = await start(child, 'Machine', {});
    await setTimeout(50);
    await child.kill();
    const cloud = await reopen();
    await cloud.clock.sleepUntil(later(cloud, 2 * DAY));
    expect(await describeExecution(cloud, body.executionArn)).toMatchObject({ status: 'RUNNING' });
    await cloud.clock.sleepUntil(later(cloud, 2 * DAY));
    expect((await describeExecution(cloud, body.executionArn)).output).toMatch(/^2016-06-04T00:00:0/);
  });

  test('messages are delivered: those that waited and those that were in flight', async () => {
    const { folder, began, calls, letThrough, reopen } = prepare((path) => ({
      bundles: { record: recording(path) },
      resources: {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 900 } },
        Source: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
            FunctionName: { Ref: 'record' },
            BatchSize: 1,
            ScalingConfig: { MaximumConcurrency: 2 },
          },
        },
      },
    }));
    const child = await openChildCloud(folder);
    const QueueUrl = `${child.endpoint}/000000000000/Queue`;
    for (const MessageBody of ['a', 'b', 'c', 'd']) {
      expect((await call(child, 'AmazonSQS.SendMessage', { QueueUrl, MessageBody })).status).toBe(200);
    }
    await began(2);
    await child.kill();
    letThrough();
    const cloud = await reopen();
    await cloud.idle();
    expect(
      calls()
        .filter((line) => line.startsWith('end'))
        .toSorted(),
    ).toEqual(['end a', 'end b', 'end c', 'end d']);
  });

  test('every acknowledged upload starts its execution, once', async () => {
    const { folder, calls, letThrough, reopen } = prepare((path) => ({
      bundles: { record: recording(path) },
      resources: {
        Files: bucket(),
        Machine: machine({ Read: task('record') }),
        Rule: {
          Type: 'AWS::Events::Rule',
          Properties: {
            EventPattern: {
              source: ['aws.s3'],
              'detail-type': ['Object Created'],
              detail: { object: { key: [{ prefix: 'inbox/' }] } },
            },
            Targets: [
              {
                Id: 'Target0',
                Arn: { Ref: 'Machine' },
                InputTransformer: {
                  InputPathsMap: { key: '$.detail.object.key' },
                  InputTemplate: '{"key":<key>}',
                },
              },
            ],
          },
        },
      },
    }));
    const put = (endpoint: string, key: string) =>
      fetch(`${endpoint}/files/inbox/${key}`, { method: 'PUT', body: 'x'.repeat(100_000) });
    const acknowledged: string[] = [];
    letThrough();
    for (const round of [0, 1, 2]) {
      const child = await openChildCloud(folder);
      const uploads = Array.from({ length: 40 }, async (_, index) => {
        const key = `${round}-${index}.csv`;
        const response = await put(child.endpoint, key).catch(() => undefined);
        if (response?.ok) acknowledged.push(`inbox/${key}`);
      });
      await Promise.race(uploads.slice(round * 5, round * 5 + 3));
      await child.kill();
      await Promise.all(uploads);
    }
    const cloud = await reopen();
    await cloud.idle();
    const ended = calls()
      .filter((line) => line.startsWith('end '))
      .map((line) => line.slice('end '.length));
    expect(acknowledged.length).toBeGreaterThan(2);
    expect(acknowledged.filter((key) => !ended.includes(key))).toEqual([]);
    const started = cloud.executions().map(({ input }) => (input as { key: string }).key);
    expect(new Set(started).size).toBe(started.length);
    for (const key of acknowledged) {
      const kept = await fetch(`${cloud.endpoint}/files/${key}`);
      expect((await kept.text()).length).toBe(100_000);
    }
  });

  test('items are kept and leases are not', async () => {
    const { folder, reopen } = prepare(() => ({ resources: { Payouts: table() } }));
    const child = await openChildCloud(folder);
    const put = (pk: string) =>
      call(child, 'DynamoDB_20120810.PutItem', {
        TableName: 'Payouts',
        Item: { pk: { S: pk }, sk: { S: 'x' } },
      });
    await put('LEASE#register#01834');
    await put('PERIOD#1');
    await child.kill();
    const cloud = await reopen();
    const { body } = await call<{ Items: object[] }>(cloud, 'DynamoDB_20120810.Scan', {
      TableName: 'Payouts',
    });
    expect(body.Items).toEqual([{ pk: { S: 'PERIOD#1' }, sk: { S: 'x' } }]);
  });

  test('the lock of the dead process is taken over, that of a living one is not', async () => {
    const { folder, reopen } = prepare(() => ({ resources: {} }));
    const child = await openChildCloud(folder);
    await expect(reopen()).rejects.toThrow(new RegExp(`in use by process ${child.pid}`));
    await child.kill();
    await expect(reopen()).resolves.toBeDefined();
    await expect(reopen()).rejects.toThrow(/in use by process/);
  });
});

test('stops within two seconds in the middle of a task, which goes on at the next start', async () => {
  const { calls, letThrough, reopen, began } = prepare((path) => ({
    bundles: { record: recording(path) },
    resources: { Machine: machine({ Slow: task('record') }) },
  }));
  const cloud = await reopen();
  const { body } = await start(cloud, 'Machine', { id: 'one' });
  await began(1);
  const stoppingAt = performance.now();
  await cloud.stop();
  expect(performance.now() - stoppingAt).toBeLessThan(2_000);
  letThrough();
  const again = await reopen();
  await again.idle();
  expect(await describeExecution(again, body.executionArn)).toMatchObject({ status: 'SUCCEEDED' });
  expect(calls().filter((line) => line === 'begin one')).toHaveLength(2);
});

test('the clock, the meter and the outbox go on where they were', async () => {
  const { reopen } = prepare(() => ({ resources: { Payouts: table() } }));
  const first = await reopen();
  await first.clock.sleepUntil(later(first, 30 * DAY));
  await call(first, 'PinpointSMSVoiceV2.SendTextMessage', {
    DestinationPhoneNumber: '+84901',
    MessageBody: 'Xin chao',
  });
  await call(first, 'DynamoDB_20120810.PutItem', {
    TableName: 'Payouts',
    Item: { pk: { S: 'a' }, sk: { S: 'b' } },
  });
  const [now, reading] = [first.clock.now(), first.meter.snapshot()];
  await first.stop();
  const second = await reopen();
  expect(second.clock.now().getTime()).toBeGreaterThanOrEqual(now.getTime());
  expect(second.clock.now().getTime() - now.getTime()).toBeLessThan(10_000);
  expect(second.meter.snapshot()).toEqual(reading);
  expect(second.outbox.list()).toMatchObject([{ to: '+84901', text: 'Xin chao', parts: 1 }]);
});
