import { sizeOf, type Json, type JsonObject } from '../json.ts';
import type { Meter } from '../meter.ts';
import type { Clock } from '../time/clock.ts';
import type { States } from './definition.ts';
import type { Position } from './execution-rows.ts';
import { evaluate, StateError } from './jsonata-fields.ts';

const PAYLOAD_MAX_BYTES = 262_144;
const EVENTS_MAX = 25_000;
// What the history of a standard execution holds: entered and exited; scheduled, started and ended; and
// the four of a map run.
export const EVENTS = { state: 2, attempt: 3, map: 4 };

export interface Run {
  readonly id: string;
  readonly machine: string;
  readonly states: States;
  /** `Execution` and `StateMachine` of the context object. */
  readonly context: JsonObject;
  readonly deadline: number;
  readonly express: boolean;
  save(position: Position): void;
}

/** What the interpreter needs of the cloud around it. */
export interface World {
  readonly clock: Clock;
  readonly meter: Meter;
  readonly chance: () => number;
  readonly invoke: (functionName: string, payload: Json, limitMs?: number) => Promise<Json>;
  /** Runs the children of a map (or what is left of them), at most so many at once. */
  readonly runChildren: (run: Run, visit: string, children: Children) => Promise<ChildrenOutcome>;
}
export interface Children {
  readonly states: States;
  readonly express: boolean;
  readonly inputs: readonly Json[];
  readonly atOnceMax: number;
  readonly failuresMax: number;
}
export interface ChildrenOutcome {
  readonly outputs: readonly Json[];
  readonly failures: number;
}

/** One state being run: its fields are evaluated against this. */
export interface Scope {
  readonly run: Run;
  readonly world: World;
  readonly position: Position;
  evaluate(field: Json, more?: JsonObject): Promise<Json>;
}

export type Step = { readonly next: Position } | { readonly output: Json };

export const limited = (value: Json, what: string): Json => {
  if (sizeOf(value) <= PAYLOAD_MAX_BYTES) return value;
  throw new StateError('States.DataLimitExceeded', `${what} is larger than ${PAYLOAD_MAX_BYTES} bytes.`);
};

export const openScope = (run: Run, world: World, position: Position): Scope => {
  const State = {
    Name: position.state,
    EnteredTime: new Date(position.enteredAt).toISOString(),
    RetryCount: position.retries.reduce((sum, count) => sum + count, 0),
  };
  const states = { input: position.input, context: { ...run.context, State } };
  return {
    run,
    world,
    position,
    evaluate: (field, more = {}) => evaluate(field, { ...states, ...more }, position.variables),
  };
};

export const enter = (
  run: Run,
  world: World,
  at: Pick<Position, 'state' | 'input' | 'variables' | 'events'>,
): Position => {
  if (at.events + EVENTS.state > EVENTS_MAX) {
    throw new StateError('States.Runtime', `The execution reached ${EVENTS_MAX} history events.`);
  }
  if (!run.express) world.meter.add('transitions');
  const enteredAt = world.clock.now().getTime();
  return { ...at, events: at.events + EVENTS.state, enteredAt, retries: [], wakeAt: null };
};

interface Leaving {
  readonly Next?: string | undefined;
  readonly Assign?: JsonObject | undefined;
  readonly Output?: Json | undefined;
}

/** The end of a state: Assign and Output see the same scope, and only then does anything change. */
export const leave = async (scope: Scope, by: Leaving, plain: Json, seen: JsonObject): Promise<Step> => {
  const { run, world, position } = scope;
  const output = by.Output === undefined ? plain : await scope.evaluate(by.Output, seen);
  const variables = { ...position.variables };
  for (const [name, field] of Object.entries(by.Assign ?? {})) {
    variables[name] = limited(await scope.evaluate(field, seen), `The variable ${name}`);
  }
  limited(output, `The output of "${position.state}"`);
  if (by.Next === undefined) return { output };
  return { next: enter(run, world, { state: by.Next, input: output, variables, events: position.events }) };
};
