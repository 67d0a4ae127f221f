import { openLocalCloud } from '../../../infra/local/local-cloud.ts';
import { parametersOf } from '../../../infra/local/sample/census.ts';
import { programme } from '../../../infra/local/sample/settings.ts';
import { openCloudFiles } from '../../../infra/local/story/cloud-files.ts';
import { openCloudTables } from '../../../infra/local/story/cloud-tables.ts';
import { setUp } from '../../../infra/local/story/lists.ts';
import type { Item } from '../../../infra/local/story/snapshot.ts';
import { itemsOf, type Stage, waitFor } from '../../../infra/local/story/stage.ts';
import { storyBegins } from '../../../infra/local/story/story.ts';
import { firstMonth } from '../../../infra/local/sample/census.ts';

export const officer = 'list.officer@backan.example';

export type Summary = Readonly<{
  status: string;
  heldBecause?: string;
  rows: number;
  accepted: number;
  rejected: number;
  warnings: number;
  convertedFrom?: string;
  refused?: { rule: string; advice: { vi: string; en: string } };
  findings: readonly {
    sheet: string;
    row: number;
    rule: string;
    severity: string;
    value: string;
    advice: { vi: string; en: string };
  }[];
  sheets?: readonly { name: string; columns: readonly { header: string; field?: string }[] }[];
  changes?: Record<'new' | 'changed' | 'unchanged' | 'stopped' | 'stopsWaiting' | 'superseded', number>;
  files?: { errors?: string; changes?: string };
}>;

export type Sent = Readonly<{ key: string; kind?: string; uploader?: string }>;
export type ImportedList = Readonly<{ listId: string; item: Item; summary: Summary }>;

export type NamedFile = readonly [name: string, body: string | Uint8Array];

export interface ListCloud {
  readonly stage: Stage;
  /** Puts a file into the inbox, in a second of its own: lists are told apart by the second in which they come. */
  send(name: string, body: string | Uint8Array, kind?: string): Promise<Sent>;
  /** The same for several in one moment. */
  sendAtOnce(files: readonly NamedFile[]): Promise<Sent[]>;
  /** The same without waiting for a second of their own. */
  sendNow(files: readonly NamedFile[]): Promise<Sent[]>;
  /** Waits until it is decided what becomes of it. */
  ended(sent: Sent): Promise<ImportedList>;
  list(name: string, body: string | Uint8Array, kind?: string): Promise<ImportedList>;
  /** The same, and an approver lets it through where it is held. */
  through(name: string, body: string | Uint8Array, kind?: string): Promise<ImportedList>;
  look(listId: string): Promise<ImportedList>;
  /** An approver's word on a held list, and what becomes of that. */
  decide(listId: string, decision: 'release' | 'refuse'): Promise<ImportedList>;
  bytes(key: string): Promise<Uint8Array>;
  registry(): Promise<Item[]>;
  payouts(): Promise<Item[]>;
}

/** Opens a folder whose clock jumps over pauses, so that nobody waits for a minute between two tries. */
export const openListCloud = async (dataDir: string, startAt = storyBegins): Promise<ListCloud> => {
  const cloud = await openLocalCloud({ dataDir, port: 0, startAt, runAhead: true });
  const bucket = cloud.outputs['FilesBucketName'] ?? '';
  const stage: Stage = {
    cloud,
    files: openCloudFiles(cloud.endpoint, bucket),
    tables: openCloudTables(cloud.endpoint),
    script: {
      sample: parametersOf({ people: 0, communes: 0 }),
      months: 0,
      shares: { seed: 0, missed: 0, never: 0 },
    },
    tell: () => undefined,
  };
  let count = 0;

  const listIdOf = (key: string): string | undefined => {
    const arrival = cloud
      .executions()
      .map(({ input }) => input as { key?: string; at?: string; sequencer?: string })
      .findLast((input) => input.key === key);
    return arrival && `${arrival.at!.slice(0, 19).replaceAll(/[-:]/g, '')}-${arrival.sequencer!}`;
  };
  const put = async (name: string, body: string | Uint8Array, kind: string): Promise<Sent> => {
    count += 1;
    const key = `inbox/${kind}/${programme}/${firstMonth}/${String(count)}-${name}`;
    await stage.files.upload(key, body, officer);
    return { key };
  };
  const nextSecond = () => cloud.clock.sleepUntil(new Date(cloud.clock.now().getTime() + 1_000));
  const registryTable = cloud.outputs['RegistryTableName'] ?? '';
  const payoutsTable = cloud.outputs['PayoutsTableName'] ?? '';

  const opened: ListCloud = {
    stage,
    async send(name, body, kind = 'roster') {
      await nextSecond();
      return put(name, body, kind);
    },
    async sendAtOnce(files) {
      await nextSecond();
      return opened.sendNow(files);
    },
    sendNow: (files) => Promise.all(files.map(([name, body]) => put(name, body, 'roster'))),
    async ended({ key }) {
      await waitFor(stage, `the end of ${key}`, async () => {
        const listId = listIdOf(key);
        if (listId === undefined) return false;
        const [item] = await itemsOf(stage, `LIST#${listId}`, 'LIST');
        return item !== undefined && item['status'] !== 'reading';
      });
      await cloud.idle();
      return opened.look(listIdOf(key)!);
    },
    list: async (name, body, kind) => opened.ended(await opened.send(name, body, kind)),
    async through(name, body, kind) {
      const list = await opened.list(name, body, kind);
      return list.summary.status === 'held' ? opened.decide(list.listId, 'release') : list;
    },
    async look(listId) {
      const [item] = await itemsOf(stage, `LIST#${listId}`, 'LIST');
      const text = await stage.files.read(`reports/lists/${listId}/summary.json`);
      return { listId, item: item!, summary: JSON.parse(text) as Summary };
    },
    async decide(listId, decision) {
      const actor = { id: 'approver@backan.example', role: 'approver' };
      await nextSecond();
      const answer = await cloud.invoke('release-list', { listId, decision, actor });
      if (!(answer as { done?: string }).done) throw new Error(JSON.stringify(answer));
      await waitFor(stage, `the end of ${listId}`, async () => {
        const [item] = await itemsOf(stage, `LIST#${listId}`, 'LIST');
        return item!['status'] !== 'reading';
      });
      await cloud.idle();
      return opened.look(listId);
    },
    async bytes(key) {
      const response = await fetch(`${cloud.endpoint}/${bucket}/${key}`);
      if (!response.ok) throw new Error(`${key}: ${String(response.status)}`);
      return new Uint8Array(await response.arrayBuffer());
    },
    registry: () => stage.tables.scan(registryTable),
    payouts: () => stage.tables.scan(payoutsTable),
  };
  return opened;
};

/** Settings and points of so many of the sample's communes. */
export const setUpCommunes = async ({ stage }: ListCloud, communes: number): Promise<void> => {
  const sample = parametersOf({ people: communes * 20, communes });
  await setUp({ ...stage, script: { ...stage.script, sample } }, firstMonth);
};
