import { describe, expect, test } from 'vitest';
import { machine, map, task } from './support/assembly.ts';
import { call, openTestCloud, run, start } from './support/cloud.ts';

const failing = (times: number, name: string) => `
  let calls = 0;
  export const handler = async (event) => {
    calls += 1;
    if (calls <= ${times}) throw Object.assign(new Error('no'), { name: '${name}' });
    return { calls, offset: process.env.CLOCK_OFFSET_MS };
  };`;
const echo = 'export const handler = async (event) => event;';

describe('data', () => {
  test('assigns variables, evaluates output, and knows the context', async () => {
    const cloud = await openTestCloud({
      bundles: { echo },
      resources: {
        Machine: machine({
          First: task('echo', {
            Arguments: {
              FunctionName: 'echo',
              Payload: { who: '{% $states.input.who & "!" %}', fixed: [1, null] },
            },
            Assign: {
              greeted: '{% $states.result.Payload.who %}',
              status: '{% $states.result.StatusCode %}',
            },
            Output: { kept: '{% $states.result.Payload %}' },
            Next: 'Second',
          }),
          Second: {
            Type: 'Pass',
            Assign: { greeted: 'changed' },
            Output: {
              before: '{% $greeted %}',
              input: '{% $states.input.kept.fixed %}',
              state: '{% $states.context.State.Name %}',
              started: '{% $states.context.Execution.StartTime %}',
              original: '{% $states.context.Execution.Input.who %}',
            },
            Next: 'Third',
          },
          Third: { Type: 'Succeed', Output: '{% $merge([$states.input, {"after": $greeted}]) %}' },
        }),
      },
    });
    const { status, output } = await run(cloud, 'Machine', { who: 'Lan' });
    expect(status).toBe('SUCCEEDED');
    expect(output).toEqual({
      before: 'Lan!',
      input: [1, null],
      state: 'Second',
      started: expect.stringMatching(/^2016-06-01T00:00:0/) as string,
      original: 'Lan',
      after: 'changed',
    });
  });

  test('takes the first choice that holds, else the default', async () => {
    const cloud = await openTestCloud({
      resources: {
        Machine: machine({
          Which: {
            Type: 'Choice',
            Choices: [
              { Condition: "{% $states.input.next = 'a' %}", Next: 'Done', Assign: { word: 'A' } },
              { Condition: '{% $states.input.next in ["a", "b"] %}', Next: 'Done', Assign: { word: 'B' } },
            ],
            Assign: { word: 'none' },
            Default: 'Done',
          },
          Done: { Type: 'Pass', Output: '{% $word %}', End: true },
        }),
      },
    });
    const outputs = ['a', 'b', 'c'].map(async (next) => (await run(cloud, 'Machine', { next })).output);
    expect(await Promise.all(outputs)).toEqual(['A', 'B', 'none']);
  });

  test('fails an execution whose state hands on more than 262,144 bytes, counted as UTF-8', async () => {
    const big = 'export const handler = async ({ letters }) => "ă".repeat(letters);';
    const cloud = await openTestCloud({
      bundles: { big },
      resources: { Machine: machine({ Big: task('big', { Retry: [{ ErrorEquals: ['States.ALL'] }] }) }) },
    });
    const fits = await run(cloud, 'Machine', { letters: 130_000 });
    expect(fits.status).toBe('SUCCEEDED');
    const { status, error } = await run(cloud, 'Machine', { letters: 131_072 });
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  test('fails an execution that reaches 25,000 history events', async () => {
    const cloud = await openTestCloud({
      resources: {
        Machine: machine({ Round: { Type: 'Pass', Next: 'Again' }, Again: { Type: 'Pass', Next: 'Round' } }),
      },
    });
    const { status, cause } = await run(cloud, 'Machine', {});
    expect(status).toBe('FAILED');
    expect(cause).toMatch(/25000 history events/);
  });

  test('names a query that finds nothing', async () => {
    const cloud = await openTestCloud({
      resources: {
        Machine: machine({ Ask: { Type: 'Pass', Output: '{% $states.input.missing %}', End: true } }),
      },
    });
    expect(await run(cloud, 'Machine', {})).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
    });
  });
});

describe('time', () => {
  test('waits for seconds and for an instant, without taking either', async () => {
    const cloud = await openTestCloud({
      resources: {
        Machine: machine({
          Short: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', Next: 'Long' },
          Long: { Type: 'Wait', Timestamp: '{% $states.input.until %}', Next: 'Now' },
          Now: { Type: 'Pass', Output: '{% $states.context.State.EnteredTime %}', End: true },
        }),
      },
    });
    const began = performance.now();
    const { output } = await run(cloud, 'Machine', { seconds: 90, until: '2016-08-19T01:00:00Z' });
    expect(output).toMatch(/^2016-08-19T01:00:00\.0/);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test('ends an execution at its timeout', async () => {
    const cloud = await openTestCloud({
      resources: {
        Machine: machine({ Wait: { Type: 'Wait', Seconds: 7200, End: true } }, { TimeoutSeconds: 3600 }),
      },
    });
    expect(await run(cloud, 'Machine', {})).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
  });
});

describe('errors', () => {
  test('retries by name, with its own interval, growth and limit', async () => {
    const cloud = await openTestCloud({
      bundles: { held: failing(3, 'LeaseHeld') },
      resources: {
        Machine: machine({
          Held: task('held', {
            Retry: [
              { ErrorEquals: ['LeaseHeld'], IntervalSeconds: 60, MaxAttempts: 20, BackoffRate: 1 },
              { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: 2, BackoffRate: 2 },
            ],
            Output: {
              calls: '{% $states.result.Payload.calls %}',
              at: '{% $states.context.State.RetryCount %}',
            },
            Next: 'Now',
          }),
          Now: {
            Type: 'Pass',
            Output: '{% [$states.input.calls, $states.context.State.EnteredTime] %}',
            End: true,
          },
        }),
      },
    });
    const { output } = await run(cloud, 'Machine', {});
    expect(output).toEqual([4, expect.stringMatching(/^2016-06-01T00:03:0/)]);
    expect(cloud.meter.snapshot()).toMatchObject({ transitions: 2 + 3, invocations: 4 });
  });

  test('draws the delay of a full jitter between nothing and its interval', async () => {
    const cloud = await openTestCloud({
      bundles: { broken: failing(1, 'Error') },
      resources: {
        Machine: machine({
          Broken: task('broken', {
            Retry: [
              {
                ErrorEquals: ['States.ALL'],
                IntervalSeconds: 1000,
                JitterStrategy: 'FULL',
                MaxDelaySeconds: 500,
              },
            ],
            Next: 'Now',
          }),
          Now: { Type: 'Pass', Output: '{% $toMillis($states.context.State.EnteredTime) %}', End: true },
        }),
      },
    });
    const { output } = await run(cloud, 'Machine', {});
    const delay = Number(output) - Date.parse('2016-06-01T00:00:00Z');
    expect(delay).toBeGreaterThan(0);
    expect(delay).toBeLessThan(510_000);
  });

  test('catches by name and hands on what was thrown', async () => {
    const cloud = await openTestCloud({
      bundles: { broken: failing(99, 'CommuneMissing') },
      resources: {
        Machine: machine({
          Broken: task('broken', {
            Catch: [
              { ErrorEquals: ['Other'], Next: 'Wrong' },
              {
                ErrorEquals: ['CommuneMissing'],
                Next: 'Right',
                Assign: { why: '{% $states.errorOutput.Error %}' },
                Output: '{% $parse($states.errorOutput.Cause).errorMessage %}',
              },
            ],
            End: true,
          }),
          Wrong: { Type: 'Fail', Error: 'Wrong' },
          Right: { Type: 'Pass', Output: '{% [$why, $states.input] %}', End: true },
        }),
      },
    });
    expect((await run(cloud, 'Machine', {})).output).toEqual(['CommuneMissing', 'no']);
  });

  test('fails with the words of a Fail state', async () => {
    const cloud = await openTestCloud({
      resources: {
        Machine: machine({
          No: { Type: 'Fail', Error: 'CommuneWithoutPoint', Cause: '{% $join($states.input, ", ") %}' },
        }),
      },
    });
    const { status, error, cause } = await run(cloud, 'Machine', ['01834', '01837']);
    expect({ status, error, cause }).toEqual({
      status: 'FAILED',
      error: 'CommuneWithoutPoint',
      cause: '01834, 01837',
    });
    expect(cloud.executions()).toMatchObject([
      { machine: 'Machine', status: 'FAILED', error: 'CommuneWithoutPoint' },
    ]);
  });
});

describe('maps', () => {
  const measured = `
    let now = 0, most = 0;
    export const handler = async ({ id, fails, ask }) => {
      if (ask) return most;
      now += 1; most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 20));
      now -= 1;
      if (fails) throw new Error('this one');
      return id;
    };`;
  const items = (count: number, failures: number) =>
    Array.from({ length: count }, (_, id) => ({ id, fails: id < failures }));

  test('runs at most so many children at once, in the order of their items', async () => {
    const cloud = await openTestCloud({
      bundles: { measured },
      resources: { Machine: machine({ Map: map('measured', { MaxConcurrency: 3 }) }) },
    });
    const { output } = await run(cloud, 'Machine', { items: items(10, 0) });
    expect(output).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await cloud.invoke('measured', { ask: true })).toBe(3);
  });

  test('bears as many failures as it may, and not one more', async () => {
    const cloud = await openTestCloud({
      bundles: { measured },
      resources: {
        Some: machine({ Map: map('measured', { ToleratedFailurePercentage: 20 }) }),
        All: machine({ Map: map('measured', { ToleratedFailurePercentage: 100 }) }),
      },
    });
    expect((await run(cloud, 'Some', { items: items(10, 2) })).output).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await run(cloud, 'Some', { items: items(10, 3) })).toMatchObject({
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
    });
    expect((await run(cloud, 'All', { items: items(3, 3) })).output).toEqual([]);
  });

  test('selects the input of each child, which sees no variable of its parent', async () => {
    const cloud = await openTestCloud({
      bundles: { echo },
      resources: {
        Machine: machine({
          Set: { Type: 'Pass', Assign: { list: 'L1' }, Next: 'Map' },
          Map: map('echo', {
            ItemSelector: {
              list: '{% $list %}',
              communes: '{% $states.context.Map.Item.Value %}',
              index: '{% $states.context.Map.Item.Index %}',
            },
          }),
        }),
      },
    });
    const { output } = await run(cloud, 'Machine', { items: [['01834', '01837'], ['01840']] });
    expect(output).toEqual([
      { list: 'L1', communes: ['01834', '01837'], index: 0 },
      { list: 'L1', communes: ['01840'], index: 1 },
    ]);
  });
});

describe('starting', () => {
  const resources = { Machine: machine({ Wait: { Type: 'Wait', Seconds: 60, End: true } }) };

  test('the same name with the same input is the same execution while it runs', async () => {
    const cloud = await openTestCloud({ resources });
    const first = await start(cloud, 'Machine', { a: 1 }, 'one');
    const again = await start(cloud, 'Machine', { a: 1 }, 'one');
    expect(again.body.executionArn).toBe(first.body.executionArn);
    const other = await start(cloud, 'Machine', { a: 2 }, 'one');
    expect(other).toMatchObject({ status: 400, body: { __type: 'ExecutionAlreadyExists' } });
    expect(cloud.executions()).toHaveLength(1);
  });

  test('lists the executions of one machine by status', async () => {
    const cloud = await openTestCloud({ resources });
    await start(cloud, 'Machine', {}, 'one');
    const list = (statusFilter: string) =>
      call<{ executions: { name: string }[] }>(cloud, 'AWSStepFunctions.ListExecutions', {
        stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:Machine',
        statusFilter,
      });
    expect((await list('RUNNING')).body.executions).toMatchObject([{ name: 'one', status: 'RUNNING' }]);
    expect((await list('FAILED')).body.executions).toEqual([]);
  });
});

describe('what it does not do, it refuses at the start', () => {
  const pass = { Type: 'Pass', End: true };
  test.each([
    ['a type', { Both: { Type: 'Parallel', Branches: [], End: true } }, /States\.Both/],
    ['a field', { One: { ...pass, ResultPath: '$.x' } }, /ResultPath[\s\S]*States\.One/],
    ['a task', { Ask: task('x', { Resource: 'arn:aws:states:::sqs:sendMessage' }) }, /States\.Ask\.Resource/],
    [
      'an inline map',
      { Each: map('x', { ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' } } }) },
      /States\.Each/,
    ],
    ['JSONPath', { Old: { ...pass, QueryLanguage: 'JSONPath' } }, /States\.Old\.QueryLanguage/],
    ['a way to nowhere', { One: { Type: 'Pass', Next: 'Two' } }, /"One".*"Two"/],
    ['a broken expression', { One: { ...pass, Output: '{% $states.( %}' } }, /"One"/],
  ])('%s', async (_, states, message) => {
    await expect(openTestCloud({ resources: { Machine: machine(states) } })).rejects.toThrow(message);
  });
});
