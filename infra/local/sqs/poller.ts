import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Json } from '../json.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Meter } from '../meter.ts';
import { REGION } from '../template/resources.ts';
import type { Clock } from '../time/clock.ts';
import type { Message, Messages } from './messages.ts';
import type { EventSource, QueueDefinition } from './queue-definition.ts';

const PartialFailures = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const toRecord = (message: Message, arn: string): Json => ({
  messageId: message.id,
  receiptHandle: `${message.id}#${message.receives}`,
  body: message.body,
  md5OfBody: md5(message.body),
  attributes: {
    ApproximateReceiveCount: String(message.receives),
    SentTimestamp: String(message.sent),
    SenderId: 'local',
    ApproximateFirstReceiveTimestamp: String(message.sent),
  },
  messageAttributes: {},
  eventSource: 'aws:sqs',
  eventSourceARN: arn,
  awsRegion: REGION,
});

/** Which messages of a batch a function gave back. An answer that makes no sense gives back all, as in AWS. */
const failedOf = (batch: readonly Message[], answer: Json, source: EventSource): ReadonlySet<string> => {
  if (!source.partialFailures || answer === null) return new Set();
  const all = new Set(batch.map(({ id }) => id));
  const read = PartialFailures.safeParse(answer);
  if (!read.success) return all;
  const failed = read.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  return failed.every((id) => all.has(id)) ? new Set(failed) : all;
};

interface PollerOptions {
  readonly queue: QueueDefinition;
  readonly source: EventSource;
  readonly messages: Messages;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly functions: Functions;
  readonly stopped: () => boolean;
}

/** Lambda's poller of one queue. Call it whenever there may be something to hand over. */
export const startPoller = ({ queue, source, messages, clock, meter, functions, stopped }: PollerOptions) => {
  let running = 0;
  let cancelAlarm: (() => void) | undefined;

  const handOver = async (batch: Message[]): Promise<void> => {
    meter.add('queueRequests', 2); // one to receive them, one to delete them
    const Records = batch.map((message) => toRecord(message, queue.arn));
    const failed = await functions.invoke(source.functionName, { Records }).then(
      (answer) => failedOf(batch, answer, source),
      () => new Set(batch.map(({ id }) => id)),
    );
    if (!stopped()) messages.settle(batch, failed);
  };
  const poll = (): void => {
    if (stopped()) return;
    while (running < source.atOnceMax) {
      const batch = messages.receive(queue, source.batchMax);
      if (batch.length === 0) break;
      running += 1;
      const release = clock.hold();
      void handOver(batch).finally(() => {
        running -= 1;
        poll();
        release();
      });
    }
    cancelAlarm?.();
    const next = messages.nextVisible(queue.name);
    // What can be seen already waits for a free place, and is polled for when there is one.
    if (next !== undefined && next > clock.now().getTime()) cancelAlarm = clock.callAt(new Date(next), poll);
  };
  return poll;
};
