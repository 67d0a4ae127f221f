import { type CellValue, readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import type { Recipient } from '../../../shared/domain/recipient.ts';
import { changeSheet } from '../../../shared/lists/report/change-sheet.ts';
import { changesWorkbook } from '../../../shared/lists/report/changes-workbook.ts';
import {
  type Change,
  type CommuneChanges,
  countPeople,
} from '../../../shared/lists/report/commune-changes.ts';
import { aBenefit, aCollector, aCommune, anId, aRecipient, listId, yenHan } from '../../support/build.ts';

const file = { listId, sheetNames: ['Yên Hân', 'Bình Văn'] };
const binhVan = aCommune('01837');
const counts = { sizeBefore: 0, sizeAfter: 0, amountBefore: 0, amountAfter: 0 };
const changesIn = (given: Partial<CommuneChanges>): CommuneChanges => {
  const changes = { added: [], arrivals: [], changed: [], stopped: [], ...given };
  return { commune: yenHan, communeName: 'Yên Hân', counts, people: countPeople(changes), ...changes };
};
const stopped = (number: number, given: Partial<Recipient> = {}) =>
  aRecipient(number, { status: 'stopped', ...given });

/** Sheets by the Vietnamese half of their names, without headers. */
const read = async (...communes: readonly CommuneChanges[]): Promise<Map<string, CellValue[][]>> => {
  const { sheets } = await readXlsx(await changesWorkbook(communes, file));
  return new Map(sheets.map(({ name, rows }) => [name.split(' - ')[0] ?? '', rows.slice(1)]));
};
const namesOf = (rows: CellValue[][] | undefined, at = 2) => rows?.map((row) => row[at]).slice(0, -1);
const totalOf = (rows: CellValue[][] | undefined) => rows?.at(-1);

describe('changesWorkbook', () => {
  test('adds up people and đồng by commune and in all', async () => {
    const before = aRecipient(4);
    const sheets = await read(
      changesIn({
        added: [aRecipient(1), aRecipient(2)],
        changed: [
          { before, after: aRecipient(4, { hamlet: 'Chợ Mới' }) },
          { before: stopped(5), after: aRecipient(5) },
        ],
        stopped: [stopped(3)],
        counts: { sizeBefore: 10, sizeAfter: 12, amountBefore: 2_700_000, amountAfter: 3_240_000 },
      }),
      changesIn({
        commune: binhVan,
        communeName: 'Bình Văn',
        counts: { sizeBefore: 5, sizeAfter: 5, amountBefore: 1_350_000, amountAfter: 1_350_000 },
      }),
    );
    expect(sheets.get('Tổng hợp')).toEqual([
      ['01834', 'Yên Hân', 10, 2, 0, 1, 1, 1, 12, 2_700_000, 3_240_000, 540_000],
      ['01837', 'Bình Văn', 5, 0, 0, 0, 0, 0, 5, 1_350_000, 1_350_000, 0],
      [null, 'Tổng cộng / Total', 15, 2, 0, 1, 1, 1, 17, 4_050_000, 4_590_000, 540_000],
    ]);
  });

  test('says of somebody new who, how much, who collects and where it stands in the file', async () => {
    const who = aRecipient(1, {
      name: '=Xuân',
      born: '1936-05-03',
      fileNumber: '0012',
      benefits: [aBenefit(), { ...aBenefit(405_000), group: '5(6)' }],
      collector: aCollector('Nam'),
      source: { listId, sheet: '2', row: 7 },
    });
    expect((await read(changesIn({ added: [who] }))).get('Tăng mới')).toEqual([
      [
        '01834 Yên Hân',
        '0012',
        `'=Xuân`,
        '03/05/1936',
        'Nà Làng',
        '5(5)b, 5(6)',
        0,
        675_000,
        675_000,
        null,
        'Lý Văn Nam (con)',
        'Bình Văn, dòng / row 7',
        'Mới có trong danh sách / New on the list',
      ],
      [null, null, 'Tổng cộng / Total: 1', null, null, null, 0, 675_000, 675_000, null, null, null, null],
    ]);
  });

  test('says why somebody is stopped, and from which list they were known', async () => {
    const source = { listId: 'earlier', sheet: '1', row: 9 };
    const rows = (
      await read(
        changesIn({
          stopped: [
            stopped(1, { stopReason: 'DIED', source: source as Recipient['source'] }),
            stopped(2),
            stopped(3, { stopReason: 'OTHER' }),
          ],
        }),
      )
    ).get('Dừng');
    expect(rows?.map((row) => row[12])).toEqual([
      'Đã chết / Died',
      'Không còn trong danh sách / No longer on the list',
      'Lý do khác / Another reason',
      null,
    ]);
    expect(rows?.map((row) => row[11]).slice(0, 2)).toEqual([
      'DS / list earlier, dòng / row 9',
      'dòng / row 2',
    ]);
    expect(totalOf(rows)?.slice(6, 9)).toEqual([810_000, 0, -810_000]);
  });

  test('sorts changes by what an approver asks first, each under all that it is', async () => {
    const more = { benefits: [aBenefit(405_000)] };
    const sheets = await read(
      changesIn({
        changed: [
          { before: aRecipient(1), after: aRecipient(1, more) },
          { before: aRecipient(2), after: aRecipient(2, { collector: aCollector('B') }) },
          { before: aRecipient(3), after: aRecipient(3, { ...more, collector: aCollector('C') }) },
          { before: aRecipient(4), after: aRecipient(4, { phone: '0912345678', hamlet: 'Chợ Mới' }) },
          { before: stopped(5), after: aRecipient(5, { collector: aCollector('E') }) },
        ],
      }),
    );
    expect(namesOf(sheets.get('Đổi số tiền'))).toEqual(['Hoàng Thị 1', 'Hoàng Thị 3', 'Hoàng Thị 5']);
    expect(namesOf(sheets.get('Đổi người nhận'))).toEqual(['Hoàng Thị 2', 'Hoàng Thị 3']);
    expect(namesOf(sheets.get('Đổi khác'))).toEqual(['Hoàng Thị 4']);
    expect(sheets.get('Đổi số tiền')?.map((row) => row.slice(6, 9))).toEqual([
      [270_000, 405_000, 135_000],
      [270_000, 405_000, 135_000],
      [0, 270_000, 270_000],
      [540_000, 1_080_000, 540_000],
    ]);
    expect(sheets.get('Đổi khác')?.[0]?.[12]).toBe('thôn, điện thoại / hamlet, phone');
    expect(sheets.get('Đổi số tiền')?.[2]?.[12]).toBe('hưởng lại, người nhận / returned, collector');
  });

  test('money that is owed once is a change too', async () => {
    const once = { month: '2016-08', amount: 540_000 } as Recipient['funeral'];
    const changed = [
      { before: aRecipient(1), after: aRecipient(1, { benefits: [{ ...aBenefit(), arrears: once }] }) },
      { before: aRecipient(2), after: aRecipient(2, { funeral: once }) },
    ];
    const rows = (await read(changesIn({ changed }))).get('Đổi khác');
    expect(rows?.map((row) => row[12]).slice(0, 2)).toEqual([
      'truy lĩnh / arrears',
      'mai táng phí / funeral',
    ]);
  });

  test('whoever moved stands in both communes, and once with both named', async () => {
    const mover = aRecipient(1, { commune: binhVan, benefits: [aBenefit(405_000)] });
    const sheets = await read(
      changesIn({ stopped: [stopped(1, { collector: aCollector('A') })] }),
      changesIn({
        commune: binhVan,
        communeName: 'Bình Văn',
        arrivals: [
          { recipient: mover, from: { commune: yenHan, recipientId: anId(1) } },
          {
            recipient: aRecipient(2, { commune: binhVan }),
            from: { commune: aCommune('01840'), recipientId: anId(9) },
          },
        ],
      }),
    );
    const moves = sheets.get('Chuyển xã');
    expect(moves?.map((row) => row.slice(0, 2)).slice(0, 2)).toEqual([
      ['01834 Yên Hân', '01837 Bình Văn'],
      ['01840', '01837 Bình Văn'],
    ]);
    expect(moves?.map((row) => row.slice(7, 10)).slice(0, 2)).toEqual([
      [270_000, 405_000, 135_000],
      [0, 270_000, 270_000],
    ]);
    expect(moves?.[0]?.[10]).toBe('Lý Văn A (con)');
    expect(sheets.get('Dừng')?.[0]?.[12]).toBe(
      'Chuyển đến xã 01837 Bình Văn / Moved to commune 01837 Bình Văn',
    );
    expect(namesOf(sheets.get('Tăng mới'))).toEqual([]);
    expect(sheets.get('Tổng hợp')?.map((row) => row[4])).toEqual([0, 2, 2]);
  });

  test('after 100,000 people a sheet says how many more there are, and what they come to', () => {
    const one: Change = {
      commune: '01834 Yên Hân',
      who: aRecipient(1),
      before: 0,
      after: 270_000,
      reason: { vi: 'Mới', en: 'New' },
    };
    const { rows, foot = [] } = changeSheet('Tăng mới', Array<Change>(100_002).fill(one), file);
    expect(rows).toHaveLength(100_000);
    expect(foot.map((cells) => cells[2])).toEqual([
      'Còn lại, không liệt kê / Not listed: 2',
      'Tổng cộng / Total: 100002',
    ]);
    expect(foot[0]?.slice(6, 9)).toEqual([0, 540_000, 540_000]);
  });
});
