import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { asText, isObject, Json, JsonObject, readJson } from '../json.ts';
import { ACCOUNT, REGION, type NamedResource } from '../template/resources.ts';

const Target = z.strictObject({
  Arn: z.string(),
  Id: z.string(),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  InputTransformer: z
    .strictObject({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
    .optional(),
  // Local deliveries are retried until they arrive.
  RetryPolicy: JsonObject.optional(),
  DeadLetterConfig: JsonObject.optional(),
});
const RuleProperties = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  EventPattern: JsonObject.optional(),
  ScheduleExpression: z.string().optional(),
  Targets: z.array(Target).default([]),
  Tags: z.array(Json).optional(),
});

export interface Rule extends z.infer<typeof RuleProperties> {
  readonly logicalId: string;
}

/** Whether one value of an event is what a pattern's list allows. */
const allows = (allowed: Json, value: Json | undefined): boolean => {
  if (!isObject(allowed)) return allowed === value;
  const { prefix, suffix, ...rest } = allowed;
  if (Object.keys(rest).length > 0 || (prefix ?? suffix) === undefined) {
    throw new Error(`an event pattern with ${JSON.stringify(allowed)} is not known`);
  }
  const text = typeof value === 'string' ? value : '';
  return text.startsWith(asText(prefix ?? '')) && text.endsWith(asText(suffix ?? ''));
};

export const matches = (pattern: JsonObject, event: JsonObject): boolean =>
  Object.entries(pattern).every(([name, wanted]) => {
    const value = event[name];
    if (Array.isArray(wanted)) return wanted.some((allowed) => allows(allowed, value));
    return isObject(wanted) && matches(wanted, isObject(value) ? value : {});
  });

const atPath = (event: JsonObject, path: string): Json => {
  const steps = path.split('.').slice(1); // after the `$`
  return steps.reduce<Json>((value, step) => (isObject(value) ? (value[step] ?? null) : null), event);
};

/** What a target is told of an event. */
export const inputFor = (target: Rule['Targets'][number], event: JsonObject): Json => {
  if (target.Input !== undefined) return readJson(target.Input);
  if (!target.InputTransformer) return event;
  const { InputPathsMap: paths, InputTemplate: template } = target.InputTransformer;
  const filled = template.replaceAll(/("?)<([\w.-]+)>("?)/g, (placeholder, open: string, name: string) => {
    const path = paths[name];
    if (path === undefined) return placeholder;
    const value = atPath(event, path);
    // Inside quotes of the template it is text already.
    return open === '"'
      ? JSON.stringify(typeof value === 'string' ? value : JSON.stringify(value))
      : JSON.stringify(value);
  });
  return readJson(filled);
};

export const readRules = (resources: readonly NamedResource[]): Rule[] =>
  resources.map(({ logicalId, properties }) => {
    try {
      const rule = RuleProperties.parse(properties);
      if (rule.EventPattern) matches(rule.EventPattern, {}); // throws at what it does not know
      return { logicalId, ...rule };
    } catch (error) {
      const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
      throw new Error(`The local cloud cannot follow the rule ${logicalId}: ${why}`, { cause: error });
    }
  });

export const makeEvent = (
  of: { source: string; type: string; resources: string[]; detail: JsonObject },
  at: Date,
): JsonObject => ({
  version: '0',
  id: randomUUID(),
  'detail-type': of.type,
  source: of.source,
  account: ACCOUNT,
  time: at.toISOString().replace(/\.\d+Z$/, 'Z'),
  region: REGION,
  resources: of.resources,
  detail: of.detail,
});
