import { z } from 'zod';
import { points } from '../sample/points.ts';
import { programme, province } from '../sample/settings.ts';
import { csvOf } from '../sample/csv.ts';
import { roster } from '../sample/roster.ts';
import { censusOf, settingsText } from '../sample/sample.ts';
import { itemsOf, type Stage, waitFor } from './stage.ts';

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

const rosterBytes = (stage: Stage, month: string): Uint8Array =>
  Buffer.concat([...csvOf(roster(censusOf(stage.script.sample, month)))].map((piece) => Buffer.from(piece)));

/** The month's roster, unless it was applied. */
export const sendRoster = async (stage: Stage, month: string): Promise<void> => {
  const { files, tell } = stage;
  const key = `inbox/roster/${programme}/${month}/roster.csv`;
  const find = () => findList(stage, key);
  if ((await find())?.status === 'applied') return;
  if ((await find())?.status !== 'reading') {
    tell(`roster of ${month} uploaded`);
    await files.upload(key, rosterBytes(stage, month), officer);
  }
  await waitFor(stage, `applying the roster of ${month}`, async () => {
    const status = (await find())?.status;
    if (status === 'held' || status === 'refused') throw new Error(`the roster of ${month} is ${status}`);
    return status === 'applied';
  });
  const list = await find();
  const { new: added = 0, changed = 0, stopped = 0 } = list?.changes ?? {};
  tell(
    `roster of ${month} applied: ${list?.rows ?? 0} rows, ${added} new, ${changed} changed, ${stopped} stopped, ` +
      `${list?.rejected ?? 0} rejected`,
  );
};
