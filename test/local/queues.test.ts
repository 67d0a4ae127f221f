import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import type { LocalCloud } from '../../infra/local/local-cloud.ts';
import type { TestAssembly } from './support/assembly.ts';
import { call, openTestCloud, START } from './support/cloud.ts';

const MINUTE = 60_000;

const assembly = (handler: string, source: object = {}): TestAssembly => ({
  bundles: { take: handler },
  resources: {
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        VisibilityTimeout: 360,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] }, maxReceiveCount: 3 },
      },
    },
    DeadLetters: { Type: 'AWS::SQS::Queue' },
    Source: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        FunctionName: { Ref: 'take' },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ...source,
      },
    },
  },
  outputs: { QueueUrl: { Value: { Ref: 'Queue' } } },
});

const send = (cloud: LocalCloud, bodies: string[], DelaySeconds?: number) => {
  const client = new SQSClient({
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody, DelaySeconds }));
  return client.send(new SendMessageBatchCommand({ QueueUrl: cloud.outputs['QueueUrl'], Entries }));
};
const count = async (cloud: LocalCloud, queue: string) => {
  const { body } = await call<{ Attributes: Record<string, string> }>(cloud, 'AmazonSQS.GetQueueAttributes', {
    QueueUrl: `${cloud.endpoint}/000000000000/${queue}`,
  });
  return Number(body.Attributes['ApproximateNumberOfMessages']);
};
/** What the function has printed; a log file is whole once the cloud has stopped. */
const lines = async (cloud: LocalCloud & { folder: string }) => {
  await cloud.stop();
  return readFileSync(join(cloud.folder, 'data/logs/take.log'), 'utf8').trim().split('\n');
};

test('hands over batches of at most its size, so many at once', async () => {
  const cloud = await openTestCloud(
    assembly(
      `let now = 0;
      export const handler = async ({ Records }) => {
        now += 1;
        console.log(now + ' ' + Records.map(({ body }) => body).join(''));
        await new Promise((resolve) => setTimeout(resolve, 20));
        now -= 1;
        return { batchItemFailures: [] };
      };`,
      { BatchSize: 4, ScalingConfig: { MaximumConcurrency: 2 } },
    ),
  );
  await send(cloud, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']);
  await cloud.idle();
  const taken = (await lines(cloud)).map((line) => line.split(' '));
  expect(taken.map(([, bodies]) => bodies).join('')).toHaveLength(10);
  expect(Math.max(...taken.map(([, bodies = '']) => bodies.length))).toBe(4);
  expect(Math.max(...taken.map(([at]) => Number(at)))).toBe(2);
  expect(cloud.meter.snapshot()).toMatchObject({ invocations: 3, queueRequests: 1 + 3 * 2 });
});

describe('what a function fails', () => {
  const failing = `export const handler = async ({ Records }) => {
    for (const { body, attributes } of Records) {
      console.log(new Date(Date.now() + Number(process.env.CLOCK_OFFSET_MS)).toISOString().slice(0, 16), body, attributes.ApproximateReceiveCount);
    }
    const failed = Records.filter(({ body }) => body === 'bad');
    if (Records.some(({ body }) => body === 'throw')) throw new Error('all of them');
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };`;

  test('comes back after its visibility timeout, alone, and is a dead letter after three times', async () => {
    const cloud = await openTestCloud(assembly(failing));
    await send(cloud, ['good', 'bad']);
    await cloud.clock.sleepUntil(new Date(START.getTime() + 60 * MINUTE));
    expect([await count(cloud, 'Queue'), await count(cloud, 'DeadLetters')]).toEqual([0, 1]);
    expect(await lines(cloud)).toEqual([
      '2016-06-01T00:00 good 1',
      '2016-06-01T00:00 bad 1',
      '2016-06-01T00:06 bad 2',
      '2016-06-01T00:12 bad 3',
    ]);
  });

  test('is the whole batch when it throws', async () => {
    const cloud = await openTestCloud(assembly(failing));
    await send(cloud, ['good', 'throw']);
    await cloud.clock.sleepUntil(new Date(START.getTime() + 60 * MINUTE));
    expect(await count(cloud, 'DeadLetters')).toBe(2);
    expect(await lines(cloud)).toHaveLength(6);
  });
});

test('a delayed message is seen when its time has come', async () => {
  const cloud = await openTestCloud(
    assembly(`export const handler = async () => {
      console.log(new Date(Date.now() + Number(process.env.CLOCK_OFFSET_MS)).toISOString().slice(0, 16));
    };`),
  );
  await send(cloud, ['later'], 600);
  await cloud.idle();
  await cloud.clock.sleepUntil(new Date(START.getTime() + 20 * MINUTE));
  expect(await lines(cloud)).toEqual(['2016-06-01T00:10']);
});

test('a FIFO queue is refused by its logical id', async () => {
  const resources = { Orders: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } } };
  await expect(openTestCloud({ resources })).rejects.toThrow(/Orders[\s\S]*FifoQueue/);
});
