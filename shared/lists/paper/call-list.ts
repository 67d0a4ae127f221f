import type { PlainDate } from '../../domain/calendar.ts';
import type { Commune } from '../../domain/geography.ts';
import { partsOf, type Period } from '../../domain/payment-period.ts';
import { type Block, type Canvas, newCanvas, putRow, wrappedHeight } from './canvas.ts';
import { callColumns, type CallLine } from './call-columns.ts';
import type { Page } from './paper-workbook.ts';
import { communeText, noFee } from './sheet-frame.ts';
import * as styles from './styles.ts';
import { lowerFirst, shortDay, upperFirst, weekdayOf, writtenDay, writtenMonth } from './written-days.ts';

export type CallListFacts = Readonly<{
  period: Pick<Period, 'periodId' | 'calendar'>;
  today: PlainDate;
  province: string;
  commune: Pick<Commune, 'name' | 'district'>;
  office: string;
}>;

const last = callColumns.length - 1;

/**
 * Whom the commune's officer calls on, hamlet by hamlet, with or without a phone. No amount and no benefit group: the
 * page lies on a desk.
 */
export const callList = (facts: CallListFacts, lines: readonly CallLine[]): Page => {
  const { office, period } = facts;
  const until = period.calendar.catchUpUntil;
  const where = `${office}, đến hết ${lowerFirst(weekdayOf(until))}, ngày ${writtenDay(until)}`;
  const canvas = newCanvas();
  putHead(canvas, facts, where);
  const titles = canvas.row;
  putRow(
    canvas,
    callColumns.map(({ header }, at) => ({ columns: [at, at], value: header, style: styles.header })),
    34,
  );
  putPeople(canvas, lines);
  return {
    name: `Cần gọi ${shortDay(facts.today)}`,
    canvas,
    widths: callColumns.map(({ width }) => width),
    orientation: 'landscape',
    repeated: [titles, titles],
    footer: `Mời đến ${where} · ${noFee}`,
  };
};

const putHead = (canvas: Canvas, facts: CallListFacts, where: string): void => {
  const across = (value: string, style: Block['style'], height?: number) => {
    putRow(canvas, [{ columns: [0, last], value, style }], height);
  };
  across(`BƯU ĐIỆN ${facts.province.toUpperCase()} · ${communeText(facts.commune)}`, styles.aside);
  across('DANH SÁCH NGƯỜI CHƯA NHẬN TRỢ CẤP XÃ HỘI', styles.title, 34);
  across(upperFirst(writtenMonth(partsOf(facts.period.periodId).month)), styles.underTitle, 18);
  across(`Nơi nhận: ${where}`, styles.underTitle, 18);
  across(
    `Tính đến sáng ${writtenDay(facts.today)}; ai đã nhận sau đó xin đừng gọi nữa. Không nói số tiền qua điện thoại.`,
    styles.aside,
  );
};

const putPeople = (canvas: Canvas, lines: readonly CallLine[]): void => {
  if (lines.length === 0)
    putRow(canvas, [{ columns: [0, last], value: 'Không còn ai phải gọi.', style: styles.left }], rowHeight);
  const hamlets = [...Map.groupBy(lines, ({ recipient }) => recipient?.hamlet ?? '')];
  let ordinal = 0;
  for (const [hamlet, own] of hamlets.toSorted(([a], [b]) => lastIfUnknown(a, b))) {
    const heading = `${hamlet || 'Không ghi thôn'}: ${own.length} người`;
    putRow(canvas, [{ columns: [0, last], value: heading, style: styles.hamletHeading }], 20);
    for (const line of own.toSorted(byName)) putPerson(canvas, line, (ordinal += 1));
  }
};

const putPerson = (canvas: Canvas, line: CallLine, ordinal: number): void => {
  const blocks = callColumns.map(({ shows, style }, at): Block => ({
    columns: [at, at],
    value: shows(line, ordinal),
    style,
  }));
  const heights = blocks.map(({ value, style }, at) =>
    typeof value === 'string'
      ? wrappedHeight(value, callColumns[at]?.width ?? 1, style.font?.size ?? styles.paperFont.size)
      : 0,
  );
  putRow(canvas, blocks, Math.max(rowHeight, ...heights));
};

/** Room for a word by hand. */
const rowHeight = 30;

const inOrder = new Intl.Collator('vi', { numeric: true }).compare;
const lastIfUnknown = (a: string, b: string): number => Number(a === '') - Number(b === '') || inOrder(a, b);
const byName = (a: CallLine, b: CallLine): number =>
  inOrder(a.recipient?.name ?? '', b.recipient?.name ?? '') ||
  inOrder(a.payout.recipientId, b.payout.recipientId);
