import { type Chance, chanceOf } from './chance.ts';
import { type Commune, hamletsOf } from './communes.ts';
import type { Entry } from './turnover.ts';
import { nameOf, peopleIn } from './names.ts';

export interface Person {
  readonly name: string;
  readonly isWoman: boolean;
  /** `1936` or `1936-05-02`. */
  readonly born: string;
  readonly idNumber: string;
  readonly hamlet: string;
  readonly phone: string;
  readonly collector?: Readonly<{ name: string; relation: string; idNumber: string }>;
}

const thisYear = 2016;
const grownUp = 16;

/** Different for every number below a million, in no visible order. */
const scattered = (number: number): string =>
  String((number * 387_911 + 271_828) % 1_000_000).padStart(6, '0');

/** Bắc Kạn's own code first; a sample beyond a million people borrows its neighbours' codes. */
const provinceCodes = ['006', '004', '002', '008', '010', '011', '012', '014', '015', '017'];

const citizenNumber = (person: number, year: number, isWoman: boolean): string => {
  const province = provinceCodes[Math.floor(person / 1_000_000) % provinceCodes.length] ?? '006';
  const century = (year >= 2000 ? 2 : 0) + (isWoman ? 1 : 0);
  return `${province}${String(century)}${String(year % 100).padStart(2, '0')}${scattered(person)}`;
};

/** The old nine digits of Bắc Kạn; only so many people can have them. */
const oldIdNumber = (person: number): string => `095${scattered(person)}`;

const idNumberOf = (person: number, year: number, isWoman: boolean): string => {
  const chance = chanceOf('papers', person);
  const age = thisYear - year;
  if (chance.happens(age < grownUp ? 0.35 : 0.05)) return '';
  const isOldPaper = age > 55 && person < 1_000_000 && chance.happens(0.6);
  return isOldPaper ? oldIdNumber(person) : citizenNumber(person, year, isWoman);
};

/** Ten digits of the modern form in ranges that no network has been given, so that no sample rings at anybody's home. */
const unusedRanges: readonly [string, ...string[]] = ['051', '053', '054', '057'];

const phoneOf = (household: number | string, seed: number): string => {
  const chance = chanceOf(seed, 'phone', household);
  return `${chance.pick(unusedRanges)}${String(chance.below(10_000_000)).padStart(7, '0')}`;
};

const pad = (number: number): string => String(number).padStart(2, '0');

const bornOf = ({ benefit }: Entry, chance: Chance): { year: number; born: string } => {
  const [from, to] = benefit.ages;
  const year = thisYear - from - chance.below(to - from + 1);
  const isWholeDate = thisYear - year < grownUp || chance.happens(0.3);
  /** Before June, so that everybody has reached the age that the benefit asks for. */
  const born = isWholeDate
    ? `${String(year)}-${pad(1 + chance.below(5))}-${pad(1 + chance.below(28))}`
    : String(year);
  return { year, born };
};

type Relations = readonly [string, ...string[]];
const kin: Readonly<Record<'woman' | 'man', Readonly<{ ofChild: Relations; ofElder: Relations }>>> = {
  woman: { ofChild: ['Mẹ', 'Mẹ', 'Bà', 'Cô', 'Bác'], ofElder: ['Con gái', 'Con dâu', 'Cháu', 'Em'] },
  man: { ofChild: ['Bố', 'Ông', 'Chú', 'Bác'], ofElder: ['Con trai', 'Con trai', 'Cháu', 'Em'] },
};

/** With one carer for every thirty people, some collect for several. */
const carersIn = (size: number): number => Math.max(2, Math.ceil(size / 30));

/** One of the commune's few carers, by number. */
const carerOf = (commune: Commune, seed: number, carer: number) => {
  const own = chanceOf(seed, 'carer', commune.code, carer);
  const isWoman = own.happens(0.6);
  return {
    kin: kin[isWoman ? 'woman' : 'man'],
    name: nameOf(peopleIn(commune.district, own), isWoman, own),
    idNumber: `091${String(own.below(1_000_000)).padStart(6, '0')}`,
    phone: phoneOf(`${commune.code}-${String(carer)}`, seed),
  };
};

export interface Home {
  readonly commune: Commune;
  readonly hamlets: readonly [string, ...string[]];
  readonly size: number;
}

export const homeOf = (commune: Commune, size: number, seed: number): Home => ({
  commune,
  hamlets: hamletsOf(commune, seed),
  size,
});

/** The person behind an entry: always the same one for the same number; the hamlet is the commune's. */
export const personOf = (entry: Entry, home: Home, seed: number): Person => {
  const chance = chanceOf(seed, 'person', entry.person);
  const { year, born } = bornOf(entry, chance);
  const age = thisYear - year;
  const isWoman = chance.happens(entry.benefit.group === '5.4' ? 0.85 : age >= 80 ? 0.62 : 0.5);
  const name = nameOf(peopleIn(home.commune.district, chance), isWoman, chance);
  const isChild = age < grownUp;
  const hasCollector = isChild || chance.happens(age >= 80 || entry.benefit.group === '5.6' ? 0.08 : 0.01);
  const hasPhone = chance.happens(age >= 80 ? 0.74 : 0.9);
  /** Every fourteenth or so gives the number of the neighbour before. */
  const household = chance.happens(0.07) ? entry.person - 1 : entry.person;
  const number = hasCollector ? chance.below(carersIn(home.size)) : undefined;
  const first = number === undefined ? undefined : carerOf(home.commune, seed, number);
  const isOther = number !== undefined && entry.hasNewCollector === true;
  const carer = isOther ? carerOf(home.commune, seed, (number + 1) % carersIn(home.size)) : first;
  const ownPhone = hasPhone ? phoneOf(household, seed) : '';
  const collector = carer && {
    name: carer.name,
    relation: chance.pick(isChild ? carer.kin.ofChild : carer.kin.ofElder),
    idNumber: carer.idNumber,
  };
  return {
    name,
    isWoman,
    born,
    idNumber: idNumberOf(entry.person, year, isWoman),
    hamlet: chanceOf(seed, 'hamlet', home.commune.code, entry.person).pick(home.hamlets),
    // Whoever collected before still has the phone on the list, and is told of the other one.
    phone: first?.phone ?? ownPhone,
    ...(collector && { collector }),
  };
};
