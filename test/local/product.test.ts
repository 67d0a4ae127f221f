import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLocalCloud } from '../../infra/local/local-cloud.ts';
import { synthesize } from '../../infra/synthesize.ts';
import { START, temporaryFolder } from './support/cloud.ts';

test('opens what the CDK makes of the product: every resource, every definition, every bundle', async () => {
  const folder = temporaryFolder();
  const assembly = await synthesize(join(folder, 'cdk.out'), { rules: false });
  const before = performance.now();
  const cloud = await openLocalCloud({
    dataDir: join(folder, 'data'),
    assembly,
    port: 0,
    startAt: START,
    runAhead: true,
  });
  onTestFinished(() => cloud.stop());
  expect(performance.now() - before).toBeLessThan(2_500);
  const { FilesBucketName, PayoutsTableName, RegistryTableName, AuditTableName } = cloud.outputs;
  expect([FilesBucketName, PayoutsTableName, RegistryTableName, AuditTableName]).not.toContain(undefined);

  const settings = `${cloud.endpoint}/${String(FilesBucketName)}/inbox/settings/broken.json`;
  expect((await fetch(settings, { method: 'PUT', body: '{}' })).status).toBe(200);
  await cloud.idle();
  expect(cloud.executions()).toMatchObject([{ machine: 'ImportList', status: 'SUCCEEDED' }]);
  await cloud.clock.sleepUntil(new Date('2016-06-02T00:00:00Z'));
  expect(cloud.meter.snapshot().invocations).toBeGreaterThanOrEqual(2); // the list, and the morning's schedule
});
