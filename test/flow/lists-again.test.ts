import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsText } from '../../infra/local/sample/sample.ts';
import { programme } from '../../infra/local/sample/settings.ts';
import type { Item } from '../../infra/local/story/snapshot.ts';
import { at, itemsOf, waitFor } from '../../infra/local/story/stage.ts';
import { dataFolder } from './support/folder.ts';
import { type ListCloud, officer, openListCloud, setUpCommunes } from './support/list-cloud.ts';
import { csvText, peopleByCommune } from './support/people.ts';

const period = `${programme}.06.2016-06`;

describe('promise 6: the same again writes nothing to registry or payouts', () => {
  // Here, not in the hook: what a hook asks to be done after all is never done.
  const dataDir = dataFolder(afterAll);
  let cloud: ListCloud;
  const communes = peopleByCommune(80, 4);
  const roster = csvText(communes.flat());
  const [first] = communes[0]!;
  const [second] = communes[1]!;
  const corrections = csvText([
    { ...first!, hamlet: 'Bản Sửa', action: '' },
    { ...second!, action: 'chuyển đi' },
  ]);

  beforeAll(async () => {
    cloud = await openListCloud(dataDir, at('2016-05-21', '07:00'));
    await setUpCommunes(cloud, communes.length);
    await cloud.list('roster.csv', roster);
    await cloud.stage.cloud.invoke('open-due-periods', {});
    await waitFor(cloud.stage, 'the plan', async () => {
      const [item] = await itemsOf(cloud.stage, `PERIOD#${period}`, 'PERIOD');
      return item?.['status'] === 'prepared';
    });
  });
  afterAll(() => cloud.stage.cloud.stop());

  /** The list itself and its place among the lists are news; a lease is gone again. */
  const isOfTheList = ({ pk, sk }: Item): boolean =>
    /^LIST#/.test(String(pk)) || /^LEASE#/.test(String(pk)) || /^LIST#/.test(String(sk));
  const contentOf = async () => {
    await cloud.stage.cloud.idle();
    const payouts = (await cloud.payouts()).filter((item) => !isOfTheList(item));
    return { registry: await cloud.registry(), payouts };
  };
  const writeUnits = () => cloud.stage.cloud.meter.snapshot().writeUnits;

  const sendAgain = async (send: () => Promise<unknown>) => {
    const before = await contentOf();
    const units = writeUnits();
    await send();
    const after = await contentOf();
    expect(after.registry).toEqual(before.registry);
    expect(after.payouts).toEqual(before.payouts);
    return writeUnits() - units;
  };

  it('a roster, whatever it is called and in whatever order its rows stand', async () => {
    expect(await sendAgain(() => cloud.list('again.csv', roster))).toBeLessThan(25);
    const reversed = csvText(communes.flat().toReversed());
    expect(await sendAgain(() => cloud.list('reversed.csv', reversed))).toBeLessThan(25);
  });

  it('corrections, stops among them', async () => {
    const once = await cloud.list('corrections.csv', corrections, 'corrections');
    expect(once.summary.changes).toMatchObject({ changed: 1, stopped: 1 });
    const writes = await sendAgain(async () => {
      const again = await cloud.list('corrections.csv', corrections, 'corrections');
      expect(again.summary.changes).toMatchObject({ changed: 0, stopped: 0, unchanged: 2 });
    });
    expect(writes).toBeLessThan(25);
  });

  it('points and settings', async () => {
    const { files, cloud: local } = cloud.stage;
    const [points, settings] = [`inbox/points/${programme}/points.csv`, 'inbox/settings/bac-kan.json'];
    const text = await files.read(points);
    expect(
      await sendAgain(async () => {
        await files.upload(points, text, officer);
        await local.idle();
      }),
    ).toBeLessThan(25);
    expect(
      await sendAgain(async () => {
        await files.upload(settings, settingsText(), officer);
        await local.idle();
      }),
    ).toBeLessThan(25);
  });
});
