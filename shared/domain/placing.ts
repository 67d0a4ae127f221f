import { isLawfulPair, kindOfGroup } from './benefit-group.ts';
import { complaint, type Complaint } from './finding.ts';
import type { KeyedFingerprint } from './fingerprint.ts';
import type { Programme } from './geography.ts';
import { mintRecipientId, rowHashOf } from './identity.ts';
import { type MatchedPerson, matchPeople } from './matching.ts';
import type { ListedPerson, Recipient, RecipientId } from './recipient.ts';

export type Placed = Readonly<
  | { kind: 'added'; recipient: Recipient }
  | { kind: 'changed'; before: Recipient; after: Recipient }
  | { kind: 'unchanged' }
  | { kind: 'refused'; said: Complaint }
>;
export type PlacedPeople = Readonly<{
  places: readonly Readonly<{ person: ListedPerson; place: Placed }>[];
  /** Whom the people are or may be: nobody of them is missing in the list. */
  present: ReadonlySet<RecipientId>;
}>;
type Given = Readonly<{
  programme: Programme;
  register: readonly Recipient[];
  /** Whether the list says everything of everybody, or only corrects. */
  isWhole: boolean;
  keyed: KeyedFingerprint;
}>;

/** Finds everybody's place in the register; nobody's is guessed. */
export const placePeople = (listed: readonly ListedPerson[], given: Given): PlacedPeople => {
  const { programme, register, isWhole, keyed } = given;
  const filled = isWhole ? withNumbersOf : correcting;
  const willBecome = (person: ListedPerson, match: Recipient): Recipient =>
    mayNotBe(person, match) ? match : asListed(filled(match, person), match, keyed);
  const matched = matchPeople(listed, register, willBecome);
  const known = new Set(register.map(({ recipientId }) => recipientId));
  const present = new Set(matched.present);

  const placeOf = (one: MatchedPerson): Placed => {
    const { person } = one;
    if ('becomes' in one) {
      const { match, becomes } = one;
      const said = mayNotBe(person, match);
      if (said) return { kind: 'refused', said };
      const isSame = match.status === 'active' && match.rowHash === becomes.rowHash;
      return isSame ? { kind: 'unchanged' } : { kind: 'changed', before: match, after: becomes };
    }
    if (one.match === 'several') return { kind: 'refused', said: whichOne };
    const recipientId = mintRecipientId(programme, person, keyed, (taken) => known.has(taken));
    known.add(recipientId);
    present.add(recipientId);
    return { kind: 'added', recipient: asListed(person, { programme, recipientId }, keyed) };
  };
  return {
    places: matched.people.map((one) => ({ person: one.person, place: placeOf(one) })),
    present,
  };
};

/**
 * Only a decision that was not on record before takes a death back. Who was stopped and comes back with another id
 * number may be somebody else, or be paid under the old one in another commune.
 */
const mayNotBe = ({ decisionNumber, idNumber }: ListedPerson, match: Recipient): Complaint | undefined => {
  const isNewDecision = decisionNumber !== undefined && decisionNumber !== match.decisionNumber;
  if (match.stopReason === 'DIED' && !isNewDecision) return recordedAsDead;
  const isOtherNumber = idNumber !== undefined && match.idNumber !== undefined && idNumber !== match.idNumber;
  return match.status === 'stopped' && isOtherNumber ? whichOne : undefined;
};

/** A number that the list leaves out this time is still theirs: nobody else may have it, and it finds them again. */
const withNumbersOf = (match: Recipient, person: ListedPerson): ListedPerson => ({
  ...person,
  fileNumber: person.fileNumber ?? match.fileNumber,
  idNumber: person.idNumber ?? match.idNumber,
});

/** A correction takes nothing away that it does not speak of: empty cells and missing columns leave what is known. */
const correcting = (match: Recipient, person: ListedPerson): ListedPerson => ({
  ...withNumbersOf(match, person),
  born: match.born.startsWith(person.born) ? match.born : person.born,
  sex: person.sex ?? match.sex,
  hamlet: person.hamlet === '' ? match.hamlet : person.hamlet,
  phone: person.phone ?? match.phone,
  collector: person.collector ?? collectorOf(match),
  decisionNumber: person.decisionNumber ?? match.decisionNumber,
  pointId: person.pointId ?? match.pointId,
  homeVisit: person.homeVisit ?? match.homeVisit,
  benefits: [...benefitsBeside(person, match), ...person.benefits],
});

const collectorOf = ({ collector }: Recipient): ListedPerson['collector'] =>
  collector && { name: collector.name, relation: collector.relation, idNumber: collector.idNumber };

/** A lawful second benefit that the correction does not name goes on; every other one is the one that it corrects. */
const benefitsBeside = (
  { benefits: said }: ListedPerson,
  { benefits }: Recipient,
): ListedPerson['benefits'] =>
  benefits.filter(({ group }) =>
    said.every((one) => isLawfulPair(kindOfGroup(one.group), kindOfGroup(group))),
  );

const asListed = (
  person: ListedPerson,
  { programme, recipientId }: Pick<Recipient, 'programme' | 'recipientId'>,
  keyed: KeyedFingerprint,
): Recipient => ({
  ...person,
  programme,
  recipientId,
  collector: person.collector && {
    ...person.collector,
    key: keyed(`collector ${person.collector.idNumber ?? `${person.commune} ${person.collector.name}`}`),
  },
  phoneKey: person.phone && keyed(`phone ${person.phone}`),
  status: 'active',
  rowHash: rowHashOf(person),
});

const whichOne = complaint(
  'which-one',
  {
    vi: 'Không rõ dòng này là ai trong sổ: có hơn một người khớp, hoặc các số trỏ đến những người khác nhau.',
    en: 'It is unclear who in the register is meant: more than one person fits, or the numbers disagree.',
  },
  {
    vi: 'Kiểm tra số sổ và số CCCD, ghi đúng số của người này.',
    en: 'Check the file number and the id number and write those of this person.',
  },
);
const recordedAsDead = complaint(
  'recorded-as-dead',
  { vi: 'Người này đã được ghi nhận là đã chết.', en: 'This person is recorded as dead.' },
  {
    vi: 'Xoá dòng này; nếu ghi nhận sai, ghi số quyết định hưởng lại vào cột số quyết định.',
    en: 'Remove the row; if that was a mistake, write the number of the decision that reverses it.',
  },
);
