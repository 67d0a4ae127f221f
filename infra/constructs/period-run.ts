import { Duration } from 'aws-cdk-lib';
import { Choice, Fail, type IChainable, Pass, Succeed, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import type { Alarms } from './alarms.ts';
import type { Files } from './files.ts';
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
import {
  changeSettlement,
  closePayouts,
  nextCheck,
  settlePeriod,
  writePack,
  writeSheets,
} from './period-functions.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';
import { WorkMachine } from './work-machine.ts';

export interface PeriodRunProps {
  readonly config: Config;
  readonly tables: Tables;
  readonly files: Files;
  readonly queueReminders: ServiceFunction;
  readonly alarms: Alarms;
}

/** How often the same work may be asked for in a row before the run fails. */
const roundsMax = 3;

/**
 * What the function asked for: the same again is a round, anything else begins to count anew. Other communes are
 * something else: a planner who moves people all morning has paper written again and again, and nothing is stuck.
 */
const asked = `${answer('next')} & ${answer('which')} & ${answer('wave')} & ${communesOfAnswer}`;

/** From approval to settlement: sheets, reminder waves, closing. Between them the run sleeps until the next check. */
export class PeriodRun extends Construct {
  readonly machine: WorkMachine;

  constructor(scope: Construct, id: string, props: PeriodRunProps) {
    super(scope, id);
    const checking = nextCheck(this, props);
    const settling = settlePeriod(this, props);
    props.alarms.ringOnWords(checking, {
      heading: 'A period cannot close',
      words: 'closing waits',
      metricName: 'ClosingsThatWait',
    });
    props.alarms.ringOnWords(checking, {
      heading: 'Sheets are missing',
      words: 'sheets missing',
      metricName: 'MissingSheets',
    });
    props.alarms.ringOnErrors(changeSettlement(this, props));
    props.alarms.ringOnWords(settling, {
      heading: 'A settlement does not balance',
      words: 'settlement unbalanced',
      metricName: 'UnbalancedSettlements',
    });
    this.machine = new WorkMachine(this, 'RunPeriod', {
      alarms: props.alarms,
      comment:
        'Runs an approved period: writes its sheets, sends its reminders, closes, packs and settles it.',
      definition: this.steps(props, checking, settling),
      // A period is approved from the 20th of the month before and closes on the 19th; a missing sheet may take
      // longer, and the daily schedule starts an open period's run again. A check and its wait are 8 of the 25,000
      // events that an execution may have: an hourly check for 90 days would need 17,000.
      timeout: Duration.days(90),
    });
  }

  private steps(props: PeriodRunProps, checking: ServiceFunction, settling: ServiceFunction): Pass {
    const { queueReminders } = props;
    const { groupsAtOnceMax } = props.config;
    const period = { periodId: jsonata('$periodId') };
    const begin = Pass.jsonata(this, 'Begin', {
      // Empty words as expressions: asl-validator takes a plain '' for an unfinished one.
      assign: {
        periodId: jsonata('$states.input.periodId'),
        lastWave: jsonata("''"),
        last: jsonata("''"),
        round: 0,
      },
    });
    const check = ask(this, 'Next check', {
      worker: checking,
      input: { ...period, lastWave: jsonata('$lastWave') },
      remember: {
        groups: groupsOfAnswer,
        until: jsonata(`$exists(${answer('until')}) ? ${answer('until')} : ''`),
        ...countingRounds(asked),
      },
    });
    const sheets = eachGroup(this, 'Write sheets', {
      worker: writeSheets(this, props),
      input: { ...period, which: jsonata('$states.input.which') },
      groupsAtOnceMax,
      child: 'Write the sheets of a group',
    });
    const remind = eachGroup(this, 'Queue reminders', {
      worker: queueReminders,
      input: { ...period, wave: jsonata('$states.input.wave') },
      groupsAtOnceMax,
      child: 'Queue the reminders of a group',
    });
    const close = eachGroup(this, 'Close payouts', {
      worker: closePayouts(this, props),
      input: period,
      groupsAtOnceMax,
      child: 'Close a group',
    });
    const pack = eachGroup(this, 'Write pack', {
      worker: writePack(this, props),
      input: period,
      groupsAtOnceMax,
      child: 'Write the lists of a group',
    });
    const sleep = Wait.jsonata(this, 'Sleep until the next check', {
      time: WaitTime.timestamp(jsonata('$until')),
    });
    const settle = ask(this, 'Settle period', { worker: settling, input: period });
    const stuck = Fail.jsonata(this, 'Communes are left over', {
      error: 'CommunesLeftOver',
      cause: codesOfGroups,
    });

    begin.next(check);
    for (const step of [sheets, close, pack, sleep]) step.next(check);
    // One wave a morning: there is nothing else to ask for until the next instant, which came with it.
    remind.next(sleep);
    check.next(this.whatIsDue({ sheets, remind, close, pack, sleep, settle, stuck }));
    return begin;
  }

  private whatIsDue(
    steps: Record<'sheets' | 'remind' | 'close' | 'pack' | 'sleep' | 'settle' | 'stuck', IChainable>,
  ) {
    const { sheets, remind, close, pack, sleep, settle, stuck } = steps;
    const roundsLeft = `$round <= ${roundsMax}`;
    return Choice.jsonata(this, 'What is due?')
      .when(says('sheets', roundsLeft), sheets)
      .when(says('sheets'), stuck)
      .when(says('remind'), remind, { assign: { lastWave: jsonata('$states.input.wave') } })
      .when(says('wait'), sleep)
      .when(says('close', roundsLeft), close)
      .when(says('close'), stuck)
      .when(says('pack', roundsLeft), pack)
      .when(says('pack'), stuck)
      .when(says('settle'), settle)
      .when(says('done'), Succeed.jsonata(this, 'The period is closed'));
  }
}
