import jsonata from 'jsonata';
import { z } from 'zod';
import { Json } from '../json.ts';

const ErrorNames = z.array(z.string()).min(1);
const Named = {
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata').optional(),
  Output: Json.optional(),
};
const Assign = z.record(z.string(), Json).optional();
const Going = { Next: z.string().optional(), End: z.literal(true).optional(), Assign };

const Retrier = z.strictObject({
  ErrorEquals: ErrorNames,
  IntervalSeconds: z.number().default(1),
  MaxAttempts: z.number().default(3),
  BackoffRate: z.number().default(2),
  MaxDelaySeconds: z.number().optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
  Comment: z.string().optional(),
});
const Catcher = z.strictObject({
  ErrorEquals: ErrorNames,
  Next: z.string(),
  Assign,
  Output: Json.optional(),
});
const Failing = { Retry: z.array(Retrier).default([]), Catch: z.array(Catcher).default([]) };

const Task = z.strictObject({
  Type: z.literal('Task'),
  ...Named,
  ...Going,
  ...Failing,
  Resource: z.literal('arn:aws:states:::lambda:invoke'),
  Arguments: z.strictObject({ FunctionName: z.string(), Payload: Json.default({}) }),
  TimeoutSeconds: z.number().optional(),
});
const Choice = z.strictObject({
  Type: z.literal('Choice'),
  ...Named,
  Assign,
  Choices: z.array(
    z.strictObject({
      Condition: z.union([z.string(), z.boolean()]),
      Next: z.string(),
      Assign,
      Output: Json.optional(),
      Comment: z.string().optional(),
    }),
  ),
  Default: z.string().optional(),
});
const Wait = z.strictObject({
  Type: z.literal('Wait'),
  ...Named,
  ...Going,
  Seconds: z.union([z.number(), z.string()]).optional(),
  Timestamp: z.string().optional(),
});
const Pass = z.strictObject({ Type: z.literal('Pass'), ...Named, ...Going });
const Succeed = z.strictObject({ Type: z.literal('Succeed'), ...Named });
const Fail = z.strictObject({
  Type: z.literal('Fail'),
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata').optional(),
  Error: z.string().optional(),
  Cause: z.string().optional(),
});
const Simple = [Task, Choice, Wait, Pass, Succeed, Fail] as const;

const ItemProcessor = z.strictObject({
  ProcessorConfig: z.strictObject({
    Mode: z.literal('DISTRIBUTED'),
    ExecutionType: z.enum(['STANDARD', 'EXPRESS']),
  }),
  StartAt: z.string(),
  States: z.record(z.string(), z.discriminatedUnion('Type', Simple)),
  Comment: z.string().optional(),
});
const MapState = z.strictObject({
  Type: z.literal('Map'),
  ...Named,
  ...Going,
  ...Failing,
  Label: z.string().optional(),
  Items: z.union([z.string(), z.array(Json)]),
  ItemSelector: Json.optional(),
  ItemProcessor,
  MaxConcurrency: z.union([z.number(), z.string()]).default(0),
  ToleratedFailurePercentage: z.union([z.number(), z.string()]).default(0),
});
const Machine = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata').optional(),
  TimeoutSeconds: z.number().optional(),
  StartAt: z.string(),
  States: z.record(z.string(), z.discriminatedUnion('Type', [...Simple, MapState])),
});

export type MachineDefinition = z.infer<typeof Machine>;
export type State = MachineDefinition['States'][string];
export type TaskState = z.infer<typeof Task>;
export type MapState = z.infer<typeof MapState>;
export type Retrier = z.infer<typeof Retrier>;
export interface States {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

const expressionsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return value.startsWith('{%') && value.endsWith('%}') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(expressionsIn) : [];
};

const checkState = (states: States, name: string, state: State, jsonataOnly: boolean): void => {
  const refuse = (why: string): never => {
    throw new Error(`state "${name}": ${why}`);
  };
  if (!jsonataOnly && state.QueryLanguage !== 'JSONata') refuse('QueryLanguage is not JSONata');
  const choices = 'Choices' in state ? state.Choices.map(({ Next }) => Next) : [];
  const catchers = 'Catch' in state ? state.Catch.map(({ Next }) => Next) : [];
  const next = 'Next' in state ? state.Next : 'Default' in state ? state.Default : undefined;
  for (const target of [...choices, ...catchers, next]) {
    if (target !== undefined && !(target in states.States)) refuse(`no state "${target}" to go to`);
  }
  const goes = state.Type === 'Choice' || state.Type === 'Succeed' || state.Type === 'Fail';
  if (!goes && (state.Next === undefined) === (state.End === undefined))
    refuse('neither Next nor End, or both');
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined)) {
    refuse('needs Seconds or Timestamp');
  }
  if (state.Type === 'Map') checkStates(state.ItemProcessor, jsonataOnly);
  for (const expression of expressionsIn({ ...state, ItemProcessor: undefined })) {
    try {
      jsonata(expression.slice(2, -2));
    } catch (error) {
      refuse(`${expression}: ${error instanceof Error ? error.message : JSON.stringify(error)}`);
    }
  }
};

const checkStates = (states: States, jsonataOnly: boolean): void => {
  if (!(states.StartAt in states.States)) throw new Error(`no state "${states.StartAt}" to start at`);
  for (const [name, state] of Object.entries(states.States)) checkState(states, name, state, jsonataOnly);
};

/** Reads a definition; refuses by state and field whatever the interpreter does not do. */
export const readMachine = (machine: string, definition: Json): MachineDefinition => {
  const read = Machine.safeParse(definition);
  if (!read.success) {
    throw new Error(
      `The local cloud cannot run the state machine ${machine}:\n${z.prettifyError(read.error)}`,
    );
  }
  try {
    checkStates(read.data, read.data.QueryLanguage === 'JSONata');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The local cloud cannot run the state machine ${machine}: ${why}`, { cause: error });
  }
  return read.data;
};
