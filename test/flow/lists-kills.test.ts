import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstMonth } from '../../infra/local/sample/census.ts';
import type { Item } from '../../infra/local/story/snapshot.ts';
import { waitFor } from '../../infra/local/story/stage.ts';
import { dataFolder } from './support/folder.ts';
import { type ListCloud, openListCloud, setUpCommunes } from './support/list-cloud.ts';
import { csvText, peopleByCommune } from './support/people.ts';

const command = new URL('../../infra/local/commands/import.ts', import.meta.url).pathname;

/** What is counted until the process is killed: lines of a function's log, files, leases taken. */
type Kill = Readonly<{ at: string; count: (dataDir: string) => number; more: number }>;

const logged = (place: string, more: number): Kill => ({
  at: `${place}, line ${String(more)}`,
  more,
  count: (dataDir) => {
    const log = join(dataDir, 'logs', `${place}.log`);
    return existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0;
  },
});

/** Half-way through a function: what it writes after that is not there yet. */
const written = (name: string, place: string): Kill => ({
  at: `${place}, when it has written ${name}`,
  more: 1,
  count: (dataDir) => {
    const paths = readdirSync(join(dataDir, 'files'), { recursive: true, encoding: 'utf8' });
    return paths.filter((path) => path.includes(`/${name}`)).length;
  },
});

const leased = (scope: string, place: string): Kill => ({
  at: `${place}, when it holds the lease`,
  more: 1,
  count: (dataDir) => withJournal(dataDir, (journal) => leasesIn(journal, scope)),
});

const withJournal = <Result>(dataDir: string, look: (journal: DatabaseSync) => Result): Result => {
  const journal = new DatabaseSync(join(dataDir, 'journal.sqlite'), { timeout: 2_000 });
  try {
    return look(journal);
  } finally {
    journal.close();
  }
};
const leasesIn = (journal: DatabaseSync, scope: string): number =>
  journal
    .prepare('SELECT item_key FROM leases')
    .all()
    .filter(({ item_key: key }) => String(key).includes(`LEASE#${scope}`)).length;

type Upload = Readonly<{ kind: string; text: string }>;

/** Imports the list in a process of its own; killed as soon as that is reached. */
const importIn = async (dataDir: string, { kind, text }: Upload, kill?: Kill): Promise<number | null> => {
  const file = join(dataDir, 'the-list.csv');
  writeFileSync(file, text);
  const args = [command, file, '--kind', kind, '--month', firstMonth, '--data', dataDir];
  const before = kill?.count(dataDir) ?? 0;
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const state = { isOver: false };
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  void ended.then(() => (state.isOver = true));
  while (kill && !state.isOver) {
    if (kill.count(dataDir) >= before + kill.more) {
      child.kill('SIGKILL');
      break;
    }
    await setTimeout(2);
  }
  return ended;
};

/** Where it came from and when is another thing in every run. */
const withoutLists = (text: string): string =>
  text.replaceAll(/\d{8}T\d{6}-\d+/g, 'the list').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then');

const contentOf = (items: readonly Item[]): string[] =>
  items.map((item) => withoutLists(JSON.stringify(item))).toSorted();

/** What came of it, when it is opened again and has nothing left to do. */
const lookAt = async (dataDir: string) => {
  const cloud = await openListCloud(dataDir);
  try {
    const lists = async () =>
      (await cloud.payouts()).filter(({ sk, key }) => sk === 'LIST' && String(key).endsWith('the-list.csv'));
    await waitFor(cloud.stage, 'the end of the list', async () =>
      (await lists()).some(({ status }) => status !== 'reading'),
    );
    await cloud.stage.cloud.idle();
    const [list, ...more] = await lists();
    expect(more).toEqual([]);
    const { summary } = await cloud.look(String(list!['listId']));
    const parts = (await cloud.payouts()).filter(({ pk, sk }) => pk === list!['pk'] && sk !== 'LIST');
    return {
      registry: contentOf(await cloud.registry()),
      parts: contentOf(
        parts.map(({ diff, ...part }) => ({
          ...part,
          counts: (diff as { counts?: object } | undefined)?.counts,
        })),
      ),
      summary: withoutLists(JSON.stringify(summary)),
      failed: cloud.stage.cloud.executions().filter(({ status }) => status === 'FAILED'),
    };
  } finally {
    await cloud.stage.cloud.stop();
  }
};

describe('promise 11: an import that is killed half-way ends like one that is not', () => {
  // Here, not in the hook: what a hook asks to be done after all is never done.
  const begun = dataFolder(afterAll);
  const communes = peopleByCommune(60, 3);
  const codeOf = (at: number) => communes[at]![0]!.commune_code;
  const [one, other] = [0, 1].map((at) => communes[at]!.find(({ id_number }) => id_number.length === 12)!);
  const arrived = [
    { ...one!, commune_code: codeOf(1), file_number: 'BTXH-92001' },
    { ...other!, commune_code: codeOf(0), file_number: 'BTXH-92002' },
  ];
  const stays = communes.flat().filter((row) => row !== one && row !== other);
  const [changed, spoilt, ...rest] = stays;
  const mixed = [
    { ...changed!, hamlet: 'Bản Mới' },
    { ...spoilt!, amount: 'nhiều' },
  ];

  const uploads: Readonly<Record<'roster' | 'corrections', Upload>> = {
    roster: { kind: 'roster', text: csvText([...mixed, ...rest, ...arrived]) },
    corrections: {
      kind: 'corrections',
      text: csvText([
        ...[...mixed, ...arrived].map((row) => ({ ...row, action: '' })),
        ...[one!, other!].map((row) => ({ ...row, action: 'chuyển đi' })),
      ]),
    },
  };
  const folders = { roster: dataFolder(afterAll), corrections: dataFolder(afterAll) };
  const undisturbed = new Map<string, Awaited<ReturnType<typeof lookAt>>>();
  const copyOf = (folder: string): string => {
    cpSync(begun, folder, { recursive: true });
    withJournal(folder, (journal) => {
      journal.exec('DELETE FROM leases');
    });
    return folder;
  };

  beforeAll(async () => {
    const cloud: ListCloud = await openListCloud(begun);
    await setUpCommunes(cloud, communes.length);
    const { summary } = await cloud.list('known.csv', csvText(communes.flat()));
    expect(summary.status).toBe('applied');
    await cloud.stage.cloud.stop();
    for (const name of ['roster', 'corrections'] as const) {
      const folder = copyOf(folders[name]);
      expect(await importIn(folder, uploads[name])).toBe(0);
      undisturbed.set(name, await lookAt(folder));
    }
  });

  const kills: readonly (readonly [name: 'roster' | 'corrections', kill: Kill])[] = [
    ['roster', written('reading.json', 'read-list')],
    ['roster', logged('read-list', 1)],
    ['roster', written('diff-', 'compare-list')],
    ['roster', logged('compare-list', 1)],
    ['roster', logged('review-list', 1)],
    ['roster', leased('IDENTITIES', 'claim-identities')],
    ['roster', logged('claim-identities', 1)],
    ['roster', leased('REGISTER', 'apply-changes')],
    ['roster', logged('apply-changes', 1)],
    ['roster', logged('apply-changes', 2)],
    ['roster', written('errors.xlsx', 'finish-list')],
    ['roster', written('summary.json', 'finish-list')],
    ['roster', logged('finish-list', 1)],
    ['corrections', leased('IDENTITIES', 'claim-identities')],
    ['corrections', logged('claim-identities', 1)],
    ['corrections', leased('REGISTER', 'apply-changes')],
    ['corrections', logged('apply-changes', 1)],
    ['corrections', logged('finish-list', 1)],
  ];

  it('promise 7: undisturbed, everybody arrives and every row is told of', () => {
    for (const { summary, failed } of undisturbed.values()) {
      expect(failed).toEqual([]);
      expect(JSON.parse(summary)).toMatchObject({
        status: 'applied',
        rejected: 1,
        changes: { new: 2, stopped: 2, changed: 1 },
      });
    }
  });

  it.each(kills.map(([name, kill]) => [name, kill.at, kill] as const))(
    'a list of %s, killed at %s',
    async (name, _, kill) => {
      const folder = copyOf(dataFolder());
      expect(await importIn(folder, uploads[name], kill)).not.toBe(0);
      expect(await lookAt(folder)).toEqual(undisturbed.get(name));
    },
  );
});
