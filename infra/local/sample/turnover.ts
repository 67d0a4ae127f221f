import {
  type Benefit,
  type Benefits,
  fallenCoefficient,
  isChild,
  isPlain,
  isPlainHomeVisit,
  mayFall,
  mayRise,
  newcomersBenefit,
  risenCoefficient,
} from './benefits.ts';
import { type Chance, shuffled } from './chance.ts';

/** One entry of a roster. `person` is a number that is the same in every month and commune. */
export interface Entry {
  readonly person: number;
  readonly benefit: Benefit;
  readonly since: number;
  readonly change?: 'new' | 'raised' | 'lowered';
  /** Somebody else of the commune collects since then. */
  readonly hasNewCollector?: boolean;
}

/** One commune's people: those of the first month by number, and what has changed since. */
export interface Register {
  readonly first: number;
  readonly size: number;
  readonly gone: Set<number>;
  readonly arrived: Entry[];
  readonly changed: Map<number, Entry>;
}

/** A change moves a commune's sum by at most a tenth (else its list would wait for an approver). */
const steadySize = 24;
const leavingShare = 33 / 6_081;
const raisedShare = 6 / 6_081;
const newCollectorShare = 5 / 6_081;

/** Shares `count` changes out over the communes that can bear them, two in a hundred people at most. */
const dealChanges = (count: number, registers: readonly Register[], chance: Chance): Register[] => {
  const steady = shuffled(
    registers.filter(({ size }) => size >= steadySize),
    chance,
  );
  const rounds = Array.from({ length: 1 + Math.ceil(count / Math.max(1, steady.length)) }, (_, at) =>
    steady.filter(({ size }) => at < Math.max(1, Math.floor(size / 50))),
  );
  return rounds.flat().slice(0, count);
};

/** Somebody of the first month's people for whom it fits, never the same person twice. */
const findPerson = (
  register: Register,
  benefits: Benefits,
  fits: (benefit: Benefit) => boolean,
  chance: Chance,
): number | undefined => {
  const start = chance.below(register.size);
  for (let step = 0; step < register.size; step += 1) {
    const person = register.first + ((start + step) % register.size);
    const isTouched = register.gone.has(person) || register.changed.has(person);
    if (!isTouched && fits(benefits.of(person))) return person;
  }
  return undefined;
};

export interface Turn {
  readonly registers: readonly Register[];
  readonly benefits: Benefits;
  readonly month: number;
  readonly people: number;
  readonly chance: Chance;
}

/** People die or move away, and as many come; the sum stays what it was. */
export const comeAndGo = ({ registers, benefits, month, people, chance }: Turn, newcomer: number): number => {
  let left = 0;
  let homeVisitsToEnd = 1;
  for (const register of dealChanges(Math.round(people * leavingShare), registers, chance)) {
    const home = homeVisitsToEnd > 0 ? findPerson(register, benefits, isPlainHomeVisit, chance) : undefined;
    const person = home ?? findPerson(register, benefits, isPlain, chance);
    if (person === undefined) continue;
    if (home !== undefined) homeVisitsToEnd -= 1;
    register.gone.add(person);
    left += 1;
  }
  let next = newcomer;
  for (const host of dealChanges(left, [...registers].reverse(), chance)) {
    host.arrived.push({ person: next, benefit: newcomersBenefit(next), since: month, change: 'new' });
    next += 1;
  }
  return next;
};

/** Some amounts rise and half as many fall twice as far. */
export const adjust = ({ registers, benefits, month, people, chance }: Turn): void => {
  const rises = dealChanges(2 * Math.round((people * raisedShare) / 2), registers, chance);
  let raised = 0;
  for (const register of rises) {
    const person = findPerson(register, benefits, mayRise, chance);
    if (person === undefined) continue;
    register.changed.set(person, {
      person,
      benefit: { ...benefits.of(person), coefficient: risenCoefficient },
      since: month,
      change: 'raised',
    });
    raised += 1;
  }
  for (const register of dealChanges(registers.length, registers, chance)) {
    if (raised < 2) return;
    const person = findPerson(register, benefits, mayFall, chance);
    if (person === undefined) continue;
    register.changed.set(person, {
      person,
      benefit: { ...benefits.of(person), coefficient: fallenCoefficient },
      since: month,
      change: 'lowered',
    });
    raised -= 2;
  }
};

/** A few children are taken in by somebody else. Dealt from a pack of its own: nobody else's month changes by it. */
export const changeCollectors = ({ registers, benefits, month, people }: Turn, chance: Chance): void => {
  for (const register of dealChanges(Math.ceil(people * newCollectorShare), registers, chance)) {
    const person = findPerson(register, benefits, isChild, chance);
    if (person === undefined) continue;
    const benefit = benefits.of(person);
    register.changed.set(person, { person, benefit, since: month, hasNewCollector: true });
  }
};
