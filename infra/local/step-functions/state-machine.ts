import type { Json } from '../json.ts';
import type { Position } from './execution-rows.ts';
import { StateError } from './jsonata-fields.ts';
import { catcherFor, retryAt } from './retry-and-catch.ts';
import { runState, sleepUntil } from './state-kinds.ts';
import { enter, EVENTS, leave, openScope, type Run, type Step, type World } from './state-scope.ts';

/** A state until it succeeds, is caught, or fails for good. */
const runWithRetries = async (run: Run, world: World, entered: Position): Promise<Step> => {
  const state = run.states.States[entered.state];
  if (!state) throw new StateError('States.Runtime', `No state "${entered.state}".`);
  const cost = state.Type === 'Task' ? EVENTS.attempt : state.Type === 'Map' ? EVENTS.map : 0;
  let position = entered;
  if (state.Type !== 'Wait' && position.wakeAt !== null)
    await sleepUntil(openScope(run, world, position), position.wakeAt);
  for (;;) {
    position = { ...position, events: position.events + cost };
    const scope = openScope(run, world, position);
    try {
      return await runState(scope, state);
    } catch (error) {
      const failing = state.Type === 'Task' || state.Type === 'Map' ? state : { Retry: [], Catch: [] };
      const retry = retryAt(failing.Retry, error, position.retries, world);
      if (retry) {
        if (!run.express) world.meter.add('transitions');
        position = { ...position, retries: retry.retries };
        await sleepUntil({ ...scope, position }, retry.at);
        continue;
      }
      const caught = catcherFor(failing.Catch, error);
      if (!caught) throw error;
      return leave(scope, caught.catcher, caught.errorOutput, { errorOutput: caught.errorOutput });
    }
  }
};

export const startOf = (run: Run, world: World, input: Json): Position =>
  enter(run, world, { state: run.states.StartAt, input, variables: {}, events: 1 });

/** Runs an execution on from where it stands, to its output. */
export const runStates = async (run: Run, world: World, from: Position): Promise<Json> => {
  let position = from;
  for (;;) {
    if (world.clock.now().getTime() > run.deadline)
      throw new StateError('States.Timeout', 'The execution timed out.');
    const step = await runWithRetries(run, world, position);
    if ('output' in step) return step.output;
    position = step.next;
    run.save(position);
  }
};
