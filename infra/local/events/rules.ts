import { z } from 'zod';
import type { Journal } from '../journal.ts';
import type { JsonObject } from '../json.ts';
import type { StoredObject } from '../s3/files.ts';
import { ACCOUNT, type NamedResource, type Resources } from '../template/resources.ts';
import type { Clock } from '../time/clock.ts';
import type { Deliveries } from './deliveries.ts';
import { inputFor, makeEvent, matches, readRules, type Rule } from './events.ts';
import { nextTick, startSchedule } from './schedules.ts';

const TARGETS = ['AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine', 'AWS::SQS::Queue'] as const;
const ToEventBridge = z.strictObject({
  EventBridgeConfiguration: z.strictObject({ EventBridgeEnabled: z.literal(true).optional() }),
});
const Bucket = z.object({ NotificationConfiguration: ToEventBridge.optional() });
const BucketNotifications = z.object({ BucketName: z.string(), NotificationConfiguration: ToEventBridge });

/** The buckets that tell EventBridge: said on the bucket itself, or by the CDK's custom resource. */
const tellingBuckets = (resources: Resources): ReadonlySet<string> => {
  const read = <T>(schema: z.ZodType<T>, { logicalId, properties }: NamedResource): T => {
    const parsed = schema.safeParse(properties);
    if (parsed.success) return parsed.data;
    throw new Error(`The local cloud only knows EventBridge notifications: ${logicalId} has others.`);
  };
  const own = resources
    .all('AWS::S3::Bucket')
    .filter((bucket) => read(Bucket, bucket).NotificationConfiguration)
    .map(({ name }) => name);
  const custom = resources
    .all('Custom::S3BucketNotifications')
    .map((resource) => read(BucketNotifications, resource).BucketName);
  return new Set([...own, ...custom]);
};

const checkTargets = (rules: readonly Rule[], resources: Resources): void => {
  const known = new Set(resources.all(...TARGETS).map(({ arn }) => arn));
  for (const { logicalId, Targets } of rules) {
    const unknown = Targets.find(({ Arn }) => !known.has(Arn));
    if (unknown) throw new Error(`The local cloud cannot reach ${unknown.Arn}, a target of ${logicalId}.`);
  }
};

interface RulesOptions {
  readonly resources: Resources;
  readonly clock: Clock;
  readonly journal: Journal;
}

/** EventBridge: what the template's rules make of stored objects and of the time. */
export const openRules = ({ resources, clock, journal }: RulesOptions) => {
  const telling = tellingBuckets(resources);
  const rules = readRules(resources.all('AWS::Events::Rule')).filter(({ State }) => State === 'ENABLED');
  checkTargets(rules, resources);
  const schedules = rules.flatMap(({ logicalId: id, ScheduleExpression: expression, Targets }) =>
    expression === undefined ? [] : [{ id, expression, targets: Targets }],
  );
  for (const { expression } of schedules) nextTick(expression, new Date(0)); // throws at what it does not know

  /** Higher for every object, also over a restart; as long as S3's, so that text compares like a number. */
  const nextSequencer = (): string => {
    const next = Number(journal.note('sequencer') ?? 0) + 1;
    journal.setNote('sequencer', String(next));
    return next.toString(16).toUpperCase().padStart(18, '0');
  };

  return {
    onStored: ({ bucket, key, size, etag, reason }: StoredObject, deliveries: Deliveries): void => {
      if (!telling.has(bucket)) return;
      journal.together(() => {
        const event = makeEvent(
          {
            source: 'aws.s3',
            type: 'Object Created',
            resources: [`arn:aws:s3:::${bucket}`],
            detail: {
              version: '0',
              bucket: { name: bucket },
              object: { key, size, etag, sequencer: nextSequencer() },
              requester: ACCOUNT,
              reason,
            },
          },
          clock.now(),
        );
        for (const { EventPattern, Targets } of rules) {
          if (!EventPattern || !matches(EventPattern, event)) continue;
          for (const target of Targets) deliveries.add(target.Arn, inputFor(target, event));
        }
      });
    },
    startSchedules: (deliveries: Deliveries): void => {
      for (const { id, expression, targets } of schedules) {
        const onTick = (at: Date): void => {
          const detail: JsonObject = {};
          const event = makeEvent(
            { source: 'aws.events', type: 'Scheduled Event', resources: [id], detail },
            at,
          );
          for (const target of targets) deliveries.add(target.Arn, inputFor(target, event));
        };
        startSchedule({ id, expression, clock, journal, onTick });
      }
    },
  };
};
