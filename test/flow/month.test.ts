import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { audit, openStage } from '../../infra/local/commands/open-stage.ts';
import { bacKan2016, parametersOf } from '../../infra/local/sample/census.ts';
import { programme } from '../../infra/local/sample/settings.ts';
import { rosterText } from '../../infra/local/sample/sample.ts';
import { censusOf } from '../../infra/local/sample/sample.ts';
import { takeSnapshot } from '../../infra/local/story/audit.ts';
import { openBooks } from '../../infra/local/story/books.ts';
import { checkPromises } from '../../infra/local/story/checker.ts';
import { type Script, type Stage, usualHappenings } from '../../infra/local/story/stage.ts';
import { playStory } from '../../infra/local/story/story.ts';
import { dataFolder } from './support/folder.ts';

const open = async (script: Script): Promise<{ stage: Stage; dataDir: string }> => {
  const dataDir = dataFolder();
  const stage = await openStage({ dataDir, port: 0, script });
  onTestFinished(() => stage.cloud.stop());
  return { stage: { ...stage, tell: () => undefined }, dataDir };
};
const scriptOf = (people: number, missed: number, never: number, months = 2): Script => {
  const sample = people === bacKan2016.people ? bacKan2016 : parametersOf({ people, seed: 7 });
  return { sample, months, shares: { seed: sample.seed, missed, never } };
};

it('plays Bắc Kạn’s first two months to the last đồng, whatever happens in them', async () => {
  const script = { ...scriptOf(bacKan2016.people, 0.06, 0), happenings: usualHappenings };
  const { stage, dataDir } = await open(script);
  await playStory(stage);
  const { totals, broken, periods } = await audit(stage, dataDir, 0);
  expect(broken).toEqual([]);
  expect(totals).toMatchObject({ count: 12_162, homeCount: 295, homeAmount: 86_400_000, paidShare: 1 });
  expect(totals.amount).toBeGreaterThan(3_950_000_000);
  expect(totals.amount).toBeLessThan(4_000_000_000);
  for (const { missed, paidAfterReminder, settlement } of periods) {
    expect(settlement).toBe('balanced');
    expect(missed).toBeGreaterThan(200);
    expect(paidAfterReminder).toBeGreaterThan(100);
  }
  const [june, july] = periods;
  expect(june).toMatchObject({ late: 1, carriedOver: { count: 1 }, handedBack: { count: 0, amount: 0 } });
  expect(july).toMatchObject({ late: 0, carriedOver: { count: 0 }, handedBack: { count: 0 } });
  expect(july?.handedBack.amount).toBe(june?.carriedOver.amount);
});

describe('two months with 7 % missing their day and 2 % never coming', () => {
  let played: Awaited<ReturnType<typeof play>>;
  // Here, not in the hook: what a hook asks to be done after all is never done.
  const dataDir = dataFolder(afterAll);
  const play = async () => {
    const stage = await openStage({ dataDir, port: 0, script: scriptOf(600, 0.07, 0.02) });
    try {
      const quiet = { ...stage, tell: () => undefined };
      await playStory(quiet);
      return { ...(await audit(quiet, dataDir, 0)), snapshot: await takeSnapshot(quiet, dataDir) };
    } finally {
      await stage.cloud.stop();
    }
  };
  beforeAll(async () => {
    played = await play();
  });

  it.each([
    [1, 'one payout per period, commune and recipient'],
    [2, 'approved = paid + carried over, per commune and in total'],
    [3, 'a payout is paid at most once, whole, only in an open period'],
    [4, 'what is carried over appears exactly once in a later plan'],
    [5, 'at most one SMS per phone, commune and date, and none to somebody paid'],
    [6, 'the same again writes nothing'],
    [7, 'rows in = new + changed + unchanged + rejected; results in = one answer each'],
    [8, 'approver ≠ submitter; an approval counts for one exact plan'],
    [9, 'personal data stands in the registry alone'],
    [10, 'handed over = due'],
  ])('promise %i: %s', (promise) => {
    expect(played.snapshot.payouts.length).toBeGreaterThan(1_200);
    expect(played.broken.filter((one) => one.promise === promise)).toEqual([]);
  });

  it('carries over who never comes, once, and pays both months together', () => {
    const [june, july] = played.periods;
    expect(june?.carriedOver.count).toBeGreaterThan(5);
    const books = openBooks(played.snapshot);
    const carried =
      books.periods[1]?.payouts.filter(({ lines }) => lines.some(({ carriedFrom }) => carriedFrom)) ?? [];
    expect(carried.length).toBe(june?.carriedOver.count);
    expect(july?.approved.amount).toBe((july?.paid.amount ?? 0) + (july?.carriedOver.amount ?? 0));
  });
});

it('changes nothing when a roster or a sheet comes again', async () => {
  const { stage, dataDir } = await open(scriptOf(120, 0.07, 0, 1));
  await playStory(stage);
  const before = await takeSnapshot(stage, dataDir);
  const units = stage.cloud.meter.snapshot().writeUnits;
  const month = '2016-07';
  const text = async () => (await rosterText(censusOf(stage.script.sample, '2016-06')).toArray()).join('');
  const key = (name: string) => `inbox/roster/${programme}/${month}/${name}.csv`;
  await stage.files.upload(key('first'), await text(), 'officer');
  await stage.cloud.idle();
  const between = stage.cloud.meter.snapshot().writeUnits;
  await stage.files.upload(key('again'), await text(), 'officer');
  await stage.cloud.idle();

  const after = await takeSnapshot(stage, dataDir);
  const people = ({ registry }: typeof after) =>
    registry.filter(({ sk }) => String(sk).startsWith('RECIPIENT#'));
  const payouts = ({ payouts: items }: typeof after) =>
    items.filter(({ sk }) => String(sk).startsWith('PAYOUT#'));
  expect(people(after)).toEqual(people(before));
  expect(payouts(after)).toEqual(payouts(before));
  expect(checkPromises(after)).toEqual([]);
  expect(stage.cloud.meter.snapshot().writeUnits - between).toBeLessThan(units / 5);
});
