import type { Session } from '../../domain/geography.ts';
import { tally } from '../../domain/payout.ts';
import type { SheetKind } from '../../domain/sheet.ts';
import type { SheetLine } from '../sheet-csv.ts';
import { type Block, type Canvas, newCanvas, putRow, wrappedHeight } from './canvas.ts';
import type { Page } from './paper-workbook.ts';
import { columnsOf, type SheetColumn, type Standing } from './sheet-columns.ts';
import { dayOf, noFee, putFoot, putHead, type SheetFacts } from './sheet-frame.ts';
import { groupedLines, type HamletGroup, isPayable, linesOf, sumsOf } from './sheet-groups.ts';
import * as styles from './styles.ts';
import { lowerFirst, sessionNames, shortDay } from './written-days.ts';

/** Room for a signature or a thumb. */
const personHeight = 30;
const headingHeight = 20;

/** One sheet of tellers as a page, to be printed, signed and kept as a voucher. */
export const payoutSheet = (facts: SheetFacts, lines: readonly SheetLine[]): Page => {
  const { sheet } = facts;
  const columns = columnsOf(sheet.kind);
  const canvas = newCanvas();
  putHead(canvas, columns, facts);
  const firstTitle = canvas.row;
  putRow(
    canvas,
    columns.map(({ header }, at) => ({ columns: [at, at], value: header, style: styles.header })),
    34,
  );
  putBody(canvas, columns, facts, lines);
  putSums(canvas, columns, 'TỔNG CỘNG', lines);
  putFoot(canvas, columns, tally(lines.filter(isPayable).map(({ payout }) => payout)));
  return {
    name: `${shortDay(dayOf(facts))} ${kindNames[sheet.kind]}`,
    canvas,
    widths: columns.map(({ width }) => width),
    orientation: 'landscape',
    repeated: [firstTitle, firstTitle],
    footer: `Phiếu ${sheet.sheetId} · ${noFee}`,
  };
};

const kindNames = {
  day: 'tại điểm',
  home: 'tại nhà',
  'catch-up': 'bổ sung',
  'home-again': 'tại nhà lần 2',
} as const satisfies Record<SheetKind, string>;

const putBody = (
  canvas: Canvas,
  columns: readonly SheetColumn[],
  facts: SheetFacts,
  people: readonly SheetLine[],
): void => {
  const { kind } = facts.sheet;
  let ordinal = 0;
  for (const group of groupedLines(people, kind)) {
    const session = group.session && sessionNames[group.session];
    if (group.session) putSession(canvas, columns, facts, group.session);
    for (const { hamlet, lines } of group.hamlets) {
      putHeading(canvas, columns, hamletHeading({ hamlet, lines }), styles.hamletHeading);
      for (const line of lines) putPerson(canvas, columns, line, { ordinal: (ordinal += 1), hamlet, kind });
      if (kind === 'home' || kind === 'home-again')
        putSums(canvas, columns, `Cộng ${hamlet || lowerFirst(unknownHamlet)}`, lines);
    }
    if (session) putSums(canvas, columns, `Cộng ${lowerFirst(session)}`, linesOf(group));
  }
};

/** More people than there is room for is said in red, so that the point asks for help in time. */
const putSession = (
  canvas: Canvas,
  columns: readonly SheetColumn[],
  facts: SheetFacts,
  session: Session,
): void => {
  const name = sessionNames[session].toUpperCase();
  const over = facts.overfull?.find(
    (one) => one.pointId === facts.sheet.pointId && one.day === dayOf(facts) && one.session === session,
  );
  if (over)
    putHeading(
      canvas,
      columns,
      `${name} – QUÁ ĐÔNG: ${over.planned} người, sức chứa ${over.capacity}`,
      styles.overfullHeading,
    );
  else putHeading(canvas, columns, name, styles.sessionHeading);
};

const unknownHamlet = 'Không ghi thôn';
const hamletHeading = ({ hamlet, lines }: HamletGroup): string =>
  `${hamlet || unknownHamlet}: ${lines.length} người`;

const putHeading = (
  canvas: Canvas,
  columns: readonly SheetColumn[],
  value: string,
  style: Block['style'],
): void => {
  putRow(canvas, [{ columns: [0, columns.length - 1], value, style }], headingHeight);
};

const putPerson = (
  canvas: Canvas,
  columns: readonly SheetColumn[],
  line: SheetLine,
  standing: Standing,
): void => {
  const blocks = columns.map(({ shows, style, heldStyle }, at): Block => ({
    columns: [at, at],
    value: shows(line, standing),
    style: (line.payout.held && heldStyle) ?? style,
  }));
  const heights = blocks.map(({ value, style }, at) =>
    style.alignment?.wrapText && typeof value === 'string'
      ? wrappedHeight(value, columns[at]?.width ?? 1, style.font?.size ?? 11)
      : 0,
  );
  putRow(canvas, blocks, Math.max(personHeight, ...heights));
};

/** How many people are paid and what they are owed, column by column. */
const putSums = (
  canvas: Canvas,
  columns: readonly SheetColumn[],
  label: string,
  lines: readonly SheetLine[],
): void => {
  const payable = lines.filter(isPayable);
  const held = lines.length - payable.length;
  const sums = sumsOf(payable.map(({ payout }) => payout));
  const firstSum = columns.findIndex((column) => column.sums !== undefined);
  const labelled: Block = {
    columns: [0, firstSum - 1],
    value: `${label}: ${payable.length} người${held > 0 ? ` (không kể ${held} người chưa chi)` : ''}`,
    style: styles.sumLabel,
  };
  const rest = columns.slice(firstSum).map((column, at): Block => ({
    columns: [firstSum + at, firstSum + at],
    value: column.sums === undefined ? '' : sums[column.sums],
    style: styles.boldMoney,
  }));
  putRow(canvas, [labelled, ...rest], headingHeight);
};
