import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { functionsOf, PolicyDocument, Spelled, templateOf, type TemplateOf } from './assembly.ts';

const Alarm = z.object({
  AlarmDescription: z.string(),
  AlarmActions: z.array(Spelled),
  Namespace: z.string(),
  MetricName: z.string(),
  Threshold: z.literal(1),
  TreatMissingData: z.literal('notBreaching'),
  Dimensions: z.array(z.object({ Name: z.string(), Value: Spelled })).default([]),
});

let template: TemplateOf;
let alarms: z.infer<typeof Alarm>[];
beforeAll(async () => {
  template = await templateOf();
  alarms = template.all('AWS::CloudWatch::Alarm', Alarm);
});

const watched = (namespace: string, metricName: string) =>
  alarms
    .filter(({ Namespace, MetricName }) => Namespace === namespace && MetricName === metricName)
    .map(({ Dimensions: [dimension] }) => dimension?.Value ?? '');
const idsOf = (type: string) => template.all(type, z.object({}).loose()).map(({ id }) => id);

test('every alarm has its heading in the runbook, and every heading its alarm', () => {
  const runbook = readFileSync('infra/README.md', 'utf8');
  const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);

  expect(headings.toSorted()).toEqual(
    [...new Set(alarms.map(({ AlarmDescription }) => AlarmDescription))].toSorted(),
  );
  for (const part of ['Meaning', 'Look at', 'Mend']) {
    expect(runbook.split(`**${part}.**`).length - 1).toBe(headings.length);
  }
});

test('every alarm rings on the one topic, which is encrypted', () => {
  expect(new Set(alarms.flatMap(({ AlarmActions }) => AlarmActions))).toEqual(
    new Set(idsOf('AWS::SNS::Topic').map((id) => `<${id}>`)),
  );
  const [topic] = template.all('AWS::SNS::Topic', z.object({ KmsMasterKeyId: Spelled }));
  expect(topic?.KmsMasterKeyId).toMatch(/^<AlarmsKey\w+\.Arn>$/);
});

test('CloudWatch may publish on the topic and use its key', () => {
  const principal = { Service: 'cloudwatch.amazonaws.com' };
  const [topic] = template.all('AWS::SNS::TopicPolicy', z.object({ PolicyDocument }));
  const keys = template.all('AWS::KMS::Key', z.object({ KeyPolicy: PolicyDocument }));

  expect(topic?.PolicyDocument.Statement).toContainEqual(
    expect.objectContaining({ Effect: 'Allow', Action: ['sns:Publish'], Principal: principal }),
  );
  expect(
    keys
      .filter(({ KeyPolicy }) => JSON.stringify(KeyPolicy).includes(principal.Service))
      .map(({ id }) => id.startsWith('AlarmsKey')),
  ).toEqual([true]);
});

test('every machine rings when a run fails or never ends', () => {
  const machines = idsOf('AWS::StepFunctions::StateMachine').map((id) => `<${id}>`);

  expect(watched('AWS/States', 'ExecutionsFailed').toSorted()).toEqual(machines.toSorted());
  expect(watched('AWS/States', 'ExecutionsTimedOut').toSorted()).toEqual(machines.toSorted());
});

test('every queue that holds dead letters rings, and no other', () => {
  const deadLetters = idsOf('AWS::SQS::Queue').filter((id) => /DeadLetters|NotStarted/.test(id));

  expect(deadLetters.length).toBe(4);
  expect(watched('AWS/SQS', 'ApproximateNumberOfMessagesVisible').toSorted()).toEqual(
    deadLetters.map((id) => `<${id}.QueueName>`).toSorted(),
  );
});

test('every function is watched: by its own alarm, by a machine, or by a queue', () => {
  const failing = watched('AWS/Lambda', 'Errors');
  const definitions = template
    .all('AWS::StepFunctions::StateMachine', z.object({ DefinitionString: Spelled }))
    .map(({ DefinitionString }) => DefinitionString)
    .join();
  const queued = template
    .all('AWS::Lambda::EventSourceMapping', z.object({ FunctionName: Spelled }))
    .map(({ FunctionName }) => FunctionName);
  const watchersOf = (id: string) =>
    Number(failing.includes(`<${id}>`)) +
    Number(definitions.includes(`<${id}.Arn>`)) +
    Number(queued.includes(`<${id}>`));

  expect(functionsOf(template).map(({ id, name }) => [name, watchersOf(id)])).toEqual(
    functionsOf(template).map(({ name }) => [name, 1]),
  );
});

test('what a function must not keep to itself is counted from its log', () => {
  const Filter = z.object({
    FilterPattern: z.string(),
    MetricTransformations: z.tuple([z.object({ MetricNamespace: z.string(), MetricName: z.string() })]),
  });
  const counted = template
    .all('AWS::Logs::MetricFilter', Filter)
    .map(({ FilterPattern, MetricTransformations: [metric] }) => [FilterPattern, metric.MetricName]);

  expect(counted.toSorted()).toEqual([
    ['{ $.message = "closing waits" }', 'ClosingsThatWait'],
    ['{ $.message = "period not approved" }', 'PeriodsNotApproved'],
    ['{ $.message = "settlement unbalanced" }', 'UnbalancedSettlements'],
    ['{ $.message = "sheets missing" }', 'MissingSheets'],
    ['{ $.message = "sms uncertain" }', 'UncertainSms'],
    ['{ $.message = "wave waits" }', 'WavesThatWait'],
  ]);
  for (const [, name = ''] of counted) expect(watched('Chitra', name)).toEqual(['']);
});

test('there is one dashboard', () => {
  expect(idsOf('AWS::CloudWatch::Dashboard').length).toBe(1);
});
