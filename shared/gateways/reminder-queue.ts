import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ReminderMessage } from '../domain/reminder.ts';

export type ReminderQueue = ReturnType<typeof openReminderQueue>;

/** A batch of SQS holds ten. */
const batchMax = 10;

let opened: SQSClient | undefined;

export const openReminderQueue = (QueueUrl: string, client: SQSClient = (opened ??= new SQSClient())) => ({
  /** Queues every message or fails; one queued twice is harmless, because it is claimed once. */
  async send(messages: readonly ReminderMessage[]): Promise<void> {
    for (let from = 0; from < messages.length; from += batchMax) {
      const Entries = messages.slice(from, from + batchMax).map((message, at) => ({
        Id: String(at),
        MessageBody: JSON.stringify(message),
      }));
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      if (Failed.length > 0) throw new Error(`${Failed.length} reminders were not queued`);
    }
  },
});
