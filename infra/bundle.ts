import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Stack, Stage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { build, type Plugin } from 'esbuild';

const functionsDir = join(import.meta.dirname, '../functions');
const bundlesDir = (outdir: string) => join(outdir, 'bundles');

/** Some dependencies are CommonJS and ask for Node's own modules by `require`, which ESM does not have. */
const requireForCommonJs =
  "import { createRequire as chitraRequire } from 'node:module'; const require = chitraRequire(import.meta.url);";

/** Zod brings its messages in fifty languages, a quarter of a bundle; findings have texts of their own. */
const withoutZodLocales: Plugin = {
  name: 'without-zod-locales',
  setup: (bundler) => {
    bundler.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: 'export {};' }));
  },
};

/**
 * Bundles every handler in one esbuild run, which parses shared files and the AWS SDK once: 22 functions take about
 * as long as three one by one.
 * The SDK goes into the bundle: loading one shaken file starts a Lambda faster than loading the runtime's own copy
 * from many, and what is deployed is the version that was tested. Names stay whole, because retries go by error name.
 */
export const bundleFunctions = (outdir: string) =>
  build({
    entryPoints: globSync('*/handler.ts', { cwd: functionsDir }).map((file) => ({
      in: join(functionsDir, file),
      out: join(basename(dirname(file)), 'handler'),
    })),
    outdir: bundlesDir(outdir),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: requireForCommonJs },
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'error',
    plugins: [withoutZodLocales],
  });

/** The code of one function: its bundle, or nothing at all where the stack is synthesized without bundles. */
export const codeOf = (scope: Construct, name: string): Code =>
  Stack.of(scope).bundlingRequired
    ? Code.fromAsset(join(bundlesDir(Stage.of(scope)?.outdir ?? 'cdk.out'), name))
    : Code.fromInline('// not bundled');
