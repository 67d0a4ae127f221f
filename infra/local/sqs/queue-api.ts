import { z } from 'zod';
import { ApiError } from '../http/api.ts';
import { operation, type Operations } from '../http/operation.ts';
import { Json } from '../json.ts';
import type { Meter } from '../meter.ts';
import { md5 } from './poller.ts';
import type { Queues } from './queues.ts';

const BATCH_MAX = 10;

const Message = z.object({
  MessageBody: z.string().min(1),
  DelaySeconds: z.number().optional(),
  MessageAttributes: z.record(z.string(), Json).optional(),
});
const Queue = z.object({ QueueUrl: z.string() });
const Entries = z.array(Message.extend({ Id: z.string() })).min(1);

/** As much of SQS as anybody calls. Receiving is the pollers' own. */
export const queueOperations = (queues: Queues, meter: Meter): Operations => {
  const send = (queue: string, { MessageBody, DelaySeconds, MessageAttributes }: z.infer<typeof Message>) => {
    if (MessageAttributes && Object.keys(MessageAttributes).length > 0) {
      throw new ApiError('UnsupportedOperation', 'The local queues carry no message attributes.');
    }
    const { id } = queues.send(queue, { body: MessageBody, delaySeconds: DelaySeconds });
    return { MessageId: id, MD5OfMessageBody: md5(MessageBody) };
  };
  return {
    'AmazonSQS.SendMessage': operation(Queue.extend(Message.shape), (input) => {
      meter.add('queueRequests');
      return send(input.QueueUrl, input);
    }),
    'AmazonSQS.SendMessageBatch': operation(
      Queue.extend({ Entries: Entries.max(BATCH_MAX) }),
      ({ QueueUrl, Entries: entries }) => {
        meter.add('queueRequests');
        return {
          Successful: entries.map((entry) => ({ Id: entry.Id, ...send(QueueUrl, entry) })),
          Failed: [],
        };
      },
    ),
    'AmazonSQS.GetQueueAttributes': operation(Queue, ({ QueueUrl }) => {
      meter.add('queueRequests');
      const { visible, inFlight, delayed } = queues.counts(QueueUrl);
      return {
        Attributes: {
          ApproximateNumberOfMessages: String(visible),
          ApproximateNumberOfMessagesNotVisible: String(inFlight),
          ApproximateNumberOfMessagesDelayed: String(delayed),
        },
      };
    }),
  };
};
