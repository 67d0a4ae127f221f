import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Json } from '../json.ts';
import { ACCOUNT, REGION } from '../template/resources.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { FunctionFault, type Handler } from './handler.ts';
import { runInSandbox, type Sandbox } from './sandbox.ts';

/** Lambda's own variables, those of the function, and the clock that runs ahead. */
export const environmentOf = (
  { name, memoryMb, env }: FunctionDefinition,
  endpoint: string,
  offsetMs: () => number,
): Record<string, string> => ({
  PATH: '/usr/bin:/bin',
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL: endpoint,
  AWS_REQUEST_CHECKSUM_CALCULATION: 'WHEN_REQUIRED',
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  ...env,
  get CLOCK_OFFSET_MS() {
    return String(offsetMs());
  },
});

const contextOf = ({ name, memoryMb }: FunctionDefinition, remainingMs: () => number) => ({
  functionName: name,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`,
  memoryLimitInMB: String(memoryMb),
  awsRequestId: randomUUID(),
  logGroupName: `/aws/lambda/${name}`,
  logStreamName: 'local',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: remainingMs,
});

interface Invocation {
  readonly definition: FunctionDefinition;
  readonly handler: Handler;
  readonly payload: Json;
  readonly sandbox: Sandbox;
  /** The caller's own limit, beside the function's. */
  readonly limitMs: number;
}

/** One invocation to its answer, its error or its timeout, in real time. */
export const runInvocation = async (invocation: Invocation): Promise<Json> => {
  const { definition, handler, payload, sandbox, limitMs } = invocation;
  const timeoutMs = Math.min(definition.timeoutMs, limitMs);
  const deadline = performance.now() + timeoutMs;
  const context = contextOf(definition, () => Math.max(0, deadline - performance.now()));
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    sandbox.abandoned = true;
    const name = limitMs < definition.timeoutMs ? 'States.Timeout' : 'Sandbox.Timedout';
    reject(new FunctionFault(name, `Task timed out after ${timeoutMs / 1000} seconds`));
  }, timeoutMs);
  try {
    return await Promise.race([runInSandbox(sandbox, () => handler(payload, context)), timeout]);
  } finally {
    clearTimeout(timer);
  }
};
