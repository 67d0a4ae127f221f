import { type Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  DefinitionBody,
  type IChainable,
  LogLevel,
  QueryLanguage,
  StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { acknowledgeWildcard, logicalId } from './acknowledge.ts';
import { type Alarms, countedOver } from './alarms.ts';

export interface WorkMachineProps {
  readonly alarms: Alarms;
  readonly comment: string;
  readonly definition: IChainable;
  readonly timeout: Duration;
}

/** The one way this project makes a state machine. */
export class WorkMachine extends StateMachine {
  constructor(scope: Construct, id: string, { alarms, comment, definition, timeout }: WorkMachineProps) {
    super(scope, id, {
      comment,
      definitionBody: DefinitionBody.fromChainable(definition),
      queryLanguage: QueryLanguage.JSONATA,
      timeout,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(scope, `${id}Logs`, {
          retention: RetentionDays.THREE_MONTHS,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ERROR,
        includeExecutionData: false,
      },
    });
    alarms.ring(this, 'FailedAlarm', { heading: 'A run failed', metric: this.metricFailed(countedOver) });
    alarms.ring(this, 'TimedOutAlarm', { heading: 'A run failed', metric: this.metricTimedOut(countedOver) });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SF1',
      reason: 'Step Functions keeps the history of every run for 90 days; the log is for failures.',
    });
    acknowledgeWildcard(
      this,
      '*',
      'Neither traces nor the delivery of logs are resources that could be named.',
    );
    const { region } = Stack.of(this);
    const name = `{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"${logicalId(this)}"}]}]}`;
    const runs = `arn:aws:states:${region}:<AWS::AccountId>:execution:${name}`;
    for (const run of [`${runs}:*`, `${runs}/*:*`]) {
      acknowledgeWildcard(this, run, 'The runs of its own maps get their names when they start.');
    }
  }
}
