import type { CellStyle } from 'hucre/xlsx';

/** As administrative papers are set (Decree 30/2020): Times New Roman. A style says all of its font. */
export const paperFont = { name: 'Times New Roman', size: 11 } as const;

type Font = NonNullable<CellStyle['font']>;
type Horizontal = 'left' | 'center' | 'right';

const line = { style: 'thin' } as const;
const box = { top: line, right: line, bottom: line, left: line } as const;
const red = { rgb: 'C00000' } as const;
const grey = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EDEDED' } } as const;

const text = (horizontal: Horizontal, font: Font = {}, wrapText = true): CellStyle => ({
  font: { ...paperFont, ...font },
  alignment: { horizontal, vertical: 'center', wrapText },
});
/** In a box, and off its sides. */
const boxed = (style: CellStyle): CellStyle => ({
  ...style,
  border: box,
  ...(style.alignment?.horizontal !== 'center' && { alignment: { ...style.alignment, indent: 1 } }),
});
/** With the dots of Vietnam where the spreadsheet lets a sheet decide; a nought is a dash, as accountants write it. */
const dong = (style: CellStyle): CellStyle => ({ ...boxed(style), numFmt: '[$-42A]#,##0;-#,##0;"-"' });

/** Around the table. */
export const office = text('center', {}, false);
export const boldOffice = text('center', { bold: true }, false);
export const motto = text('center', { bold: true, underline: true }, false);
export const title = text('center', { bold: true, size: 16 }, false);
export const underTitle = text('center', { size: 12 });
export const aside = text('left', { italic: true }, false);
export const asideRight = text('right', { italic: true }, false);
export const inWords = text('left', { bold: true, italic: true, size: 12 });
export const legend = { ...text('left'), font: { ...paperFont, italic: true, size: 9 } };
export const said: CellStyle = { ...text('left'), alignment: { vertical: 'top', wrapText: true } };
export const signing: CellStyle = {
  font: { ...paperFont, bold: true },
  alignment: { horizontal: 'center', vertical: 'top', wrapText: true },
};

/** The table. */
export const header = { ...boxed(text('center', { bold: true })), fill: grey };
export const sessionHeading = { ...boxed(text('left', { bold: true, size: 12 })), fill: grey };
/** More people than the session has room for. */
export const overfullHeading = { ...boxed(text('left', { bold: true, size: 12, color: red })), fill: grey };
export const hamletHeading = boxed(text('left', { bold: true, italic: true }));
export const left = boxed(text('left'));
export const centre = boxed(text('center'));
/** Text, so that no spreadsheet takes a leading zero away; the number in one line. */
export const code = { ...boxed(text('center', { size: 10 }, false)), numFmt: '@' };
export const money = dong(text('right', {}, false));
export const boldMoney = dong(text('right', { bold: true }, false));
export const warning = boxed(text('center', { bold: true, color: red }));
export const sumLabel = boxed(text('left', { bold: true }));

/** A poster is read from two steps away. */
export const posterSize = 21;
export const poster = {
  office: text('center', { bold: true, size: 18 }),
  heading: text('center', { bold: true, size: 48 }),
  title: text('center', { bold: true, size: 27 }),
  section: text('left', { bold: true, size: posterSize }),
  text: text('left', { size: posterSize }),
  header: { ...boxed(text('center', { bold: true, size: 16 })), fill: grey },
  cell: boxed(text('left', { size: posterSize })),
  centre: boxed(text('center', { bold: true, size: posterSize })),
  noFee: { ...boxed(text('center', { bold: true, size: 24 })), fill: grey },
} as const;
