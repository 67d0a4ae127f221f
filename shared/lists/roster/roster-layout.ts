import type { CommuneCode } from '../../domain/geography.ts';
import type { ExtraHeaders } from '../../domain/settings.ts';
import { foldedName } from '../table/header-names.ts';
import { isRosterField, type RosterField, rosterColumns } from './roster-columns.ts';
import type { Dictionary, Layout } from '../table/table-part.ts';

/** Which kind of list is read: a roster names everybody, corrections add, change and stop. */
export type RosterKind = 'roster' | 'corrections';

export type KnownOfLayout = Readonly<{
  /** The programme's own names for columns, which win over those of every list. */
  extraHeaders?: ExtraHeaders | undefined;
  /** The one commune of the list, where it was given with the upload: no column has to say it. */
  givenCommune?: CommuneCode | undefined;
}>;

export const rosterLayout = (
  kind: RosterKind,
  { extraHeaders = {}, givenCommune }: KnownOfLayout = {},
): Layout<RosterField> => ({
  dictionary: withExtraNames(extraHeaders),
  required: [
    ...(kind === 'roster' ? requiredOfRosters : requiredOfCorrections),
    ...(givenCommune === undefined ? [communeFields] : []),
  ],
  subject: ['full_name', 'file_number', 'id_number', ...births],
  identity: ['file_number', 'id_number', 'phone', 'collector_id_number', ...births],
  hasHeadings: true,
  sum: ['total', 'amount'],
});

const births = ['born', 'born_male', 'born_female'] as const;
const communeFields: readonly RosterField[] = ['commune_code', 'commune_name'];
const requiredOfRosters: readonly (readonly RosterField[])[] = [
  ['full_name'],
  births,
  ['benefit_group'],
  ['coefficient'],
  ['amount'],
];
/** What a stop needs; whoever is added or changed needs the rest too, which is checked row by row. */
const requiredOfCorrections: readonly (readonly RosterField[])[] = [
  ['full_name', 'file_number', 'id_number'],
];

const withExtraNames = (extra: ExtraHeaders): Dictionary<RosterField> => {
  const claimed = new Set(Object.values(extra).flat().map(foldedName));
  const dictionary: Record<RosterField, readonly string[]> = { ...rosterColumns };
  for (const field of Object.keys(rosterColumns).filter(isRosterField)) {
    const own = dictionary[field].filter((name) => !claimed.has(foldedName(name)));
    dictionary[field] = [...own, ...(extra[field] ?? [])];
  }
  return dictionary;
};
