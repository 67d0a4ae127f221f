import { csvOf } from '../../../infra/local/sample/csv.ts';
import { firstMonth, parametersOf } from '../../../infra/local/sample/census.ts';
import { roster, type RosterRow } from '../../../infra/local/sample/roster.ts';
import { censusOf } from '../../../infra/local/sample/sample.ts';
import type { Item } from '../../../infra/local/story/snapshot.ts';

/** The sample's people by commune, in the order of their file numbers. */
export const peopleByCommune = (people: number, communes: number): (readonly RosterRow[])[] => [
  ...Map.groupBy(
    roster(censusOf(parametersOf({ people, communes, seed: 3 }), firstMonth)),
    (row) => row.commune_code,
  ).values(),
];

export const csvText = (rows: Iterable<object>): string => [...csvOf(rows)].join('');

type Benefit = Readonly<{ group: string; coefficient: number; amount: number; arrears?: { amount: number } }>;
const isPerson = ({ sk }: Item): boolean => String(sk).startsWith('RECIPIENT#');

/** What a registry says of people, without the lists that said it; for a test to compare. */
export const registerOf = (registry: readonly Item[], communes?: readonly string[]): string[] =>
  registry
    .filter(isPerson)
    .filter(({ commune }) => communes === undefined || communes.includes(String(commune)))
    .map((person) => {
      const { commune, fileNumber, name, born, sex, idNumber, hamlet, phone, homeVisit, status, stopReason } =
        person as Record<string, string>;
      const collector = person['collector'] as Record<string, string> | undefined;
      const benefits = (person['benefits'] as Benefit[]).map(({ group, coefficient, amount, arrears }) =>
        [group, coefficient, amount, arrears?.amount ?? ''].join('/'),
      );
      const who = [commune, fileNumber, name, born, sex, idNumber, hamlet, phone, homeVisit];
      const by = [collector?.['name'], collector?.['relation'], collector?.['idNumber']];
      return [...who, ...by, ...benefits, status, stopReason].map((one) => one ?? '').join(' | ');
    })
    .toSorted();

/** What a register says when it says of these people what their rows say, and everybody is active. */
export const asListed = (rows: readonly RosterRow[]): string[] =>
  rows
    .map((row) => {
      const sex = { Nam: 'male', Nữ: 'female' }[row.sex] ?? '';
      const phone = row.phone === '' ? '' : `+84${row.phone.slice(1)}`;
      const benefit = [row.benefit_group, row.coefficient, row.amount, row.arrears].join('/');
      return [
        ...[
          row.commune_code,
          row.file_number,
          row.full_name,
          row.born,
          sex,
          row.id_number,
          row.hamlet,
          phone,
        ],
        ...[row.home_visit, row.collector_name, row.collector_relation, row.collector_id_number],
        ...[benefit, 'active', ''],
      ].join(' | ');
    })
    .toSorted();

export type KnownPerson = Readonly<{
  commune: string;
  recipientId: string;
  name: string;
  status: string;
  fileNumber?: string;
  idNumber?: string;
}>;

export const peopleIn = (registry: readonly Item[]): KnownPerson[] =>
  registry.filter(isPerson).map((item) => item as KnownPerson);

/** Whoever is active with that id number, wherever. */
export const activeWith = (registry: readonly Item[], idNumber: string): KnownPerson[] =>
  peopleIn(registry).filter((one) => one.status === 'active' && one.idNumber === idNumber);
