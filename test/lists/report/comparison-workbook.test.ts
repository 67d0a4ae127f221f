import { type CellValue, readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import type { PlanComparison } from '../../../shared/domain/plan-comparison.ts';
import {
  type ComparedPeriod,
  type ComparedPerson,
  comparisonWorkbook,
} from '../../../shared/lists/report/comparison-workbook.ts';
import { aCommune, hanoi, inAugust, yenHan } from '../../support/build.ts';

const comparison: PlanComparison = {
  new: { count: 2, amount: 540_000 },
  stopped: { count: 1, amount: 405_000 },
  changedAmount: { count: 3, before: 810_000, after: 900_000 },
  changedCollector: { count: 4, amount: 1_080_000 },
  oneOff: { count: 5, amount: 2_700_000 },
  carried: { count: 6, amount: 1_620_000 },
  offStandard: { count: 7, above: 30_000, below: 90_000 },
  overfull: 8,
};
const total = { count: 100, amount: 27_000_000 };
const nobody: ComparedPerson = {
  number: '01834-00000-00001-5',
  name: 'Hoàng Thị Xuân',
  hamlet: 'Nà Làng',
  kind: 'new',
  before: 0,
  after: 270_000,
};
const period = (given: Partial<ComparedPeriod> = {}): ComparedPeriod => ({
  submitted: {
    periodId: inAugust,
    province: 'Bắc Kạn',
    timeZone: hanoi,
    hash: 'PLANHASH',
    submittedBy: 'planner-1',
    submittedAt: '2016-07-29T02:15:00.000Z',
  },
  totalBefore: { count: 99, amount: 26_900_000 },
  total,
  comparison,
  communes: [
    { commune: aCommune('01837'), name: 'Bình Văn', total, comparison },
    { commune: yenHan, name: 'Yên Hân', total, comparison: { ...comparison, overfull: 0 } },
  ],
  people: { listed: [nobody], unlisted: 0 },
  ...given,
});

/** Sheets by the Vietnamese half of their names, without headers and what stands above them. */
const read = async (given: ComparedPeriod): Promise<Map<string, CellValue[][]>> => {
  const { sheets } = await readXlsx(await comparisonWorkbook(given));
  return new Map(
    sheets.map(({ name, rows }) => [
      name.split(' - ')[0] ?? '',
      rows.slice(rows.findIndex((row) => !row.includes(null)) + 1),
    ]),
  );
};

describe('comparisonWorkbook', () => {
  test('answers the approver’s questions first, in people and đồng', async () => {
    expect((await read(period())).get('Tổng hợp')).toEqual([
      ['Mới / New', 2, 0, 540_000],
      ['Thôi hưởng / Stopped', 1, 405_000, 0],
      ['Đổi mức / Changed amount', 3, 810_000, 900_000],
      ['Đổi người nhận / Changed collector', 4, null, 1_080_000],
      ['Một lần (truy lĩnh, mai táng) / One-off (arrears, funeral)', 5, null, 2_700_000],
      ['Kỳ trước chuyển sang / Carried over', 6, null, 1_620_000],
      ['Khác mức chuẩn × hệ số, cao hơn (đồng) / Above standard × coefficient', 7, null, 30_000],
      ['Khác mức chuẩn × hệ số, thấp hơn (đồng) / Below standard × coefficient', null, null, 90_000],
      ['Vượt sức chứa / Overfull', 8, null, null],
      ['Tổng kế hoạch / Plan in all', 100, 26_900_000, 27_000_000],
      ['Số người tháng trước / People the month before', 99, null, null],
    ]);
  });

  test('begins with what the approver has to name', async () => {
    const { sheets } = await readXlsx(await comparisonWorkbook(period()));
    expect(sheets[0]?.rows.slice(0, 7).map((row) => row.slice(0, 2))).toEqual([
      ['SO SÁNH VỚI THÁNG TRƯỚC / AGAINST THE MONTH BEFORE', null],
      ['Kỳ chi trả / Period', 'Tháng 08/2016'],
      ['Tỉnh / Province', 'Bắc Kạn'],
      ['Người trình / Submitted by', 'planner-1'],
      ['Trình lúc / Submitted at', '09:15 29/07/2016'],
      ['Mã kế hoạch để duyệt / Plan hash to approve by', 'PLANHASH'],
      [null, null],
    ]);
  });

  test('has no total before the first month', async () => {
    const rows = (await read(period({ totalBefore: undefined }))).get('Tổng hợp');
    expect(rows?.at(-1)).toEqual(['Tổng kế hoạch / Plan in all', 100, null, 27_000_000]);
  });

  test('has a line for each commune, in the order that it is given, and one for all', async () => {
    const figures = [
      100, 27_000_000, 2, 540_000, 1, 405_000, 3, 810_000, 900_000, 4, 5, 2_700_000, 6, 1_620_000, 7, 30_000,
      90_000,
    ];
    expect((await read(period())).get('Theo xã')).toEqual([
      ['01837', 'Bình Văn', ...figures, 8],
      ['01834', 'Yên Hân', ...figures, 0],
      [null, 'Tổng cộng / Total', ...figures, 8],
    ]);
  });

  test('names people with what they had and have; nobody’s name is a formula', async () => {
    const listed: ComparedPerson[] = [
      { ...nobody, name: '=HYPERLINK("x")', hamlet: '+1' },
      { ...nobody, kind: 'stopped', before: 270_000, after: 0 },
      { ...nobody, kind: 'amount', before: 270_000, after: 300_000 },
      { ...nobody, kind: 'collector', before: 270_000, after: 270_000 },
      { ...nobody, kind: 'oneOff', before: 0, after: 540_000 },
      { ...nobody, kind: 'carried', before: 0, after: 270_000 },
    ];
    const [, ...others] = [null, 'Hoàng Thị Xuân', 'Nà Làng'];
    const people = (await read(period({ people: { listed, unlisted: 0 } }))).get('Từng người');
    expect(people).toEqual([
      [nobody.number, `'=HYPERLINK("x")`, `'+1`, 'Mới / New', 0, 270_000, 270_000],
      [nobody.number, ...others, 'Thôi hưởng / Stopped', 270_000, 0, -270_000],
      [nobody.number, ...others, 'Đổi mức / Changed amount', 270_000, 300_000, 30_000],
      [nobody.number, ...others, 'Đổi người nhận / Changed collector', 270_000, 270_000, 0],
      [
        nobody.number,
        ...others,
        'Một lần (truy lĩnh, mai táng) / One-off (arrears, funeral)',
        0,
        540_000,
        540_000,
      ],
      [nobody.number, ...others, 'Kỳ trước chuyển sang / Carried over', 0, 270_000, 270_000],
    ]);
  });

  test('says how many people it does not name', async () => {
    const people = (await read(period({ people: { listed: [nobody], unlisted: 17 } }))).get('Từng người');
    expect(people?.at(-1)?.slice(0, 4)).toEqual([null, 'Còn lại, không liệt kê / Not listed', null, 17]);
  });

  test('names nobody where there is no month before', async () => {
    expect([...(await read(period({ people: undefined }))).keys()]).toEqual(['Tổng hợp', 'Theo xã']);
  });

  test('is written for a period without communes, too', async () => {
    const sheets = await read(period({ communes: [], people: { listed: [], unlisted: 0 } }));
    expect(sheets.get('Theo xã')).toHaveLength(1);
    expect(sheets.get('Từng người')).toEqual([]);
  });

  test('marks what is beyond capacity, and what is off the standard', async () => {
    const { sheets } = await readXlsx(await comparisonWorkbook(period()), { readStyles: true });
    const colourAt = (sheet: number, cell: string) => {
      const fill = sheets[sheet]?.cells?.get(cell)?.style?.fill;
      return fill?.type === 'pattern' ? fill.fgColor?.rgb : undefined;
    };
    const [wrong, doubtful] = [colourAt(0, '16,1'), colourAt(0, '14,1')];
    expect(wrong).toBeDefined();
    expect(doubtful).toBeDefined();
    expect(wrong).not.toBe(doubtful);
    expect([colourAt(1, '1,19'), colourAt(1, '2,19'), colourAt(1, '1,16')]).toEqual([
      wrong,
      undefined,
      doubtful,
    ]);
  });
});
