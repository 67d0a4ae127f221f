import { asText, type Json } from '../json.ts';
import type { State, TaskState } from './definition.ts';
import { StateError } from './jsonata-fields.ts';
import { runMap } from './map.ts';
import { leave, limited, type Scope, type Step } from './state-scope.ts';

const wakeTime = async (scope: Scope, state: Extract<State, { Type: 'Wait' }>): Promise<number> => {
  if (state.Timestamp !== undefined) {
    const at = Date.parse(asText(await scope.evaluate(state.Timestamp)));
    if (Number.isFinite(at)) return at;
    throw new StateError('States.Runtime', `"${state.Timestamp}" is not a timestamp.`);
  }
  const seconds = Number(await scope.evaluate(state.Seconds ?? 0));
  return scope.position.enteredAt + seconds * 1000;
};

export const sleepUntil = async ({ run, world, position }: Scope, wakeAt: number): Promise<void> => {
  run.save({ ...position, wakeAt });
  await world.clock.sleep(new Date(Math.min(wakeAt, run.deadline)));
  if (wakeAt > run.deadline) throw new StateError('States.Timeout', 'The execution timed out.');
};

const invokeTask = async (scope: Scope, state: TaskState): Promise<Json> => {
  const payload = limited(await scope.evaluate(state.Arguments.Payload), 'The payload of the task');
  const name = asText(await scope.evaluate(state.Arguments.FunctionName));
  const limitMs = state.TimeoutSeconds === undefined ? undefined : state.TimeoutSeconds * 1000;
  const answer = await scope.world.invoke(name, payload, limitMs);
  return limited({ ExecutedVersion: '$LATEST', Payload: answer, StatusCode: 200 }, 'The result of the task');
};

/** One attempt at a state. */
export const runState = async (scope: Scope, state: State): Promise<Step> => {
  const { position } = scope;
  switch (state.Type) {
    case 'Task': {
      const result = await invokeTask(scope, state);
      return leave(scope, state, result, { result });
    }
    case 'Map': {
      const result = limited(await runMap(scope, state), `The result of "${position.state}"`);
      return leave(scope, state, result, { result });
    }
    case 'Choice': {
      for (const choice of state.Choices) {
        const { Assign = state.Assign, Output = state.Output, Next } = choice;
        if ((await scope.evaluate(choice.Condition)) === true) {
          return leave(scope, { Next, Assign, Output }, position.input, {});
        }
      }
      if (state.Default !== undefined)
        return leave(scope, { ...state, Next: state.Default }, position.input, {});
      throw new StateError('States.NoChoiceMatched', `Nothing in "${position.state}" matched.`);
    }
    case 'Wait':
      await sleepUntil(scope, position.wakeAt ?? (await wakeTime(scope, state)));
      return leave(scope, state, position.input, {});
    case 'Pass':
    case 'Succeed':
      return leave(scope, state, position.input, {});
    case 'Fail': {
      const named = async (field = '') => asText(await scope.evaluate(field));
      throw new StateError(await named(state.Error), await named(state.Cause));
    }
  }
};
