import { fingerprint, type KeyedFingerprint } from './fingerprint.ts';
import { foldedKey } from './folded-text.ts';
import type { Programme } from './geography.ts';
import { type ListedPerson, type Recipient, RecipientId } from './recipient.ts';

/** What a row may be recognised by, best first: file number, else id number, else name and birth. */
export type Marks = Readonly<{ fileNumber: string; idNumber: string; name: string; born: string }>;

export const marksOf = ({ fileNumber, idNumber, name, born }: ListedPerson): Marks => ({
  fileNumber: fileNumber ?? '',
  idNumber: idNumber ?? '',
  name,
  born,
});

/** `several`: two who fit equally well, or numbers that mean different people; nobody guesses between them. */
export type Match = Recipient | 'nobody' | 'several';

export type Recogniser = Readonly<{
  /** Whom a row means. */
  recognise: (marks: Marks) => Match;
  /** The same, but by numbers only, or by name and birth to the letter where neither side has a number. */
  surely: (marks: Marks) => Match;
  /** All of that name and year of birth of whom no number and no date says that they are somebody else. */
  namesakes: (marks: Marks) => readonly Recipient[];
  /** Entitled people who are called as the row says, where its one number is somebody else's: it may be mistyped. */
  othersCalledSo: (marks: Marks, numbered: Recipient) => readonly Recipient[];
}>;

/** Finds whom of a commune's register a row means. */
export const recogniser = (register: readonly Recipient[]): Recogniser => {
  const byFile = Map.groupBy(register, ({ fileNumber }) => foldedKey(fileNumber ?? ''));
  const byId = Map.groupBy(register, ({ idNumber }) => idNumber ?? '');
  const byName = Map.groupBy(register, ({ name, born }) => nameMark(name, born));

  const byNumbers = (marks: Marks): Match => {
    const { fileNumber, idNumber } = marks;
    const ofFile = fileNumber === '' ? 'nobody' : only(byFile.get(foldedKey(fileNumber)));
    const ofId = idNumber === '' ? 'nobody' : only(byId.get(idNumber));
    if (isOne(ofFile) && isOne(ofId) && ofFile !== ofId) return 'several';
    if (isOne(ofFile)) return isSomebodyElse(marks, ofFile) ? 'several' : ofFile;
    return ofFile === 'several' ? ofFile : ofId;
  };
  const namesakes = (marks: Marks): readonly Recipient[] =>
    (byName.get(nameMark(marks.name, marks.born)) ?? []).filter((one) => couldBe(marks, one));
  const recognise = (marks: Marks): Match => {
    const match = byNumbers(marks);
    return match === 'nobody' ? only(namesakes(marks)) : match;
  };
  const surely = (marks: Marks): Match => {
    const match = byNumbers(marks);
    return match === 'nobody' ? only(namesakes(marks).filter((one) => isToTheLetter(marks, one))) : match;
  };
  const othersCalledSo = (marks: Marks, numbered: Recipient): readonly Recipient[] => {
    const isSure = marks.fileNumber !== '' && marks.idNumber !== '' && marks.idNumber === numbered.idNumber;
    if (isSure || nameMark(marks.name, marks.born) === nameMark(numbered.name, numbered.born)) return [];
    return namesakes({ ...marks, fileNumber: '', idNumber: '' }).filter(({ status }) => status === 'active');
  };
  return { recognise, surely, namesakes, othersCalledSo };
};

const only = (found: readonly Recipient[] | undefined): Match =>
  found?.[0] === undefined ? 'nobody' : found.length === 1 ? found[0] : 'several';

export const isOne = (match: Match): match is Recipient => typeof match === 'object';

/** A file number that was given to somebody new: neither the id number nor the name is the old holder's. */
const isSomebodyElse = ({ idNumber, name, born }: Marks, recipient: Recipient): boolean =>
  idNumber !== '' &&
  recipient.idNumber !== undefined &&
  idNumber !== recipient.idNumber &&
  nameMark(name, born) !== nameMark(recipient.name, recipient.born);

/** Same name and birth are the same person only where no number of theirs and no date says otherwise. */
const couldBe = ({ fileNumber, idNumber, born }: Marks, recipient: Recipient): boolean =>
  !(fileNumber && recipient.fileNumber) &&
  !(idNumber && recipient.idNumber) &&
  (born.startsWith(recipient.born) || recipient.born.startsWith(born));

/** Of the same name already: whom the list called so before, and never by a number. */
const isToTheLetter = ({ fileNumber, idNumber, born }: Marks, recipient: Recipient): boolean =>
  !fileNumber && !idNumber && !recipient.fileNumber && !recipient.idNumber && born === recipient.born;

/** By the year: a birth that is known to the day by now is still the same birth. */
const nameMark = (name: string, born: string): string => `${foldedKey(name)} ${born.slice(0, 4)}`;

/**
 * The id of somebody new in a commune, by what first identifies them; another one where that was somebody else's
 * before. Who moves brings theirs along.
 */
export const mintRecipientId = (
  programme: Programme,
  { fileNumber, idNumber, commune, name, born }: ListedPerson,
  keyed: KeyedFingerprint,
  isTaken: (recipientId: RecipientId) => boolean,
): RecipientId => {
  const mark = fileNumber
    ? `file ${foldedKey(fileNumber)}`
    : idNumber
      ? `id ${idNumber}`
      : `name ${foldedKey(name)} ${born}`;
  for (let further = ''; ; further += '+') {
    const content = `recipient ${programme} ${commune} ${mark}${further}`;
    const recipientId = RecipientId.parse(keyed(content).slice(0, 10));
    if (!isTaken(recipientId)) return recipientId;
  }
};

/** Equal hashes: the list says of the person what it said before, wherever the rows stand. */
export const rowHashOf = (person: ListedPerson): string =>
  fingerprint({
    ...person,
    source: undefined,
    benefits: person.benefits
      .map((benefit) => ({ ...benefit, source: undefined }))
      .toSorted((a, b) => (a.group < b.group ? -1 : 1)),
  });
