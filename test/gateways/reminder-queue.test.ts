import { SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ReminderMessage } from '../../shared/domain/reminder.ts';
import { openReminderQueue } from '../../shared/gateways/reminder-queue.ts';
import { aReminder } from '../support/facts.ts';
import { aService, json } from '../support/http-answers.ts';

const Batch = z.object({
  QueueUrl: z.string(),
  Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })),
});

const messages = (count: number) =>
  Array.from({ length: count }, (_, at) => ReminderMessage.parse(aReminder({ phoneKey: `PHONE${at}` })));

const queue = async (...answers: Parameters<typeof aService>) => {
  const { requests, reach } = await aService(...answers);
  const opened = openReminderQueue('http://queue', new SQSClient({ ...reach, md5: false }));
  const send: typeof opened.send = (all) => opened.send(all);
  return { send, batches: () => requests.map(({ body }) => Batch.parse(JSON.parse(body)).Entries) };
};

const taken = json(200, { Successful: [], Failed: [] });

test('queues in batches of ten, each with ids of its own, and nothing but the key of a reminder', async () => {
  const { send, batches } = await queue(taken);
  await send(messages(23));
  expect(batches().map(({ length }) => length)).toEqual([10, 10, 3]);
  for (const batch of batches()) expect(new Set(batch.map(({ Id }) => Id)).size).toBe(batch.length);
  const bodies = batches()
    .flat()
    .map(({ MessageBody }): unknown => JSON.parse(MessageBody));
  expect(bodies).toEqual(messages(23));
});

test('of nothing asks nothing', async () => {
  const { send, batches } = await queue(taken);
  await send([]);
  expect(batches()).toEqual([]);
});

test('fails where one of a batch was not taken', async () => {
  const failed = { Id: '3', Code: 'InternalError', SenderFault: false };
  const { send } = await queue(taken, json(200, { Successful: [], Failed: [failed] }));
  await expect(send(messages(20))).rejects.toThrow('1 reminders were not queued');
});
