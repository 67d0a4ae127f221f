import type { JsonObject } from '../json.ts';
import { FunctionFault } from '../lambda/handler.ts';
import type { MapState, Retrier } from './definition.ts';
import type { World } from './state-scope.ts';

// These end an execution unless they are named: States.ALL does not match them.
const TERMINAL = new Set(['States.DataLimitExceeded', 'States.Runtime']);

export const describeError = (error: unknown): { Error: string; Cause: string } => {
  if (error instanceof FunctionFault) return { Error: error.name, Cause: JSON.stringify(error.toPayload()) };
  if (error instanceof Error) return { Error: error.name, Cause: error.message };
  return { Error: 'States.Runtime', Cause: String(error) };
};

const matches = (names: readonly string[], error: string): boolean =>
  names.includes(error) ||
  (!TERMINAL.has(error) &&
    (names.includes('States.ALL') || (names.includes('States.TaskFailed') && error !== 'States.Timeout')));

/** When a failed attempt is repeated, if it is: the first retrier that names the error and has any left. */
export const retryAt = (
  retriers: readonly Retrier[],
  error: unknown,
  retries: readonly number[],
  { clock, chance }: Pick<World, 'clock' | 'chance'>,
): { at: number; retries: number[] } | undefined => {
  const { Error: name } = describeError(error);
  const index = retriers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, name));
  const retrier = retriers[index];
  const failed = retries[index] ?? 0;
  if (!retrier || failed >= retrier.MaxAttempts) return undefined;
  const growing = retrier.IntervalSeconds * retrier.BackoffRate ** failed;
  const seconds = Math.min(growing, retrier.MaxDelaySeconds ?? growing);
  const delay = retrier.JitterStrategy === 'FULL' ? seconds * chance() : seconds;
  const counted = retriers.map((_, each) => (retries[each] ?? 0) + (each === index ? 1 : 0));
  return { at: clock.now().getTime() + delay * 1000, retries: counted };
};

type Catcher = MapState['Catch'][number];

export const catcherFor = (
  catchers: readonly Catcher[],
  error: unknown,
): { catcher: Catcher; errorOutput: JsonObject } | undefined => {
  const errorOutput = describeError(error);
  const catcher = catchers.find(({ ErrorEquals }) => matches(ErrorEquals, errorOutput.Error));
  return catcher && { catcher, errorOutput };
};
