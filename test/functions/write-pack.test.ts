import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { writePack } from '../../functions/write-pack/handler.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import { packListKeyOf } from '../../shared/lists/files.ts';
import {
  aCollector,
  aPayout,
  aPoint,
  aRecipient,
  carriedOver,
  inAugust,
  noon,
  paid,
  yenHan,
} from '../support/build.ts';
import { at, nextDoor } from '../support/facts.ts';
import {
  aCommuneOf,
  fakeDirectory,
  fakeFiles,
  fakePayouts,
  fakePeriodCommunes,
  fakeRegisters,
} from '../support/function-fakes.ts';
import { csvCells } from '../support/list-files.ts';

const setting = (...payouts: Payout[]) => {
  const row = (commune: typeof yenHan) => ({ periodId: inAugust, commune, sealedAt: at });
  const needs = {
    communes: fakePeriodCommunes(row(yenHan), row(nextDoor)),
    payouts: fakePayouts(...payouts),
    registers: fakeRegisters([], [aRecipient(1), aRecipient(2), aRecipient(3, { commune: nextDoor })]),
    directory: fakeDirectory({ points: [aPoint()], communes: [aCommuneOf(yenHan), aCommuneOf(nextDoor)] }),
    files: fakeFiles(),
    now: () => noon,
  };
  const pack = (given: Partial<typeof needs> = {}) =>
    writePack({ ...needs, ...given })({ periodId: inAugust, communes: [yenHan, nextDoor] });
  const rowOf = (commune: typeof yenHan) => needs.communes.all.get(`${inAugust} ${commune}`);
  const cellsOf = (which: 'paid' | 'unpaid') =>
    csvCells(needs.files.text(packListKeyOf(inAugust, which, yenHan).csv));
  return { ...needs, pack, rowOf, cellsOf };
};
const all = [paid(aPayout(1)), carriedOver(aPayout(2)), paid(aPayout(3, { commune: nextDoor }))];

describe('write-pack', () => {
  test('writes who was paid and who was not, of the whole group, and notes it', async () => {
    const { pack, files, rowOf, cellsOf } = setting(...all);
    await pack();
    const folder = `reports/periods/${inAugust}`;
    expect([...files.all.keys()]).toEqual([
      `${folder}/paid-01834.csv`,
      `${folder}/paid-01834.xlsx`,
      `${folder}/unpaid-01834.csv`,
      `${folder}/unpaid-01834.xlsx`,
    ]);
    expect(cellsOf('paid').map((row) => [row[0], row[3]])).toEqual([
      ['Mã xã / Code', 'Họ và tên / Name'],
      ['01834', 'Hoàng Thị 1'],
      ['01835', 'Hoàng Thị 3'],
    ]);
    expect(cellsOf('unpaid').map((row) => row[3])).toEqual(['Họ và tên / Name', 'Hoàng Thị 2']);
    expect([rowOf(yenHan)?.packedAt, rowOf(nextDoor)?.packedAt]).toEqual([at, at]);
  });

  test('names who collected, not whom the roster of the next month names', async () => {
    const { pack, registers, cellsOf } = setting(
      paid(aPayout(1, { collectorKey: 'OLD' })),
      paid(aPayout(2, { collectorKey: 'SAME' })),
    );
    const now = [
      aRecipient(1, { collector: aCollector('NEW') }),
      aRecipient(2, { collector: aCollector('SAME') }),
    ];
    await pack({
      registers: { ...registers, listRecipients: async (_, commune) => (commune === yenHan ? now : []) },
    });
    expect(cellsOf('paid').map((row) => row[6])).toEqual([
      'Người nhận thay / Collector',
      'đã đổi sau khi chi / changed since',
      'Lý Văn SAME',
    ]);
  });

  test('says the same to people and to programs', async () => {
    const { pack, files, cellsOf } = setting(...all);
    await pack();
    const { sheets } = await readXlsx(await files.read(packListKeyOf(inAugust, 'paid', yenHan).xlsx));
    const rows = sheets[0]?.rows.slice(0, -1) ?? [];
    expect(rows.map((row) => row.map((cell) => String(cell ?? '')))).toEqual(cellsOf('paid'));
  });

  test('run twice writes the same files', async () => {
    const { pack, files, rowOf } = setting(...all);
    await pack();
    const first = [[...files.all], rowOf(yenHan)];
    await pack();
    expect([[...files.all], rowOf(yenHan)]).toEqual(first);
  });

  test.each(['written', 'noted'] as const)('killed before all was %s ends the same', async (what) => {
    const whole = setting(...all);
    await whole.pack();
    const { pack, files, communes, rowOf } = setting(...all);
    const die = async () => {
      throw new Error('the function died');
    };
    const dying =
      what === 'written'
        ? { files: { ...files, writeWorkbook: die } }
        : { communes: { ...communes, markPacked: die } };
    await expect(pack(dying)).rejects.toThrow();
    expect(rowOf(yenHan)?.packedAt).toBeUndefined();
    await pack();
    expect([...files.all]).toEqual([...whole.files.all]);
    expect(rowOf(yenHan)).toEqual(whole.rowOf(yenHan));
  });

  test('of a commune that is not sealed is not written, nor its group’s', async () => {
    const { pack, communes, files, rowOf } = setting(...all);
    communes.all.set(`${inAugust} ${nextDoor}`, { commune: nextDoor });
    await expect(pack()).rejects.toThrow();
    expect(files.all.size).toBe(0);
    expect(rowOf(yenHan)?.packedAt).toBeUndefined();
  });

  test('names nobody in what it answers', async () => {
    expect(await setting(...all).pack()).toEqual({});
  });
});
