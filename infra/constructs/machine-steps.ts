import { Duration } from 'aws-cdk-lib';
import {
  Condition,
  DistributedMap,
  JitterType,
  ProvideItems,
  StateMachineType,
  TaskInput,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { acknowledgeWildcard, logicalId } from './acknowledge.ts';
import type { ServiceFunction } from './service-function.ts';

/** A JSONata expression, as Step Functions wants it marked. */
export const jsonata = (expression: string): string => `{% ${expression} %}`;

/** What a function answered, in the step that asked it. */
export const answer = (field: string): string => `$states.result.Payload.${field}`;

/** The groups of commune codes in an answer; an answer that needs no map has none. */
export const groupsOfAnswer = jsonata(`$exists(${answer('groups')}) ? ${answer('groups')} : []`);

/** The same codes as one word: work that is asked for other communes is other work. */
export const communesOfAnswer = `$join($reduce(${answer('groups')}, $append, []), ' ')`;

/** Counts how often the very same was asked for in a row; anything else begins anew. */
export const countingRounds = (asked: string) => ({
  last: jsonata(asked),
  round: jsonata(`${asked} = $last ? $round + 1 : 1`),
});

/** All codes of all groups, for the cause of a failure. */
export const codesOfGroups = jsonata("$join($reduce($groups, $append, []), ' ')");

/** The word that a function answered, and, if given, a limit on the rounds. It is all that a machine ever looks at. */
export const says = (word: string, limit?: string): Condition =>
  Condition.jsonata(jsonata(`$states.input.next = '${word}'${limit === undefined ? '' : ` and ${limit}`}`));

export interface AskProps {
  readonly worker: ServiceFunction;
  readonly input: Readonly<Record<string, string>> | string;
  /** What the machine remembers of the answer. */
  readonly remember?: Readonly<Record<string, unknown>>;
  /** What goes on to the next state; by default the whole answer, which is ids, counts and a word. */
  readonly output?: unknown;
}

/** Asks a function. Each may be asked again at any time, so every fault is tried again before the run fails. */
export const ask = (scope: Construct, sentence: string, props: AskProps): LambdaInvoke => {
  const { worker, input, remember, output = jsonata('$states.result.Payload') } = props;
  const step = LambdaInvoke.jsonata(scope, sentence, {
    lambdaFunction: worker,
    payload: typeof input === 'string' ? TaskInput.fromText(input) : TaskInput.fromObject(input),
    outputs: output,
    ...(remember && { assign: remember }),
    // The function's own limit ends it first; this is for an answer that never arrives.
    taskTimeout: Timeout.duration(worker.limit.plus(Duration.seconds(30))),
    retryOnServiceExceptions: false,
  });
  // A lease outlives its holder's limit by 60 s, so at most 15 + 1 min: 20 tries a minute apart outlast any.
  step.addRetry({ errors: ['LeaseHeld'], interval: Duration.seconds(60), backoffRate: 1, maxAttempts: 20 });
  // Up to 5 s and 10 s, anywhere in between so that groups that failed together do not come back together.
  step.addRetry({
    errors: ['States.ALL'],
    interval: Duration.seconds(5),
    backoffRate: 2,
    maxAttempts: 2,
    jitterStrategy: JitterType.FULL,
  });
  acknowledgeWildcard(scope, `<${logicalId(worker)}.Arn>:*`, 'All versions of one function.');
  return step;
};

export interface EachGroupProps {
  readonly worker: ServiceFunction;
  /** What the function is told of each group's child besides `communes`. */
  readonly input: Readonly<Record<string, string>>;
  readonly groupsAtOnceMax: number;
  /** What one child does, as a sentence. */
  readonly child: string;
}

/**
 * Lets a function work on each group of communes in `$groups`. Nothing comes back, and a group that fails stops no
 * other: the function that is asked next reads from the tables which communes are not done.
 *
 * Children are STANDARD executions: EXPRESS ones end after 5 minutes, while a group may take 10 and wait 20 for a
 * lease. At 2 transitions for up to 5,000 recipients that is 0.0004 transitions a payout, $0.01 for a million.
 */
export const eachGroup = (scope: Construct, sentence: string, props: EachGroupProps): DistributedMap => {
  const { worker, input, groupsAtOnceMax, child } = props;
  return DistributedMap.jsonata(scope, sentence, {
    items: ProvideItems.jsonata(jsonata('$groups')),
    itemSelector: { ...input, communes: jsonata('$states.context.Map.Item.Value') },
    maxConcurrency: groupsAtOnceMax,
    toleratedFailurePercentage: 100,
    mapExecutionType: StateMachineType.STANDARD,
    outputs: {},
  }).itemProcessor(ask(scope, child, { worker, input: jsonata('$states.input'), output: {} }));
};
