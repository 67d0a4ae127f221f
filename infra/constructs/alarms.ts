import { Aws, Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import type { ServiceFunction } from './service-function.ts';

/** The headings of the runbook, infra/README.md. An alarm without one cannot be made. */
export type Heading =
  | 'A message could not be delivered or recorded'
  | 'A run failed'
  | 'A function failed'
  | 'A period is not approved'
  | 'Sheets are missing'
  | 'Reminders wait for the planner'
  | 'A period cannot close'
  | 'A settlement does not balance'
  | 'An SMS is uncertain';

export interface AlarmProps {
  readonly heading: Heading;
  readonly metric: IMetric;
}

export interface WordsProps {
  readonly heading: Heading;
  readonly words: string;
  readonly metricName: string;
}

/** Where every alarm of the stack rings: one topic, to which people are subscribed by hand. */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly all: Alarm[] = [];

  constructor(scope: Construct, id: string, { config }: { readonly config: Config }) {
    super(scope, id);
    // A key of its own, so that CloudWatch needs no right to the key of the facts.
    const key = new Key(this, 'Key', { enableKeyRotation: true, removalPolicy: config.removal });
    const alarmsOfOurs = new ServicePrincipal('cloudwatch.amazonaws.com').withConditions({
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
    });
    key.grantEncryptDecrypt(alarmsOfOurs);
    this.topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    // The policy that demands TLS takes the place of SNS's own, which would have let them in.
    this.topic.grantPublish(alarmsOfOurs);
  }

  /** Rings at the first occurrence: nothing that is counted here is ever normal. */
  ring(scope: Construct, id: string, { heading, metric }: AlarmProps): void {
    const alarm = new Alarm(scope, id, {
      metric,
      alarmDescription: heading,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    this.all.push(alarm);
  }

  /** For what a function must not keep to itself: a line of its log whose message is exactly these words. */
  ringOnWords(worker: ServiceFunction, { heading, words, metricName }: WordsProps): void {
    const line = worker.logs.addMetricFilter(metricName, {
      filterPattern: FilterPattern.stringValue('$.message', '=', words),
      metricNamespace: 'Chitra',
      metricName,
    });
    this.ring(worker, `${metricName}Alarm`, { heading, metric: line.metric(countedOver) });
  }

  /** For functions that no queue and no state machine watches over. */
  ringOnErrors(worker: ServiceFunction): void {
    this.ring(worker, 'ErrorAlarm', {
      heading: 'A function failed',
      metric: worker.metricErrors(countedOver),
    });
  }
}

/** The window in which occurrences are counted. */
export const countedOver = { period: Duration.minutes(5), statistic: 'Sum' };
