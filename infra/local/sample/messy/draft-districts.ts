import type { Census } from '../census.ts';
import { columnOf, type PaperColumn, usualColumns } from '../paper/columns.ts';
import { cellsOf, districtsOf, type PaperCells, type PaperDistrict } from '../paper/people.ts';
import { type Draft, newDraft } from './draft.ts';
import { textOf } from './fits.ts';
import { recipientsMax } from './several.ts';

const withOneOffs: readonly PaperColumn[] = usualColumns.flatMap((column) =>
  column === columnOf.total ? [columnOf.funeral, columnOf.deduction, column] : [column],
);
export const withAccounts: readonly PaperColumn[] = withOneOffs.flatMap((column) =>
  column === columnOf.signature ? [columnOf.account_number, column] : [column],
);
/** Birth and sex in a column each, and codes of communes and points. */
const withCodes: readonly PaperColumn[] = withOneOffs.flatMap((column) => {
  if (column === columnOf.file_number) return [columnOf.commune_code, column];
  if (column === columnOf.born_male) return [columnOf.born, columnOf.sex];
  if (column === columnOf.born_female) return [];
  return column === columnOf.home_visit ? [column, columnOf.point_code] : [column];
});

/** Districts do not agree on their columns: the second has accounts, the third has codes. */
export const columnsOf = (sheet: number): readonly PaperColumn[] => {
  if (sheet === 1) return withAccounts;
  return sheet === 2 ? withCodes : withOneOffs;
};

export const draftsOf = (district: PaperDistrict<Draft>): readonly Draft[] =>
  district.communes.flatMap(({ hamlets }) => hamlets.flatMap(({ people }) => people));

export const withFollowers = (district: PaperDistrict<Draft>): PaperDistrict<Draft> => ({
  ...district,
  communes: district.communes.map((commune) => ({
    ...commune,
    hamlets: commune.hamlets.map((hamlet) => ({
      ...hamlet,
      people: hamlet.people.flatMap((draft) => [draft, ...draft.followers]),
    })),
  })),
});

/** Cells of columns that only this sheet has. */
const extraCells = (columns: readonly PaperColumn[], { commune, cells }: Draft): PaperCells => {
  if (columns === withCodes) return { commune_code: commune.code, point_code: null };
  const digits = String(cells.file_number).slice(-5);
  return columns === withAccounts && digits.endsWith('3') ? { account_number: `83002000${digits}` } : {};
};

/** Everybody, as yet without a fault. */
export const draftDistricts = (census: Census): PaperDistrict<Draft>[] => {
  const districts = districtsOf(census, (row, commune) => newDraft(commune, cellsOf(row)));
  for (const [at, district] of districts.entries())
    for (const draft of draftsOf(district))
      draft.cells = { ...draft.cells, ...extraCells(columnsOf(at), draft) };
  nameGuardians(districts.flatMap(draftsOf));
  return districts;
};

/** Some of the sample's carers collect for more than anybody but a guardian should. */
const nameGuardians = (drafts: readonly Draft[]): void => {
  const cared = Map.groupBy(drafts, ({ cells }) => textOf(cells.collector_id_number));
  cared.delete('');
  for (const own of cared.values())
    if (own.length > recipientsMax)
      for (const draft of own) draft.cells = { ...draft.cells, collector_relation: 'Người giám hộ' };
};
