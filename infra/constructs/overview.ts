import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { type Alarms, countedOver } from './alarms.ts';
import type { Tables } from './tables.ts';
import type { WorkQueue } from './work-queue.ts';

export interface OverviewProps {
  readonly alarms: Alarms;
  readonly tables: Tables;
  readonly machines: readonly StateMachine[];
  readonly queues: readonly WorkQueue[];
}

/** One page to look at first: what rings, what runs, what waits, and what the tables take. */
export class Overview extends Construct {
  constructor(scope: Construct, id: string, { alarms, tables, machines, queues }: OverviewProps) {
    super(scope, id);
    const { payouts, registry, audit } = tables;
    const lambda = (metricName: string) =>
      new Metric({ namespace: 'AWS/Lambda', metricName, ...countedOver, label: metricName });

    new Dashboard(this, 'Dashboard', {
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: alarms.all, width: 24 })],
        [
          graph(
            'Runs started',
            machines.map((machine) => machine.metricStarted(countedOver)),
          ),
          graph(
            'Runs failed',
            machines.map((machine) => machine.metricFailed(countedOver)),
          ),
        ],
        [
          graph(
            'Oldest message, in seconds',
            queues.map(({ queue }) => queue.metricApproximateAgeOfOldestMessage()),
          ),
          graph(
            'Messages put aside',
            queues.map(({ deadLetters: { queue } }) => queue.metricApproximateNumberOfMessagesVisible()),
          ),
        ],
        [
          graph(
            'Units written',
            [payouts, registry, audit].map((table) => table.metricConsumedWriteCapacityUnits(countedOver)),
          ),
          graph('All functions of the account', [lambda('Errors'), lambda('Throttles')]),
        ],
      ],
    });
  }
}

const graph = (title: string, left: IMetric[]): IWidget => new GraphWidget({ title, left, width: 12 });
