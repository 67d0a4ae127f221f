import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { finishList } from '../../functions/finish-list/handler.ts';
import { writeWorkbook } from '../../shared/lists/report/workbook.ts';
import { aPeriod, inAugust, yenHan } from '../support/build.ts';
import { nextDoor } from '../support/facts.ts';
import {
  activeIn,
  furtherOn,
  imported,
  importWorld,
  row,
  rows,
  send,
  upload,
  withoutCommune,
} from '../support/import-world.ts';
import { rosterLines, type RosterCells } from '../support/roster.ts';

const sheetsOf = async (workbook: string | Uint8Array | undefined) => {
  if (!(workbook instanceof Uint8Array)) throw new Error('no workbook');
  const { sheets } = await readXlsx(workbook);
  return new Map(sheets.map(({ name, rows: cells }) => [name, cells.map((line) => line.map(String))]));
};
/** The line of a commune, by header. */
const lineOf = (table: string[][] = [], commune: string) => {
  const [header = [], ...lines] = table;
  const line = lines.find(([code]) => code === commune) ?? [];
  return Object.fromEntries(header.map((name, at) => [name.split(' / ')[1] ?? name, line[at]]));
};
const there = { commune_code: nextDoor };
const id_number = '001136000017';

describe('errors.xlsx', () => {
  const held = row('Lý Văn Páo', { commune_code: furtherOn, id_number });
  const bad = row('Không Rõ', { born: 'sinh?' });
  const twin = row('Trùng Số', { id_number });

  test('has the rows that were rejected while reading, and those of the comparison, as they came', async () => {
    const world = importWorld();
    await imported(world, [held]);
    const steps = await imported(world, [...rows(3), bad, twin], { minute: 1 });
    const [[, lines = []] = []] = await sheetsOf(steps.errors());
    const [header = []] = lines;
    expect(header).toEqual(
      expect.arrayContaining(['full_name', 'id_number', 'Lỗi / Error', 'Cách sửa / What to do']),
    );
    expect(lines.slice(1).map((line) => line[header.indexOf('full_name')])).toEqual(['Không Rõ', 'Trùng Số']);
    expect(lines.slice(1).map((line) => line[header.indexOf('Dòng gốc / Original row')])).toEqual([
      'dòng / row 5',
      'dòng / row 6',
    ]);
    expect(steps.summary()).toMatchObject({
      rows: 5,
      accepted: 3,
      rejected: 2,
      files: { errors: expect.any(String) as string },
    });
  });

  test('looks rows up in the right sheet of a workbook, and names it', async () => {
    const world = importWorld();
    await imported(world, [held]);
    const sheet = (name: string, given: readonly RosterCells[]) => {
      const [header, ...lines] = rosterLines(given).map(({ cells }) => cells);
      return { name, columns: header!.map((text) => ({ header: text })), rows: lines };
    };
    const content = await writeWorkbook([
      sheet('Xã 01834', [...rows(3), twin]),
      sheet('Xã 01835', rows(3, there)),
    ]);
    const steps = await imported(world, [], { name: 'danh-sach.xlsx', content, minute: 1 });
    expect(steps.summary().findings).toContainEqual(
      expect.objectContaining({
        rule: 'id-number-held-elsewhere',
        sheet: 'Xã 01834',
        row: 5,
        column: 'id_number',
      }),
    );
    expect(steps.summary()).toMatchObject({ rows: 7, rejected: 1, encoding: 'xlsx' });
    const sheets = await sheetsOf(steps.errors());
    expect([...sheets.keys()]).toEqual(['Xã 01834']);
    expect(JSON.stringify([...sheets.values()])).toContain('Trùng Số');
  });

  test('keeps the commune that was given with the upload, so that it can come back by itself', async () => {
    const world = importWorld();
    await imported(world, [held]);
    const nameless = withoutCommune([...rows(3), bad, twin]);
    const steps = await imported(world, nameless, { commune: yenHan, minute: 1 });
    const [[, lines = []] = []] = await sheetsOf(steps.errors());
    const at = lines[0]!.findIndex((header) => header.includes('commune_code'));
    expect(lines.slice(1).map((line) => line[at])).toEqual([yenHan, yenHan]);
  });

  test('is not written where nothing was rejected', async () => {
    const steps = await imported(importWorld(), rows(2));
    expect(steps.errors()).toBeUndefined();
    expect(steps.summary().files).not.toHaveProperty('errors');
  });
});

describe('changes.xlsx', () => {
  test('names everybody who is new, stopped or changed, and where', async () => {
    const world = importWorld();
    await imported(world, [...rows(20), row('Lò Thị Bình', { file_number: 'L-1' })]);
    const steps = await imported(
      world,
      [
        ...rows(19),
        row('Hoàng Văn T', { file_number: 'S-19', amount: '405000', coefficient: '1.5' }),
        row('Người Mới'),
      ],
      { minute: 1 },
    );
    const sheets = await sheetsOf(steps.changes());
    expect(sheets.get('Tăng mới - New')?.flat()).toContain('Người Mới');
    expect(sheets.get('Dừng - Stopped')?.flat()).toContain('Lò Thị Bình');
    expect(sheets.get('Đổi số tiền - Changed amount')?.flat()).toEqual(
      expect.arrayContaining(['Hoàng Văn T', '405000']),
    );
    expect(lineOf(sheets.get('Tổng hợp - Summary'), yenHan)).toMatchObject({
      'People before': '21',
      New: '1',
      Stopped: '1',
      Changed: '1',
      'People after': '21',
    });
  });

  test('of a first import names nobody, but has the figures', async () => {
    const world = importWorld();
    const steps = await imported(world, [...rows(3), ...rows(2, there)]);
    const sheets = await sheetsOf(steps.changes());
    expect(JSON.stringify([...sheets.values()])).not.toContain('Hoàng Văn');
    expect(lineOf(sheets.get('Tổng hợp - Summary'), yenHan)).toMatchObject({
      Code: yenHan,
      Commune: `Xã ${yenHan}`,
      'People before': '0',
      New: '3',
      'People after': '3',
      'Amount after': '810000',
    });
  });

  test('is not written where nothing changes', async () => {
    const world = importWorld();
    await imported(world, rows(2));
    expect((await imported(world, rows(2), { minute: 1 })).changes()).toBeUndefined();
  });
});

describe('a held list', () => {
  test('is reported: what it would change, and what was wrong in it, counted alike', async () => {
    const world = importWorld();
    await imported(world, [...rows(20), row('Lý Văn Páo', { ...there, id_number })]);
    const steps = await imported(
      world,
      [
        ...rows(10),
        row('Không Rõ', { born: 'sinh?', ...there, file_number: 'S-1' }),
        row('Ai Đó', { file_number: 'S-11', id_number: '001036000017', action: '' }),
      ],
      { minute: 1 },
    );
    expect(steps.list()).toMatchObject({ status: 'held' });
    const [[, lines = []] = []] = await sheetsOf(steps.errors());
    expect(lines).toHaveLength(steps.summary().rejected + 1);
    const { new: added, changed, unchanged, superseded } = steps.summary().changes!;
    expect(added + changed + unchanged + superseded + steps.summary().rejected).toBe(steps.summary().rows);
    expect(activeIn(world)).toHaveLength(21);
  });

  test('counts among the rejected what the comparison rejected', async () => {
    const world = importWorld();
    await imported(world, [...rows(20), row('Lò Thị Bình', { file_number: 'L-1' })]);
    await imported(world, [row('Lò Thị Bình', { file_number: 'L-1', action: 'Chết' })], {
      kind: 'corrections',
      minute: 1,
    });
    const steps = await imported(
      world,
      [...rows(20, { amount: '405000', coefficient: '1.5' }), row('Lò Thị Bình', { file_number: 'L-1' })],
      {
        minute: 2,
      },
    );
    expect(steps.summary()).toMatchObject({ status: 'held', rows: 21, accepted: 20, rejected: 1 });
    await steps.release();
    await send(steps, 'review');
    expect(steps.summary()).toMatchObject({ status: 'applied', rows: 21, accepted: 20, rejected: 1 });
  });
});

describe('finish-list', () => {
  test('names what is missing', async () => {
    const steps = upload(importWorld(), [...rows(1), ...rows(1, there)]);
    await steps.read();
    await steps.compare([yenHan, nextDoor]);
    await steps.apply([yenHan]);
    expect(await steps.finish()).toEqual({ next: 'apply', groups: [[nextDoor]] });
    expect(steps.list().status).toBe('reading');
  });

  test('that dies when the list is applied is on record', async () => {
    const world = importWorld();
    const steps = upload(world, rows(1));
    await steps.read();
    await steps.compare([yenHan]);
    await steps.apply([yenHan]);
    const { move } = world.lists;
    const dying: typeof move = async (...given) => {
      await move(...given);
      throw new Error('the function died');
    };
    const finishing = finishList({ ...world, lists: { ...world.lists, move: dying } });
    await expect(finishing({ listId: steps.listId })).rejects.toThrow('the function died');
    expect(steps.list().status).toBe('applied');
    await steps.finish();
    expect(world.audit.acts.filter(({ act }) => act === 'finish-list')).toMatchObject([
      { facts: { new: 1 } },
    ]);
  });

  test('that dies before the list is applied is on record twice rather than not at all', async () => {
    const world = importWorld();
    const steps = upload(world, rows(1));
    await steps.read();
    await steps.compare([yenHan]);
    await steps.apply([yenHan]);
    const move = () => Promise.reject(new Error('the function died'));
    const finishing = finishList({ ...world, lists: { ...world.lists, move } });
    await expect(finishing({ listId: steps.listId })).rejects.toThrow('the function died');
    expect(await steps.finish()).toEqual({ next: 'done' });
    const acts = world.audit.acts.filter(({ act }) => act === 'finish-list');
    expect(acts).toHaveLength(2);
    expect(acts[1]).toEqual(acts[0]);
  });

  test('run twice finishes once and reports the same', async () => {
    const world = importWorld();
    world.directory.periods.add(inAugust);
    world.periods.all.set(inAugust, aPeriod({ status: 'prepared' }));
    const steps = await imported(world, [...rows(3), row('Không Rõ', { born: 'sinh?' })]);
    const before = [steps.list(), new Map(world.files.all), world.audit.acts.length];
    expect(await steps.finish()).toEqual({ next: 'done' });
    expect([steps.list(), world.files.all, world.audit.acts.length]).toEqual(before);
    expect(world.preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
  });

  test('names columns and values as they stand in the file', async () => {
    const given = [...rows(2), row('Không Rõ', { born: 'sinh?' })];
    const steps = await imported(importWorld(), given);
    expect(steps.summary().findings).toContainEqual(
      expect.objectContaining({ rule: 'born-unclear', row: 4, column: 'born', value: 'sinh?' }),
    );
    expect(steps.summary()).toMatchObject({
      encoding: 'utf-8',
      sampleNames: ['Hoàng Văn A', 'Hoàng Văn B', 'Không Rõ'],
      sum: 810_000,
      sheets: [{ headerRow: 1 }],
    });
  });
});
