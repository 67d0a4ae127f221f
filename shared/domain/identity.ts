import { fingerprint, type KeyedFingerprint } from './fingerprint.ts';
import { foldedKey } from './folded-text.ts';
import { type ListedPerson, type Recipient, RecipientId } from './recipient.ts';
import type { Programme } from './geography.ts';

/** What a row may be recognised by, best first: file number, else id number, else name and birth. */
export type Marks = Readonly<{ fileNumber: string; idNumber: string; name: string; born: string }>;

export const marksOf = ({ fileNumber, idNumber, name, born }: ListedPerson): Marks => ({
  fileNumber: fileNumber ?? '',
  idNumber: idNumber ?? '',
  name,
  born,
});

export type Match = Recipient | 'nobody' | 'several';

/** Finds whom of a commune's register a row means; two who fit equally well are never guessed between. */
export const recogniser = (register: readonly Recipient[]): ((marks: Marks) => Match) => {
  const byFile = Map.groupBy(register, ({ fileNumber }) => foldedKey(fileNumber ?? ''));
  const byId = Map.groupBy(register, ({ idNumber }) => idNumber ?? '');
  const byName = Map.groupBy(register, ({ name, born }) => nameMark(name, born));
  const only = (found: readonly Recipient[] | undefined): Match =>
    found?.[0] === undefined ? 'nobody' : found.length === 1 ? found[0] : 'several';
  return ({ fileNumber, idNumber, name, born }) => {
    const byNumber = fileNumber === '' ? 'nobody' : only(byFile.get(foldedKey(fileNumber)));
    if (byNumber !== 'nobody') return byNumber;
    const byIdNumber = idNumber === '' ? 'nobody' : only(byId.get(idNumber));
    if (byIdNumber !== 'nobody') return byIdNumber;
    const byNameMark = only(byName.get(nameMark(name, born))?.filter(couldBe({ fileNumber, idNumber })));
    return byNameMark;
  };
};

/** Same name and birth are the same person only where no number of theirs says otherwise. */
const couldBe =
  ({ fileNumber, idNumber }: Pick<Marks, 'fileNumber' | 'idNumber'>) =>
  (recipient: Recipient): boolean =>
    !(fileNumber && recipient.fileNumber) && !(idNumber && recipient.idNumber);

export const isNamesake = (marks: Marks, { name, born }: Recipient): boolean =>
  nameMark(marks.name, marks.born) === nameMark(name, born);

const nameMark = (name: string, born: string): string => `${foldedKey(name)} ${born}`;

/** The id of somebody new. An id number leads to the same id in whichever commune it is first seen. */
export const mintRecipientId = (
  programme: Programme,
  person: ListedPerson,
  keyed: KeyedFingerprint,
): RecipientId => {
  const { fileNumber, idNumber, commune, name, born } = person;
  const mark = fileNumber
    ? `file ${commune} ${foldedKey(fileNumber)}`
    : idNumber
      ? `id ${idNumber}`
      : `name ${commune} ${nameMark(name, born)}`;
  return RecipientId.parse(keyed(`recipient ${programme} ${mark}`).slice(0, 10));
};

/** Equal hashes: the list says of the person what it said before, wherever the row stands. */
export const rowHashOf = (person: ListedPerson): string => fingerprint({ ...person, source: undefined });
