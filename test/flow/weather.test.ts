import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage } from '../../infra/local/commands/open-stage.ts';
import { parametersOf } from '../../infra/local/sample/census.ts';
import { takeSnapshot } from '../../infra/local/story/audit.ts';
import { checkPromises } from '../../infra/local/story/checker.ts';
import { playStory } from '../../infra/local/story/story.ts';
import { fairWeather, roughWeather, type Weather } from '../../infra/local/weather.ts';
import { endingOf } from './support/ending.ts';
import { dataFolder } from './support/folder.ts';

const script = {
  sample: parametersOf({ people: 300, seed: 11 }),
  months: 1,
  shares: { seed: 11, missed: 0.1, never: 0.02 },
  happenings: [],
};

const playIn = async (dataDir: string, weather: Weather) => {
  const stage = await openStage({ dataDir, port: 0, script, weather });
  try {
    await playStory({ ...stage, tell: () => undefined });
    const snapshot = await takeSnapshot(stage, dataDir);
    return { ending: endingOf(snapshot), broken: checkPromises(snapshot) };
  } finally {
    await stage.cloud.stop();
  }
};

/** A weather that says how often it struck. */
const counted = (weather: Weather) => {
  const struck = { lost: 0, twice: 0, late: 0 };
  const count = (what: keyof typeof struck, happens: boolean): boolean => {
    if (happens) struck[what] += 1;
    return happens;
  };
  return {
    struck,
    losesAnswer: () => count('lost', weather.losesAnswer()),
    comesTwice: () => count('twice', weather.comesTwice()),
    delaySeconds: () => {
      const seconds = weather.delaySeconds();
      count('late', seconds > 0);
      return seconds;
    },
  };
};

describe('promise 11: where answers get lost and messages come twice and late, a month ends as it always does', () => {
  let undisturbed: string[] = [];
  // Here, not in the hook: what a hook asks to be done after all is never done.
  const folder = dataFolder(afterAll);
  beforeAll(async () => {
    undisturbed = (await playIn(folder, fairWeather)).ending;
    expect(undisturbed.length).toBeGreaterThan(300);
  });

  it.each([1, 2, 3])('weather %i: one in thirty', async (seed) => {
    const weather = counted(roughWeather(seed, 1 / 30));
    const { ending, broken } = await playIn(dataFolder(), weather);
    expect(weather.struck.lost).toBeGreaterThan(20);
    expect(weather.struck.twice + weather.struck.late).toBeGreaterThan(1);
    expect(broken).toEqual([]);
    expect(ending).toEqual(undisturbed);
  });
});
