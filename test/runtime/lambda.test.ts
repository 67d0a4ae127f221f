import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Run, lambda, queueLambda } from '../../shared/runtime/lambda.ts';

const context = {
  awsRequestId: 'invocation-1',
  functionName: 'test',
  getRemainingTimeInMillis: () => 30_000,
} as Context;

const Env = z.object({ TABLE_NAME: z.string().min(1) });
const Input = z.object({
  periodId: z.string().regex(/^ok/),
  people: z.array(z.object({ phone: z.string().max(9) })),
});
const phone = '+84912345678';

/** Everything that was written to the log. */
let log = '';
const { stdout, stderr } = process;
const writes = { stdout: stdout.write.bind(stdout), stderr: stderr.write.bind(stderr) };
beforeEach(() => {
  log = '';
  const keep = (chunk: unknown) => {
    log += String(chunk);
    return true;
  };
  stdout.write = keep;
  stderr.write = keep;
  process.env['TABLE_NAME'] = 'facts';
});
afterEach(() => {
  Object.assign(stdout, { write: writes.stdout });
  Object.assign(stderr, { write: writes.stderr });
  delete process.env['TABLE_NAME'];
  delete process.env['CLOCK_OFFSET_MS'];
});

describe('the door of a function that is invoked', () => {
  const door = lambda({ env: Env, input: Input }, (env) => async ({ periodId, people }) => ({
    table: env.TABLE_NAME,
    periodId,
    people,
  }));

  test('hands in what was agreed, and the environment', async () => {
    const input = { periodId: 'ok', people: [{ phone: '1' }] };
    expect(await door(input, context)).toEqual({ table: 'facts', ...input });
  });

  test('logs words and numbers of the answer, no lists', async () => {
    await door({ periodId: 'ok', people: [{ phone: '0912' }] }, context);
    expect(log).toContain('"periodId":"ok"');
    expect(log).not.toContain('0912');
  });

  test('tells bad input by where it is wrong, never by what stood there', async () => {
    const bad = { periodId: 'Hoàng Thị Xuân', people: [{ phone }] };
    const failing: Promise<unknown> = door(bad, context);
    await expect(failing).rejects.toMatchObject({
      name: 'InvalidInput',
      message: 'periodId: invalid_format; people.0.phone: too_big',
    });
    await expect(failing).rejects.not.toThrow(/Hoàng|84912345678/);
    expect(log).not.toMatch(/Hoàng|84912345678/);
  });

  test('names a variable that is missing', async () => {
    delete process.env['TABLE_NAME'];
    const unset = lambda({ env: Env, input: Input }, () => async () => ({}));
    await expect(unset({}, context)).rejects.toThrow('TABLE_NAME: invalid_type');
  });

  test('says who runs, until when by the real clock, and what time the programme has', async () => {
    process.env['CLOCK_OFFSET_MS'] = String(24 * 60 * 60 * 1000);
    const runs: Run[] = [];
    const before = Date.now();
    const timed = lambda({ env: Env, input: z.unknown() }, (_env, run) => async () => {
      runs.push(run);
      return {};
    });
    await timed({}, context);
    const [run] = runs;
    expect(run?.invocationId).toBe('invocation-1');
    expect(run?.endsAtMs).toBeGreaterThanOrEqual(before + 30_000);
    expect(run?.endsAtMs).toBeLessThan(before + 60_000);
    expect(run?.realNowMs()).toBeLessThan(before + 60_000);
    expect(run?.now().getTime()).toBeGreaterThanOrEqual(before + 24 * 60 * 60 * 1000);
  });

  test('reads the clock at every invocation, not when it was loaded', async () => {
    const times: number[] = [];
    const timed = lambda({ env: Env, input: z.unknown() }, (_env, { now }) => async () => {
      times.push(now().getTime());
      return {};
    });
    await timed({}, context);
    process.env['CLOCK_OFFSET_MS'] = '3600000';
    await timed({}, context);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(3_600_000);
  });
});

describe('the door of a function fed by a queue', () => {
  const worked: string[] = [];
  const door = queueLambda({ env: Env, input: z.object({ id: z.string(), phone: z.string() }) }, () => {
    return async ({ id, phone: to }) => {
      worked.push(id);
      if (id === 'broken') throw new Error(`could not reach ${to}`);
    };
  });
  const records = (...bodies: string[]) =>
    ({ Records: bodies.map((body, at) => ({ messageId: `m-${at}`, body })) }) as SQSEvent;
  const message = (id: string) => JSON.stringify({ id, phone });

  test('returns the messages that failed, alone', async () => {
    const batch = records(message('a'), message('broken'), message('b'), '{', '{"id":1}');
    expect(await door(batch, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm-1' }, { itemIdentifier: 'm-3' }, { itemIdentifier: 'm-4' }],
    });
    expect(worked).toEqual(['a', 'broken', 'b']);
  });

  test('has no failures where all went well', async () => {
    expect(await door(records(message('a')), context)).toEqual({ batchItemFailures: [] });
  });

  test('logs no phone number of a message that failed', async () => {
    await door(
      records(message('broken'), `{"id":"x","phone":"${phone}"`, `{"id":7,"phone":"${phone}"}`),
      context,
    );
    expect(log.match(/message failed/g)).toHaveLength(3);
    expect(log).not.toContain('912345678');
  });
});
