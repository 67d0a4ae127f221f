import { isOne, marksOf, recogniser } from './identity.ts';
import type { ListedPerson, Recipient, RecipientId } from './recipient.ts';

/** Whom a person is in the register, and what they become by the list. */
export type MatchedPerson = Readonly<{ person: ListedPerson }> &
  Readonly<{ match: Recipient; becomes: Recipient } | { match: 'nobody' | 'several' }>;

export type Matched = Readonly<{
  people: readonly MatchedPerson[];
  /** Whom the people are or may be: nobody of them is missing in the list. */
  present: ReadonlySet<RecipientId>;
}>;

/**
 * Finds for all people of a list at once whom of the register they are, so that the order of rows says nothing.
 * Whoever is surely somebody comes first, names are looked for among the rest, and nobody who is wanted twice is given
 * to either. What those become who are found counts for the others: the same list again finds the same.
 */
export const matchPeople = (
  people: readonly ListedPerson[],
  register: readonly Recipient[],
  willBecome: (person: ListedPerson, match: Recipient) => Recipient,
): Matched => {
  const found = new Map<ListedPerson, Extract<MatchedPerson, { becomes: Recipient }>>();
  const known = new Map(register.map((one) => [one.recipientId, one]));
  const taken = new Set<RecipientId>();
  for (;;) {
    const open = people.filter((person) => !found.has(person));
    const { sure, named } = ask(open, [...known.values()], taken);
    const ofSure = undisputed(sure);
    const clear = ofSure.length > 0 ? ofSure : undisputed(named);
    for (const { person, one } of clear) {
      const becomes = willBecome(person, one);
      found.set(person, { person, match: one, becomes });
      known.set(one.recipientId, becomes);
      taken.add(one.recipientId);
    }
    if (clear.length > 0) continue;
    const asking = [...sure, ...named];
    const unclear = new Set(asking.map(({ person }) => person));
    const maybe = asking.flatMap((one) => one.maybe);
    return {
      people: people.map(
        (person) => found.get(person) ?? { person, match: unclear.has(person) ? 'several' : 'nobody' },
      ),
      present: new Set([...taken, ...maybe.map(({ recipientId }) => recipientId)]),
    };
  }
};

/** Somebody who is in the register, and whom they may be there; nobody where all of them are others. */
type Asking = Readonly<{ person: ListedPerson; maybe: readonly Recipient[] }>;

const ask = (
  open: readonly ListedPerson[],
  register: readonly Recipient[],
  taken: ReadonlySet<RecipientId>,
): Readonly<Record<'sure' | 'named', readonly Asking[]>> => {
  if (open.length === 0) return { sure: [], named: [] };
  const { surely, namesakes, othersCalledSo } = recogniser(register);
  const all = open.map((person) => ({ person, match: surely(marksOf(person)) }));
  const claimed = new Set(taken);
  for (const { match } of all) if (isOne(match)) claimed.add(match.recipientId);
  const free = (some: readonly Recipient[]) => some.filter(({ recipientId }) => !claimed.has(recipientId));
  const sure = all
    .filter(({ match }) => match !== 'nobody')
    .map(({ person, match }) => ({
      person,
      maybe:
        isOne(match) && !taken.has(match.recipientId)
          ? [match, ...free(othersCalledSo(marksOf(person), match))]
          : [],
    }));
  const named = all
    .filter(({ match }) => match === 'nobody')
    .map(({ person }) => ({ person, alike: namesakes(marksOf(person)) }))
    .filter(({ alike }) => alike.length > 0)
    .map(({ person, alike }) => ({ person, maybe: free(alike) }));
  return { sure, named };
};

const undisputed = (asking: readonly Asking[]): { person: ListedPerson; one: Recipient }[] => {
  const wanted = new Map<Recipient, number>();
  for (const { maybe } of asking) for (const one of maybe) wanted.set(one, (wanted.get(one) ?? 0) + 1);
  return asking.flatMap(({ person, maybe: [one, ...more] }) =>
    one && more.length === 0 && wanted.get(one) === 1 ? [{ person, one }] : [],
  );
};
