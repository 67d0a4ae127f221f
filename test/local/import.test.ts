import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { openStage } from '../../infra/local/commands/open-stage.ts';
import { parametersOf } from '../../infra/local/sample/census.ts';
import { writeSample } from '../../infra/local/sample/sample.ts';
import type { Item } from '../../infra/local/story/snapshot.ts';
import { temporaryFolder } from './support/cloud.ts';
import { type Ran, runCommand } from './support/command.ts';

/** Every cloud is synthesised and bundled anew. */
const timeout = 240_000;

const people = 60;
const sample = parametersOf({ people });

const importFiles = async (
  folder: string,
  ...given: readonly string[]
): Promise<{ ran: Ran; imported: unknown[] }> => {
  const json = join(folder, 'imported.json');
  const ran = await runCommand('import', ...given, '--json', json);
  return { ran, imported: z.array(z.unknown()).parse(JSON.parse(readFileSync(json, 'utf8'))) };
};

const aNumber: unknown = expect.any(Number);
const counts = { rows: people, new: 0, changed: 0, unchanged: 0, stopped: 0, rejected: 0 };
const measured = {
  seconds: aNumber,
  meter: {
    writeUnits: aNumber,
    readUnits: aNumber,
    requests: aNumber,
    transitions: aNumber,
    invocations: aNumber,
    gbSeconds: aNumber,
    logBytes: aNumber,
    costUsd: aNumber,
  },
  peakMemoryMb: aNumber,
};
const listId: unknown = expect.stringMatching(/^\d{8}T\d{6}-/);
const list = { listId, status: 'applied', ...counts, ...measured };

it(
  'imports a roster into a cloud of its own, and finds nothing new in it again or in its workbook',
  { timeout },
  async () => {
    const folder = temporaryFolder();
    const { roster, workbook } = await writeSample(folder, sample, '2016-06');
    const { ran, imported } = await importFiles(folder, roster, roster, workbook);
    expect(imported).toEqual([
      { ...list, new: people },
      { ...list, unchanged: people },
      { ...list, unchanged: people },
    ]);
    expect(ran.code).toBe(0);
    expect(ran.output).toContain(
      `roster.xlsx: applied\n  ${people} rows: 0 new, 0 changed, ${people} unchanged`,
    );
  },
);

const registryIn = async (dataDir: string): Promise<Item[]> => {
  const script = { sample, months: 0, shares: { seed: 0, missed: 0, never: 0 } };
  const { cloud, tables } = await openStage({ dataDir, port: 0, script, isEmpty: true });
  try {
    return await tables.scan(cloud.outputs['RegistryTableName'] ?? '');
  } finally {
    await cloud.stop();
  }
};

it('writes nothing to the registry for a list that says what is known', { timeout }, async () => {
  const [folder, dataDir] = [temporaryFolder(), temporaryFolder()];
  // The month that the workbook's title names: for another one it would be held.
  const inJune = ['--data', dataDir, '--month', '2016-06'];
  const { settings, points, roster, workbook } = await writeSample(folder, sample, '2016-06');
  const first = await importFiles(folder, settings, points, roster, ...inJune);
  expect(first.imported).toMatchObject(Array.from({ length: 3 }, () => ({ status: 'applied' })));
  const before = await registryIn(dataDir);
  expect(before.filter(({ sk }) => String(sk).startsWith('RECIPIENT#'))).toHaveLength(people);

  const again = await importFiles(folder, roster, workbook, ...inJune);
  expect(again.imported).toEqual([
    { ...list, unchanged: people },
    { ...list, unchanged: people },
  ]);
  expect(await registryIn(dataDir)).toEqual(before);
});

it('tells of a held list what it would change, and of a refused one why', { timeout }, async () => {
  const folder = temporaryFolder();
  const { roster } = await writeSample(folder, sample, '2016-06');
  const [half, stray] = [join(folder, 'half.csv'), join(folder, 'stray.csv')];
  const lines = readFileSync(roster, 'utf8').split('\r\n');
  writeFileSync(half, lines.slice(0, 31).join('\r\n'));
  writeFileSync(stray, 'a,b\r\n1,2\r\n');
  const { ran, imported } = await importFiles(folder, roster, half, stray);
  expect(imported).toMatchObject([
    { status: 'applied' },
    { status: 'held', rows: 30, unchanged: 30, stopped: 30 },
    { status: 'refused', rows: 0 },
  ]);
  expect(ran.output).toContain('half.csv: held (large-change)');
  expect(ran.output).toContain('stray.csv: refused (header-missing: ');
});
