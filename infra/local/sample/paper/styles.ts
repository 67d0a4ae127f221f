import type { CellStyle } from 'hucre/xlsx';

/** As administrative papers are set (Decree 30/2020 and before it Circular 01/2011): Times New Roman. */
const fontName = 'Times New Roman';
export const defaultFont = { name: fontName, size: 10 } as const;

const line = { style: 'thin' } as const;
const box = { top: line, right: line, bottom: line, left: line } as const;
const font = (more: NonNullable<CellStyle['font']>): Pick<CellStyle, 'font'> => ({
  font: { ...defaultFont, ...more },
});
const placed = (horizontal: 'left' | 'center' | 'right', wrapText = false): Pick<CellStyle, 'alignment'> => ({
  alignment: { horizontal, vertical: 'center', wrapText },
});
const indented = (horizontal: 'left' | 'right'): Pick<CellStyle, 'alignment'> => ({
  alignment: { horizontal, vertical: 'center', indent: 1 },
});
/** A nought is a dash, as accountants write it. */
const dongFormat = '#,##0;-#,##0;"-"';

export const title = { ...font({ bold: true, size: 14 }), ...placed('center') };
export const office = { ...font({ size: 11 }), ...placed('center') };
export const boldOffice = { ...font({ bold: true, size: 11 }), ...placed('center') };
export const motto = { ...font({ bold: true, size: 11, underline: true }), ...placed('center') };
export const aside = { ...font({ italic: true, size: 11 }), ...placed('center') };
export const asideRight = { ...font({ italic: true, size: 10 }), ...placed('right') };
export const inWords = { ...font({ bold: true, italic: true, size: 11 }), ...placed('left') };

const grey = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'F2F2F2' } } as const;
export const header = { ...font({ bold: true }), ...placed('center', true), border: box };
export const columnNumber = { ...font({ italic: true, size: 8 }), ...placed('center'), border: box };
export const communeHeading = {
  ...font({ bold: true, size: 11 }),
  ...placed('left'),
  border: box,
  fill: grey,
};
export const hamletHeading = { ...font({ bold: true, italic: true }), ...placed('left'), border: box };
export const sumLabel = { ...font({ bold: true }), ...placed('left'), border: box };
export const sumFigure = { ...font({ bold: true }), ...indented('right'), border: box, numFmt: dongFormat };

export const left = { ...indented('left'), border: box };
export const centre = { ...placed('center'), border: box };
/** Text, so that no spreadsheet takes a leading zero away. */
export const textNumber = { ...placed('center'), border: box, numFmt: '@' };
export const dong = { ...indented('right'), border: box, numFmt: dongFormat };
export const coefficient = { ...placed('center'), border: box, numFmt: '0.0' };
export const date = { ...placed('center'), border: box, numFmt: 'dd/mm/yyyy' };
