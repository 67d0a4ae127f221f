import { programme } from '../sample/settings.ts';
import { pointsText, settingsText, censusOf } from '../sample/sample.ts';
import { firstMonth } from '../sample/census.ts';
import { itemsOf, type Stage } from '../story/stage.ts';
import { besides } from './list-place.ts';

export const isEmptyCloud = async (stage: Stage): Promise<boolean> =>
  (await itemsOf(stage, 'PROGRAMMES')).length === 0;

/** Puts settings and points in force in an empty cloud, so that a list can follow. */
export const setUpFor = async (stage: Stage, file: string): Promise<void> => {
  const { settings, points } = besides(file);
  const { files, cloud } = stage;
  await (settings === undefined
    ? files.upload('inbox/settings/settings.json', settingsText(), officer)
    : files.uploadFile('inbox/settings/settings.json', settings, { uploader: officer }));
  await cloud.idle();
  const key = `inbox/points/${programme}/points.csv`;
  await (points === undefined
    ? files.upload(key, pointsText(censusOf(stage.script.sample, firstMonth)), officer)
    : files.uploadFile(key, points, { uploader: officer }));
  await cloud.idle();
};

export const officer = 'list.officer@backan.example';
