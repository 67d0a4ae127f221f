import { describe, expect, test } from 'vitest';
import { readList } from '../../functions/read-list/handler.ts';
import { ListId } from '../../shared/domain/payout-list.ts';
import type { PeriodStatus } from '../../shared/domain/payment-period.ts';
import { pieceKeyOf, readingKeyOf, stagedKeyOf } from '../../shared/lists/files.ts';
import { writeWorkbook } from '../../shared/lists/report/workbook.ts';
import { aDay, aMonth, aPeriod, inAugust, inJuly, yenHan } from '../support/build.ts';
import { aList, bacKan, here, nextDoor, settings } from '../support/facts.ts';
import {
  csvOf,
  imported,
  importWorld,
  type ImportWorld,
  row,
  rows,
  upload,
  withoutCommune,
} from '../support/import-world.ts';
import { aWorkbook, aZip } from '../support/zip.ts';

const roster = [
  row('Hoàng Thị Xuân', { phone: '0912345678' }),
  row('Lý Văn Páo', { commune_code: nextDoor }),
  row('Hoàng Thị Mai', { born: 'sinh?' }),
];

describe('a roster', () => {
  test('is copied, read and staged', async () => {
    const world = importWorld();
    const steps = upload(world, roster);
    expect(await steps.read()).toEqual({
      listId: steps.listId,
      next: 'compare',
      groups: [[yenHan, nextDoor]],
    });
    expect(steps.list()).toMatchObject({
      kind: 'roster',
      status: 'reading',
      uploader: 'officer',
      month: '2016-08',
      province: bacKan,
      rows: 3,
      rejected: 1,
    });
    expect(world.files.all.get(`lists/${steps.listId}/danh-sach-0.csv`)).toBe(csvOf(roster));
    expect([...world.directory.lists.keys()]).toEqual([steps.listId]);
    expect(world.files.json(stagedKeyOf(steps.listId))).toEqual({
      communes: [
        { commune: yenHan, rows: 2, rejected: 1, pieces: [0] },
        { commune: nextDoor, rows: 1, rejected: 0, pieces: [0] },
      ],
      strays: [],
    });
    expect(world.files.json(pieceKeyOf(steps.listId, 0))).toMatchObject([
      {
        commune: yenHan,
        rows: [{ name: 'Hoàng Thị Xuân', phone: '+84912345678' }],
        stops: [],
        rejected: [{ sheet: '', row: 4, name: 'Hoàng Thị Mai', born: 'sinh?' }],
      },
      { commune: nextDoor, rows: [{ name: 'Lý Văn Páo' }], rejected: [] },
    ]);
  });

  test('has beside it what its report needs', async () => {
    const world = importWorld();
    const steps = upload(world, roster);
    await steps.read();
    expect(world.files.json(readingKeyOf(steps.listId))).toMatchObject({
      layout: {},
      reading: { encoding: 'utf-8', sum: 810_000, headers: [{ sheet: 0, headerRow: 1 }] },
      rejected: [{ line: { row: 4 }, findings: [{ rule: 'born-unclear', column: 'born' }, {}] }],
      warningsLeftOut: 0,
    });
  });

  test('keeps rows of no known commune apart: they may mean anybody', async () => {
    const world = importWorld();
    const steps = upload(world, [...roster, row('Hoàng Thị Thu', { commune_code: '99999' })]);
    await steps.read();
    expect(steps.list()).toMatchObject({ rows: 4, rejected: 2 });
    expect(world.files.json(stagedKeyOf(steps.listId))).toMatchObject({
      strays: [{ row: 5, name: 'Hoàng Thị Thu', born: '1936' }],
    });
  });

  test.each([
    ['closed', undefined],
    ['cancelled', { month: '2016-08', amount: 270_000 }],
  ] as const)('says what another system owed, after a month that is %s', async (status, openingCarryOver) => {
    const world = importWorld();
    world.periods.all.set(inJuly, aPeriod({ periodId: inJuly, status }));
    await world.directory.savePeriod(inJuly);
    const steps = upload(world, [row('Hoàng Thị Xuân', { carried_over: '270000' })]);
    await steps.read();
    const [piece] = world.files.json(pieceKeyOf(steps.listId, 0)) as { rows: Record<string, unknown>[] }[];
    expect(piece?.rows[0]?.['openingCarryOver']).toEqual(openingCarryOver);
  });

  test('has a stop of a corrections list among its commune’s', async () => {
    const world = importWorld();
    const steps = upload(world, [row('Hoàng Thị Xuân', { action: 'Chết' })], { kind: 'corrections' });
    await steps.read();
    expect(world.files.json(pieceKeyOf(steps.listId, 0))).toMatchObject([
      { commune: yenHan, rows: [], stops: [{ row: 2, name: 'Hoàng Thị Xuân', reason: 'DIED' }] },
    ]);
  });

  test('read twice is the same list', async () => {
    const world = importWorld();
    const steps = upload(world, roster);
    const first = await steps.read();
    const [lists, files] = [new Map(world.lists.all), new Map(world.files.all)];
    expect(await steps.read()).toEqual(first);
    expect(world.lists.all).toEqual(lists);
    expect(world.files.all).toEqual(files);
  });

  test('read again while it is being applied keeps what was worked out', async () => {
    const world = importWorld();
    const steps = upload(world, roster);
    const { groups } = await steps.read();
    await steps.compare(groups!.flat());
    const parts = new Map(world.lists.parts);
    await steps.read();
    expect(world.lists.parts).toEqual(parts);
  });

  test('told once more after it was decided is left alone', async () => {
    const world = importWorld();
    const steps = await imported(world, roster);
    const [list, files] = [steps.list(), new Map(world.files.all)];
    expect(await steps.read()).toEqual({ listId: steps.listId, next: 'done' });
    expect(steps.list()).toEqual(list);
    expect(world.files.all).toEqual(files);
  });

  test.each(['preparing', 'prepared'] as const)('is read while the period is %s', async (status) => {
    const world = importWorld();
    withPeriod(status)(world);
    expect(await upload(world, roster).read()).toMatchObject({ next: 'compare' });
  });

  test('of the next month is read once this one is approved', async () => {
    const world = importWorld();
    world.directory.periods.add(inJuly);
    world.periods.all.set(inJuly, aPeriod({ periodId: inJuly, status: 'open' }));
    expect(await upload(world, roster).read()).toMatchObject({ next: 'compare' });
  });
});

/** Nothing but the list itself and its summary is there afterwards, beside what was there before. */
const refusalOf = async (world: ImportWorld, steps: ReturnType<typeof upload>) => {
  const written = world.writes.length;
  expect(await steps.read()).toEqual({ listId: steps.listId, next: 'done' });
  expect(steps.list().status).toBe('refused');
  const allowed = ['directory.saveList', 'files.copy', 'files.writeReport', 'lists.add', 'lists.move'];
  expect(allowed).toEqual(expect.arrayContaining(world.writes.slice(written)));
  expect(world.lists.parts.size + world.registers.all.size).toBe(0);
  const summary = steps.summary();
  expect(summary).toMatchObject({ status: 'refused', rows: 0, refused: { severity: 'error' } });
  return summary.refused?.rule;
};

const withPeriod =
  (status: PeriodStatus, isFrozen = false) =>
  (world: ImportWorld) => {
    world.directory.periods.add(inAugust);
    world.periods.all.set(inAugust, aPeriod({ status, isFrozen }));
  };
const withApplied = (month: string) => async (world: ImportWorld) => {
  const listId = ListId.parse('20160619T010203-a1');
  const list = aList({ listId, arrivedAt: '2016-06-19T01:02:03Z', month: aMonth(month), status: 'applied' });
  await world.lists.add(list);
  await world.directory.saveList(here, list);
};
const withSettings =
  (...all: (typeof settings)[]) =>
  (world: ImportWorld) => {
    world.settings.all.splice(0, Number.POSITIVE_INFINITY, ...all);
  };
const withoutPoints = (world: ImportWorld) => {
  world.directory.listCommunes = async () => [];
};

describe('a roster that comes too early or too late is refused', () => {
  test.each<[string, (world: ImportWorld) => unknown]>([
    ['settings-first', withSettings()],
    ['settings-first', withSettings({ ...settings, from: aDay('2016-09-01') })],
    ['points-first', withoutPoints],
    ['month-submitted', withPeriod('submitted')],
    ['month-submitted', withPeriod('open')],
    ['month-submitted', withPeriod('closed')],
    ['month-submitted', withPeriod('prepared', true)],
    ['month-submitted', withApplied('2016-09')],
    ['earlier-month-not-approved', withApplied('2016-07')],
  ])('%s', async (rule, prepare) => {
    const world = importWorld();
    await prepare(world);
    expect(await refusalOf(world, upload(world, roster))).toBe(rule);
  });

  test('once, however often it is told', async () => {
    const world = importWorld();
    withoutPoints(world);
    const steps = upload(world, roster);
    await steps.read();
    const files = new Map(world.files.all);
    expect(await steps.read()).toEqual({ listId: steps.listId, next: 'done' });
    expect(world.files.all).toEqual(files);
  });
});

const latin = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

describe('a file that is no list is refused by name, and nothing else is touched', () => {
  test.each<[string, string, string | Uint8Array]>([
    ['file-empty', 'trong.csv', ''],
    ['file-empty', 'tieu-de.csv', csvOf([row('X')]).split('\r\n')[0]!],
    ['header-missing', 'khac.csv', 'one,two\n1,2\n'],
    ['column-missing', 'thieu.csv', 'full_name,file_number,born,amount\nHoàng Thị Xuân,1,1936,270000\n'],
    ['csv-broken', 'vo.csv', `${csvOf(roster)}"chưa xong`],
    ['not-a-list', 'anh.csv', latin('%PDF-1.4 …')],
    ['not-a-list', 'anh.xlsx', latin('\x89PNG\r\n')],
    ['not-a-list', 'bao-cao.docx', aZip([{ name: 'word/document.xml', content: '<w/>' }])],
    ['not-a-list', 'trang.xls', '<html><table><tr><td>Họ tên</td></tr></table></html>'],
    ['name-differs', 'danh-sach.csv', aWorkbook('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')],
    ['file-truncated', 'dut.xlsx', aWorkbook('<row r="1"/>').subarray(0, 400)],
  ])('%s: %s', async (rule, name, content) => {
    const world = importWorld();
    expect(await refusalOf(world, upload(world, [], { name, content }))).toBe(rule);
  });

  test('too-many-errors', async () => {
    const world = importWorld();
    const bad = rows(1)[0]!;
    const line = csvOf([{ ...bad, born: 'sinh?' }]).split('\r\n')[1]!;
    const content = `${csvOf([bad])}${`${line}\r\n`.repeat(20_001)}`;
    const steps = upload(world, [], { content });
    expect(await steps.read()).toMatchObject({ next: 'done' });
    expect(steps.summary()).toMatchObject({ refused: { rule: 'too-many-errors' } });
    expect(world.registers.all.size).toBe(0);
  });
});

test.each([
  'inbox/rubbish/a.csv',
  'inbox/roster/a.csv',
  'inbox/roster/assistance/2016-13/a.csv',
  'inbox/roster/assistance/2016-08/more/a.csv',
])('a file at %s is refused: inbox-place-unknown', async (key) => {
  const world = importWorld();
  world.files.all.set(key, csvOf(roster));
  const arrived = { key, sequencer: '0A', at: '2016-07-20T01:02:03Z' };
  expect(await readList(world)(arrived)).toMatchObject({ next: 'done' });
  const [list] = world.lists.all.values();
  expect(list).toMatchObject({ status: 'refused' });
  expect(world.files.json(`reports/lists/${list!.listId}/summary.json`)).toMatchObject({
    refused: { rule: 'inbox-place-unknown' },
  });
});

describe('a commune that no column names', () => {
  const nameless = withoutCommune(rows(3));

  test('is the one that was given with the upload', async () => {
    const world = importWorld();
    const steps = await imported(world, nameless, { commune: nextDoor });
    expect(steps.list()).toMatchObject({ status: 'applied', commune: nextDoor, changes: { new: 3 } });
    expect(world.registers.all.get(nextDoor)).toMatchObject({ size: 3 });
  });

  test('is the one that a title names, whatever was given', async () => {
    const world = importWorld();
    const content = `Xã ${yenHan}\r\n${csvOf(nameless).replace('\ufeff', '')}`;
    await imported(world, [], { content, commune: nextDoor });
    expect([...world.registers.all.keys()]).toEqual([yenHan]);
  });

  test('is the one that the sheet is named by', async () => {
    const world = importWorld();
    const [header, ...lines] = csvOf(nameless).replace('\ufeff', '').trim().split('\r\n');
    const content = await writeWorkbook([
      {
        name: `Xã ${yenHan}`,
        columns: header!.split(',').map((name) => ({ header: name })),
        rows: lines.map((line) => line.split(',')),
      },
    ]);
    const steps = await imported(world, [], { name: 'danh-sach.xlsx', content });
    expect(steps.summary()).toMatchObject({ status: 'applied', encoding: 'xlsx', rows: 3, rejected: 0 });
    expect([...world.registers.all.keys()]).toEqual([yenHan]);
  });

  test.each([undefined, 'Yên Hân'])('is nobody’s where nothing says it: given %j', async (commune) => {
    const world = importWorld();
    const steps = await imported(world, nameless, { ...(commune && { commune }) });
    expect(steps.summary()).toMatchObject({ status: 'applied', rows: 3, rejected: 3, changes: { new: 0 } });
    expect(steps.summary().findings).toContainEqual(
      expect.objectContaining({ rule: 'value-missing', column: 'commune_code', row: 2 }),
    );
    expect(world.registers.all.size).toBe(0);
  });

  test('is not one that the province does not have', async () => {
    const world = importWorld();
    expect(await refusalOf(world, upload(world, nameless, { commune: '99999' }))).toBe('commune-unknown');
  });
});

test('extra names of columns are the programme’s', async () => {
  const world = importWorld();
  withSettings({ ...settings, headers: { file_number: ['Mã số quản lý'] } })(world);
  const content = csvOf(rows(2)).replace('file_number', 'Mã số quản lý');
  const steps = await imported(world, [], { content });
  expect(steps.list()).toMatchObject({ status: 'applied', changes: { new: 2 } });
  expect([...world.registers.people.values()].map(({ fileNumber }) => fileNumber)).toEqual(['S-0', 'S-1']);
});
