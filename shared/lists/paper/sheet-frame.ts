import type { OverfullSession } from '../../domain/assignment.ts';
import type { PlainDate } from '../../domain/calendar.ts';
import type { Commune, PayoutPoint } from '../../domain/geography.ts';
import { partsOf } from '../../domain/payment-period.ts';
import { AttemptReason, type Tally } from '../../domain/payout.ts';
import type { Sheet, SheetKind } from '../../domain/sheet.ts';
import { reasonWords } from '../reason-words.ts';
import { type Block, type Canvas, putRow, wrappedHeight } from './canvas.ts';
import { dongInWords, dotted } from './dong-in-words.ts';
import type { SheetColumn } from './sheet-columns.ts';
import * as styles from './styles.ts';
import { lowerFirst, placeInText, upperFirst, weekdayOf, writtenDay, writtenMonth } from './written-days.ts';

/** Where a sheet is used, beyond what it says itself. */
export type SheetFacts = Readonly<{
  sheet: Sheet;
  /** The day on which it is now, where it was moved. */
  movedTo?: PlainDate | undefined;
  province: string;
  commune: Pick<Commune, 'name' | 'district'>;
  point: Pick<PayoutPoint, 'name' | 'pointId'>;
  /** Sessions of any point and day, as they are now. */
  overfull?: readonly OverfullSession[];
}>;

/** Office, national motto, title, month, place and day above the table. */
export const putHead = (canvas: Canvas, columns: readonly SheetColumn[], facts: SheetFacts): void => {
  const { sheet, province } = facts;
  const last = columns.length - 1;
  const middle = columns.findIndex(({ sums }) => sums !== undefined) - 1;
  const across = (value: string, style: Block['style'], height?: number) => {
    putRow(canvas, [{ columns: [0, last], value, style }], height);
  };
  const sides = (left: string, right: string, style: [Block['style'], Block['style']]) => {
    putRow(canvas, [
      { columns: [0, middle - 1], value: left, style: style[0] },
      { columns: [middle, last], value: right, style: style[1] },
    ]);
  };
  const motto = 'Độc lập - Tự do - Hạnh phúc';
  sides(`BƯU ĐIỆN ${province.toUpperCase()}`, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', [
    styles.office,
    styles.boldOffice,
  ]);
  sides(communeText(facts.commune), motto, [styles.boldOffice, styles.motto]);
  across(titles[sheet.kind], styles.title, 34);
  across(upperFirst(writtenMonth(partsOf(sheet.periodId).month)), styles.underTitle, 18);
  across(whereAndWhen(facts), styles.underTitle, 18);
  sides(`Phiếu số: ${sheet.sheetId}`, 'Đơn vị tính: đồng', [styles.aside, styles.asideRight]);
};

/** Also at the foot of every page, so that whoever signs has it before them. */
export const noFee = 'Người nhận không phải trả bất kỳ khoản phí nào.';

const titles = {
  day: 'DANH SÁCH CHI TRẢ TRỢ CẤP XÃ HỘI',
  home: 'DANH SÁCH CHI TRẢ TRỢ CẤP XÃ HỘI TẠI NHÀ',
  'catch-up': 'DANH SÁCH CHI TRẢ TRỢ CẤP XÃ HỘI - CHI TRẢ BỔ SUNG',
  'home-again': 'DANH SÁCH CHI TRẢ TRỢ CẤP XÃ HỘI TẠI NHÀ - LẦN THỨ HAI',
} as const satisfies Record<SheetKind, string>;

export const communeText = ({ name, district }: SheetFacts['commune']): string =>
  district === '' ? name : `${name}, ${placeInText(district)}`;

export const dayOf = ({ sheet, movedTo }: Pick<SheetFacts, 'sheet' | 'movedTo'>): PlainDate =>
  movedTo ?? sheet.day;

const whereAndWhen = (facts: SheetFacts): string => {
  const { sheet, movedTo, point } = facts;
  const day = dayOf(facts);
  const on = `${weekdayOf(day)}, ngày ${writtenDay(day)}${movedTo ? ` (chuyển từ ngày ${writtenDay(sheet.day)})` : ''}`;
  const where = `${point.name} (${point.pointId})`;
  switch (sheet.kind) {
    case 'day':
      return `Điểm chi trả: ${where}. ${on}`;
    case 'home':
    case 'home-again':
      return `Tổ chi trả của ${where}. ${on}`;
    case 'catch-up':
      return `Điểm chi trả: ${where}. Đến hết ${lowerFirst(on)}`;
  }
};

/** What is still to be written by hand. */
const dots = (count: number): string => '.'.repeat(count);

/**
 * The total in words, then what was really paid and who signs: payer, list checker and, from the commune, a supervisor
 * (Decree 20/2021 art. 34). One tall row, so that no page has signatures without the totals that they are for.
 */
export const putFoot = (canvas: Canvas, columns: readonly SheetColumn[], { count, amount }: Tally): void => {
  const last = columns.length - 1;
  putRow(
    canvas,
    [{ columns: [0, last], value: `Bằng chữ: ${dongInWords(amount)}.`, style: styles.inWords }],
    26,
  );
  const said = [
    `Tổng cộng: ${count} người, ${dotted(amount)} đồng`,
    `Thực trả: ${dots(10)} người, ${dots(28)} đồng`,
    `Chưa trả: ${dots(10)} người, ${dots(28)} đồng`,
    noFee,
  ];
  const who = ['NGƯỜI CHI TRẢ', 'NGƯỜI KIỂM DANH SÁCH', 'UBND CẤP XÃ GIÁM SÁT'];
  const edges = [3, 5, last - 1, last + 1];
  const date = `Ngày ${dots(6)} tháng ${dots(6)} năm 20${dots(6)}`;
  const signing = who.map((title, at): Block => ({
    columns: [edges[at] ?? 0, (edges[at + 1] ?? 0) - 1],
    value: `${at === who.length - 1 ? date : ''}\n${title}\n(Ký, ghi rõ họ tên)`,
    style: styles.signing,
  }));
  putRow(canvas, [{ columns: [0, 2], value: said.join('\n\n'), style: styles.said }, ...signing], 124);
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const height = wrappedHeight(legend, width, styles.legend.font.size);
  putRow(canvas, [{ columns: [0, last], value: legend, style: styles.legend }], height);
};

/** The words that are understood where they are typed. */
const legend = `Ai chưa nhận, ghi lý do bằng một trong các từ: ${AttemptReason.options
  .map((reason) => lowerFirst(reasonWords[reason].vi))
  .join('; ')}.`;
