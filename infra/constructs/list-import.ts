import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { Choice, Condition, Fail, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { z } from 'zod';
import type { Env as ReleaseList } from '../../functions/release-list/handler.ts';
import type { Config } from '../config.ts';
import type { Alarms } from './alarms.ts';
import { arrivedFile, handingOn } from './files.ts';
import {
  applyChanges,
  applySetup,
  claimIdentities,
  compareList,
  finishList,
  type ListFunctionsProps,
  readList,
  reviewList,
} from './list-functions.ts';
import { answer, ask, codesOfGroups, eachGroup, groupsOfAnswer, jsonata, says } from './machine-steps.ts';
import { ServiceFunction } from './service-function.ts';
import { WorkMachine } from './work-machine.ts';
import { DeadLetters } from './work-queue.ts';

export interface ListImportProps extends ListFunctionsProps {
  readonly config: Config;
  readonly alarms: Alarms;
}

/** Rounds beyond the first in which communes that are not done are compared or written again. */
const roundsMax = 3;
const list = { listId: jsonata('$listId') };
const inRound = { ...list, round: jsonata('$round') };

/** Everything that happens to a list of settings, points, recipients or corrections once it is in the inbox. */
export class ListImport extends Construct {
  readonly machine: WorkMachine;

  constructor(scope: Construct, id: string, props: ListImportProps) {
    super(scope, id);
    this.machine = new WorkMachine(this, 'ImportList', {
      alarms: props.alarms,
      comment: 'Imports the list that arrived as a file, or goes on with one that was held and is released.',
      definition: this.steps(props),
      // Five steps of up to 15 minutes and eight maps, each of which may wait 20 minutes for leases.
      timeout: Duration.hours(12),
    });
    this.startOnArrival(props);
    this.addRelease(props);
  }

  private steps(props: ListImportProps): Choice {
    const { groupsAtOnceMax } = props.config;
    const remember = { groups: groupsOfAnswer };

    const read = ask(this, 'Read list', {
      worker: readList(this, props),
      input: jsonata('$states.input'),
      remember: { ...remember, listId: jsonata(answer('listId')), round: 0 },
    });
    const setup = ask(this, 'Apply setup', { worker: applySetup(this, props), input: list });
    const compare = eachGroup(this, 'Compare communes', {
      worker: compareList(this, props),
      input: list,
      groupsAtOnceMax,
      child: 'Compare a group',
    });
    const review = ask(this, 'Review list', { worker: reviewList(this, props), input: inRound, remember });
    const claim = ask(this, 'Claim identities', {
      worker: claimIdentities(this, props),
      input: list,
      remember,
    });
    const apply = eachGroup(this, 'Apply changes', {
      worker: applyChanges(this, props),
      input: list,
      groupsAtOnceMax,
      child: 'Apply a group',
    });
    const finish = ask(this, 'Finish list', { worker: finishList(this, props), input: list, remember });
    const done = Succeed.jsonata(this, 'Nothing is left to do');
    const stuck = Fail.jsonata(this, 'Communes are left over', {
      error: 'CommunesLeftOver',
      cause: codesOfGroups,
    });

    const again = { assign: { round: jsonata('$round + 1') } };
    const roundsLeft = `$round < ${roundsMax}`;
    compare.next(review);
    claim.next(apply);
    apply.next(finish);
    read.next(
      Choice.jsonata(this, 'What was read?')
        .when(says('compare'), compare)
        .when(says('setup'), setup)
        .when(says('done'), done),
    );
    review.next(
      Choice.jsonata(this, 'What does the review say?')
        .when(says('compare', roundsLeft), compare, again)
        .when(says('compare'), stuck)
        .when(says('claim'), claim)
        .when(says('finish'), finish)
        .when(says('setup'), setup)
        .when(says('done'), done),
    );
    finish.next(
      Choice.jsonata(this, 'Is the list finished?')
        .when(says('apply', roundsLeft), apply, again)
        .when(says('compare', roundsLeft), compare, again)
        .when(says('apply'), stuck)
        .when(says('compare'), stuck)
        .when(says('done'), done),
    );
    return Choice.jsonata(this, 'Is a held list released?')
      .when(Condition.jsonata(jsonata('$exists($states.input.listId)')), review, {
        assign: { listId: jsonata('$states.input.listId'), round: 0 },
      })
      .otherwise(read);
  }

  private startOnArrival({ files, alarms }: ListImportProps): void {
    const deadLetters = new DeadLetters(this, 'NotStarted', { alarms });
    new Rule(this, 'ListArrived', {
      description: 'A list has been put into the inbox.',
      eventPattern: files.arrivalIn(
        'inbox/settings/',
        'inbox/points/',
        'inbox/roster/',
        'inbox/corrections/',
      ),
      targets: [
        new SfnStateMachine(this.machine, {
          input: arrivedFile,
          deadLetterQueue: deadLetters.queue,
          ...handingOn,
        }),
      ],
    });
  }

  private addRelease({ tables: { payouts, audit }, alarms }: ListImportProps): void {
    const release = new ServiceFunction<z.input<typeof ReleaseList>>(this, 'ReleaseList', {
      name: 'release-list',
      environment: {
        PAYOUTS_TABLE: payouts.tableName,
        AUDIT_TABLE: audit.tableName,
        IMPORT_LIST_ARN: this.machine.stateMachineArn,
      },
    });
    payouts.grantDeciding(release);
    audit.grantAppending(release);
    this.machine.grantStartExecution(release);
    alarms.ringOnErrors(release);
  }
}
