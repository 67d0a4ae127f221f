import { type Chance, chanceOf, shuffled } from './chance.ts';

/** Monthly standard of 2016 in đồng (Decree 136/2013 art. 4). */
export const standard = 270_000;

/** One benefit of Decree 136/2013 art. 5 with the coefficient of art. 6 (disability: Decree 28/2012) and the ages it fits. */
export interface Benefit {
  readonly group: string;
  readonly coefficient: number;
  readonly ages: readonly [from: number, to: number];
  readonly homeVisit?: 'SICK' | 'VERY_OLD' | 'SEVERE_DISABILITY';
}

const aged80: Benefit = { group: '5.5b', coefficient: 1, ages: [80, 97] };
const parentOfOne: Benefit = { group: '5.4', coefficient: 1, ages: [24, 52] };
const parentOfMore: Benefit = { group: '5.4', coefficient: 2, ages: [26, 50] };
const severelyDisabled: Benefit = { group: '5.6', coefficient: 1.5, ages: [18, 59] };
const mostSeverelyDisabled: Benefit = { group: '5.6', coefficient: 2, ages: [18, 59] };

/**
 * The groups that the sample deals out, as Decree 136/2013 art. 5 numbers them. Whoever is known by their year only is
 * 16 at some time of the year in which their childhood ends.
 */
export const groups = {
  '5.1': { name: 'Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng', ages: [0, 16] },
  '5.2': { name: 'Người từ 16 đến 22 tuổi đang đi học, trước đó hưởng theo khoản 1', ages: [16, 22] },
  '5.3': { name: 'Người nhiễm HIV thuộc hộ nghèo' },
  '5.4': { name: 'Người đơn thân thuộc hộ nghèo đang nuôi con' },
  '5.5a': { name: 'Người cao tuổi thuộc hộ nghèo không có người phụng dưỡng', ages: [60, 130] },
  '5.5b': { name: 'Người từ đủ 80 tuổi trở lên không có lương hưu', ages: [80, 130] },
  '5.6': { name: 'Người khuyết tật nặng và đặc biệt nặng' },
} as const;

/** Cards per thousand people outside the home rounds: mean coefficient 1.2175, as Bắc Kạn's 4 billion in two months tell. */
const deck: readonly (readonly [cards: number, benefit: Benefit])[] = [
  [463, aged80],
  [190, parentOfOne],
  [25, parentOfMore],
  [95, { group: '5.5a', coefficient: 1.5, ages: [62, 78] }],
  [12, { group: '5.5a', coefficient: 2, ages: [80, 93] }],
  [140, severelyDisabled],
  [20, mostSeverelyDisabled],
  [6, { group: '5.6', coefficient: 2, ages: [5, 15] }],
  [6, { group: '5.6', coefficient: 2, ages: [61, 84] }],
  [6, { group: '5.6', coefficient: 2.5, ages: [4, 15] }],
  [22, { group: '5.1', coefficient: 1.5, ages: [5, 15] }],
  [3, { group: '5.1', coefficient: 2.5, ages: [1, 3] }],
  [6, { group: '5.2', coefficient: 1.5, ages: [17, 21] }],
  [5, { group: '5.3', coefficient: 1.5, ages: [22, 48] }],
  [1, { group: '5.3', coefficient: 2, ages: [6, 14] }],
];
const cards: readonly Benefit[] = deck.flatMap(([count, benefit]) => Array<Benefit>(count).fill(benefit));

/** Of Bắc Kạn's 6,081 people of June 2016: 123 home visits at 270,000 đồng and 25 at 405,000. */
const homeShare = 148 / 6_081;
const dearHomeShare = 25 / 148;

/** Every `share`-th of a row, spread evenly, so that whole counts come out the same for every seed. */
const ordinalOf = (index: number, share: number): number | undefined => {
  const before = Math.round(index * share);
  return Math.round((index + 1) * share) > before ? before : undefined;
};

const homeBenefit = (ordinal: number, chance: Chance): Benefit => {
  if (ordinalOf(ordinal, dearHomeShare) !== undefined) {
    return { ...severelyDisabled, homeVisit: chance.happens(0.8) ? 'SEVERE_DISABILITY' : 'SICK' };
  }
  return { ...aged80, homeVisit: chance.happens(0.7) ? 'VERY_OLD' : 'SICK' };
};

export interface Benefits {
  /** What the person with this number first gets. */
  of(person: number): Benefit;
}

/** Deals a benefit to every person of the first month by number. */
export const dealBenefits = (seed: number): Benefits => {
  const blocks = new Map<number, readonly Benefit[]>();
  const block = (at: number): readonly Benefit[] => {
    const known = blocks.get(at);
    if (known) return known;
    const dealt = shuffled(cards, chanceOf(seed, 'benefits', at));
    if (blocks.size > 8) blocks.clear();
    blocks.set(at, dealt);
    return dealt;
  };
  const of = (person: number): Benefit => {
    const ordinal = ordinalOf(person, homeShare);
    if (ordinal !== undefined) return homeBenefit(ordinal, chanceOf(seed, 'home', person));
    const place = person - Math.round(person * homeShare);
    return block(Math.floor(place / cards.length))[place % cards.length] ?? aged80;
  };
  return { of };
};

/** Newcomers get what most people get; their number says which. */
export const newcomersBenefit = (person: number): Benefit => (person % 3 === 0 ? parentOfOne : aged80);

export const isPlain = (benefit: Benefit): boolean => benefit.coefficient === 1 && !benefit.homeVisit;
export const isPlainHomeVisit = (benefit: Benefit): boolean =>
  benefit.coefficient === 1 && benefit.homeVisit !== undefined;

/** Somebody for whom a grown-up always collects. */
export const isChild = ({ ages: [, until], homeVisit }: Benefit): boolean => until < 16 && !homeVisit;

/** A disability found to be more severe: 405,000 becomes 540,000. */
export const mayRise = (benefit: Benefit): boolean =>
  benefit.group === severelyDisabled.group && benefit.coefficient === 1.5 && !benefit.homeVisit;
export const risenCoefficient = mostSeverelyDisabled.coefficient;

/** A single parent's second child has grown up: 540,000 becomes 270,000. */
export const mayFall = (benefit: Benefit): boolean =>
  benefit.group === parentOfMore.group && benefit.coefficient === parentOfMore.coefficient;
export const fallenCoefficient = parentOfOne.coefficient;
