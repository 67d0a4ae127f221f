import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openLocalCloud, type LocalCloud, type LocalCloudOptions } from '../../../infra/local/local-cloud.ts';
import { lambda, writeAssembly, type TestAssembly } from './assembly.ts';

export const START = new Date('2016-06-01T00:00:00Z');

/** A folder that is gone after the test. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'chitra-local-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return folder;
};

/** A cloud of these resources, and a function for every bundle; stopped after the test. */
export const openTestCloud = async (
  assembly: TestAssembly,
  options: Partial<LocalCloudOptions> = {},
): Promise<LocalCloud & { folder: string }> => {
  const folder = temporaryFolder();
  const cloud = await openLocalCloud({
    dataDir: join(folder, 'data'),
    assembly: writeTestAssembly(folder, assembly),
    port: 0,
    startAt: START,
    runAhead: true,
    ...options,
  });
  onTestFinished(() => cloud.stop());
  return Object.assign(cloud, { folder });
};

export const writeTestAssembly = (folder: string, assembly: TestAssembly): string => {
  const functions = Object.keys(assembly.bundles ?? {}).map((name) => [name, lambda(name)] as const);
  const resources = { ...Object.fromEntries(functions), ...assembly.resources };
  return writeAssembly(join(folder, 'cdk.out'), { ...assembly, resources });
};

/** Starts a state machine by its logical id, over the wire. */
export const start = async (
  cloud: Pick<LocalCloud, 'endpoint'>,
  machine: string,
  input: unknown,
  name?: string,
): Promise<{ status: number; body: { executionArn: string; __type?: string } }> =>
  call(cloud, 'AWSStepFunctions.StartExecution', {
    stateMachineArn: `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`,
    input: JSON.stringify(input),
    name,
  });

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says what it asked for
export const call = async <T>(
  cloud: Pick<LocalCloud, 'endpoint'>,
  target: string,
  input: object,
): Promise<{ status: number; body: T }> => {
  const response = await fetch(cloud.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify(input),
  });
  return { status: response.status, body: (await response.json()) as T };
};

export interface Described {
  readonly status: string;
  readonly output: unknown;
  readonly error?: string;
  readonly cause?: string;
}

export const describeExecution = async (cloud: LocalCloud, executionArn: string): Promise<Described> => {
  const { body } = await call<Record<string, string>>(cloud, 'AWSStepFunctions.DescribeExecution', {
    executionArn,
  });
  return {
    status: body['status'] ?? '',
    output: JSON.parse(body['output'] ?? 'null'),
    ...(body['error'] !== undefined && { error: body['error'] }),
    ...(body['cause'] !== undefined && { cause: body['cause'] }),
  };
};

/** Runs a machine to its end, however long that takes on the clock. */
export const run = async (cloud: LocalCloud, machine: string, input: unknown): Promise<Described> => {
  const { body } = await start(cloud, machine, input);
  const far = new Date(cloud.clock.now().getTime() + 400 * 86_400_000);
  await cloud.clock.sleepUntil(far);
  return describeExecution(cloud, body.executionArn);
};
