import { z } from 'zod';
import { JsonObject } from '../json.ts';
import type { NamedResource } from '../template/resources.ts';

const Redrive = z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() });
const QueueProperties = z.strictObject({
  QueueName: z.string().optional(),
  VisibilityTimeout: z.number().default(30),
  DelaySeconds: z.number().default(0),
  RedrivePolicy: Redrive.optional(),
  // Kept for ever, unencrypted, and asked whenever there is something: nothing of ours can tell.
  MessageRetentionPeriod: z.number().optional(),
  ReceiveMessageWaitTimeSeconds: z.number().optional(),
  RedriveAllowPolicy: JsonObject.optional(),
  KmsMasterKeyId: z.string().optional(),
  KmsDataKeyReusePeriodSeconds: z.number().optional(),
  SqsManagedSseEnabled: z.boolean().optional(),
  Tags: z.array(JsonObject).optional(),
});
const SourceProperties = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().default(10),
  Enabled: z.boolean().default(true),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.number() }).optional(),
  // Batches are what lies there when the function is free, never waited for.
  MaximumBatchingWindowInSeconds: z.number().optional(),
  Tags: z.array(JsonObject).optional(),
});

export interface EventSource {
  readonly functionName: string;
  readonly batchMax: number;
  readonly atOnceMax: number;
  readonly partialFailures: boolean;
}
export interface QueueDefinition {
  readonly name: string;
  readonly arn: string;
  readonly visibilityMs: number;
  readonly delaySeconds: number;
  readonly deadLetters: { readonly name: string; readonly receivesMax: number } | undefined;
  readonly source: EventSource | undefined;
}

const AT_ONCE_DEFAULT = 5; // with which Lambda starts to poll a queue

const read = <T>(schema: z.ZodType<T>, { logicalId, properties }: NamedResource): T => {
  const parsed = schema.safeParse(properties);
  if (parsed.success) return parsed.data;
  throw new Error(`The local cloud does not understand ${logicalId}: ${z.prettifyError(parsed.error)}`);
};
const nameIn = (arn: string): string => arn.split(':').at(-1) ?? arn;

export const readQueues = (
  queues: readonly NamedResource[],
  mappings: readonly NamedResource[],
): QueueDefinition[] => {
  const sources = new Map(
    mappings
      .map((mapping) => read(SourceProperties, mapping))
      .filter(({ Enabled }) => Enabled)
      .map((mapping) => [mapping.EventSourceArn, mapping] as const),
  );
  return queues.map((resource) => {
    const { VisibilityTimeout, DelaySeconds, RedrivePolicy } = read(QueueProperties, resource);
    const { arn } = resource;
    const source = sources.get(arn);
    return {
      name: resource.name,
      arn,
      visibilityMs: VisibilityTimeout * 1000,
      delaySeconds: DelaySeconds,
      deadLetters: RedrivePolicy && {
        name: nameIn(RedrivePolicy.deadLetterTargetArn),
        receivesMax: RedrivePolicy.maxReceiveCount,
      },
      source: source && {
        functionName: source.FunctionName,
        batchMax: source.BatchSize,
        atOnceMax: source.ScalingConfig?.MaximumConcurrency ?? AT_ONCE_DEFAULT,
        partialFailures: source.FunctionResponseTypes.length > 0,
      },
    };
  });
};
