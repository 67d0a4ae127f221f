import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeResolver } from '../../infra/local/template/intrinsics.ts';
import type { Json } from '../../infra/local/json.ts';
import { bucket, table } from './support/assembly.ts';
import { openTestCloud } from './support/cloud.ts';

describe('intrinsic functions', () => {
  const resolve = makeResolver({
    ref: (name) => ({ Table: 'table-1', 'AWS::Region': 'us-east-1' })[name],
    attribute: (name, attribute) =>
      name === 'Table' && attribute === 'Arn' ? 'arn:aws:dynamodb:a:b:table/table-1' : undefined,
    conditions: {
      Yes: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
      No: { 'Fn::Not': [{ Condition: 'Yes' }] },
      Both: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] },
    },
  });
  test.each<[string, Json, Json]>([
    ['Ref', { Ref: 'Table' }, 'table-1'],
    ['GetAtt', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:aws:dynamodb:a:b:table/table-1'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Table' }, 7]] }, 'a-table-1-7'],
    [
      'Sub',
      { 'Fn::Sub': '${Table} of ${AWS::Region} at ${Table.Arn}, ${!kept}' },
      'table-1 of us-east-1 at arn:aws:dynamodb:a:b:table/table-1, ${!kept}',
    ],
    ['Sub with its own', { 'Fn::Sub': ['${x}!', { x: { Ref: 'Table' } }] }, 'table-1!'],
    [
      'Select and Split',
      { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Table', 'Arn'] }] }] },
      'table/table-1',
    ],
    [
      'If',
      [{ 'Fn::If': ['Yes', 1, 2] }, { 'Fn::If': ['No', 1, 2] }, { 'Fn::If': ['Both', 1, 2] }],
      [1, 2, 2],
    ],
    ['NoValue', { a: 1, b: { Ref: 'AWS::NoValue' }, c: [{ Ref: 'AWS::NoValue' }, 2] }, { a: 1, c: [2] }],
  ])('%s', (_, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });
  test.each<[string, Json, RegExp]>([
    ['a function', { 'Fn::ImportValue': 'x' }, /Fn::ImportValue/],
    ['a resource', { Ref: 'Nothing' }, /Nothing/],
    ['an attribute', { 'Fn::GetAtt': ['Table', 'StreamArn'] }, /Table\.StreamArn/],
  ])('stops at %s that it does not know', (_, value, message) => {
    expect(() => resolve(value)).toThrow(message);
  });
});

test('what it does not know in the template is named, all at once', async () => {
  const resources = {
    Alarms: { Type: 'AWS::SNS::Topic' },
    Search: { Type: 'AWS::OpenSearchService::Domain' },
    Mail: { Type: 'AWS::SES::EmailIdentity' },
  };
  await expect(openTestCloud({ resources })).rejects.toThrow(
    /Search \(AWS::OpenSearchService::Domain\), Mail \(AWS::SES::EmailIdentity\)/,
  );
});

test('a table with an index is refused by its logical id', async () => {
  const Indexed = table();
  const resources = {
    Indexed: { ...Indexed, Properties: { ...Indexed.Properties, GlobalSecondaryIndexes: [] } },
  };
  await expect(openTestCloud({ resources })).rejects.toThrow(/GlobalSecondaryIndexes.*Indexed/);
});

test('a rule or a bucket that wants more than it knows is refused by its logical id', async () => {
  const rule = (properties: object) => ({ Type: 'AWS::Events::Rule', Properties: { ...properties } });
  const odd = { EventPattern: { detail: { size: [{ numeric: ['>', 1] }] } } };
  await expect(openTestCloud({ resources: { Odd: rule(odd) } })).rejects.toThrow(/Odd.*numeric/);
  await expect(openTestCloud({ resources: { Bus: rule({ EventBusName: 'other' }) } })).rejects.toThrow(
    /Bus[\s\S]*EventBusName/,
  );
  const lost = rule({ ScheduleExpression: 'rate(1 day)', Targets: [{ Id: 'T', Arn: 'arn:aws:sns:a:b:c' }] });
  await expect(openTestCloud({ resources: { Lost: lost } })).rejects.toThrow(/arn:aws:sns:a:b:c.*Lost/);
  const Files = { ...bucket(), Properties: { NotificationConfiguration: { QueueConfigurations: [] } } };
  await expect(openTestCloud({ resources: { Files } })).rejects.toThrow(/Files/);
});

test('a start that was refused leaves the folder free', async () => {
  const cloud = await openTestCloud({ resources: {} });
  const dataDir = join(cloud.folder, 'other');
  const broken = { resources: { X: { Type: 'AWS::Nothing::AtAll' } } };
  await expect(openTestCloud(broken, { dataDir })).rejects.toThrow(/X/);
  await expect(openTestCloud({ resources: {} }, { dataDir })).resolves.toBeDefined();
});
