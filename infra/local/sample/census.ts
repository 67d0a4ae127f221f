import { type Benefits, dealBenefits } from './benefits.ts';
import { chanceOf } from './chance.ts';
import { type Commune, communesOf, sizesOf, usualCommunes } from './communes.ts';
import { adjust, changeCollectors, comeAndGo, type Entry, type Register, type Turn } from './turnover.ts';

export interface SampleParameters {
  readonly people: number;
  readonly communes: number;
  readonly seed: number;
}

export const bacKan2016: SampleParameters = { people: 6_081, communes: 122, seed: 2016 };
export const firstMonth = '2016-06';

export const parametersOf = (chosen: Partial<SampleParameters>): SampleParameters => ({
  people: chosen.people ?? bacKan2016.people,
  communes: chosen.communes ?? usualCommunes(chosen.people ?? bacKan2016.people),
  seed: chosen.seed ?? bacKan2016.seed,
});

export interface Census {
  readonly parameters: SampleParameters;
  readonly communes: readonly Commune[];
  /** Number of months since the first one. */
  readonly month: number;
  readonly people: number;
  /** The entries of one commune in that month, in the order of its file numbers. */
  entries(commune: number): Iterable<Entry>;
}

function* entriesOf(register: Register, benefits: Benefits): Generator<Entry> {
  for (let slot = 0; slot < register.size; slot += 1) {
    const person = register.first + slot;
    if (register.gone.has(person)) continue;
    yield register.changed.get(person) ?? { person, benefit: benefits.of(person), since: 0 };
  }
  yield* register.arrived;
}

/** Who is on the list in that month; nobody is held in memory but those who changed. */
export const takeCensus = (parameters: SampleParameters, month: number): Census => {
  const { people, seed } = parameters;
  const communes = communesOf(parameters.communes);
  const benefits = dealBenefits(seed);
  let first = 0;
  const registers = sizesOf(communes, people, seed).map((size): Register => {
    const register = {
      first,
      size,
      gone: new Set<number>(),
      arrived: [],
      changed: new Map<number, Entry>(),
    };
    first += size;
    return register;
  });
  let newcomer = people;
  for (let turn = 1; turn <= month; turn += 1) {
    const at: Turn = { registers, benefits, month: turn, people, chance: chanceOf(seed, 'turn', turn) };
    newcomer = comeAndGo(at, newcomer);
    adjust(at);
    changeCollectors(at, chanceOf(seed, 'collectors', turn));
  }
  return {
    parameters,
    communes,
    month,
    people,
    entries: (commune) => {
      const register = registers[commune];
      return register === undefined ? [] : entriesOf(register, benefits);
    },
  };
};
