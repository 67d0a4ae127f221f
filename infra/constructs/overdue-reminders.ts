import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { z } from 'zod';
import type { Env as QueueReminders } from '../../functions/queue-reminders/handler.ts';
import type { Env as ReleaseWave } from '../../functions/release-wave/handler.ts';
import type { Env as SendReminder } from '../../functions/send-reminder/handler.ts';
import type { Config } from '../config.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import type { Alarms } from './alarms.ts';
import type { Files } from './files.ts';
import { ServiceFunction } from './service-function.ts';
import type { SmsSecret } from './sms-secret.ts';
import type { Tables } from './tables.ts';
import { WorkQueue } from './work-queue.ts';

export interface OverdueRemindersProps {
  readonly config: Config;
  readonly tables: Tables;
  readonly files: Files;
  readonly smsSecret: SmsSecret;
  readonly alarms: Alarms;
}

/** Who is overdue is written down, queued, looked at again and told once. */
export class OverdueReminders extends Construct {
  /** Run by the period's state machine, a group of communes at a time. */
  readonly queueReminders: ServiceFunction;
  readonly reminders: WorkQueue;

  constructor(scope: Construct, id: string, props: OverdueRemindersProps) {
    super(scope, id);
    const { config, alarms } = props;
    const worker = sendReminder(this, props);
    this.reminders = new WorkQueue(this, 'Reminders', {
      alarms,
      worker,
      batchSize: config.remindersPerBatchMax,
      batchesAtOnceMax: config.reminderBatchesAtOnceMax,
      // Only refusals and faults before the sending come back; what may have been sent never does.
      triesMax: 3,
    });
    this.queueReminders = queueReminders(this, props, this.reminders);
    alarms.ringOnWords(worker, {
      heading: 'An SMS is uncertain',
      words: 'sms uncertain',
      metricName: 'UncertainSms',
    });
    alarms.ringOnWords(this.queueReminders, {
      heading: 'Reminders wait for the planner',
      words: 'wave waits',
      metricName: 'WavesThatWait',
    });
    alarms.ringOnErrors(releaseWave(this, props));
  }
}

const releaseWave = (scope: Construct, { tables: { payouts, audit } }: OverdueRemindersProps) => {
  const worker = new ServiceFunction<z.input<typeof ReleaseWave>>(scope, 'ReleaseWave', {
    name: 'release-wave',
    environment: { PAYOUTS_TABLE: payouts.tableName, AUDIT_TABLE: audit.tableName },
  });
  payouts.grantDeciding(worker);
  audit.grantAppending(worker);
  return worker;
};

const sendReminder = (scope: Construct, { tables, smsSecret }: OverdueRemindersProps) => {
  const { payouts, registry } = tables;
  const worker = new ServiceFunction<z.input<typeof SendReminder>>(scope, 'SendReminder', {
    name: 'send-reminder',
    environment: {
      PAYOUTS_TABLE: payouts.tableName,
      REGISTRY_TABLE: registry.tableName,
      SMS_SECRET_ID: smsSecret.secretArn,
    },
    timeout: Duration.minutes(1),
    // It waits for the provider and the tables, and holds ten messages.
    memorySize: 256,
  });
  payouts.grantDeciding(worker);
  registry.grantReading(worker);
  smsSecret.grantRead(worker);
  allowSending(worker);
  return worker;
};

/** From any sender name (settings say which brand) and to Viet Nam only, so that a mistake stays cheap. */
const allowSending = (worker: ServiceFunction): void => {
  const sender = Stack.of(worker).formatArn({
    service: 'sms-voice',
    resource: 'sender-id',
    resourceName: '*/VN',
  });
  // A raw statement: sender names are registered with the carriers by hand, so no construct could grant them.
  worker.addToRolePolicy(
    new PolicyStatement({ actions: ['sms-voice:SendTextMessage'], resources: [sender] }),
  );
  acknowledgeWildcard(
    worker.role ?? worker,
    `arn:aws:sms-voice:${Stack.of(worker).region}:<AWS::AccountId>:sender-id/*/VN`,
    'Each programme has its own brand, which its settings name.',
  );
};

const queueReminders = (
  scope: Construct,
  { tables: { payouts, registry }, files }: OverdueRemindersProps,
  { queue }: WorkQueue,
) => {
  const worker = new ServiceFunction<z.input<typeof QueueReminders>>(scope, 'QueueReminders', {
    name: 'queue-reminders',
    environment: {
      PAYOUTS_TABLE: payouts.tableName,
      REGISTRY_TABLE: registry.tableName,
      FILES_BUCKET: files.name,
      REMINDER_QUEUE_URL: queue.queueUrl,
    },
    timeout: Duration.minutes(10),
  });
  payouts.grantDeciding(worker);
  registry.grantReading(worker);
  files.grantWriting(worker, 'call-lists');
  queue.grantSendMessages(worker);
  return worker;
};
