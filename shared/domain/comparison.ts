import { applied, type CommuneDiff, countDiff } from './commune-diff.ts';
import { complaint, type Complaint, type Finding } from './finding.ts';
import type { KeyedFingerprint } from './fingerprint.ts';
import type { CommuneCode, Programme } from './geography.ts';
import { isOne, type Marks, type Recogniser, recogniser } from './identity.ts';
import { missingPeople } from './missing-people.ts';
import type { ComparisonCounts } from './payout-list.ts';
import { peopleOfRows, rowCount, rowsOf } from './people-of-rows.ts';
import { placePeople } from './placing.ts';
import type { ListedPerson, Recipient, RecipientId, StopReason } from './recipient.ts';

export type CommuneComparison = Readonly<{ diff: CommuneDiff; counts: ComparisonCounts }>;

/** A row of a corrections list that says whom to stop. */
export type StopRow = Readonly<{ sheet: string; row: number; reason: StopReason; marks: Marks }>;

export type ComparedCommune = Readonly<{
  programme: Programme;
  commune: CommuneCode;
  registerVersion: number;
  register: readonly Recipient[];
  /** Whether the list names everybody of the commune, so that who is missing is stopped. */
  isWhole: boolean;
  rows: readonly ListedPerson[];
  stops: readonly StopRow[];
  rejected: readonly Marks[];
}>;

/**
 * What a list changes in one commune. Whoever a roster does not name any more is stopped, but a rejected row counts
 * as present, and while one of them fits nobody, nobody is stopped: it might be them.
 */
export const compareCommune = (given: ComparedCommune, keyed: KeyedFingerprint): CommuneComparison => {
  const { commune, registerVersion, register } = given;
  const { places, present } = placePeople(peopleOfRows(given.rows), { ...given, keyed });
  const empty = { added: [], arrivals: [], changed: [], stopped: [], findings: [] };
  const diff: CommuneDiff = { commune, registerVersion, ...empty };
  const told = { unchanged: 0, rejected: 0, stopsWaiting: 0 };

  for (const { person, place } of places) {
    switch (place.kind) {
      case 'added':
        diff.added.push(place.recipient);
        break;
      case 'changed':
        diff.changed.push({ before: place.before, after: place.after });
        if (place.before.status === 'stopped') diff.findings.push(...findingsOf(person, returned));
        break;
      case 'unchanged':
        told.unchanged += rowCount(person);
        break;
      case 'refused':
        diff.findings.push(...findingsOf(person, place.said));
        told.rejected += rowCount(person);
    }
  }
  // The register as it will be, so that the same list again says the same of it. Mostly nobody asks.
  const isAsked = given.stops.length + given.rejected.length > 0;
  const known = recogniser(isAsked ? applied(register, diff) : []);
  const named = new Set(present);
  const stops = readStops(given.stops, known.recognise, named);
  diff.stopped.push(...stops.stopped);
  diff.findings.push(...stops.unclear.map((row) => findingOf(row, stopOfNobody)));
  told.rejected += stops.unclear.length;
  told.unchanged += stops.rowsAlreadySaid;
  if (given.isWhole) {
    const { people, isEveryRowKnown } = missingPeople(register, { ...given, present: named }, known);
    const mayStop = told.rejected === 0 && isEveryRowKnown;
    if (mayStop) diff.stopped.push(...people.map((one) => ({ ...one, status: 'stopped' as const })));
    else told.stopsWaiting = people.length;
  }
  return { diff, counts: countDiff(register, diff, told) };
};

type Stops = Readonly<{ stopped: Recipient[]; unclear: StopRow[]; rowsAlreadySaid: number }>;

/**
 * Whom rows ask to stop. Nobody is stopped by one row and named, or stopped for another reason, by another. Whoever is
 * stopped is named by that.
 */
const readStops = (
  rows: readonly StopRow[],
  recognise: Recogniser['recognise'],
  named: Set<RecipientId>,
): Stops => {
  const stopped: Recipient[] = [];
  const unclear: StopRow[] = [];
  const asked = Map.groupBy(rows, ({ marks }) => recognise(marks));
  for (const [match, same] of asked) {
    const [reason, ...others] = new Set(same.map((row) => row.reason));
    if (!isOne(match) || named.has(match.recipientId) || others.length > 0) {
      unclear.push(...same);
      continue;
    }
    named.add(match.recipientId);
    if (!isSaidAlready(match, reason)) stopped.push({ ...match, status: 'stopped', stopReason: reason });
  }
  return { stopped, unclear, rowsAlreadySaid: rows.length - unclear.length - stopped.length };
};

const isSaidAlready = ({ status, stopReason }: Recipient, reason: StopReason | undefined): boolean =>
  status === 'stopped' && (reason === 'OTHER' || reason === stopReason);

const findingsOf = (person: ListedPerson, said: Complaint): Finding[] =>
  rowsOf(person).map((row) => findingOf(row, said));

const findingOf = ({ sheet, row }: Readonly<{ sheet: string; row: number }>, said: Complaint): Finding => ({
  sheet,
  row,
  column: 'full_name',
  value: '',
  ...said,
});

const returned = complaint(
  'returned',
  {
    vi: 'Người này đã dừng hưởng và nay được hưởng lại.',
    en: 'This person had been stopped and is entitled again.',
  },
  { vi: 'Người duyệt kiểm tra quyết định hưởng lại.', en: 'The approver checks the decision.' },
  'warning',
);

const stopOfNobody = complaint(
  'stop-of-nobody',
  {
    vi: 'Dòng dừng hưởng này không khớp với ai trong sổ, hoặc trùng với một dòng khác.',
    en: 'This stop fits nobody in the register, or somebody whom another row names.',
  },
  {
    vi: 'Ghi đúng số sổ hoặc số CCCD của người cần dừng.',
    en: 'Write the file number or id number of the person to stop.',
  },
);
