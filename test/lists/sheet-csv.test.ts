import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import { sheetIdOf } from '../../shared/domain/sheet.ts';
import { writeCsv } from '../../shared/lists/csv.ts';
import { openListFile } from '../../shared/lists/file/open-list-file.ts';
import { readResults, resultLayout } from '../../shared/lists/results.ts';
import { sheetCsv, type SheetLine } from '../../shared/lists/sheet-csv.ts';
import { readWholeTable } from '../../shared/lists/table/whole-table.ts';
import { anyText, ids, shuffled, vietnamese } from '../support/arbitrary.ts';
import {
  aCollector,
  aDay,
  aLine,
  aPayout,
  aPointId,
  aRecipient,
  atHome,
  atPoint,
  inJuly,
} from '../support/build.ts';
import { aListFile, csvCells, utf8 } from '../support/list-files.ts';

const sheetId = sheetIdOf(aPointId('01834-1'), aDay('2016-08-03'), 'day');
const cellsOf = (lines: readonly SheetLine[]) => csvCells(sheetCsv(sheetId, lines));
/** What an uploaded sheet says. */
const resultsIn = async (text: string) => {
  const opened = await openListFile(aListFile('phieu.csv', utf8(text)));
  const days = { today: aDay('2016-08-03'), openOn: aDay('2016-07-20'), moved: new Map() };
  return readResults(await readWholeTable(opened, resultLayout), days);
};
const dayDone = [sheetId, 'DAY-DONE', '', '', 'Xong ngày / Day done', ...Array.from({ length: 8 }, () => '')];
const line = (number: number, given: Parameters<typeof aRecipient>[1] = {}): SheetLine => ({
  payout: aPayout(number, { collectorKey: given.collector?.key }),
  recipient: aRecipient(number, given),
});

describe('sheetCsv', () => {
  test('has what a teller needs and no benefit group; the last row says that the day is done', () => {
    const payout = aPayout(1, {
      lines: [
        aLine(270_000),
        aLine(135_000, { carriedFrom: inJuly }),
        aLine(45_000, { carriedFrom: inJuly }),
      ],
      amount: 450_000,
      collectorKey: 'C1',
    });
    const recipient = aRecipient(1, {
      name: 'Hoàng Thị Xuân',
      born: '1936-05-03',
      hamlet: 'Nà Làng',
      collector: { ...aCollector('C1'), name: 'Lý Văn Thu' },
    });
    const text = sheetCsv(sheetId, [{ payout, recipient }]);
    expect(csvCells(text)).toEqual([
      [
        'Phiếu',
        'Số chi trả',
        'Buổi',
        'Thôn',
        'Họ và tên',
        'Năm sinh',
        'Người nhận thay',
        'Số tiền',
        'Kỳ trước chuyển sang',
        'Kết quả',
        'Người nhận',
        'Ngày trả',
        'Ghi chú',
      ],
      [
        '01834-1.2016-08-03',
        payoutNumber(payout),
        'AM',
        'Nà Làng',
        'Hoàng Thị Xuân',
        '1936',
        'Lý Văn Thu',
        '450000',
        '180000',
        '',
        '',
        '',
        '',
      ],
      dayDone,
    ]);
    expect(text).not.toContain('5(5)b');
  });

  test('marks whoever waits for the accountant, beside the name', () => {
    const held = { periodId: inJuly, proofId: 'L' };
    const [, row] = cellsOf([{ ...line(1, { name: 'Hoàng Thị Xuân' }), payout: aPayout(1, { held }) }]);
    expect(row?.[4]).toBe('Hoàng Thị Xuân (CHƯA CHI – chờ kế toán / held)');
  });

  test('does not name a collector whom the register has only since', async () => {
    const since = aRecipient(1, { collector: aCollector('C2') });
    const rows = cellsOf([
      { payout: aPayout(1, { collectorKey: 'C1' }), recipient: since },
      { payout: aPayout(2), recipient: since },
    ]);
    expect(rows.slice(1, 3).map((row) => row[6])).toEqual(['', 'người nhận thay đã đổi']);
  });

  test('has a row for somebody who is in no register any more', () => {
    const [, row] = cellsOf([{ payout: aPayout(1), recipient: undefined }]);
    expect(row?.slice(1, 9)).toEqual([payoutNumber(aPayout(1)), 'AM', '', '', '', '', '270000', '0']);
  });

  test('goes by session, hamlet and collector; home visits have no session', () => {
    const collector = { ...aCollector('C1'), name: 'B' };
    const all = [
      {
        ...line(1, { hamlet: 'A', name: 'Z' }),
        payout: aPayout(1, { place: { ...atPoint(), session: 'PM' as const } }),
      },
      line(2, { hamlet: 'B', name: 'A' }),
      line(3, { hamlet: 'A', name: 'C' }),
      line(4, { hamlet: 'A', name: 'Z', collector }),
      line(5, { hamlet: 'A', name: 'A' }),
      line(6, { hamlet: 'A', name: 'Y', collector }),
      { payout: aPayout(7), recipient: undefined },
      { ...line(8, { hamlet: 'C' }), payout: aPayout(8, { place: atHome() }) },
    ];
    expect(
      cellsOf(all)
        .slice(1, -1)
        .map((cells) => Number(cells[1]?.slice(6, -2).replace('-', ''))),
    ).toEqual([8, 5, 4, 6, 3, 2, 7, 1]);
  });

  test('an empty sheet still asks whether the day is done', () => {
    expect(cellsOf([]).slice(1)).toEqual([dayDone]);
  });

  test('a name that begins as a formula does is defused', () => {
    const [, row] = cellsOf([
      line(1, { name: '=cmd|A1', hamlet: '+Nà Làng', collector: { ...aCollector('C1'), name: '@Thu' } }),
    ]);
    expect(row?.slice(3, 7)).toEqual([`'+Nà Làng`, `'=cmd|A1`, '1936', `'@Thu`]);
  });

  const text = fc.oneof(vietnamese(3), anyText(1));
  const sheetLines = ids().chain((all) =>
    fc.tuple(
      ...all.map((recipientId) =>
        fc.tuple(text, text, fc.boolean()).map(([name, hamlet, isKnown]): SheetLine => ({
          payout: { ...aPayout(1), recipientId },
          recipient: isKnown ? { ...aRecipient(1, { name, hamlet }), recipientId } : undefined,
        })),
      ),
    ),
  );

  test('filled in and read back, says of every payout what was filled in', async () => {
    await fc.assert(
      fc.asyncProperty(sheetLines, async (all) => {
        const [header, ...rows] = cellsOf(all);
        const read = await resultsIn(writeCsv([header!, ...rows.map((cells) => cells.with(9, 'x'))]));
        const numbers = read.rows.map((row) => ('payout' in row ? payoutNumber(row.payout) : ''));
        expect(numbers.toSorted()).toEqual(all.map(({ payout }) => payoutNumber(payout)).toSorted());
        for (const row of read.rows)
          expect(row).toMatchObject({ said: { outcome: 'paid', paidTo: 'self', on: '2016-08-03' } });
        expect(read.daysDone).toEqual([sheetId]);
      }),
    );
  });

  test('as it was written, says nothing', async () => {
    await fc.assert(
      fc.asyncProperty(sheetLines, async (all) => {
        const read = await resultsIn(sheetCsv(sheetId, all));
        expect(read.rows.every((row) => 'payout' in row && row.said === undefined)).toBe(true);
        expect([read.rows.length, read.daysDone]).toEqual([all.length, []]);
      }),
    );
  });

  test('is the same sheet in whatever order the payouts come', () => {
    const both = sheetLines.chain((all) => fc.tuple(fc.constant(all), shuffled(all)));
    fc.assert(
      fc.property(both, ([one, other]) => {
        expect(sheetCsv(sheetId, other)).toBe(sheetCsv(sheetId, one));
      }),
    );
  });
});
