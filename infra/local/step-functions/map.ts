import type { Json } from '../json.ts';
import type { MapState } from './definition.ts';
import { StateError } from './jsonata-fields.ts';
import { limited, type Scope } from './state-scope.ts';

const AT_ONCE_MAX = 10_000; // what MaxConcurrency 0 means

/** A distributed map: every item becomes an execution of its own, and some of them may fail. */
export const runMap = async (scope: Scope, state: MapState): Promise<Json> => {
  const { run, world, position } = scope;
  const items = await scope.evaluate(state.Items);
  if (!Array.isArray(items)) throw new StateError('States.QueryEvaluationError', 'Items is not an array.');
  const inputs: Json[] = [];
  for (const [Index, Value] of items.entries()) {
    const context = { ...run.context, State: { Name: position.state }, Map: { Item: { Index, Value } } };
    const { ItemSelector: selector } = state;
    const input = selector === undefined ? Value : await scope.evaluate(selector, { context });
    inputs.push(limited(input, `Item ${Index} of "${position.state}"`));
  }
  const atOnce = Number(await scope.evaluate(state.MaxConcurrency));
  const tolerated = Number(await scope.evaluate(state.ToleratedFailurePercentage));
  const failuresMax = Math.floor((items.length * tolerated) / 100);
  // The number of events tells one visit of the same state from the next, also after a restart.
  const { outputs, failures } = await world.runChildren(run, `${position.state}#${position.events}`, {
    states: state.ItemProcessor,
    express: state.ItemProcessor.ProcessorConfig.ExecutionType === 'EXPRESS',
    inputs,
    atOnceMax: atOnce === 0 ? AT_ONCE_MAX : atOnce,
    failuresMax,
  });
  if (failures <= failuresMax) return [...outputs];
  throw new StateError(
    'States.ExceedToleratedFailureThreshold',
    `${failures} of ${items.length} items failed; ${failuresMax} may.`,
  );
};
