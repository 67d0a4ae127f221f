import { isOne, type Marks, type Recogniser } from './identity.ts';
import type { Recipient, RecipientId } from './recipient.ts';

export type Missing = Readonly<{
  people: readonly Recipient[];
  /** Otherwise one of the people may be whom a rejected row means. */
  isEveryRowKnown: boolean;
}>;
type Named = Readonly<{ present: ReadonlySet<RecipientId>; rejected: readonly Marks[] }>;

/** Whom a roster leaves out. Everybody whom a rejected row may mean counts as named. */
export const missingPeople = (
  register: readonly Recipient[],
  { present, rejected }: Named,
  { recognise, namesakes }: Recogniser,
): Missing => {
  const named = new Set(present);
  const strangers: Marks[] = [];
  for (const marks of rejected) {
    const alike = namesakes({ ...marks, fileNumber: '', idNumber: '' });
    for (const { recipientId } of alike) named.add(recipientId);
    const match = recognise(marks);
    if (alike.length === 0 || !isOne(match)) strangers.push(marks);
    else named.add(match.recipientId);
  }
  let isEveryRowKnown = true;
  for (const marks of strangers) {
    const match = recognise(marks);
    // The number of somebody whom another row names too was mistyped: it might be anybody's row.
    if (isOne(match) && !named.has(match.recipientId)) named.add(match.recipientId);
    else isEveryRowKnown = false;
  }
  const people = register.filter(({ status, recipientId }) => status === 'active' && !named.has(recipientId));
  return { people, isEveryRowKnown };
};
