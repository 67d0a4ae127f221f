import { standard } from './benefits.ts';
import type { Census } from './census.ts';
import type { Entry } from './turnover.ts';
import { homeOf, type Home, personOf } from './person.ts';

/** A row of the roster as the sample writes it; every column of the list in its order. */
export interface RosterRow {
  readonly commune_code: string;
  readonly file_number: string;
  readonly full_name: string;
  readonly born: string;
  readonly sex: string;
  readonly id_number: string;
  readonly hamlet: string;
  readonly phone: string;
  readonly benefit_group: string;
  readonly coefficient: string;
  readonly amount: string;
  readonly arrears: string;
  readonly collector_name: string;
  readonly collector_relation: string;
  readonly collector_id_number: string;
  readonly home_visit: string;
  readonly point_code: string;
  readonly note: string;
}

const notes = {
  new: 'Tăng mới',
  raised: 'Tăng mức',
  lowered: 'Giảm mức',
} as const;

/** A decision of the month before is made good with its first month; small communes are spared the jump. */
const arrearsOf = (entry: Entry, census: Census, home: Home): string =>
  entry.change === 'new' && entry.since === census.month && home.size >= 40 && entry.person % 4 === 0
    ? String(standard * entry.benefit.coefficient)
    : '';

const rowOf = (entry: Entry, census: Census, home: Home): RosterRow => {
  const { benefit } = entry;
  const person = personOf(entry, home, census.parameters.seed);
  return {
    commune_code: home.commune.code,
    file_number: `BTXH-${String(entry.person + 1).padStart(5, '0')}`,
    full_name: person.name,
    born: person.born,
    sex: person.isWoman ? 'Nữ' : 'Nam',
    id_number: person.idNumber,
    hamlet: person.hamlet,
    phone: person.phone,
    benefit_group: benefit.group,
    coefficient: String(benefit.coefficient),
    amount: String(standard * benefit.coefficient),
    arrears: arrearsOf(entry, census, home),
    collector_name: person.collector?.name ?? '',
    collector_relation: person.collector?.relation ?? '',
    collector_id_number: person.collector?.idNumber ?? '',
    home_visit: benefit.homeVisit ?? '',
    point_code: '',
    note: entry.change !== undefined && entry.since === census.month ? notes[entry.change] : '',
  };
};

/** One commune's rows, in the order of their file numbers. */
export function* communeRoster(census: Census, at: number): Generator<RosterRow> {
  const commune = census.communes[at];
  if (commune === undefined) return;
  const size = Math.max(1, Math.round(census.people / census.communes.length));
  const home = homeOf(commune, size, census.parameters.seed);
  for (const entry of census.entries(at)) yield rowOf(entry, census, home);
}

export function* roster(census: Census): Generator<RosterRow> {
  for (const at of census.communes.keys()) yield* communeRoster(census, at);
}
