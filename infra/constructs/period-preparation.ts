import { Duration } from 'aws-cdk-lib';
import { Choice, Fail, Pass, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { z } from 'zod';
import type { Env as AssignPayouts } from '../../functions/assign-payouts/handler.ts';
import type { Env as OpenPeriod } from '../../functions/open-period/handler.ts';
import type { Config } from '../config.ts';
import type { Alarms } from './alarms.ts';
import {
  answer,
  ask,
  codesOfGroups,
  communesOfAnswer,
  countingRounds,
  eachGroup,
  groupsOfAnswer,
  jsonata,
  says,
} from './machine-steps.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';
import { WorkMachine } from './work-machine.ts';

export interface PeriodPreparationProps {
  readonly config: Config;
  readonly tables: Tables;
  readonly alarms: Alarms;
}

/** How often the plan of the same communes is made in a row before the run fails. */
const roundsMax = 3;

/** Where lists are applied all day, other communes are to be planned each time, and nothing is stuck. */
const asked = `${answer('next')} & ${communesOfAnswer}`;

/** Opens a period and plans who is paid where and when, as often as registers change before it is submitted. */
export class PeriodPreparation extends Construct {
  readonly machine: WorkMachine;

  constructor(scope: Construct, id: string, props: PeriodPreparationProps) {
    super(scope, id);
    this.machine = new WorkMachine(this, 'PreparePeriod', {
      alarms: props.alarms,
      comment: 'Makes the calendar of a period and the plan of every commune whose register has changed.',
      definition: this.steps(props),
      // A look of up to 5 minutes and a map that may wait 20 minutes for leases, some twenty times.
      timeout: Duration.hours(8),
    });
  }

  private steps({ tables, config }: PeriodPreparationProps): Pass {
    const period = { periodId: jsonata('$periodId') };
    const begin = Pass.jsonata(this, 'Begin', {
      // An empty word as an expression: asl-validator takes a plain '' for an unfinished one.
      assign: { periodId: jsonata('$states.input.periodId'), last: jsonata("''"), round: 0 },
    });
    const open = ask(this, 'Open period', {
      worker: openPeriod(this, tables),
      input: period,
      remember: { groups: groupsOfAnswer, ...countingRounds(asked) },
    });
    const assign = eachGroup(this, 'Assign payouts', {
      worker: assignPayouts(this, tables),
      input: period,
      groupsAtOnceMax: config.groupsAtOnceMax,
      child: 'Assign a group',
    });
    const stuck = Fail.jsonata(this, 'Communes are left over', {
      error: 'CommunesLeftOver',
      cause: codesOfGroups,
    });
    const stopped = Fail.jsonata(this, 'A commune has no point', {
      error: 'CommuneWithoutPoint',
      cause: jsonata("$join($states.input.communes, ' ')"),
    });

    begin.next(open);
    assign.next(open);
    open.next(
      Choice.jsonata(this, 'Is every commune planned?')
        .when(says('assign', `$round <= ${roundsMax}`), assign)
        .when(says('assign'), stuck)
        .when(says('stopped'), stopped)
        .when(says('done'), Succeed.jsonata(this, 'Every commune is planned')),
    );
    return begin;
  }
}

const openPeriod = (scope: Construct, { payouts, registry }: Tables) => {
  const worker = new ServiceFunction<z.input<typeof OpenPeriod>>(scope, 'OpenPeriod', {
    name: 'open-period',
    environment: { PAYOUTS_TABLE: payouts.tableName, REGISTRY_TABLE: registry.tableName },
    timeout: Duration.minutes(5),
  });
  payouts.grantDeciding(worker);
  // One period of a province is opened at a time.
  payouts.grantReturningLeases(worker);
  registry.grantReading(worker);
  return worker;
};

const assignPayouts = (scope: Construct, { payouts, registry }: Tables) => {
  const worker = new ServiceFunction<z.input<typeof AssignPayouts>>(scope, 'AssignPayouts', {
    name: 'assign-payouts',
    environment: { PAYOUTS_TABLE: payouts.tableName, REGISTRY_TABLE: registry.tableName },
    timeout: Duration.minutes(10),
  });
  payouts.grantBulkWriting(worker);
  payouts.grantReturningLeases(worker);
  registry.grantReading(worker);
  return worker;
};
