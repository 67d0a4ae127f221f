import { execFile } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
// What the assembly is made from. The local cloud itself is no part of it.
const SOURCES = [
  'infra/*.ts',
  'infra/constructs/**/*.ts',
  'functions/**/*.ts',
  'shared/**/*.ts',
  'package-lock.json',
];

const isFresh = (assembly: string): boolean => {
  const manifest = join(assembly, 'manifest.json');
  if (!existsSync(manifest)) return false;
  const made = statSync(manifest).mtimeMs;
  return globSync(SOURCES, { cwd: ROOT }).every((source) => statSync(join(ROOT, source)).mtimeMs <= made);
};

/** The cloud assembly to run. The repository's own is made anew if anything has changed since; a given one only if it is absent. */
export const findAssembly = async (given?: string): Promise<string> => {
  const assembly = given ?? join(ROOT, 'cdk.out');
  if (given === undefined ? isFresh(assembly) : existsSync(join(given, 'manifest.json'))) return assembly;
  // In a process of its own: the CDK takes a second and 150 MB that the cloud should not carry on.
  const script = `import { synthesize } from '${new URL('../../synthesize.ts', import.meta.url).href}';
    await synthesize(process.argv[1]);`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, assembly], { cwd: ROOT });
  return assembly;
};
