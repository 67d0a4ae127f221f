import { foldedKey } from './folded-text.ts';
import type { ListedPerson, Source } from './recipient.ts';

/**
 * The people whom a commune's rows name: a lawful second benefit has a row of its own (Decree 20/2021 art. 6(2)) and
 * is put beside the first. Which pairs are lawful was checked row by row; here equal marks are the same person.
 */
export const peopleOfRows = (rows: readonly ListedPerson[]): ListedPerson[] => {
  const byMark = new Map<string, RowsOfOne>();
  for (const row of rows) {
    const marks = rowMarks(row);
    const same = [...new Set(marks.flatMap((mark) => byMark.get(mark) ?? []))];
    const own = {
      rows: [...same.flatMap((one) => one.rows), row],
      marks: [...same.flatMap((one) => one.marks), ...marks],
    };
    for (const mark of own.marks) byMark.set(mark, own);
  }
  return [...new Set(byMark.values())].map(({ rows: ofOne }) =>
    ofOne.toSorted(byGroup).reduce((first, further) => together(first, further)),
  );
};

type RowsOfOne = Readonly<{ rows: readonly ListedPerson[]; marks: readonly string[] }>;

/** The rows of the list that speak of the person. */
export const rowsOf = ({ source, benefits }: Pick<ListedPerson, 'source' | 'benefits'>): Source[] => [
  source,
  ...benefits.flatMap((benefit) => benefit.source ?? []),
];

export const rowCount = (person: Pick<ListedPerson, 'source' | 'benefits'>): number => rowsOf(person).length;

export const countRows = (people: readonly ListedPerson[]): number =>
  people.reduce((sum, one) => sum + rowCount(one), 0);

const rowMarks = ({ fileNumber, idNumber, name, born }: ListedPerson): string[] => {
  const marks: string[] = [];
  if (idNumber) marks.push(`id ${idNumber}`);
  if (fileNumber) marks.push(`file ${foldedKey(fileNumber)}`);
  return marks.length > 0 ? marks : [`name ${foldedKey(name)} ${born}`];
};

const byGroup = (one: ListedPerson, other: ListedPerson): number => {
  const [a, b] = [groupOf(one), groupOf(other)];
  return a === b ? 0 : a < b ? -1 : 1;
};

const groupOf = ({ benefits }: ListedPerson): string => benefits[0]?.group ?? '';

/** The row of the first group says who it is, wherever the rows stand; a further one adds what it leaves open. */
const together = (first: ListedPerson, further: ListedPerson): ListedPerson => ({
  ...first,
  sex: first.sex ?? further.sex,
  fileNumber: first.fileNumber ?? further.fileNumber,
  idNumber: first.idNumber ?? further.idNumber,
  phone: first.phone ?? further.phone,
  collector: first.collector ?? further.collector,
  homeVisit: first.homeVisit ?? further.homeVisit,
  pointId: first.pointId ?? further.pointId,
  decisionNumber: first.decisionNumber ?? further.decisionNumber,
  funeral: sumOf(first.funeral, further.funeral),
  openingCarryOver: sumOf(first.openingCarryOver, further.openingCarryOver),
  benefits: [
    ...first.benefits,
    ...further.benefits.map((benefit) => ({ ...benefit, source: benefit.source ?? further.source })),
  ],
});

type OneOff = ListedPerson['funeral'];

/** What both rows say is owed, as the file's own total has it. */
const sumOf = (one: OneOff, other: OneOff): OneOff =>
  one && other ? { ...one, amount: one.amount + other.amount } : (one ?? other);
