import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Properties = Record<string, unknown>;
export interface TestResource {
  readonly Type: string;
  readonly Properties?: Properties;
}

export const table = (): TestResource => ({
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: {
    AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    Replicas: [{ Region: 'us-east-1' }],
  },
});

export const bucket = (): TestResource => ({
  Type: 'AWS::S3::Bucket',
  Properties: { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } },
});

export const lambda = (name: string, properties: Properties = {}): TestResource => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: 'assets', S3Key: `${name}.zip` },
    Handler: 'handler.handler',
    Runtime: 'nodejs24.x',
    MemorySize: 512,
    Timeout: 30,
    ...properties,
  },
});

const jsonata = (state: object): object => ({ QueryLanguage: 'JSONata', ...state });

/** A state machine of these states, from the first to wherever they lead. */
export const machine = (states: Record<string, object>, more: object = {}): TestResource => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    DefinitionString: JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: Object.keys(states)[0],
      States: states,
      ...more,
    }),
  },
});

/** A task that calls a function by its logical id, which here is also its name. */
export const task = (name: string, more: object = {}): object =>
  jsonata({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: {
      FunctionName: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
      Payload: '{% $states.input %}',
    },
    Output: '{% $states.result.Payload %}',
    ...('Next' in more ? {} : { End: true }),
    ...more,
  });

/** A distributed map whose children call one function each. */
export const map = (name: string, more: object = {}): object => ({
  Type: 'Map',
  Items: '{% $states.input.items %}',
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'Each',
    States: { Each: task(name) },
  },
  ...('Next' in more ? {} : { End: true }),
  ...more,
});

export interface TestAssembly {
  readonly resources: Record<string, TestResource>;
  /** The source of each function's bundle, by its name. */
  readonly bundles?: Record<string, string>;
  readonly outputs?: Record<string, { Value: unknown }>;
}

/** Writes what `cdk synth` would have written, in a few milliseconds. */
export const writeAssembly = (
  folder: string,
  { resources, bundles = {}, outputs = {} }: TestAssembly,
): string => {
  const write = (path: string, content: object | string): void => {
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  };
  mkdirSync(folder, { recursive: true });
  write('manifest.json', {
    artifacts: {
      Test: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Test.template.json' } },
    },
  });
  write('Test.template.json', { Resources: resources, Outputs: outputs });
  const files: Record<string, object> = {};
  for (const [name, source] of Object.entries(bundles)) {
    mkdirSync(join(folder, `asset.${name}`), { recursive: true });
    write(`asset.${name}/handler.mjs`, source);
    files[name] = {
      source: { path: `asset.${name}` },
      destinations: { here: { objectKey: `${name}.zip` } },
    };
  }
  write('Test.assets.json', { files });
  return folder;
};
