import { describe, expect, test } from 'vitest';
import { applySetup } from '../../functions/apply-setup/handler.ts';
import { readList } from '../../functions/read-list/handler.ts';
import type { ListSummary } from '../../shared/lists/list-summary.ts';
import { type List, ListId, listIdOf } from '../../shared/domain/payout-list.ts';
import type { PeriodStatus } from '../../shared/domain/payment-period.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { findingsKeyOf, setupKeyOf, stagedKeyOf, summaryKeyOf } from '../../shared/lists/files.ts';
import { aDay, aMonth, aPeriod, aPoint, inAugust, inJuly, yenHan } from '../support/build.ts';
import { aList, bacKan, here, nextDoor, settings } from '../support/facts.ts';
import {
  aCommuneOf,
  fakeAudit,
  fakeDirectory,
  fakeFiles,
  fakeLists,
  fakePeriods,
  fakeSettings,
} from '../support/function-fakes.ts';

const midJuly = new Date('2016-07-20T02:00:00.000Z');
const rosterKey = 'inbox/roster/assistance/2016-08/danh-sach.csv';
const header = 'commune_code,full_name,born,hamlet,benefit_group,coefficient,amount,phone';
const good = `${yenHan},Hoàng Thị Xuân,1936,Nà Làng,5(5)b,1,270000,0912345678`;
const other = `${nextDoor},Lý Văn Páo,1940,Bản Cải,5(5)b,1,270000,`;
const bad = `${yenHan},Hoàng Thị Mai,sinh?,Nà Làng,5(5)b,1,270000,`;
const roster = [header, good, other, bad].join('\n');
const settingsKey = 'inbox/settings/thiet-lap.json';
const pointsKey = 'inbox/points/assistance/diem.csv';
const points = `commune_code,commune_name,point_code,days,catch_up\n${yenHan},Yên Hân,${yenHan}-1,3,x\n`;

type Given = Readonly<{
  settings?: Settings[];
  communes?: boolean;
  uploader?: string;
  period?: PeriodStatus;
  others?: List[];
}>;

const setting = (key: string, content: string, given: Given = {}) => {
  const arrived = { key, sequencer: '0A', at: '2016-07-20T01:02:03Z' };
  const { communes = true, others = [] } = given;
  const known = communes ? { communes: [aCommuneOf(yenHan), aCommuneOf(nextDoor)], points: [aPoint()] } : {};
  const needs = {
    files: fakeFiles({ [key]: content }, given.uploader ? { [key]: given.uploader } : {}),
    lists: fakeLists(...others),
    directory: fakeDirectory({ ...known, periods: given.period ? [inAugust] : [], lists: others }),
    settings: fakeSettings(...(given.settings ?? [settings])),
    periods: fakePeriods(...(given.period ? [aPeriod({ status: given.period })] : [])),
    now: () => midJuly,
  };
  const listId = listIdOf(arrived);
  return {
    ...needs,
    listId,
    run: () => readList(needs)(arrived),
    list: () => needs.lists.all.get(listId),
    summary: () => needs.files.json(summaryKeyOf(listId)) as ListSummary,
  };
};

describe('a roster', () => {
  test('is copied, read and staged, one part a commune', async () => {
    const { run, list, listId, lists, files, directory } = setting(rosterKey, roster, {
      uploader: 'officer',
    });
    expect(await run()).toEqual({ listId, next: 'compare', groups: [[yenHan, nextDoor]] });
    expect(list()).toMatchObject({
      kind: 'roster',
      status: 'reading',
      uploader: 'officer',
      month: '2016-08',
      province: bacKan,
      rows: 3,
      rejected: 1,
    });
    expect([...lists.parts.values()]).toMatchObject([
      { commune: yenHan, rows: 2, rejected: 1 },
      { commune: nextDoor, rows: 1, rejected: 0 },
    ]);
    expect(files.json(stagedKeyOf(listId, yenHan))).toMatchObject({
      people: [{ name: 'Hoàng Thị Xuân', phone: '+84912345678' }],
      rejected: [{ row: 4 }],
    });
    expect(files.json(findingsKeyOf(listId))).toMatchObject([{ row: 4, column: 'born', severity: 'error' }]);
    expect(files.all.get(`lists/${listId}/danh-sach.csv`)).toBe(roster);
    expect([...directory.lists.keys()]).toEqual([listId]);
  });

  test('has a row of no known commune beside every commune’s own', async () => {
    const stray = good.replace(yenHan, '99999');
    const { run, list, listId, files } = setting(rosterKey, [roster, stray].join('\n'));
    await run();
    expect(list()).toMatchObject({ rows: 4, rejected: 2 });
    for (const commune of [yenHan, nextDoor])
      expect(files.json(stagedKeyOf(listId, commune))).toMatchObject({
        strays: [{ row: 5, name: 'Hoàng Thị Xuân', born: '1936' }],
      });
  });

  test('read twice is the same list', async () => {
    const { run, files, lists } = setting(rosterKey, roster);
    const first = await run();
    const [stored, written] = [[...lists.all, ...lists.parts], [...files.all]];
    expect(await run()).toEqual(first);
    expect([...lists.all, ...lists.parts]).toEqual(stored);
    expect([...files.all]).toEqual(written);
  });

  test('read again while it is being applied keeps what was worked out', async () => {
    const { run, listId, lists } = setting(rosterKey, roster);
    await run();
    const part = (await lists.findCommune(listId, yenHan))!;
    await lists.saveCommune(listId, { ...part, outcome: 'applied' });
    await run();
    expect(await lists.findCommune(listId, yenHan)).toMatchObject({ outcome: 'applied' });
  });

  test('told once more after it was decided is left alone', async () => {
    const { run, listId, lists, list } = setting(rosterKey, roster);
    await run();
    await lists.move(listId, 'reading', { status: 'held' });
    expect(await run()).toEqual({ listId, next: 'done' });
    expect(list()?.status).toBe('held');
  });

  const july = aList({ listId: ListId.parse('20160619T010203-a1'), arrivedAt: '2016-06-19T01:02:03Z' });
  test.each<[string, Given]>([
    ['settings-first', { settings: [] }],
    ['settings-first', { settings: [{ ...settings, from: aDay('2016-08-01') }] }],
    ['points-first', { communes: false }],
    ['month-submitted', { period: 'submitted' }],
    ['month-submitted', { period: 'open' }],
    ['month-submitted', { period: 'closed' }],
    ['month-submitted', { others: [{ ...july, month: aMonth('2016-09'), status: 'applied' }] }],
    ['earlier-month-not-approved', { others: [{ ...july, month: aMonth('2016-07'), status: 'applied' }] }],
  ])('is refused: %s', async (rule, given) => {
    const { run, listId, list, lists, summary } = setting(rosterKey, roster, {
      uploader: 'officer',
      ...given,
    });
    expect(await run()).toEqual({ listId, next: 'done' });
    expect(summary()).toMatchObject({ status: 'refused', refused: { rule } });
    expect(list()?.status).toBe('refused');
    expect(lists.parts.size).toBe(0);
  });

  test('is refused while the period is being submitted', async () => {
    const { run, periods, summary } = setting(rosterKey, roster, { period: 'prepared' });
    periods.all.set(inAugust, aPeriod({ status: 'prepared', isFrozen: true }));
    await run();
    expect(summary()).toMatchObject({ refused: { rule: 'month-submitted' } });
  });

  test.each(['preparing', 'prepared'] as const)('is read while the period is %s', async (period) => {
    expect(await setting(rosterKey, roster, { period }).run()).toMatchObject({ next: 'compare' });
  });

  test('of the next month is read once this one is approved', async () => {
    const { run, directory, periods } = setting(rosterKey, roster);
    directory.periods.add(inJuly);
    periods.all.set(inJuly, aPeriod({ periodId: inJuly, status: 'open' }));
    expect(await run()).toMatchObject({ next: 'compare' });
  });

  test.each([
    ['column-missing', 'name,amount\nHoàng,270000\n'],
    ['file-empty', ''],
    ['not-csv', `${header}\n"unfinished`],
  ])('that cannot be read is refused: %s', async (rule, content) => {
    const { run, summary } = setting(rosterKey, content);
    await run();
    expect(summary()).toMatchObject({ refused: { rule } });
  });

  test('refused twice is refused once', async () => {
    const { run, files } = setting(rosterKey, roster, { communes: false });
    await run();
    const written = [...files.all];
    await run();
    expect([...files.all]).toEqual(written);
  });
});

test.each([
  'inbox/rubbish/a.csv',
  'inbox/roster/a.csv',
  'inbox/roster/assistance/2016-13/a.csv',
  'inbox/corrections/assistance/2016-08/a.xlsx',
])('a file at %s is refused: inbox-place-unknown', async (key) => {
  const { run, list, summary } = setting(key, roster);
  await run();
  expect(summary()).toMatchObject({ refused: { rule: 'inbox-place-unknown' } });
  expect(list()?.status).toBe('refused');
});

describe('settings', () => {
  const content = JSON.stringify(settings);

  test('are staged, to be put in force', async () => {
    const { run, listId, files } = setting(settingsKey, content, { uploader: 'officer' });
    expect(await run()).toEqual({ listId, next: 'setup' });
    expect(files.json(setupKeyOf(listId))).toMatchObject({
      kind: 'settings',
      settings: { programme: 'assistance' },
    });
  });

  test('of an unknown uploader are held, where settings are in force', async () => {
    const { run, listId, list } = setting(settingsKey, content);
    expect(await run()).toEqual({ listId, next: 'done' });
    expect(list()).toMatchObject({
      status: 'held',
      heldBecause: 'uploader-unknown',
      programme: 'assistance',
    });
  });

  test('of an unknown uploader go through where the inbox is trusted, or nobody can be asked', async () => {
    const trusting = { settings: [{ ...settings, trustInbox: true }] };
    expect(await setting(settingsKey, content, trusting).run()).toMatchObject({ next: 'setup' });
    expect(await setting(settingsKey, content, { settings: [] }).run()).toMatchObject({ next: 'setup' });
  });

  test.each([
    ['{"programme": 7}', 'settings-wrong', true],
    ['{broken', 'not-json', false],
    ['', 'not-json', false],
  ])('that are wrong are refused: %s', async (wrong, rule, hasFields) => {
    const { run, summary } = setting(settingsKey, wrong);
    await run();
    expect(summary()).toMatchObject({ refused: { rule } });
    expect(summary().findings.length > 0).toBe(hasFields);
  });
});

describe('a point list', () => {
  test('is staged', async () => {
    const { run, listId, files } = setting(pointsKey, points, { uploader: 'officer', communes: false });
    expect(await run()).toEqual({ listId, next: 'setup' });
    expect(files.json(setupKeyOf(listId))).toMatchObject({
      kind: 'points',
      points: [{ pointId: '01834-1' }],
    });
  });

  test('of an unknown uploader is held', async () => {
    const { run, list } = setting(pointsKey, points);
    await run();
    expect(list()).toMatchObject({ status: 'held', heldBecause: 'uploader-unknown' });
  });

  test('is refused: settings-first', async () => {
    const { run, summary } = setting(pointsKey, points, { settings: [] });
    await run();
    expect(summary()).toMatchObject({ refused: { rule: 'settings-first' } });
  });

  test('is refused whole for one wrong row', async () => {
    const { run, summary } = setting(pointsKey, `${points}99,Xã lạ,1,77,\n`, { uploader: 'officer' });
    await run();
    expect(summary()).toMatchObject({ refused: { rule: 'points-wrong' } });
  });
});

describe('apply-setup', () => {
  const setup = (key: string, content: string) => {
    const { lists, files, run, listId, list } = setting(key, content, { uploader: 'officer' });
    const needs = { files, lists, directory: fakeDirectory(), settings: fakeSettings(), audit: fakeAudit() };
    const apply = async () => {
      await run();
      return applySetup({ ...needs, now: () => midJuly })({ listId });
    };
    return { ...needs, apply, list, listId };
  };

  test('puts settings in force', async () => {
    const {
      apply,
      settings: versions,
      directory,
      audit,
      list,
      listId,
    } = setup(settingsKey, JSON.stringify(settings));
    expect(await apply()).toEqual({ listId, next: 'done' });
    expect(versions.all).toEqual([settings]);
    expect(await directory.listProgrammes()).toEqual([here]);
    expect(list()?.status).toBe('applied');
    expect(audit.acts).toMatchObject([
      { act: 'apply-setup', actor: { id: 'officer', role: 'list-officer' } },
    ]);
  });

  test('puts points in force, and the same again changes nothing', async () => {
    const { apply, directory, files, listId } = setup(pointsKey, points);
    await apply();
    const known = [await directory.listCommunes(), await directory.listPoints()];
    expect(known).toMatchObject([[{ code: yenHan, name: 'Yên Hân' }], [{ pointId: '01834-1', days: [3] }]]);
    await apply();
    expect([await directory.listCommunes(), await directory.listPoints()]).toEqual(known);
    expect(files.json(summaryKeyOf(listId))).toMatchObject({ status: 'applied', rows: 1, rejected: 0 });
  });
});
