import type { Finding } from '../../domain/finding.ts';
import type { RejectedLine } from './rejected-line.ts';
import type { SheetHeader } from '../table/table-part.ts';
import type { Cell } from './workbook.ts';

export type ErrorColumn = Readonly<{
  header: string;
  field: string;
  textOf: (row: RejectedLine) => string;
  cellOf: (row: RejectedLine) => Cell;
  isAbout: (finding: Finding) => boolean;
}>;

type Place = Readonly<{ header: string; field: string; textOf: (row: RejectedLine) => string }>;

/** The sheet's columns as they stood, `left` out, and those that a heading, its title or its name stood for. */
export const errorColumns = (
  header: SheetHeader<string>,
  rows: readonly RejectedLine[],
  left: ReadonlySet<string>,
): ErrorColumn[] => {
  const own = ownPlaces(header, rows).filter((place) => !left.has(place.header));
  const places = [...own, ...filledPlaces(own, rows)];
  const fields = new Set(places.map(({ field }) => field));
  return places.map((place) => {
    const isAbout = ({ column }: Finding): boolean =>
      column !== '' && (fields.has(column) ? column === place.field : standsFor(place.field, column));
    return { ...place, isAbout, cellOf: (row) => markedCell(place.textOf(row), row, isAbout) };
  });
};

const markedCell = (value: string, { findings }: RejectedLine, isAbout: ErrorColumn['isAbout']): Cell => {
  const about = findings.filter(isAbout);
  if (about.length === 0) return value;
  return { value, mark: about.some(({ severity }) => severity === 'error') ? 'wrong' : 'doubtful' };
};

/** Every column that has a header or anything under it. */
const ownPlaces = ({ columns }: SheetHeader<string>, rows: readonly RejectedLine[]): Place[] => {
  const headed = new Map(columns.map((column) => [column.at, column]));
  const used = new Set(headed.keys());
  for (const { line } of rows) for (const [at, cell] of line.cells.entries()) if (cell !== '') used.add(at);
  return [...used]
    .sort((a, b) => a - b)
    .map((at) => {
      const { header = '', field = '' } = headed.get(at) ?? {};
      const fill = filled.get(field);
      return { header, field, textOf: (row) => (row.line.cells[at] ?? '') || (fill?.textOf(row) ?? '') };
    });
};

const filledPlaces = (own: readonly Place[], rows: readonly RejectedLine[]): Place[] =>
  [...filled]
    .filter(([wanted]) => !own.some(({ field }) => field === wanted))
    .map(([field, { header, textOf }]) => ({ header, field, textOf }))
    .filter(({ field, textOf }) => {
      const isMissed = rows.some(({ findings }) => findings.some(({ column }) => column === field));
      const hasStandIn = own.some((place) => standsFor(place.field, field));
      return rows.some((row) => textOf(row) !== '') || (isMissed && !hasStandIn);
    });

const filled = new Map([
  ['commune_code', { header: 'Mã xã / commune_code', textOf: ({ commune = '' }: RejectedLine) => commune }],
  ['hamlet', { header: 'Thôn / hamlet', textOf: ({ hamlet = '' }: RejectedLine) => hamlet }],
]);

/** Columns that say what another, which the sheet does not have, would say. */
const standsFor = (field: string, missing: string): boolean =>
  standIns.get(missing)?.includes(field) ?? false;
const standIns = new Map([
  ['born', ['born_male', 'born_female']],
  ['sex', ['born_male', 'born_female']],
  ['commune_code', ['commune_name']],
]);
