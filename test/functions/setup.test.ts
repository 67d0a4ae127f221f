import { describe, expect, test } from 'vitest';
import { applySetup } from '../../functions/apply-setup/handler.ts';
import { readList } from '../../functions/read-list/handler.ts';
import { listIdOf } from '../../shared/domain/payout-list.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { setupKeyOf, summaryKeyOf } from '../../shared/lists/files.ts';
import type { ListSummary } from '../../shared/lists/report/list-summary.ts';
import { writeWorkbook } from '../../shared/lists/report/workbook.ts';
import { aPeriod, inAugust, inJuly, noon, yenHan } from '../support/build.ts';
import { here, settings } from '../support/facts.ts';
import {
  fakeAudit,
  fakeDirectory,
  fakeFiles,
  fakeLists,
  fakePeriods,
  fakeSettings,
  fakeWorkflow,
} from '../support/function-fakes.ts';

const settingsKey = 'inbox/settings/thiet-lap.json';
const pointsKey = 'inbox/points/assistance/diem.csv';
const header = ['Mã xã', 'Tên xã', 'Huyện', 'Mã điểm', 'Tên điểm', 'Ngày chi trả', 'Chi trả bổ sung'];
const point = [yenHan, 'Xã Yên Hân', 'Chợ Mới', `${yenHan}-1`, 'Bưu điện', '3', 'x'];
const points = `${header.join(',')}\n${point.join(',')}\n`;

type Given = Readonly<{ settings?: Settings[]; uploader?: string }>;

const setting = (key: string, content: string | Uint8Array, given: Given = {}) => {
  const arrived = { key, sequencer: '0A', at: '2016-07-20T01:02:03Z' };
  const listId = listIdOf(arrived);
  const needs = {
    files: fakeFiles({ [key]: content }, { [key]: { uploader: given.uploader } }),
    lists: fakeLists(),
    directory: fakeDirectory(),
    settings: fakeSettings(...(given.settings ?? [settings])),
    periods: fakePeriods(),
    preparePeriod: fakeWorkflow(),
    audit: fakeAudit(),
    now: () => noon,
  };
  return {
    ...needs,
    listId,
    read: () => readList(needs)(arrived),
    apply: () => applySetup(needs)({ listId }),
    list: () => needs.lists.all.get(listId),
    summary: () => needs.files.json(summaryKeyOf(listId)) as ListSummary,
  };
};

describe('settings', () => {
  const content = JSON.stringify(settings);

  test.each([
    ['plain', content],
    ['with a byte order mark', `\ufeff${content}`],
    ['with fields on lines of their own', JSON.stringify(settings, undefined, 2)],
  ])('are staged, to be put in force: %s', async (_, text) => {
    const { read, listId, files } = setting(settingsKey, text, { uploader: 'officer' });
    expect(await read()).toEqual({ listId, next: 'setup' });
    expect(files.json(setupKeyOf(listId))).toMatchObject({
      kind: 'settings',
      settings: { programme: 'assistance' },
    });
  });

  test('of an unknown uploader are held, where settings are in force', async () => {
    const { read, listId, list } = setting(settingsKey, content);
    expect(await read()).toEqual({ listId, next: 'done' });
    expect(list()).toMatchObject({
      status: 'held',
      heldBecause: 'uploader-unknown',
      programme: 'assistance',
    });
  });

  test('of an unknown uploader go through where the inbox is trusted, or nobody can be asked', async () => {
    const trusting = { settings: [{ ...settings, trustInbox: true }] };
    expect(await setting(settingsKey, content, trusting).read()).toMatchObject({ next: 'setup' });
    expect(await setting(settingsKey, content, { settings: [] }).read()).toMatchObject({ next: 'setup' });
  });

  test.each<[string, string | Uint8Array, boolean]>([
    ['settings-wrong', '{"programme": 7}', true],
    ['not-json', '{broken', false],
    ['not-json', '', false],
    ['not-json', Buffer.from(`\ufeff${content}`, 'utf16le'), false],
    ['not-json', Uint8Array.of(0x50, 0x4b, 3, 4), false],
  ])('that are wrong are refused: %s', async (rule, wrong, hasFields) => {
    const { read, summary, list } = setting(settingsKey, wrong, { uploader: 'officer' });
    expect(await read()).toMatchObject({ next: 'done' });
    expect(summary()).toMatchObject({ status: 'refused', refused: { rule } });
    expect(summary().findings.length > 0).toBe(hasFields);
    expect(list()?.status).toBe('refused');
  });

  test('are put in force', async () => {
    const { read, apply, listId, list, ...world } = setting(settingsKey, content, {
      uploader: 'officer',
      settings: [],
    });
    world.periods.all.set(inAugust, aPeriod({ status: 'prepared' }));
    world.directory.periods.add(inAugust);
    await read();
    expect(await apply()).toEqual({ listId, next: 'done' });
    expect(world.settings.all).toEqual([settings]);
    expect(await world.directory.listProgrammes()).toEqual([here]);
    expect(world.preparePeriod.inputs).toEqual([]);
    expect(list()?.status).toBe('applied');
    expect(world.audit.acts).toMatchObject([
      { act: 'apply-setup', actor: { id: 'officer', role: 'list-officer' } },
    ]);
  });
});

const inWorkbook = () =>
  writeWorkbook([{ name: 'Điểm', columns: header.map((name) => ({ header: name })), rows: [point] }]);

describe('a point list', () => {
  test.each<[string, string, () => Promise<Uint8Array | string>]>([
    ['CSV', pointsKey, async () => points],
    ['CSV in UTF-16', pointsKey, async () => Buffer.from(`\ufeff${points}`, 'utf16le')],
    ['CSV under titles', pointsKey, async () => `DANH SÁCH ĐIỂM CHI TRẢ,,,,,,\n\n${points}`],
    ['a workbook', 'inbox/points/assistance/diem.xlsx', inWorkbook],
  ])('is staged and put in force, as %s', async (_, key, content) => {
    const { read, apply, listId, files, directory, summary } = setting(key, await content(), {
      uploader: 'officer',
    });
    expect(await read()).toEqual({ listId, next: 'setup' });
    expect(files.json(setupKeyOf(listId))).toMatchObject({
      kind: 'points',
      communes: [{ code: yenHan, name: 'Xã Yên Hân', district: 'Chợ Mới' }],
      points: [{ pointId: `${yenHan}-1`, days: [3], isCatchUpOffice: true }],
    });
    await apply();
    const known = [await directory.listCommunes(), await directory.listPoints()];
    expect(known).toMatchObject([[{ code: yenHan }], [{ pointId: `${yenHan}-1` }]]);
    await apply();
    expect([await directory.listCommunes(), await directory.listPoints()]).toEqual(known);
    expect(summary()).toMatchObject({ status: 'applied', rows: 1, rejected: 0 });
  });

  test('has the plans made anew that are not submitted yet, once', async () => {
    const { read, apply, periods, directory, preparePeriod } = setting(pointsKey, points, {
      uploader: 'officer',
    });
    const prepared = aPeriod({ status: 'prepared' });
    for (const period of [aPeriod({ periodId: inJuly, status: 'closed' }), prepared]) {
      periods.all.set(period.periodId, period);
      directory.periods.add(period.periodId);
    }
    await read();
    await apply();
    await apply();
    expect(preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
  });

  test.each([
    { status: 'prepared', isFrozen: true },
    { status: 'submitted' },
    { status: 'open' },
    { status: 'cancelled' },
  ] as const)('leaves the plan of a period that is $status', async (given) => {
    const { read, apply, periods, directory, preparePeriod } = setting(pointsKey, points, {
      uploader: 'officer',
    });
    periods.all.set(inAugust, aPeriod(given));
    directory.periods.add(inAugust);
    await read();
    await apply();
    expect(preparePeriod.inputs).toEqual([]);
  });

  test('tells of a column that it did not understand, and is in force all the same', async () => {
    const [names = '', ...rest] = points.trimEnd().split(/\r?\n/);
    const odd = [`${names},Màu cờ`, ...rest.map((line) => `${line},đỏ`)].join('\n');
    const { read, apply, summary } = setting(pointsKey, odd, { uploader: 'officer' });
    await read();
    await apply();
    expect(summary()).toMatchObject({ status: 'applied', findings: [{ rule: 'column-unknown' }] });
  });

  test('of an unknown uploader is held', async () => {
    const { read, list } = setting(pointsKey, points);
    await read();
    expect(list()).toMatchObject({ status: 'held', heldBecause: 'uploader-unknown' });
  });

  const province = settings.provinces[Object.keys(settings.provinces)[0]!]!;
  test.each<[string, string | Uint8Array, Given]>([
    ['settings-first', points, { settings: [] }],
    [
      'points-need-one-province',
      points,
      { settings: [{ ...settings, provinces: { '06': province, '08': province } }] },
    ],
    ['points-wrong', `${points}99,Xã lạ,,1,,77,\n`, {}],
    ['column-missing', points.replace('Ngày chi trả', 'Khác'), {}],
    ['header-missing', 'one,two\n1,2\n', {}],
    ['file-empty', '', {}],
    ['not-a-list', '%PDF-1.4', {}],
  ])('is refused whole: %s', async (rule, content, given) => {
    const { read, summary, list } = setting(pointsKey, content, { uploader: 'officer', ...given });
    expect(await read()).toMatchObject({ next: 'done' });
    expect(summary()).toMatchObject({ status: 'refused', refused: { rule } });
    expect(list()?.status).toBe('refused');
  });
});
