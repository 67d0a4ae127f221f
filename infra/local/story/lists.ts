import { z } from 'zod';
import { points } from '../sample/points.ts';
import { programme, province } from '../sample/settings.ts';
import { csvOf } from '../sample/csv.ts';
import { roster, type RosterRow } from '../sample/roster.ts';
import { censusOf, settingsText } from '../sample/sample.ts';
import { struckOff } from './happen/deaths.ts';
import { approver, ask } from './people.ts';
import { happens, itemsOf, type Stage, waitFor } from './stage.ts';

const officer = 'list.officer@backan.example';
const directory = `DIRECTORY#${programme}#${province}`;
const Entry = z.object({ listId: z.string() });
const List = z.object({
  listId: z.string(),
  key: z.string(),
  status: z.string(),
  rows: z.number(),
  rejected: z.number(),
  changes: z.object({ new: z.number(), changed: z.number(), stopped: z.number() }).optional(),
});
type List = z.infer<typeof List>;

/** The newest list that came under that key. */
const findList = async (stage: Stage, key: string): Promise<List | undefined> => {
  const entries = await itemsOf(stage, directory, 'LIST#');
  for (const entry of entries.toReversed()) {
    const [item] = await itemsOf(stage, `LIST#${Entry.parse(entry).listId}`, 'LIST');
    const list = List.safeParse(item);
    if (list.success && list.data.key === key) return list.data;
  }
  return undefined;
};

/** The settings and the points, unless they are there. */
export const setUp = async (stage: Stage, month: string): Promise<void> => {
  const { files, script, tell } = stage;
  const hasSettings = async () => (await itemsOf(stage, `SETTINGS#${programme}`)).length > 0;
  if (!(await hasSettings())) {
    await files.upload('inbox/settings/bac-kan.json', settingsText(), officer);
    await waitFor(stage, 'applying the settings', hasSettings);
    tell('settings uploaded and applied: standard 270,000 đồng, calendar, holidays, message rules');
  }
  const wanted = script.sample.communes;
  const pointsOf = () => itemsOf(stage, directory, 'POINT#');
  const hasPoints = async () =>
    (await itemsOf(stage, directory, 'COMMUNE#')).length >= wanted && (await pointsOf()).length >= wanted;
  if (await hasPoints()) return;
  const text = [...csvOf(points(censusOf(script.sample, month)))].join('');
  await files.upload(`inbox/points/${programme}/points.csv`, text, officer);
  await waitFor(stage, 'applying the points', hasPoints);
  tell(`points uploaded and applied: ${(await pointsOf()).length} post offices in ${wanted} communes`);
};

function* without(rows: Iterable<RosterRow>, struck: ReadonlySet<string>): Generator<RosterRow> {
  for (const row of rows) if (!struck.has(`${row.commune_code} ${row.file_number}`)) yield row;
}

const rosterBytes = async (stage: Stage, month: string): Promise<Uint8Array> => {
  const rows = without(roster(censusOf(stage.script.sample, month)), await struckOff(stage));
  return Buffer.concat([...csvOf(rows)].map((piece) => Buffer.from(piece)));
};

/** A roster that strikes many people off waits for the approver, who knows of the deaths; no other one is held. */
const release = async (stage: Stage, { listId }: List): Promise<void> => {
  if (!happens(stage, 'deaths')) throw new Error(`list ${listId} is held`);
  await ask(stage, 'release-list', { listId, decision: 'release', actor: approver });
  stage.tell('the roster was held because of those it strikes off: the approver looks at it and releases it');
};

/** The month's roster, unless it was applied. */
export const sendRoster = async (stage: Stage, month: string): Promise<void> => {
  const { files, tell } = stage;
  const key = `inbox/roster/${programme}/${month}/roster.csv`;
  const find = () => findList(stage, key);
  if ((await find())?.status === 'applied') return;
  if ((await find()) === undefined) {
    tell(`roster of ${month} uploaded`);
    await files.upload(key, await rosterBytes(stage, month), officer);
  }
  await waitFor(stage, `applying the roster of ${month}`, async () => {
    const list = await find();
    if (list?.status === 'held') await release(stage, list);
    if (list?.status === 'refused') throw new Error(`the roster of ${month} is refused`);
    return list?.status === 'applied';
  });
  const list = await find();
  const { new: added = 0, changed = 0, stopped = 0 } = list?.changes ?? {};
  tell(
    `roster of ${month} applied: ${list?.rows ?? 0} rows, ${added} new, ${changed} changed, ${stopped} stopped, ` +
      `${list?.rejected ?? 0} rejected`,
  );
};
