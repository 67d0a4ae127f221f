import { isBuiltin } from 'node:module';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { synthesize } from '../../infra/synthesize.ts';

let outdir: string;
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'chitra-synthesis-'));
});
afterAll(() => {
  rmSync(outdir, { recursive: true });
});

const parsed = <Output>(file: string, schema: z.ZodType<Output>) =>
  schema.parse(JSON.parse(readFileSync(join(outdir, file), 'utf8')));

test.each(['dev', 'prod'] as const)(
  'the rules of cdk-nag find nothing in %s that has no reason',
  async (stage) => {
    await expect(synthesize(join(outdir, stage), { bundle: false, stage })).resolves.toBe(
      join(outdir, stage),
    );
  },
);

test('a finding without a reason stops the synthesis', () => {
  const app = new App({ autoSynth: false, outdir: join(outdir, 'finding') });
  new CfnQueue(new Stack(app, 'Careless'), 'Queue');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

  expect(() => app.synth()).toThrow('AwsSolutions-SQS3');
});

test('every function is bundled by itself, complete, with a map to its source', async () => {
  await synthesize(outdir, { rules: false });
  const { files } = parsed(
    'Chitra-dev.assets.json',
    z.object({
      files: z.record(
        z.string(),
        z.object({ source: z.object({ path: z.string(), packaging: z.string() }) }),
      ),
    }),
  );
  const bundles = Object.values(files).flatMap(({ source }) =>
    source.packaging === 'zip' ? source.path : [],
  );

  expect(bundles.length).toBe(30);
  for (const bundle of bundles) {
    const code = readFileSync(join(outdir, bundle, 'handler.mjs'), 'utf8');
    const imported = [...code.matchAll(/(?:^|;)import[\w\s{},*$]+from ?["']([^"']+)["']/gm)].map(
      ([, name = '']) => name,
    );
    expect(imported.filter((name) => !isBuiltin(name))).toEqual([]);
    expect(code.slice(-2000)).toMatch(/export\s*\{[^}]*\bhandler\b/);
    expect(statSync(join(outdir, bundle, 'handler.mjs.map')).size).toBeGreaterThan(0);
  }
});

test('the outputs name what people and tools look for', async () => {
  await synthesize(outdir, { bundle: false, rules: false });

  expect(
    Object.keys(
      parsed('Chitra-dev.template.json', z.object({ Outputs: z.record(z.string(), z.unknown()) })).Outputs,
    ),
  ).toEqual([
    'FilesBucketName',
    'PayoutsTableName',
    'RegistryTableName',
    'AuditTableName',
    'ImportListArn',
    'PreparePeriodArn',
    'RunPeriodArn',
  ]);
});
