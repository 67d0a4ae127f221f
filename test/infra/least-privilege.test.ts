import { globSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { functionsOf, PolicyDocument, templateOf, type TemplateOf } from './assembly.ts';

let template: TemplateOf;
beforeAll(async () => {
  template = await templateOf();
});

/** Whom a resource's logical id stands for. */
const aliases: [RegExp, string][] = [
  [/<TablesPayouts\w+\.Arn>/, 'payouts'],
  [/<TablesRegistry\w+\.Arn>/, 'registry'],
  [/<TablesAudit\w+\.Arn>/, 'audit'],
  [/<FilesBucket\w+\.Arn>/, 'files'],
  [/<HashSecret\w+>/, 'secret'],
  [/<SmsSecret\w+>/, 'sms-secret'],
  [/<OverdueRemindersQueue\w+\.Arn>/, 'reminders'],
  [/<CompletionTrackingResultsQueue\w+\.Arn>/, 'results'],
  [/<ListImportImportList\w+>/, 'import-list'],
  [/<PeriodPreparationPreparePeriod\w+>/, 'prepare-period'],
  [/<PeriodRunRunPeriod\w+>/, 'run-period'],
];
const aliased = (resource: string) =>
  aliases.reduce((text, [pattern, alias]) => text.replace(pattern, alias), resource);

const read = 'GetItem BatchGetItem Query';
const decide = `${read} PutItem UpdateItem`;
const bulk = `${decide} BatchWriteItem`;
const table = (name: string, actions: string) =>
  actions.split(' ').map((action) => `dynamodb:${action} ${name}`);
const payouts = (actions: string) => table('payouts', actions);
const registry = (actions: string) => table('registry', actions);
const audit = table('audit', 'PutItem GetItem');
const returnsLeases = ['dynamodb:DeleteItem payouts if LEASE#*'];
const reads = (...folders: string[]) => folders.map((folder) => `s3:GetObject files/${folder}/*`);
const writes = (...folders: string[]) => folders.map((folder) => `s3:PutObject files/${folder}/*`);
const starts = (machine: string) => `states:StartExecution ${machine}`;
const lists = (machine: string) => `states:ListExecutions ${machine}`;
const smsSecret = ['secretsmanager:GetSecretValue sms-secret', 'secretsmanager:DescribeSecret sms-secret'];
const listsPacks = 's3:ListBucket files if reports/periods/*';
const notes = table('registry', 'PutItem GetItem');
const secret = ['secretsmanager:GetSecretValue secret', 'secretsmanager:DescribeSecret secret'];
const consumes = (queue: string) =>
  ['ReceiveMessage', 'ChangeMessageVisibility', 'GetQueueUrl', 'DeleteMessage', 'GetQueueAttributes'].map(
    (action) => `sqs:${action} ${queue}`,
  );

/** All that each function may do beside writing its own log and traces. */
const rights: Record<string, string[]> = {
  'read-list': [...payouts(decide), ...reads('inbox', 'lists'), ...writes('lists', 'staging', 'reports')],
  'apply-setup': [
    ...payouts(decide),
    ...audit,
    ...reads('staging'),
    ...writes('reports'),
    starts('prepare-period'),
  ],
  'compare-list': [
    ...payouts(decide),
    ...registry(read),
    ...reads('staging'),
    ...writes('staging'),
    ...secret,
  ],
  'review-list': [...payouts(decide), ...registry(read), ...reads('staging'), ...writes('staging')],
  'claim-identities': [
    ...payouts(decide),
    ...returnsLeases,
    ...registry(bulk),
    ...reads('staging'),
    ...writes('staging'),
    ...secret,
  ],
  'apply-changes': [
    ...payouts(decide),
    ...returnsLeases,
    ...registry(bulk),
    ...audit,
    ...reads('staging'),
    ...writes('staging'),
  ],
  'finish-list': [
    ...payouts(decide),
    ...registry(read),
    ...audit,
    ...reads('staging', 'lists'),
    ...writes('reports'),
    starts('prepare-period'),
  ],
  'release-list': [...payouts(decide), ...audit, starts('import-list')],
  'open-due-periods': [
    ...payouts(decide),
    starts('prepare-period'),
    lists('prepare-period'),
    starts('run-period'),
    lists('run-period'),
  ],
  'open-period': [...payouts(decide), ...returnsLeases, ...registry(read)],
  'assign-payouts': [...payouts(bulk), ...returnsLeases, ...registry(read)],
  'submit-period': [
    ...payouts(decide),
    ...returnsLeases,
    ...registry(read),
    ...audit,
    ...writes('reports'),
    starts('prepare-period'),
  ],
  'approve-period': [...payouts(decide), ...audit, starts('run-period'), lists('run-period')],
  'recall-period': [...payouts(decide), ...returnsLeases, ...audit, starts('prepare-period')],
  'cancel-period': [...payouts(decide), ...audit],
  'complete-payout': [...payouts(decide), ...returnsLeases, ...notes, ...audit, ...writes('reports')],
  'change-payout': [...payouts(decide), ...returnsLeases, ...audit],
  'decide-late': [
    ...payouts(decide),
    ...returnsLeases,
    ...audit,
    ...writes('reports'),
    starts('prepare-period'),
  ],
  'move-day': [...payouts(decide), ...returnsLeases, ...audit],
  'release-wave': [...payouts(decide), ...audit],
  'change-settlement': [...payouts(decide), ...audit, ...writes('reports'), listsPacks],
  'write-pack': [...payouts(decide), ...registry(read), ...writes('reports')],
  'next-check': [
    ...payouts(decide),
    's3:ListBucket files if inbox/results/* reports/periods/*',
    ...reads('reports'),
    ...writes('reports'),
  ],
  'write-sheets': [...payouts(decide), ...returnsLeases, ...registry(read), ...writes('sheets')],
  'record-results': [
    ...payouts(decide),
    ...returnsLeases,
    ...notes,
    ...audit,
    ...reads('inbox', 'lists'),
    ...writes('lists', 'reports'),
    ...consumes('results'),
  ],
  'sign-off-sheet': [...payouts(decide), ...audit],
  'queue-reminders': [
    ...payouts(decide),
    ...registry(read),
    ...writes('call-lists'),
    ...['SendMessage', 'GetQueueAttributes', 'GetQueueUrl'].map((action) => `sqs:${action} reminders`),
  ],
  'send-reminder': [
    ...payouts(decide),
    ...registry(read),
    ...smsSecret,
    ...consumes('reminders'),
    'sms-voice:SendTextMessage arn:aws:sms-voice:ap-southeast-1:<AWS::AccountId>:sender-id/*/VN',
  ],
  'close-payouts': [...payouts(decide), ...returnsLeases, ...audit],
  'settle-period': [...payouts(decide), ...audit, ...writes('reports'), listsPacks],
};

const Narrowed = z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())])));
const conditionOf = (condition: unknown) =>
  condition === undefined
    ? ''
    : ` if ${Object.values(Narrowed.parse(condition))
        .flatMap(Object.values<string | string[]>)
        .flat()
        .join(' ')}`;

const rightsOf = (name: string) =>
  functionsOf(template)
    .filter((it) => it.name === name)
    .flatMap(({ statements }) => statements)
    .flatMap(({ Action, Resource, Condition }) =>
      Action.flatMap((action) =>
        Resource.map((resource) => `${action} ${aliased(resource)}${conditionOf(Condition)}`),
      ),
    )
    .filter((right) => !/^(logs|xray):/.test(right));

test('there is a row of rights for every function', () => {
  expect(
    functionsOf(template)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(Object.keys(rights).toSorted());
});

test.each(Object.keys(rights))('%s may do what it needs and no more', (name) => {
  expect(rightsOf(name).toSorted()).toEqual(rights[name]?.toSorted());
});

describe('nobody', () => {
  const all = () => Object.keys(rights).flatMap(rightsOf);

  test('may change or delete what is in the audit table, by policy of the table, too', () => {
    expect(all().filter((right) => right.endsWith(' audit'))).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/Update|Delete|Batch/)]),
    );
    const [denied] = template
      .all(
        'AWS::DynamoDB::GlobalTable',
        z.object({
          Replicas: z.tuple([z.object({ ResourcePolicy: z.object({ PolicyDocument }).optional() })]),
        }),
      )
      .flatMap(({ Replicas: [{ ResourcePolicy }] }) => ResourcePolicy?.PolicyDocument.Statement ?? []);
    expect(denied).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' } });
    expect(denied?.Action).toEqual(
      expect.arrayContaining(['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem']),
    );
  });

  test('scans a table, deletes a fact or a file, or holds an action with a wildcard', () => {
    expect(
      all().filter((right) =>
        /Scan|DeleteItem (?!payouts if LEASE#\*$)|DeleteObject|PartiQL|^[^ ]*\*/.test(right),
      ),
    ).toEqual([]);
  });

  test('has a right to everything, traces aside', () => {
    const everything = functionsOf(template)
      .flatMap(({ statements }) => statements)
      .filter(({ Resource }) => Resource.includes('*'));

    expect(new Set(everything.flatMap(({ Action }) => Action))).toEqual(
      new Set(['xray:PutTelemetryRecords', 'xray:PutTraceSegments']),
    );
  });
});

test('only those who compare, plan, print and remind may read personal data', () => {
  const readers = Object.keys(rights).filter((name) =>
    rightsOf(name).some((right) => right === 'dynamodb:Query registry'),
  );

  expect(readers.toSorted()).toEqual([
    'apply-changes',
    'assign-payouts',
    'claim-identities',
    'compare-list',
    'finish-list',
    'open-period',
    'queue-reminders',
    'review-list',
    'send-reminder',
    'submit-period',
    'write-pack',
    'write-sheets',
  ]);
});

test('only the planner writes payouts in batches, and so under no condition', () => {
  const planners = Object.keys(rights).filter((name) =>
    rightsOf(name).includes('dynamodb:BatchWriteItem payouts'),
  );

  expect(planners).toEqual(['assign-payouts']);
});

test('whoever takes a lease may give it back, and nobody else', () => {
  const sourceOf = (name: string) =>
    globSync(`functions/${name}/*.ts`)
      .map((file) => readFileSync(file, 'utf8'))
      .join();
  const takers = Object.keys(rights).filter((name) => sourceOf(name).includes('leaseStore('));

  expect(Object.keys(rights).filter((name) => rightsOf(name).includes(returnsLeases.join()))).toEqual(takers);
});
