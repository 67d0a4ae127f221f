import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { functionsOf, PolicyDocument, Spelled, templateOf, type TemplateOf } from './assembly.ts';

let template: TemplateOf;
let prod: TemplateOf;
beforeAll(async () => {
  template = await templateOf();
  prod = await templateOf('prod');
});

const anything = z.object({}).loose();
const something: unknown = expect.anything();

describe('tables', () => {
  const tables = (of: TemplateOf) => of.all('AWS::DynamoDB::GlobalTable', anything);

  test('are three, on demand, recoverable, under our key, and without index or stream', () => {
    expect(tables(template).length).toBe(3);
    for (const table of tables(template)) {
      expect(table).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        Replicas: [
          {
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
            SSESpecification: {
              KMSMasterKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^FactsKey/), 'Arn'] },
            },
          },
        ],
      });
      expect(table).not.toHaveProperty('GlobalSecondaryIndexes');
      expect(table).not.toHaveProperty('StreamSpecification');
    }
  });

  test('stay in production, whatever happens to the stack', () => {
    for (const table of tables(prod)) {
      expect(table).toMatchObject({
        DeletionPolicy: 'Retain',
        Replicas: [{ DeletionProtectionEnabled: true }],
      });
    }
    for (const type of ['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::SecretsManager::Secret']) {
      expect(prod.all(type, anything).map(({ DeletionPolicy }) => DeletionPolicy)).not.toContain('Delete');
    }
  });
});

test('files are private, encrypted under our key, versioned, swept, and spoken of to EventBridge', () => {
  const [bucket, ...others] = template.all('AWS::S3::Bucket', anything);

  expect(others).toEqual([]);
  expect(bucket).toMatchObject({
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
      ],
    },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    VersioningConfiguration: { Status: 'Enabled' },
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    LifecycleConfiguration: {
      Rules: [
        { Prefix: 'staging/', ExpirationInDays: 30, Status: 'Enabled' },
        { NoncurrentVersionExpiration: { NoncurrentDays: 7 }, Status: 'Enabled' },
        { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 }, Status: 'Enabled' },
      ],
    },
  });
});

test.each(['AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'])(
  '%s refuses whoever comes without TLS',
  (type) => {
    for (const policy of template.all(type, z.object({ PolicyDocument }))) {
      expect(policy.PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      );
    }
    expect(template.all(type, anything).length).toBe(
      template.all(type.replace('Policy', ''), anything).length,
    );
  },
);

test('our key works through the services only; nobody but the account and the readers of the secret is named', () => {
  const [key] = template
    .all('AWS::KMS::Key', z.object({ EnableKeyRotation: z.literal(true), KeyPolicy: PolicyDocument }))
    .filter(({ id }) => id.startsWith('FactsKey'));

  for (const { Action, Condition } of key?.KeyPolicy.Statement ?? []) {
    if (Action.includes('kms:*')) continue;
    expect(Condition).toMatchObject({ StringEquals: { 'kms:ViaService': something } });
  }
  expect(key?.KeyPolicy.Statement.length).toBeGreaterThan(1);
});

test('both secrets are long, and generated where they are kept', () => {
  const secret = { GenerateSecretString: { PasswordLength: 64 }, KmsKeyId: something };
  expect(template.all('AWS::SecretsManager::Secret', anything)).toMatchObject([secret, secret]);
});

describe('queues', () => {
  const Queue = z.object({
    SqsManagedSseEnabled: z.literal(true),
    VisibilityTimeout: z.number().optional(),
    RedrivePolicy: z.object({ deadLetterTargetArn: Spelled, maxReceiveCount: z.number() }).optional(),
  });
  const Source = z.object({
    EventSourceArn: Spelled,
    FunctionName: Spelled,
    BatchSize: z.number(),
    FunctionResponseTypes: z.array(z.string()),
    ScalingConfig: z.object({ MaximumConcurrency: z.number() }),
  });

  test('wait six times as long as their function may take, then put the message aside', () => {
    const functions = functionsOf(template);
    const queues = template.all('AWS::SQS::Queue', Queue);
    const sources = template.all('AWS::Lambda::EventSourceMapping', Source);

    expect(
      sources.map(({ EventSourceArn, FunctionName, ...source }) => {
        const worker = functions.find(({ id }) => FunctionName === `<${id}>`);
        const queue = queues.find(({ id }) => EventSourceArn === `<${id}.Arn>`);
        expect(queue?.VisibilityTimeout).toBe(6 * (worker?.timeout ?? Number.NaN));
        expect(queue?.RedrivePolicy?.maxReceiveCount).toBe(3);
        expect(queues.map(({ id }) => `<${id}.Arn>`)).toContain(queue?.RedrivePolicy?.deadLetterTargetArn);
        expect(source.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
        return [worker?.name, source.BatchSize, source.ScalingConfig.MaximumConcurrency];
      }),
    ).toEqual([
      ['send-reminder', 10, 5],
      ['record-results', 1, 5],
    ]);
  });

  test('every rule has its own patience and its dead letters', () => {
    const rules = template.all('AWS::Events::Rule', z.object({ Targets: z.array(anything) }));

    expect(rules.length).toBe(3);
    for (const { Targets } of rules) {
      expect(Targets).toMatchObject([
        {
          RetryPolicy: { MaximumEventAgeInSeconds: 14_400, MaximumRetryAttempts: 20 },
          DeadLetterConfig: { Arn: something },
        },
      ]);
    }
  });
});

test('every function and every machine has a log of its own that ends', () => {
  const logs = template.all('AWS::Logs::LogGroup', z.object({ RetentionInDays: z.number() }));

  expect(logs.length).toBe(30 + 3);
  for (const { properties } of functionsOf(template)) {
    expect(properties).toMatchObject({ LoggingConfig: { LogFormat: 'JSON', LogGroup: something } });
  }
});

/** Workbooks are built in memory, ten messages need next to none, everything else streams. */
const memoryOf = (name: string): number => {
  if (name === 'send-reminder') return 256;
  return ['finish-list', 'submit-period', 'write-pack'].includes(name) ? 1_024 : 512;
};

test('every function is small, on ARM, traced, and runs the Node that the project is tested on', () => {
  for (const { name, properties, environment } of functionsOf(template)) {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: memoryOf(name),
      TracingConfig: { Mode: 'Active' },
    });
    expect(environment).toMatchObject({
      POWERTOOLS_SERVICE_NAME: name,
      NODE_OPTIONS: '--enable-source-maps',
    });
  }
});

test('nothing has a name of its own', () => {
  const named = Object.values(template.Resources).filter(({ Type, Properties }) => {
    const kind = Type.split('::').at(-1)?.replace('GlobalTable', 'Table') ?? '';
    // A policy within a role must have one, and it need not be unique.
    return kind !== 'Policy' && [`${kind}Name`, 'Name'].some((key) => key in anything.parse(Properties));
  });

  expect(named).toEqual([]);
});

test('stages differ in numbers only', () => {
  const shapeOf = ({ Resources }: TemplateOf) => Object.entries(Resources).map(([, { Type }]) => Type);

  expect(shapeOf(prod)).toEqual(shapeOf(template));
});
