import jsonata from 'jsonata';
import { Json, type JsonObject } from '../json.ts';

/** An error with the name that Retry and Catch look at. */
export class StateError extends Error {
  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}

// Of what Step Functions adds to JSONata, and takes away from it, the part that we need.
const FUNCTIONS = { parse: (text: string): unknown => JSON.parse(text), eval: undefined };

const compiled = new Map<string, ReturnType<typeof jsonata>>();

const evaluateExpression = async (text: string, bindings: Record<string, Json>): Promise<Json> => {
  const expression = compiled.get(text) ?? jsonata(text.slice(2, -2));
  compiled.set(text, expression);
  try {
    const result: unknown = await expression.evaluate({}, { ...bindings, ...FUNCTIONS });
    // JSONata's sequences carry more than JSON: out of here goes plain JSON.
    return Json.parse(JSON.parse(JSON.stringify(result)));
  } catch (error) {
    const why = error instanceof Error ? error.message : JSON.stringify(error);
    throw new StateError('States.QueryEvaluationError', `${text}: ${why}`);
  }
};

/** A field of a state with every `{% … %}` in it evaluated. `states` is what they see as `$states`. */
export const evaluate = async (field: Json, states: JsonObject, variables: JsonObject): Promise<Json> => {
  if (typeof field === 'string') {
    const isExpression = field.startsWith('{%') && field.endsWith('%}');
    return isExpression ? evaluateExpression(field, { ...variables, states }) : field;
  }
  if (Array.isArray(field)) return Promise.all(field.map((part) => evaluate(part, states, variables)));
  if (typeof field !== 'object' || field === null) return field;
  const entries = Object.entries(field).map(
    async ([key, part]) => [key, await evaluate(part, states, variables)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
};
