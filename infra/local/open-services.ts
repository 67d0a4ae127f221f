import type { DataFolder } from './data-folder.ts';
import { openTables } from './dynamodb/tables.ts';
import { openDeliveries } from './events/deliveries.ts';
import { openRules } from './events/rules.ts';
import type { Journal } from './journal.ts';
import { openFunctions, type Functions } from './lambda/functions.ts';
import { FunctionFault } from './lambda/handler.ts';
import type { Meter } from './meter.ts';
import { openFiles } from './s3/files.ts';
import { openSecrets } from './secrets.ts';
import { openOutbox } from './sms.ts';
import { readQueues } from './sqs/queue-definition.ts';
import { openQueues } from './sqs/queues.ts';
import { openExecutions } from './step-functions/executions.ts';
import type { NamedResource, Resources } from './template/resources.ts';
import type { Clock } from './time/clock.ts';
import type { Weather } from './weather.ts';

export interface Ground {
  readonly folder: DataFolder;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly endpoint: string;
  readonly weather: Weather;
  /** True once the cloud is going down: nothing more is written then. */
  readonly stopped: () => boolean;
}

/** Functions, but for those which CloudFormation itself calls while it deploys. */
const ownFunctions = (resources: Resources): NamedResource[] => {
  const deployers = resources
    .all('Custom::S3BucketNotifications')
    .map(({ properties }) => properties['ServiceToken']);
  return resources.all('AWS::Lambda::Function').filter(({ arn }) => !deployers.includes(arn));
};

const losingAnswers =
  (invoke: Functions['invoke'], weather: Weather): Functions['invoke'] =>
  async (nameOrArn, payload, limitMs) => {
    const answer = await invoke(nameOrArn, payload, limitMs);
    if (weather.losesAnswer()) throw new FunctionFault('Lambda.Unknown', 'The answer was lost.');
    return answer;
  };

/** Everything in the template, built and wired. Nothing moves yet: see `resume`. */
export const openServices = async (
  ground: Ground,
  resources: Resources,
  assetFolder: (objectKey: string) => string,
) => {
  const { folder, journal, clock, meter, endpoint, weather, stopped } = ground;
  const rules = openRules({ resources, clock, journal });
  const functions = openFunctions({
    resources: ownFunctions(resources),
    logFolder: folder.path('logs'),
    assetFolder,
    endpoint,
    clock,
    meter,
  });
  // Machines and queues ask over the network; whoever invokes by hand sees what happened.
  const asked = { ...functions, invoke: losingAnswers(functions.invoke, weather) };
  const executions = openExecutions({
    resources: resources.all('AWS::StepFunctions::StateMachine'),
    journal,
    world: { clock, meter, chance: Math.random, invoke: asked.invoke },
    stopped,
  });
  const definitions = readQueues(
    resources.all('AWS::SQS::Queue'),
    resources.all('AWS::Lambda::EventSourceMapping'),
  );
  const onTheWay = { journal, clock, functions: asked, weather, stopped };
  const queues = openQueues({ definitions, meter, ...onTheWay });
  const deliveries = openDeliveries({ executions, queues, ...onTheWay });
  const secrets = openSecrets({ resources: resources.all('AWS::SecretsManager::Secret'), journal, meter });
  const outbox = openOutbox({ path: folder.path('outbox.jsonl'), clock, meter });
  const files = await openFiles({
    directory: folder.path('files'),
    buckets: resources.all('AWS::S3::Bucket').map(({ name }) => name),
    meter,
    onStored: (object) => {
      rules.onStored(object, deliveries);
    },
  });
  const tables = await openTables({
    path: folder.path('tables'),
    resources: resources.all('AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'),
    journal,
    meter,
  });
  return {
    functions,
    executions,
    queues,
    secrets,
    outbox,
    files,
    tables,
    /** Goes on with whatever an earlier process had under way, and lets the time tick. */
    resume: (): void => {
      executions.resume();
      queues.resume();
      deliveries.resume();
      rules.startSchedules(deliveries);
    },
    close: async (): Promise<void> => {
      await tables.close();
      await functions.close();
    },
  };
};

export type OpenServices = Awaited<ReturnType<typeof openServices>>;
