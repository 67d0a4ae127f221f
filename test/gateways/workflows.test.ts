import { SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, test } from 'vitest';
import { openWorkflow, stampOf } from '../../shared/gateways/workflows.ts';
import { inAugust, noon } from '../support/build.ts';
import { aService, json } from '../support/http-answers.ts';

const arn = 'arn:aws:states:us-east-1:000000000000:stateMachine:run-period';
const started = json(200, { executionArn: 'arn', startDate: 1_470_000_000 });
const running = (names: string[], nextToken?: string) =>
  json(200, { executions: names.map((name) => ({ name, status: 'RUNNING' })), nextToken });

const workflow = async (...answers: Parameters<typeof aService>) => {
  const { requests, reach } = await aService(...answers);
  const opened = openWorkflow(arn, new SFNClient({ ...reach, maxAttempts: 1 }));
  return {
    start: opened.start,
    startUnlessRunning: () => opened.startUnlessRunning(inAugust, stampOf(noon), { periodId: inAugust }),
    asked: () => requests.map(({ operation, body }) => [operation, JSON.parse(body)] as const),
  };
};

describe('start', () => {
  test('starts a run of that name', async () => {
    const { start, asked } = await workflow(started);
    expect(await start('name', { periodId: inAugust })).toBe('started');
    expect(asked()).toEqual([
      ['StartExecution', { stateMachineArn: arn, name: 'name', input: `{"periodId":"${inAugust}"}` }],
    ]);
  });

  test('leaves a name that was used before', async () => {
    const { start } = await workflow(json(400, { __type: 'ExecutionAlreadyExists', message: 'used' }));
    expect(await start('name', {})).toBe('started-before');
  });

  test('fails where the service fails', async () => {
    const { start } = await workflow(json(400, { __type: 'StateMachineDoesNotExist', message: 'gone' }));
    await expect(start('name', {})).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
  });
});

describe('startUnlessRunning', () => {
  test('starts where nothing of the subject runs', async () => {
    const { startUnlessRunning, asked } = await workflow(
      running(['assistance.06.2016-07-20160801T000000']),
      started,
    );
    expect(await startUnlessRunning()).toBe('started');
    expect(asked()).toMatchObject([
      ['ListExecutions', { stateMachineArn: arn, statusFilter: 'RUNNING' }],
      ['StartExecution', { name: 'assistance.06.2016-08-20160803T050000' }],
    ]);
  });

  test('leaves a run alone, on whichever page it stands', async () => {
    const { startUnlessRunning, asked } = await workflow(
      running(['other-1'], 'more'),
      running([`${inAugust}-20160801T000000`]),
      started,
    );
    expect(await startUnlessRunning()).toBe('running');
    expect(asked().map(([operation]) => operation)).toEqual(['ListExecutions', 'ListExecutions']);
  });

  test('by two in one second starts once', async () => {
    const used = json(400, { __type: 'ExecutionAlreadyExists', message: 'used' });
    const { startUnlessRunning } = await workflow(running([]), used);
    expect(await startUnlessRunning()).toBe('started-before');
  });
});

test('a stamp may stand in the name of a run', () => {
  expect(stampOf(noon)).toBe('20160803T050000');
});
