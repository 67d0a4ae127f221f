import fc from 'fast-check';
import { readXlsx, type Sheet as WorkbookSheet } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import type { SheetKind } from '../../../shared/domain/sheet.ts';
import { AttemptReason, totalOf } from '../../../shared/domain/payout.ts';
import { payoutNumber } from '../../../shared/domain/payout-number.ts';
import { undefused } from '../../../shared/lists/file/cell-text.ts';
import { paperWorkbook } from '../../../shared/lists/paper/paper-workbook.ts';
import { payoutSheet } from '../../../shared/lists/paper/payout-sheet.ts';
import { reasonWords } from '../../../shared/lists/reason-words.ts';
import type { SheetLine } from '../../../shared/lists/sheet-csv.ts';
import { amount, ids, shuffled, vietnamese } from '../../support/arbitrary.ts';
import {
  aCollector,
  aDay,
  aLine,
  aPayout,
  aPoint,
  aRecipient,
  aSheet,
  atHome,
  atPoint,
  inJuly,
} from '../../support/build.ts';

const commune = { name: 'Xã Yên Hân', district: 'Huyện Chợ Mới' };
const factsOf = (kind: SheetKind = 'day') => ({
  sheet: aSheet('issued', kind === 'catch-up' ? { kind, day: '2016-08-17' } : { kind }),
  province: 'Bắc Kạn',
  commune,
  point: aPoint(),
});
const bytesOf = (lines: readonly SheetLine[], kind?: SheetKind) =>
  paperWorkbook(payoutSheet(factsOf(kind), lines));
const pageOf = async (lines: readonly SheetLine[], kind?: SheetKind): Promise<WorkbookSheet> => {
  const { sheets } = await readXlsx(await bytesOf(lines, kind), { readStyles: true });
  return sheets[0]!;
};
/** What stands in each row, empty cells left out. */
const rowsOf = ({ rows }: WorkbookSheet) =>
  rows.map((row) => row.filter((cell) => cell !== null)).filter((row) => row.length > 0);
const people = (page: WorkbookSheet) => rowsOf(page).filter(([first]) => typeof first === 'number');

const line = (
  number: number,
  recipient: Parameters<typeof aRecipient>[1] = {},
  payout: Parameters<typeof aPayout>[1] = {},
): SheetLine => ({
  payout: aPayout(number, { collectorKey: recipient.collector?.key, ...payout }),
  recipient: aRecipient(number, recipient),
});
const afternoon = { place: { ...atPoint(), session: 'PM' as const } };
const withCarried = { lines: [aLine(270_000), aLine(135_000, { carriedFrom: inJuly })], amount: 405_000 };
const byThu = { collector: { ...aCollector('C1'), name: 'Lý Văn Thu' } };

describe('payoutSheet', () => {
  test('is what a post office prints: head, sessions, hamlets, people, sums, words and who signs', async () => {
    const page = await pageOf([
      line(1, { name: 'Hoàng Thị Xuân', born: '1936-05-03', ...byThu }, withCarried),
      line(2, { name: 'Nông Văn Tuấn', hamlet: 'Bản Cốc' }, afternoon),
    ]);
    const rows = rowsOf(page);
    expect(rows.slice(0, -2)).toEqual([
      ['BƯU ĐIỆN BẮC KẠN', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
      ['Xã Yên Hân, huyện Chợ Mới', 'Độc lập - Tự do - Hạnh phúc'],
      ['DANH SÁCH CHI TRẢ TRỢ CẤP XÃ HỘI'],
      ['Tháng 8 năm 2016'],
      ['Điểm chi trả: BĐVHX Yên Hân (01834-1). Thứ Tư, ngày 03/8/2016'],
      ['Phiếu số: 01834-1.2016-08-03', 'Đơn vị tính: đồng'],
      [
        'STT',
        'Số chi trả',
        'Họ và tên',
        'Năm sinh',
        'Người nhận thay',
        'Kỳ trước chuyển sang',
        'Kỳ này',
        'Tổng số tiền',
        'Ký nhận / điểm chỉ',
        'Ghi chú',
      ],
      ['BUỔI SÁNG'],
      ['Nà Làng: 1 người'],
      [1, payoutNumber(aPayout(1)), 'Hoàng Thị Xuân', '1936', 'Lý Văn Thu (con)', 135_000, 270_000, 405_000],
      ['Cộng buổi sáng: 1 người', 135_000, 270_000, 405_000],
      ['BUỔI CHIỀU'],
      ['Bản Cốc: 1 người'],
      [2, payoutNumber(aPayout(2)), 'Nông Văn Tuấn', '1936', 0, 270_000, 270_000],
      ['Cộng buổi chiều: 1 người', 0, 270_000, 270_000],
      ['TỔNG CỘNG: 2 người', 135_000, 540_000, 675_000],
      ['Bằng chữ: Sáu trăm bảy mươi lăm nghìn đồng.'],
    ]);
    const [said, ...signing] = rows.at(-2)!.map(String);
    expect(said).toContain('Tổng cộng: 2 người, 675.000 đồng');
    expect(said).toContain('Người nhận không phải trả bất kỳ khoản phí nào.');
    expect(signing.map((text) => text.split('\n')[1])).toEqual([
      'NGƯỜI CHI TRẢ',
      'NGƯỜI KIỂM DANH SÁCH',
      'UBND CẤP XÃ GIÁM SÁT',
    ]);
  });

  test('prints on A4 across, as wide as the page, its header and number on every page', async () => {
    const { pageSetup, headerFooter, name } = await pageOf([line(1)]);
    expect(pageSetup).toMatchObject({
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '$7:$7',
    });
    expect(headerFooter?.oddFooter).toBe(
      '&LPhiếu 01834-1.2016-08-03 · Người nhận không phải trả bất kỳ khoản phí nào.&RTrang &P/&N',
    );
    expect(name).toBe('03-8 tại điểm');
  });

  test.each(['day', 'home', 'catch-up'] as const)('shows no benefit group (%s)', async (kind) => {
    const page = await pageOf([line(1, {}, { place: kind === 'home' ? atHome() : atPoint() })], kind);
    expect(JSON.stringify(page.rows)).not.toContain('5(5)b');
  });

  test('a home round goes hamlet by hamlet with phone and the cash of each, and without the reason', async () => {
    const place = { place: atHome() };
    const rows = rowsOf(
      await pageOf(
        [
          line(1, { hamlet: 'Nà Làng', phone: '+84912345678' }, place),
          line(2, { hamlet: 'Bản Cốc' }, place),
          line(3, { hamlet: 'Nà Làng' }, place),
        ],
        'home',
      ),
    );
    expect(rows[2]).toEqual(['DANH SÁCH CHI TRẢ TRỢ CẤP XÃ HỘI TẠI NHÀ']);
    expect(rows.slice(7, -3).map(([first, ...rest]) => [first, ...rest.slice(3)])).toEqual([
      ['Bản Cốc: 1 người'],
      [1, 0, 270_000, 270_000],
      ['Cộng Bản Cốc: 1 người'],
      ['Nà Làng: 2 người'],
      [2, '0912 345 678', 0, 270_000, 270_000],
      [3, 0, 270_000, 270_000],
      ['Cộng Nà Làng: 2 người'],
      ['TỔNG CỘNG: 3 người'],
    ]);
  });

  test('the catch-up has no sessions and says when people were expected', async () => {
    const page = await pageOf(
      [line(1), line(2, {}, afternoon), line(3, {}, { place: atHome() })],
      'catch-up',
    );
    expect(rowsOf(page)[4]).toEqual([
      'Điểm chi trả: BĐVHX Yên Hân (01834-1). Đến hết thứ Tư, ngày 17/8/2016',
    ]);
    expect(people(page).map((row) => row.at(-1))).toEqual([
      'Hẹn sáng 03/8',
      'Hẹn chiều 03/8',
      'Hẹn tại nhà 03/8',
    ]);
    expect(JSON.stringify(page.rows)).not.toContain('BUỔI');
  });

  test('a second home round says when people were visited before, with phones and the cash of each hamlet', async () => {
    const place = { place: atHome() };
    const page = await pageOf([line(1, { phone: '+84912345678' }, place)], 'home-again');
    const rows = rowsOf(page);
    expect(rows[2]).toEqual(['DANH SÁCH CHI TRẢ TRỢ CẤP XÃ HỘI TẠI NHÀ - LẦN THỨ HAI']);
    expect(people(page)[0]?.slice(4)).toEqual(['0912 345 678', 0, 270_000, 270_000, 'Lần 1: 03/8']);
    expect(rows).toContainEqual(['Cộng Nà Làng: 1 người', 0, 270_000, 270_000]);
  });

  test('whoever waits for the accountant is marked where they would sign, and no part of the money', async () => {
    const held = { held: { periodId: inJuly, proofId: 'L' } };
    const page = await pageOf([line(1), line(2, {}, held)]);
    const signatures = people(page).map((row) => row.slice(-1)[0]);
    expect(signatures).toEqual([270_000, 'CHƯA CHI – chờ kế toán / held']);
    const rows = rowsOf(page);
    expect(rows).toContainEqual(['Cộng buổi sáng: 1 người (không kể 1 người chưa chi)', 0, 270_000, 270_000]);
    expect(rows).toContainEqual(['TỔNG CỘNG: 1 người (không kể 1 người chưa chi)', 0, 270_000, 270_000]);
    expect(rows.at(-2)?.[0]).toContain('Tổng cộng: 1 người, 270.000 đồng');
  });

  test('says what of the money comes this once, for whoever looks why it is more', async () => {
    const [now, once] = [aLine(270_000), aLine(1_080_000, { kind: 'arrears' })];
    const funeral = aLine(5_400_000, { kind: 'funeral' });
    const before = aLine(135_000, { kind: 'arrears', carriedFrom: inJuly });
    const page = await pageOf([
      line(1, {}, { lines: [now, once, before], amount: 1_485_000 }),
      line(2, {}, { lines: [funeral], amount: 5_400_000 }),
      line(3, {}, { lines: [now, before], amount: 405_000 }),
    ]);
    expect(people(page).map((row) => row.at(-1))).toEqual([
      'Trong đó truy lĩnh 1.080.000',
      'Trong đó mai táng 5.400.000',
      405_000,
    ]);
  });

  test.each<[string, Parameters<typeof aRecipient>[1]]>([
    ['another', { collector: aCollector('C2') }],
    ['nobody', {}],
  ])('a collector of whom the register knows %s by now is not named', async (_, now) => {
    const page = await pageOf([line(1, now, { collectorKey: 'C1' })], 'catch-up');
    expect(people(page)[0]?.[4]).toBe('người nhận thay đã đổi');
    expect(JSON.stringify(page.rows)).not.toContain('Lý Văn');
  });

  test('nobody collects for whom nobody was planned', async () => {
    const page = await pageOf([line(1, byThu, { collectorKey: undefined })]);
    expect(people(page)[0]?.slice(2, 5)).toEqual(['Hoàng Thị 1', '1936', 0]);
  });

  test('ends with the words that are understood for a reason', async () => {
    const [legend] = rowsOf(await pageOf([line(1)])).at(-1)!;
    for (const reason of AttemptReason.options)
      expect(legend).toContain(reasonWords[reason].vi.slice(1).toLowerCase());
  });

  test('a day that was moved says both days, in its name the new one', async () => {
    const facts = { ...factsOf(), movedTo: aDay('2016-08-05') };
    const { sheets } = await readXlsx(await paperWorkbook(payoutSheet(facts, [line(1)])));
    expect(rowsOf(sheets[0]!)[4]).toEqual([
      'Điểm chi trả: BĐVHX Yên Hân (01834-1). Thứ Sáu, ngày 05/8/2016 (chuyển từ ngày 03/8/2016)',
    ]);
    expect(rowsOf(sheets[0]!)[5]?.[0]).toBe('Phiếu số: 01834-1.2016-08-03');
    expect(sheets[0]!.name).toBe('05-8 tại điểm');
  });

  test('only the session of this point and day that has too many is in red', async () => {
    const session = { pointId: aPoint().pointId, planned: 320, capacity: 300 };
    const overfull = [
      { ...session, day: aDay('2016-08-03'), session: 'PM' as const },
      { ...session, day: aDay('2016-08-04'), session: 'AM' as const },
    ];
    const { canvas } = payoutSheet({ ...factsOf(), overfull }, [line(1), line(2, {}, afternoon)]);
    const headings = [...canvas.cells.values()].filter(({ value }) => String(value).startsWith('BUỔI'));
    expect(headings.map(({ value, style }) => [value, style?.font?.color?.rgb])).toEqual([
      ['BUỔI SÁNG', undefined],
      ['BUỔI CHIỀU – QUÁ ĐÔNG: 320 người, sức chứa 300', 'C00000'],
    ]);
  });

  test('people of one collector stand together under one hamlet, which says who is from another', async () => {
    const page = await pageOf([
      line(1, { hamlet: 'Bản Cốc', name: 'A', ...byThu }),
      line(2, { hamlet: 'Bản Cốc', name: 'B' }),
      line(3, { hamlet: 'Nà Làng', name: 'C', ...byThu }),
      line(4, { hamlet: 'Nà Làng', name: 'D' }),
    ]);
    expect(people(page).map((row) => [row[2], row.at(-1)])).toEqual([
      ['B', 270_000],
      ['A', 270_000],
      ['C', 'Nà Làng'],
      ['D', 270_000],
    ]);
  });

  test('whoever is in no register any more keeps their number and money', async () => {
    const page = await pageOf([{ payout: aPayout(1), recipient: undefined }]);
    expect(people(page)).toEqual([
      [1, payoutNumber(aPayout(1)), '(không còn trong sổ)', 0, 270_000, 270_000],
    ]);
    expect(rowsOf(page)).toContainEqual(['Không ghi thôn: 1 người']);
  });

  test('a name that begins as a formula does is text', async () => {
    const page = await pageOf([line(1, { name: '=1+1' })]);
    expect(people(page)[0]?.[2]).toBe(`'=1+1`);
  });

  test('long names make the row higher, never the type smaller', async () => {
    const { rowDefs } = payoutSheet(factsOf(), [
      line(1),
      line(2, { name: 'Nguyễn '.repeat(12).trim() }),
    ]).canvas;
    expect([...rowDefs.values()].map(({ height }) => height)).toEqual(expect.arrayContaining([30, 62]));
  });

  const kinds = fc.constantFrom<SheetKind>('day', 'home', 'catch-up', 'home-again');
  const places = fc.constantFrom(atPoint(), afternoon.place, atHome());
  const collectors = fc.constantFrom(undefined, 'C1', 'C2');
  const hamlets = fc.constantFrom('', 'Nà Làng', 'Bản Cốc', 'Thôn Nà Pài');
  const sheetLines = ids().chain((all) =>
    fc.tuple(
      ...all.map((recipientId) =>
        fc
          .tuple(vietnamese(3), hamlets, collectors, places, amount, fc.option(amount))
          .map(([name, hamlet, key, place, now, before]): SheetLine => {
            const lines = [aLine(now), ...(before ? [aLine(before, { carriedFrom: inJuly })] : [])];
            const owed = { lines, amount: totalOf(lines), place, collectorKey: key };
            const payout = { ...aPayout(1, owed), recipientId };
            const collector = key === undefined ? {} : { collector: aCollector(key) };
            return { payout, recipient: { ...aRecipient(1, { name, hamlet, ...collector }), recipientId } };
          }),
      ),
    ),
  );

  test('every payout stands on it exactly once, numbered, and the totals add up', async () => {
    await fc.assert(
      fc.asyncProperty(sheetLines, kinds, async (lines, kind) => {
        const page = await pageOf(lines, kind);
        const listed = page.rows.filter(([first]) => typeof first === 'number');
        expect(listed.map(([first]) => first)).toEqual(listed.map((_row, at) => at + 1));
        expect(listed.map((row) => row[1]).toSorted()).toEqual(
          lines.map(({ payout }) => payoutNumber(payout)).toSorted(),
        );
        const byNumber = new Map(
          lines.map(({ payout, recipient }) => [payoutNumber(payout), { payout, recipient }]),
        );
        const isAtHome = kind === 'home' || kind === 'home-again';
        const money = isAtHome ? 6 : 5;
        for (const row of listed) {
          const { payout, recipient } = byNumber.get(String(row[1]))!;
          expect(undefused(String(row[2]))).toBe(recipient!.name);
          expect(row[money + 2]).toBe(payout.amount);
          expect(Number(row[money]) + Number(row[money + 1])).toBe(payout.amount);
        }
        const sumOf = (rows: typeof page.rows, at: number) =>
          rows.reduce((sum, row) => sum + Number(row[at]), 0);
        const totals = page.rows.filter(([first]) => String(first).startsWith('TỔNG CỘNG'));
        const subtotals = page.rows.filter(([first]) => String(first).startsWith('Cộng '));
        for (const at of [money, money + 1, money + 2]) {
          expect(sumOf(totals, at)).toBe(sumOf(listed, at));
          if (isAtHome) expect(sumOf(subtotals, at)).toBe(sumOf(listed, at));
        }
        expect(totals[0]?.[0]).toBe(`TỔNG CỘNG: ${lines.length} người`);
      }),
      { numRuns: 40 },
    );
  });

  test('people of one collector are never apart where there are no sessions', async () => {
    await fc.assert(
      fc.asyncProperty(sheetLines, fc.constantFrom<SheetKind>('home', 'catch-up'), async (lines, kind) => {
        const { rows } = await pageOf(lines, kind);
        const collectors = rows.filter(([first]) => typeof first === 'number').map((row) => row[4]);
        for (const one of ['Lý Văn C1 (con)', 'Lý Văn C2 (con)']) {
          const [first, last] = [collectors.indexOf(one), collectors.lastIndexOf(one)];
          expect(new Set(collectors.slice(Math.max(first, 0), last + 1)).size).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('the sums of the sessions are the sum of the day', async () => {
    const atPoints = sheetLines.map((lines) => lines.filter(({ payout }) => payout.place.kind === 'point'));
    await fc.assert(
      fc.asyncProperty(atPoints, async (lines) => {
        const { rows } = await pageOf(lines);
        const subtotals = rows.filter(([first]) => String(first).startsWith('Cộng buổi'));
        expect(subtotals.reduce((sum, row) => sum + Number(row[7]), 0)).toBe(
          totalOf(lines.map(({ payout }) => payout)),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('is the same bytes in whatever order the payouts come', async () => {
    const both = sheetLines.chain((all) => fc.tuple(fc.constant(all), shuffled(all)));
    await fc.assert(
      fc.asyncProperty(both, kinds, async ([one, other], kind) => {
        expect(await bytesOf(other, kind)).toEqual(await bytesOf(one, kind));
      }),
      { numRuns: 20 },
    );
  });
});
