import type { WriteOptions, WriteSheet } from 'hucre/xlsx';
import { type Canvas, newCanvas, putMerged, setHeight } from './canvas.ts';
import { type Paper, putFoot, putHeader, putTitles } from './frame.ts';
import type { PaperCells, PaperDistrict } from './people.ts';
import { putPerson } from './person-row.ts';
import { addSums, noSums, putSums, type Sums } from './sums.ts';
import * as styles from './styles.ts';

export interface PaperPerson {
  readonly cells: PaperCells;
}

export interface PaperSheet {
  readonly sheet: WriteSheet;
  /** The header on every printed page; the library's own way forgets the quotes that names with spaces need. */
  readonly printTitles: NonNullable<WriteOptions['namedRanges']>[number];
  /** The spreadsheet's numbers of rows, which count from 1. */
  readonly headerRow: number;
  readonly totalRow: number;
}

const romanOf = (number: number): string => {
  const tens = 'X'.repeat(Math.floor(number / 10));
  return tens + (['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'][number % 10] ?? '');
};
const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** Headings, people and sums; answers the row under them. */
const putBody = <Person extends PaperPerson>(
  canvas: Canvas,
  paper: Paper,
  district: PaperDistrict<Person>,
  { top, onPerson }: { top: number; onPerson: ((person: Person, row: number) => void) | undefined },
): { row: number; sums: Sums } => {
  const { columns } = paper;
  const whole = [0, columns.length - 1] as const;
  let row = top;
  let ordinal = 0;
  let districtSums = noSums;
  for (const [at, { commune, hamlets }] of district.communes.entries()) {
    const communeTop = row;
    let communeSums = noSums;
    const heading = `${romanOf(at + 1)}. ${commune.name} (${commune.code})`;
    putMerged(canvas, { rows: [row, row], columns: whole }, heading, styles.communeHeading);
    setHeight(canvas, row, 19);
    row += 1;
    for (const { name, people } of hamlets) {
      let hamletSums = noSums;
      putMerged(canvas, { rows: [row, row], columns: whole }, name, styles.hamletHeading);
      row += 1;
      for (const person of people) {
        ordinal += 1;
        hamletSums = addSums(hamletSums, putPerson(canvas, row, { columns, ordinal, cells: person.cells }));
        onPerson?.(person, row + 1);
        row += 1;
      }
      const label = `Cộng ${lowerFirst(name)}: ${String(people.length)} người`;
      putSums(canvas, row, { columns, label, sums: hamletSums, above: [row - people.length, row - 1] });
      communeSums = addSums(communeSums, hamletSums);
      row += 1;
    }
    const label = `Cộng ${lowerFirst(commune.name)}`;
    putSums(canvas, row, { columns, label, sums: communeSums, above: [communeTop, row - 1] });
    districtSums = addSums(districtSums, communeSums);
    row += 1;
  }
  return { row, sums: districtSums };
};

/** One district's list as its labour office prints it: titles, headings, sums and signatures around the people. */
export const paperSheet = <Person extends PaperPerson>(
  paper: Paper,
  district: PaperDistrict<Person>,
  { onPerson, totalOff = 0 }: { onPerson?: (person: Person, row: number) => void; totalOff?: number } = {},
): PaperSheet => {
  const { columns } = paper;
  const canvas = newCanvas();
  const headerRow = putTitles(canvas, paper, district.name);
  const top = putHeader(canvas, headerRow, columns);
  const { row, sums } = putBody(canvas, paper, district, { top, onPerson });
  putSums(canvas, row, { columns, label: 'TỔNG CỘNG', sums, above: [top, row - 1], totalOff });
  putFoot(canvas, row + 1, paper, { district: district.name, total: sums.total + totalOff });
  const sheet: WriteSheet = {
    name: district.name,
    columns: columns.map(({ width }) => ({ width })),
    ...canvas,
    freezePane: { rows: top, columns: 3 },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { top: 0.6, bottom: 0.6, left: 0.4, right: 0.4, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&C&"Times New Roman,Italic"&9Trang &P/&N' },
    view: { showGridLines: false },
  };
  const printTitles = {
    name: '_xlnm.Print_Titles',
    range: `'${sheet.name}'!$${String(headerRow + 1)}:$${String(top)}`,
    scope: sheet.name,
  };
  return { sheet, printTitles, headerRow: headerRow + 2, totalRow: row + 1 };
};
