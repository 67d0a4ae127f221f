import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { type Alarms, countedOver } from './alarms.ts';
import type { ServiceFunction } from './service-function.ts';

export interface WorkQueueProps {
  readonly alarms: Alarms;
  /** The function that works on the messages. */
  readonly worker: ServiceFunction;
  readonly batchSize: number;
  readonly batchesAtOnceMax: number;
  /** How often a message is tried before it is put aside. */
  readonly triesMax: number;
}

/** A queue with its worker: a message that fails comes back alone, and after the last try it is put aside and rings. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { alarms, worker, batchSize, batchesAtOnceMax, triesMax } = props;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', { alarms });
    this.queue = new Queue(this, 'Queue', {
      ...safe,
      // Six times the worker's limit, as AWS asks: a batch may wait for a free worker and be fetched again.
      visibilityTimeout: Duration.seconds(6 * worker.limit.toSeconds()),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: triesMax },
    });
    worker.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize,
        maxConcurrency: batchesAtOnceMax,
        reportBatchItemFailures: true,
      }),
    );
  }
}

/** Where messages and events are kept that could not be delivered, until somebody has looked. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { alarms }: { readonly alarms: Alarms }) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', { ...safe, retentionPeriod: Duration.days(14) });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This is where dead letters go.',
    });
    alarms.ring(this, 'Alarm', {
      heading: 'A message could not be delivered or recorded',
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ ...countedOver, statistic: 'Maximum' }),
    });
  }
}

/** Messages hold keys of files and items, nothing personal: SQS's own key is enough. */
const safe = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
