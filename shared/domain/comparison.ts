import { z } from 'zod';
import { complaint, Finding } from './finding.ts';
import type { KeyedFingerprint } from './fingerprint.ts';
import { CommuneCode, type Programme } from './geography.ts';
import { isNamesake, type Marks, marksOf, mintRecipientId, recogniser, rowHashOf } from './identity.ts';
import type { ComparisonCounts } from './payout-list.ts';
import { type ListedPerson, monthlyAmount, Recipient } from './recipient.ts';

/** What applying a list would write in one commune. Stops are whole recipients with their status turned. */
export const CommuneDiff = z.object({
  commune: CommuneCode,
  registerVersion: z.int().nonnegative(),
  added: z.array(Recipient),
  changed: z.array(Recipient),
  stopped: z.array(Recipient),
  findings: z.array(Finding),
});
export type CommuneDiff = z.infer<typeof CommuneDiff>;

export type CommuneComparison = Readonly<{ diff: CommuneDiff; counts: ComparisonCounts }>;

export type ComparedCommune = Readonly<{
  programme: Programme;
  commune: CommuneCode;
  registerVersion: number;
  register: readonly Recipient[];
  people: readonly ListedPerson[];
  rejected: readonly Marks[];
}>;

/**
 * What a roster changes in one commune. Whoever it does not name any more is stopped, but a rejected row
 * counts as present, and while one of them fits nobody in the register, nobody is stopped: it might be them.
 */
export const compareCommune = (given: ComparedCommune, keyed: KeyedFingerprint): CommuneComparison => {
  const { programme, commune, registerVersion, register } = given;
  const recognise = recogniser(register);
  const present = new Set<string>();
  const diff: CommuneDiff = { commune, registerVersion, added: [], changed: [], stopped: [], findings: [] };
  let unchanged = 0;

  for (const person of given.people) {
    const match = recognise(marksOf(person));
    const recipient = match === 'several' ? match : recipientFrom(programme, person, match, keyed);
    const isTaken =
      recipient !== 'several' &&
      (present.has(recipient.recipientId) ||
        (match === 'nobody' && register.some(({ recipientId }) => recipientId === recipient.recipientId)));
    if (recipient === 'several' || isTaken) {
      diff.findings.push({ sheet: '', row: person.source.row, column: 'full_name', value: '', ...whichOne });
      continue;
    }
    present.add(recipient.recipientId);
    if (match === 'nobody') diff.added.push(recipient);
    else if (match !== 'several' && match.status === 'active' && match.rowHash === recipient.rowHash)
      unchanged += 1;
    else diff.changed.push(recipient);
  }

  let isEveryRowKnown = true;
  for (const marks of given.rejected) {
    const match = recognise(marks);
    // Whom another row names too, under another name: a number was mistyped, and it might be anybody's row.
    const isKnown =
      typeof match === 'object' && (!present.has(match.recipientId) || isNamesake(marks, match));
    if (isKnown) present.add(match.recipientId);
    else isEveryRowKnown = false;
  }
  const gone = register.filter(({ status, recipientId }) => status === 'active' && !present.has(recipientId));
  const mayStop = diff.findings.length === 0 && isEveryRowKnown;
  if (mayStop) diff.stopped.push(...gone.map((one) => ({ ...one, status: 'stopped' as const })));

  return { diff, counts: countDiff(register, diff, { unchanged, stopsWaiting: mayStop ? 0 : gone.length }) };
};

/** A difference in figures; what it leaves alone cannot be seen in it and is told. */
export const countDiff = (
  register: readonly Recipient[],
  diff: CommuneDiff,
  left: Pick<ComparisonCounts, 'unchanged' | 'stopsWaiting'>,
): ComparisonCounts => {
  const active = register.filter(({ status }) => status === 'active');
  const after = afterwards(active, diff);
  return {
    ...left,
    new: diff.added.length,
    changed: diff.changed.length,
    stopped: diff.stopped.length,
    rejected: diff.findings.length,
    sizeBefore: active.length,
    sizeAfter: after.length,
    amountBefore: sumMonthly(active),
    amountAfter: sumMonthly(after),
  };
};

const recipientFrom = (
  programme: Programme,
  person: ListedPerson,
  match: Recipient | 'nobody',
  keyed: KeyedFingerprint,
): Recipient => ({
  ...person,
  programme,
  recipientId: match === 'nobody' ? mintRecipientId(programme, person, keyed) : match.recipientId,
  collector: person.collector && {
    ...person.collector,
    key: keyed(`collector ${person.collector.idNumber ?? `${person.commune} ${person.collector.name}`}`),
  },
  phoneKey: person.phone && keyed(`phone ${person.phone}`),
  status: 'active',
  rowHash: rowHashOf(person),
});

const afterwards = (active: readonly Recipient[], { added, changed, stopped }: CommuneDiff): Recipient[] => {
  const replaced = new Set([...changed, ...stopped].map(({ recipientId }) => recipientId));
  return [...active.filter(({ recipientId }) => !replaced.has(recipientId)), ...changed, ...added];
};

const sumMonthly = (recipients: readonly Recipient[]): number =>
  recipients.reduce((sum, recipient) => sum + monthlyAmount(recipient), 0);

const whichOne = complaint(
  'which-one',
  {
    vi: 'Có hơn một người trong sổ khớp với dòng này.',
    en: 'More than one person in the register fits this row.',
  },
  {
    vi: 'Thêm số sổ hoặc số CCCD để biết là ai.',
    en: 'Add the file number or the id number, so that it is clear who is meant.',
  },
);
