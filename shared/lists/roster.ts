import { complaint, type Complaint, type Finding } from '../domain/finding.ts';
import { foldedKey } from '../domain/folded-text.ts';
import { CommuneCode } from '../domain/geography.ts';
import type { Marks } from '../domain/identity.ts';
import { ListedPerson } from '../domain/recipient.ts';
import { z } from 'zod';
import type { Line } from './csv.ts';
import { type Row, readTable } from './header.ts';
import { type RosterField, rosterColumns, rosterRequired } from './roster-columns.ts';
import { checkRosterRow, type RosterRules } from './roster-row.ts';

/** A row that could not be used, with whatever may still tell whom it means: such a person counts as present. */
export const RejectedRow = z.object({
  row: z.int().positive(),
  fileNumber: z.string(),
  idNumber: z.string(),
  name: z.string(),
  born: z.string(),
});
export type RejectedRow = z.infer<typeof RejectedRow>;

/** One commune's part of a roster, as it is staged between reading and applying. */
export const StagedCommune = z.object({
  commune: CommuneCode,
  people: z.array(ListedPerson),
  rejected: z.array(RejectedRow),
  /** Rejected rows of no known commune: they may mean anybody, so in every commune they stop nobody. */
  strays: z.array(RejectedRow),
});
export type StagedCommune = z.infer<typeof StagedCommune>;

export type Roster = Readonly<{
  rows: number;
  /** How many rows were rejected, those of no known commune among them. */
  rejected: number;
  communes: readonly StagedCommune[];
  findings: readonly Finding[];
}>;

/** Reads and checks a whole roster. A bad row stops nobody and no other row; a bad header refuses the file. */
export const readRoster = (lines: readonly Line[], rules: RosterRules): Roster | { refused: Complaint } => {
  const table = readTable(lines, rosterColumns, rosterRequired);
  if ('refused' in table) return table;
  const communes = new Map<CommuneCode, StagedCommune>();
  const partOf = (commune: CommuneCode) => {
    const part = communes.get(commune) ?? { commune, people: [], rejected: [], strays };
    communes.set(commune, part);
    return part;
  };
  const strays: RejectedRow[] = [];
  const seen = new Set<string>();
  const findings: Finding[] = [...table.notUnderstood];
  let rejected = 0;
  for (const line of table.rows) {
    const checked = checkRosterRow(line, rules);
    findings.push(...checked.findings);
    const twice = checked.person ? namedBefore(checked.person, seen) : undefined;
    if (twice) findings.push({ sheet: '', row: line.row, column: twice.column, value: '', ...personTwice });
    if (checked.person && !twice) {
      partOf(checked.person.commune).people.push(checked.person);
    } else {
      rejected += 1;
      const commune = communeOf(line, rules);
      if (commune) partOf(commune).rejected.push(rejectedRow(line));
      else if (line.cells.full_name !== '') strays.push(rejectedRow(line));
    }
  }
  return { rows: table.rows.length, rejected, communes: [...communes.values()], findings };
};

const communeOf = (line: Row<RosterField>, { communes }: RosterRules): CommuneCode | undefined => {
  const code = CommuneCode.safeParse(line.cells.commune_code.trim().padStart(5, '0'));
  return code.success && communes.has(code.data) ? code.data : undefined;
};

const rejectedRow = ({ row, cells }: Row<RosterField>): RejectedRow => ({
  row,
  fileNumber: cells.file_number,
  idNumber: cells.id_number.replaceAll(/[\s.]/g, ''),
  name: cells.full_name,
  born: cells.born,
});

/** What a person may be recognised by inside one file; a file number is the commune's own. */
const namedBefore = (person: ListedPerson, seen: Set<string>): { column: RosterField } | undefined => {
  const { commune, fileNumber, idNumber, name, born } = person;
  const marks: [RosterField, string][] = [];
  if (idNumber) marks.push(['id_number', `id ${idNumber}`]);
  if (fileNumber) marks.push(['file_number', `file ${commune} ${foldedKey(fileNumber)}`]);
  if (marks.length === 0) marks.push(['full_name', `name ${commune} ${foldedKey(name)} ${born}`]);
  const again = marks.find(([, mark]) => seen.has(mark));
  if (!again) for (const [, mark] of marks) seen.add(mark);
  return again && { column: again[0] };
};

const personTwice = complaint(
  'person-twice',
  {
    vi: 'Người này đã có ở một dòng trước trong tệp.',
    en: 'An earlier row of this file names the same person.',
  },
  {
    vi: 'Chỉ giữ một dòng cho mỗi người; hai chế độ cho một người chưa đọc được.',
    en: 'Keep one row a person; two benefits of one person cannot be read yet.',
  },
);

export const marksOfRejected = ({ fileNumber, idNumber, name, born }: RejectedRow): Marks => ({
  fileNumber,
  idNumber,
  name,
  born,
});
