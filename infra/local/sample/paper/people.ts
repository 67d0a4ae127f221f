import type { CellValue } from 'hucre/xlsx';
import type { Census } from '../census.ts';
import { type Commune, hamletsOf } from '../communes.ts';
import { communeRoster, type RosterRow } from '../roster.ts';
import type { PaperField } from './columns.ts';

export type PaperCells = Readonly<Partial<Record<PaperField, CellValue>>>;

/** A commune's people under the headings of its hamlets. */
export interface PaperHamlet<Person> {
  readonly name: string;
  readonly people: readonly Person[];
}
export interface PaperCommune<Person> {
  readonly commune: Commune;
  readonly hamlets: readonly PaperHamlet<Person>[];
}
export interface PaperDistrict<Person> {
  readonly name: string;
  readonly communes: readonly PaperCommune<Person>[];
}

const homeVisits: Readonly<Record<string, string>> = {
  SICK: 'Ốm đau',
  VERY_OLD: 'Già yếu',
  SEVERE_DISABILITY: 'Khuyết tật nặng',
};

/** A year is a number; a whole date is a date. */
const bornCell = (born: string): CellValue =>
  born.length === 4 ? Number(born) : new Date(`${born}T00:00:00Z`);

const figure = (text: string): CellValue => (text === '' ? null : Number(text));

/** What the CSV says of a person, as cells of the paper. */
export const cellsOf = (row: RosterRow): PaperCells => ({
  file_number: row.file_number,
  full_name: row.full_name,
  born: bornCell(row.born),
  sex: row.sex,
  id_number: row.id_number,
  phone: row.phone,
  benefit_group: row.benefit_group,
  coefficient: Number(row.coefficient),
  amount: Number(row.amount),
  arrears: figure(row.arrears),
  collector_name: row.collector_name,
  collector_relation: row.collector_relation,
  collector_id_number: row.collector_id_number,
  home_visit: homeVisits[row.home_visit] ?? row.home_visit,
  note: row.note,
});

/** Everybody by district, commune and hamlet; communes of one district stand together in the census. */
export const districtsOf = <Person>(
  census: Census,
  personOf: (row: RosterRow, commune: Commune) => Person,
): PaperDistrict<Person>[] => {
  const communes = census.communes.map((commune, at): PaperCommune<Person> => {
    const people = Map.groupBy(communeRoster(census, at), (row) => row.hamlet);
    const hamlets = [...new Set(hamletsOf(commune, census.parameters.seed))].map((name) => ({
      name,
      people: (people.get(name) ?? []).map((row) => personOf(row, commune)),
    }));
    return { commune, hamlets: hamlets.filter((hamlet) => hamlet.people.length > 0) };
  });
  const filled = communes.filter(({ hamlets }) => hamlets.length > 0);
  return [...Map.groupBy(filled, ({ commune }) => commune.district)].map(([name, own]) => ({
    name,
    communes: own,
  }));
};
