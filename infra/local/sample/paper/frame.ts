import type { CellValue } from 'hucre/xlsx';
import { type Chance, chanceOf } from '../chance.ts';
import { nameOf, peopleIn } from '../names.ts';
import { type Canvas, put, putMerged, setHeight } from './canvas.ts';
import { type PaperColumn, parts } from './columns.ts';
import { dongInWords } from './dong-in-words.ts';
import * as styles from './styles.ts';

export interface Paper {
  readonly columns: readonly PaperColumn[];
  readonly month: string;
  readonly seed: number;
}

/** The list is made in the month before, in time for the order to the post. */
const issuedOnDay = 20;

const shortName = (district: string): string => district.replace(/^(Huyện|Thành phố|Thị xã) /iu, '');
const nameInText = (district: string): string =>
  district.replace(/^(Huyện|Thành phố|Thị xã) /iu, (kind) => kind.toLowerCase());
const monthOf = (month: string): [year: number, month: number] => [
  Number(month.slice(0, 4)),
  Number(month.slice(5)),
];
const monthBefore = (month: string): [year: number, month: number] => {
  const [year, number] = monthOf(month);
  return number === 1 ? [year - 1, 12] : [year, number - 1];
};
/** Official papers pad January and February only, so that nobody writes a 1 before them. */
const monthText = (month: number): string => (month < 3 ? `0${String(month)}` : String(month));

/** National motto, office, title and month above the table; answers the row under them. */
export const putTitles = (canvas: Canvas, { columns, month, seed }: Paper, district: string): number => {
  const last = columns.length - 1;
  const across = (row: number, from: number, to: number) =>
    ({ rows: [row, row], columns: [from, to] }) as const;
  const middle = Math.floor(columns.length / 2);
  const [year, number] = monthOf(month);
  const [issuedYear, issuedMonth] = monthBefore(month);
  const decision = 200 + chanceOf(seed, 'decision', district, month).below(700);
  putMerged(canvas, across(0, 0, 5), `UBND ${district.toUpperCase()}`, styles.office);
  putMerged(canvas, across(0, middle, last), 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', styles.boldOffice);
  putMerged(canvas, across(1, 0, 5), 'PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI', styles.boldOffice);
  putMerged(canvas, across(1, middle, last), 'Độc lập - Tự do - Hạnh phúc', styles.motto);
  putMerged(canvas, across(3, 0, last), 'DANH SÁCH CHI TRẢ TRỢ CẤP HÀNG THÁNG', styles.title);
  putMerged(canvas, across(4, 0, last), `Tháng ${String(number)} năm ${String(year)}`, styles.aside);
  putMerged(
    canvas,
    across(5, 0, last),
    `(Kèm theo Quyết định số ${String(decision)}/QĐ-UBND ngày ${String(issuedOnDay - 2)}/${monthText(issuedMonth)}/` +
      `${String(issuedYear)} của UBND ${nameInText(district)})`,
    styles.aside,
  );
  putMerged(canvas, across(6, 0, last), 'Đơn vị tính: đồng', styles.asideRight);
  setHeight(canvas, 3, 24);
  return 7;
};

/** `14=10+11+13`: which columns a total adds up. */
const numberOf = (columns: readonly PaperColumn[], at: number): CellValue => {
  const number = at + 1;
  if (columns[at]?.shows !== 'total') return number;
  const places = [...columns.entries()];
  const added = places
    .filter(([, { shows }]) => parts.some((part) => part === shows))
    .map(([place]) => place + 1);
  const taken = places
    .filter(([, { shows }]) => shows === 'deduction')
    .map(([place]) => `-${String(place + 1)}`);
  return `${String(number)}=${added.join('+')}${taken.join('')}`;
};

/** Two header rows, merged where a column has one name or several share one, and the row of column numbers. */
export const putHeader = (canvas: Canvas, row: number, columns: readonly PaperColumn[]): number => {
  for (const [at, { header, over }] of columns.entries()) {
    put(canvas, row + 2, at, { value: numberOf(columns, at), style: styles.columnNumber });
    if (over === undefined) {
      putMerged(canvas, { rows: [row, row + 1], columns: [at, at] }, header, styles.header);
      continue;
    }
    put(canvas, row + 1, at, { value: header, style: styles.header });
    if (columns[at - 1]?.over === over) continue;
    const until = columns.findLastIndex((column) => column.over === over);
    putMerged(canvas, { rows: [row, row], columns: [at, until] }, over, styles.header);
  }
  setHeight(canvas, row, 28);
  setHeight(canvas, row + 1, 28);
  return row + 3;
};

const signatoryOf = (district: string, chance: Chance): string => {
  const isWoman = chance.happens(0.4);
  return nameOf(peopleIn(district, chance), isWoman, chance);
};

/** The total in words, place and date, and who signs. */
export const putFoot = (
  canvas: Canvas,
  row: number,
  { columns, month, seed }: Paper,
  { district, total }: { district: string; total: number },
): void => {
  const last = columns.length - 1;
  const third = Math.floor(columns.length / 3);
  const [year, number] = monthBefore(month);
  putMerged(
    canvas,
    { rows: [row, row], columns: [0, last] },
    `Bằng chữ: ${dongInWords(total)}.`,
    styles.inWords,
  );
  const place = `${shortName(district)}, ngày ${String(issuedOnDay)} tháng ${monthText(number)} năm ${String(year)}`;
  putMerged(canvas, { rows: [row + 2, row + 2], columns: [2 * third, last] }, place, styles.aside);
  const blocks = [
    ['NGƯỜI LẬP BIỂU', '(Ký, họ tên)', 0, third - 1],
    ['KẾ TOÁN TRƯỞNG', '(Ký, họ tên)', third, 2 * third - 1],
    ['CHỦ TỊCH', '(Ký tên, đóng dấu)', 2 * third, last],
  ] as const;
  for (const [title, how, from, to] of blocks) {
    const name = signatoryOf(district, chanceOf(seed, 'signatory', district, title));
    putMerged(canvas, { rows: [row + 3, row + 3], columns: [from, to] }, title, styles.boldOffice);
    putMerged(canvas, { rows: [row + 4, row + 4], columns: [from, to] }, how, styles.aside);
    putMerged(canvas, { rows: [row + 9, row + 9], columns: [from, to] }, name, styles.boldOffice);
  }
};
