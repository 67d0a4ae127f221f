import type { CellStyle } from 'hucre/xlsx';
import { type PayoutLine, totalOf } from '../../domain/payout.ts';
import { payoutNumber } from '../../domain/payout-number.ts';
import type { SheetKind } from '../../domain/sheet.ts';
import { plannedCollector } from '../../domain/planned-collector.ts';
import { collectorChanged, heldMark, type SheetLine } from '../sheet-csv.ts';
import { dotted } from './dong-in-words.ts';
import { hamletOf, type Sums, sumsOf } from './sheet-groups.ts';
import * as styles from './styles.ts';
import { sessionNames, shortDay } from './written-days.ts';

/** Where a line stands: its number on the sheet, and under which hamlet. */
export type Standing = Readonly<{ ordinal: number; hamlet: string; kind: SheetKind }>;

/** A column of the paper; one with `sums` is added up under the people. */
export type SheetColumn = Readonly<{
  header: string;
  width: number;
  style: CellStyle;
  shows: (line: SheetLine, standing: Standing) => string | number;
  /** For whom nothing may be handed over yet. */
  heldStyle?: CellStyle;
  sums?: keyof Sums;
}>;

const moneyColumn = (header: string, sums: keyof Sums): SheetColumn => ({
  header,
  width: 12.5,
  style: styles.money,
  shows: ({ payout }) => sumsOf([payout])[sums],
  sums,
});

const ordinal: SheetColumn = {
  header: 'STT',
  width: 5,
  style: styles.centre,
  shows: (_line, standing) => standing.ordinal,
};
const number: SheetColumn = {
  header: 'Số chi trả',
  width: 23,
  style: styles.code,
  shows: ({ payout }) => payoutNumber(payout),
};
const name: SheetColumn = {
  header: 'Họ và tên',
  width: 24,
  style: { ...styles.left, font: { ...styles.left.font, bold: true } },
  shows: ({ recipient }) => recipient?.name ?? '(không còn trong sổ)',
};
const born: SheetColumn = {
  header: 'Năm sinh',
  width: 7,
  style: styles.centre,
  shows: ({ recipient }) => recipient?.born.slice(0, 4) ?? '',
};
const collector: SheetColumn = {
  header: 'Người nhận thay',
  width: 22,
  style: styles.left,
  shows: (line) => collectorText(line),
};
const phone: SheetColumn = {
  header: 'Điện thoại',
  width: 13,
  style: styles.code,
  shows: ({ recipient }) => phoneText(recipient?.phone),
};
const signature: SheetColumn = {
  header: 'Ký nhận / điểm chỉ',
  width: 22,
  style: styles.centre,
  heldStyle: styles.warning,
  shows: ({ payout }) => (payout.held ? heldMark : ''),
};
const note: SheetColumn = {
  header: 'Ghi chú',
  width: 15,
  style: { ...styles.left, font: { ...styles.left.font, size: 10 } },
  shows: (line, standing) => noteOf(line, standing),
};

/** No benefit group, and no reason for a visit (Decree 20/2021 art. 8: health must not be read aloud). */
export const columnsOf = (kind: SheetKind): readonly SheetColumn[] => [
  ordinal,
  number,
  name,
  born,
  collector,
  ...(kind === 'home' || kind === 'home-again' ? [phone] : []),
  moneyColumn('Kỳ trước chuyển sang', 'carriedOver'),
  moneyColumn('Kỳ này', 'thisMonth'),
  moneyColumn('Tổng số tiền', 'total'),
  signature,
  note,
];

export const collectorText = ({ payout, recipient }: SheetLine): string => {
  const who = plannedCollector(payout, recipient);
  if (!who) return '';
  if (who === 'changed') return collectorChanged;
  return who.relation === '' ? who.name : `${who.name} (${who.relation})`;
};

/** As people write and dial it: `0912 345 678`. */
export const phoneText = (phone = ''): string =>
  phone.replace(/^\+84/, '0').replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3');

/**
 * Where somebody lives who stands with their collector's people, and what of their money comes this once; after the
 * payout days, when they were expected before.
 */
const noteOf = (line: SheetLine, { hamlet, kind }: Standing): string => {
  const own = hamletOf(line);
  const notes = own === hamlet || own === '' ? [] : [own];
  const { place, lines } = line.payout;
  for (const one of ['arrears', 'funeral'] as const) {
    const amount = totalOf(lines.filter((owed) => owed.kind === one && owed.carriedFrom === undefined));
    if (amount > 0) notes.push(`Trong đó ${oneOffNames[one]} ${dotted(amount)}`);
  }
  if (kind === 'home-again') notes.push(`Lần 1: ${shortDay(place.day)}`);
  if (kind === 'catch-up')
    notes.push(
      place.kind === 'home'
        ? `Hẹn tại nhà ${shortDay(place.day)}`
        : `Hẹn ${sessionNames[place.session].slice(5)} ${shortDay(place.day)}`,
    );
  return notes.join('; ');
};

const oneOffNames = {
  arrears: 'truy lĩnh',
  funeral: 'mai táng',
} as const satisfies Partial<Record<PayoutLine['kind'], string>>;
