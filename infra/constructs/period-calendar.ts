import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { z } from 'zod';
import type { Env as OpenDuePeriods } from '../../functions/open-due-periods/handler.ts';
import type { Alarms } from './alarms.ts';
import { handingOn } from './files.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';
import type { WorkMachine } from './work-machine.ts';
import { DeadLetters } from './work-queue.ts';

export interface PeriodCalendarProps {
  readonly tables: Tables;
  readonly preparePeriod: WorkMachine;
  readonly runPeriod: WorkMachine;
  readonly alarms: Alarms;
}

/** Once a day: starts what the calendar says is due, and starts again what should be running and is not. */
export class PeriodCalendar extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { tables, preparePeriod, runPeriod, alarms }: PeriodCalendarProps,
  ) {
    super(scope, id);
    const openDuePeriods = new ServiceFunction<z.input<typeof OpenDuePeriods>>(this, 'OpenDuePeriods', {
      name: 'open-due-periods',
      environment: {
        PAYOUTS_TABLE: tables.payouts.tableName,
        PREPARE_PERIOD_ARN: preparePeriod.stateMachineArn,
        RUN_PERIOD_ARN: runPeriod.stateMachineArn,
      },
      timeout: Duration.minutes(1),
    });
    // A plan that nobody approved in time is put off.
    tables.payouts.grantDeciding(openDuePeriods);
    for (const machine of [preparePeriod, runPeriod]) {
      machine.grantStartExecution(openDuePeriods);
      machine.grant(openDuePeriods, 'states:ListExecutions');
    }
    alarms.ringOnErrors(openDuePeriods);
    alarms.ringOnWords(openDuePeriods, {
      heading: 'A period is not approved',
      words: 'period not approved',
      metricName: 'PeriodsNotApproved',
    });

    const deadLetters = new DeadLetters(this, 'NotStarted', { alarms });
    new Rule(this, 'EveryMorning', {
      description: 'Six in the morning in Viet Nam, two hours before the first reminders may be sent.',
      schedule: Schedule.cron({ hour: '23', minute: '0' }),
      targets: [new LambdaFunction(openDuePeriods, { deadLetterQueue: deadLetters.queue, ...handingOn })],
    });
  }
}
