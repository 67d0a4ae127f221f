import { type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { sheetNames } from '../report/sheet-names.ts';
import type { Canvas } from './canvas.ts';
import { paperFont } from './styles.ts';

/** A drawn page, or as many printed ones as it takes. */
export type Page = Readonly<{
  name: string;
  canvas: Canvas;
  widths: readonly number[];
  orientation: 'landscape' | 'portrait';
  /** First and last row that every printed page repeats. A page without them is one printed page. */
  repeated?: readonly [first: number, last: number];
  footer?: string;
}>;

/**
 * A page for a printer in A4, alone in its workbook, so that its pages are counted from 1 whatever is printed with it.
 * The same page makes the same bytes.
 */
export const paperWorkbook = (page: Page): Promise<Uint8Array> => {
  const [scope = page.name] = sheetNames([page.name]);
  // The library's own way puts no quotes around a sheet's name.
  const titles = ([first, last]: readonly [number, number]) => ({
    name: '_xlnm.Print_Titles',
    range: `'${scope.replaceAll("'", "''")}'!$${first + 1}:$${last + 1}`,
    scope,
  });
  return writeXlsx({
    sheets: [sheetOf(scope, page)],
    namedRanges: page.repeated ? [titles(page.repeated)] : [],
    defaultFont: paperFont,
    properties: { modified: new Date(0) },
  });
};

const sheetOf = (name: string, { canvas, widths, orientation, repeated, footer }: Page): WriteSheet => ({
  name,
  columns: widths.map((width) => ({ width })),
  cells: canvas.cells,
  merges: canvas.merges,
  rowDefs: canvas.rowDefs,
  ...(repeated && { freezePane: { rows: repeated[1] + 1 } }),
  pageSetup: {
    paperSize: 'a4',
    orientation,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: repeated ? 0 : 1,
    horizontalCentered: true,
    margins: { top: 0.5, bottom: 0.6, left: 0.4, right: 0.4, header: 0.3, footer: 0.3 },
  },
  ...(footer !== undefined && {
    headerFooter: { oddFooter: `&L${inFooter(footer)}&RTrang &P/&N` },
  }),
  view: { showGridLines: false },
});

/** An ampersand begins a code there. */
const inFooter = (text: string): string => text.replaceAll('&', '&&');
