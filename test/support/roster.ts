import type { Commune } from '../../shared/domain/geography.ts';
import { communeNames } from '../../shared/lists/roster/commune-names.ts';
import type { Line, OpenedFile } from '../../shared/lists/file/list-file.ts';
import { readRoster } from '../../shared/lists/roster/roster.ts';
import { type RosterField, rosterColumns } from '../../shared/lists/roster/roster-columns.ts';
import type { RosterRow, RosterRules } from '../../shared/lists/roster/roster-rules.ts';
import type { RosterTotals } from '../../shared/lists/roster/roster-totals.ts';
import type { Row } from '../../shared/lists/table/table-part.ts';
import { aCommune, aPointId, august, listId, yenHan } from './build.ts';

export const hanMai = aCommune('01840');
export const communes: readonly Commune[] = [
  { code: yenHan, name: 'Xã Yên Hân', district: 'Huyện Chợ Mới' },
  { code: hanMai, name: 'Xã Hảo Nghĩa', district: 'Huyện Na Rì' },
];

export const rosterRules = (given: Partial<RosterRules> = {}): RosterRules => ({
  kind: 'roster',
  listId,
  month: august,
  standard: 270_000,
  coefficients: [1, 1.5, 2],
  communes: communeNames(communes),
  points: new Map([
    [aPointId('01834-1'), yenHan],
    [aPointId('01840-1'), hanMai],
  ]),
  hasEarlierPeriod: false,
  ...given,
});

const blank = Object.fromEntries(Object.keys(rosterColumns).map((field) => [field, ''])) as Record<
  RosterField,
  string
>;

/** The least that a row must say. */
export const goodCells = {
  commune_code: '01834',
  file_number: 'BT-01',
  full_name: 'Hoàng Thị Xuân',
  born: '1936',
  hamlet: 'Nà Làng',
  benefit_group: '5.5b',
  coefficient: '1,5',
  amount: '405.000',
} as const satisfies Partial<Record<RosterField, string>>;

export type RosterCells = Partial<Record<RosterField, string>>;

/** A row as it comes out of a table, in place 5. */
export const aRosterRow = (
  given: RosterCells = {},
  place: Partial<Row<RosterField>> = {},
): Row<RosterField> => ({
  sheet: 0,
  row: 5,
  cells: { ...blank, ...goodCells, ...given },
  above: { commune: '', hamlet: '' },
  line: { sheet: 0, row: 5, cells: [] },
  ...place,
});

/** A file whose lines come in two batches. */
export const opened = (
  lines: readonly Line[],
  given: Partial<OpenedFile> = {},
): Pick<OpenedFile, 'sheets' | 'lines' | 'convertedFrom'> => ({
  sheets: [],
  lines: inTwo(lines),
  ...given,
});

async function* inTwo(lines: readonly Line[]): AsyncGenerator<readonly Line[]> {
  const half = Math.ceil(lines.length / 2);
  yield lines.slice(0, half);
  yield lines.slice(half);
}

/** A roster in one sheet, its columns named by field key. */
export const rosterLines = (rows: readonly RosterCells[], sheet = 0): Line[] => {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))] as RosterField[];
  return [fields, ...rows.map((row) => fields.map((field) => row[field] ?? ''))].map((cells, at) => ({
    sheet,
    row: at + 1,
    cells,
  }));
};

export type WholeRoster = Readonly<{ rows: readonly RosterRow[]; totals: RosterTotals }>;

export const readWhole = async (
  file: Parameters<typeof readRoster>[0],
  rules: RosterRules = rosterRules(),
): Promise<WholeRoster> => {
  const rows: RosterRow[] = [];
  const reading = readRoster(file, rules);
  for (;;) {
    const next = await reading.next();
    if (next.done) return { rows, totals: next.value };
    rows.push(...next.value);
  }
};
