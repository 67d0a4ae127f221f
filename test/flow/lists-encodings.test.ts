import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { in1258, inTcvn3, singleBytes } from '../support/legacy-text.ts';
import { dataFolder } from './support/folder.ts';
import { type ListCloud, openListCloud, setUpCommunes } from './support/list-cloud.ts';
import { asListed, csvText, peopleByCommune, registerOf } from './support/people.ts';

describe('promise 6: a list says the same in whatever encoding it comes', () => {
  // Here, not in the hook: what a hook asks to be done after all is never done.
  const dataDir = dataFolder(afterAll);
  let cloud: ListCloud;
  const communes = peopleByCommune(100, 4);
  const registerNow = async (at: number) =>
    registerOf(await cloud.registry(), [communes[at]![0]!.commune_code]);
  const changesOfUtf8 = async (at: number) => {
    const { summary } = await cloud.list('utf-8.csv', csvText(communes[at]!));
    return summary.changes;
  };

  beforeAll(async () => {
    cloud = await openListCloud(dataDir);
    await setUpCommunes(cloud, communes.length);
  });
  afterAll(() => cloud.stage.cloud.stop());

  it.each<[string, number, (text: string) => Uint8Array]>([
    ['Windows-1258', 0, in1258],
    ['UTF-16 as Excel saves it', 1, (text) => Buffer.from(`\uFEFF${text.replaceAll(',', '\t')}`, 'utf16le')],
  ])('%s goes through by itself', async (_, at, encoded) => {
    const { summary } = await cloud.list('list.csv', encoded(csvText(communes[at]!)));
    expect(summary).toMatchObject({ status: 'applied', rejected: 0, changes: { new: communes[at]!.length } });
    expect(await registerNow(at)).toEqual(asListed(communes[at]!));
    expect(await changesOfUtf8(at)).toMatchObject({ unchanged: communes[at]!.length, changed: 0, new: 0 });
  });

  it('TCVN3 is held for a human look, and goes through when it is released', async () => {
    const { listId, summary } = await cloud.list('tcvn3.csv', singleBytes(inTcvn3(csvText(communes[2]!))));
    expect(summary).toMatchObject({ status: 'held', heldBecause: 'text-converted', convertedFrom: 'TCVN3' });
    expect(await registerNow(2)).toEqual([]);
    const released = await cloud.decide(listId, 'release');
    expect(released.summary).toMatchObject({ status: 'applied', rejected: 0 });
    expect(await registerNow(2)).toEqual(asListed(communes[2]!));
    expect(await changesOfUtf8(2)).toMatchObject({ unchanged: communes[2]!.length, changed: 0, new: 0 });
  });
});
