import { asText, isObject, type Json, type JsonObject } from '../json.ts';
import { makeResolver } from './intrinsics.ts';
import type { Resource, Template } from './template.ts';

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** What the local cloud builds. */
const BUILT = [
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
  'AWS::StepFunctions::StateMachine',
  'Custom::S3BucketNotifications',
] as const;
export type BuiltType = (typeof BUILT)[number];

/** Rights, keys, logs and alarms: nothing of ours behaves differently without them. */
const IGNORED = new Set([
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
]);
const BUILT_SET = new Set<string>(BUILT);

export interface NamedResource extends Resource {
  readonly name: string;
  /** The construct that a person would call it by, e.g. `ImportList`. */
  readonly label: string;
  readonly arn: string;
}

export interface Resources {
  /** All of one kind, their properties resolved. */
  all(...types: BuiltType[]): readonly NamedResource[];
  readonly outputs: Readonly<Record<string, string>>;
}

const refuseUnknown = ({ resources }: Template): void => {
  const unknown = resources.filter(({ type }) => !BUILT_SET.has(type) && !IGNORED.has(type));
  if (unknown.length === 0) return;
  const named = unknown.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ');
  throw new Error(`The local cloud does not know these resources of the template: ${named}.`);
};

const ownName = ({ properties }: Resource): string | undefined => {
  const names = ['TableName', 'BucketName', 'FunctionName', 'QueueName', 'StateMachineName', 'Name'];
  const own = names.map((name) => properties[name]).find((name) => typeof name === 'string');
  if (own !== undefined) return own;
  const { Environment: environment } = properties;
  const variables = isObject(environment) ? environment['Variables'] : undefined;
  const service = isObject(variables) ? variables['POWERTOOLS_SERVICE_NAME'] : undefined;
  return typeof service === 'string' ? service : undefined;
};

const nameOf = (resource: Resource): string => {
  const name = ownName(resource) ?? resource.path.replaceAll(/[^A-Za-z0-9-]+/g, '-').slice(-60);
  return resource.type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
};

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

/** What `Ref` and `Fn::GetAtt` answer for a resource. */
const identify = (
  { type, name, logicalId }: Omit<NamedResource, 'arn'>,
  endpoint: string,
): { ref: string; attributes: JsonObject } => {
  const as = (ref: string, attributes: JsonObject) => ({ ref, attributes });
  const url = `${endpoint}/${ACCOUNT}/${name}`;
  switch (type) {
    case 'AWS::DynamoDB::GlobalTable':
    case 'AWS::DynamoDB::Table':
      return as(name, { Arn: arn('dynamodb', `table/${name}`), TableId: name });
    case 'AWS::S3::Bucket':
      return as(name, { Arn: `arn:aws:s3:::${name}` });
    case 'AWS::Lambda::Function':
      return as(name, { Arn: arn('lambda', `function:${name}`) });
    case 'AWS::SQS::Queue':
      return as(url, { Arn: arn('sqs', name), QueueName: name, QueueUrl: url });
    case 'AWS::StepFunctions::StateMachine': {
      const machine = arn('states', `stateMachine:${name}`);
      return as(machine, { Arn: machine, Name: name });
    }
    case 'AWS::SecretsManager::Secret': {
      const secret = arn('secretsmanager', `secret:${name}-local1`);
      return as(secret, { Id: secret });
    }
    default:
      return as(name, { Arn: `arn:aws:local:::${logicalId}`, ...NOMINAL });
  }
};

// Other attributes of what is ignored: they only end up in policies and alarms.
const NOMINAL: JsonObject = { Name: 'local', KeyId: 'local', RoleId: 'local', TopicName: 'local' };

const PSEUDO: JsonObject = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

const withNames = (resources: readonly Resource[]): Omit<NamedResource, 'arn'>[] => {
  const taken = new Set<string>();
  return resources.map((resource) => {
    const wanted = nameOf(resource);
    const key = `${resource.type} ${wanted}`;
    const name = taken.has(key) ? resource.logicalId : wanted;
    taken.add(key);
    return { ...resource, name, label: resource.path.split('/').at(-1) ?? name };
  });
};

/** Names everything in the template and resolves what refers to it; stops by name at what is unknown. */
export const openResources = (template: Template, endpoint: string): Resources => {
  refuseUnknown(template);
  const named = withNames(template.resources);
  const identities = new Map(named.map((resource) => [resource.logicalId, identify(resource, endpoint)]));
  const resolve = makeResolver({
    ref: (name) => (name === 'AWS::StackName' ? template.stack : (PSEUDO[name] ?? identities.get(name)?.ref)),
    attribute: (logicalId, attribute) => identities.get(logicalId)?.attributes[attribute],
    conditions: template.conditions,
  });
  const arnOf = (logicalId: string): string => {
    const { Arn, Id } = identities.get(logicalId)?.attributes ?? {};
    return asText(Arn ?? Id);
  };
  const resolveObject = (value: JsonObject): JsonObject => {
    const resolved = resolve(value);
    return isObject(resolved) ? resolved : {};
  };
  return {
    all: (...types) =>
      named
        .filter(({ type }) => types.some((wanted) => wanted === type))
        .map((resource) => ({
          ...resource,
          properties: resolveObject(resource.properties),
          arn: arnOf(resource.logicalId),
        })),
    outputs: Object.fromEntries(
      Object.entries(template.outputs).map(([key, value]: [string, Json]) => [key, asText(resolve(value))]),
    ),
  };
};
