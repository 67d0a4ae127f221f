import { chanceOf } from '../sample/chance.ts';

/** What tells people apart on a sheet; sheets know only the year of birth. */
export interface OnSheet {
  readonly commune: string;
  readonly name: string;
  readonly born: string;
  readonly hamlet: string;
}

export interface Shares {
  readonly seed: number;
  /** Of all people, who miss their day; `never` are those of them who do not come later either. */
  readonly missed: number;
  readonly never: number;
}

/**
 * comes: on the day. late: misses it, `heeds` a message if one comes, else hears of it from the hamlet head and
 * comes `lastDays` before the end. never: somebody knows why, or nobody does.
 */
export type Fate =
  | Readonly<{ kind: 'comes' }>
  | Readonly<{ kind: 'late'; reason: string; heeds: boolean; dayAfterMessage: number; lastDays: number }>
  | Readonly<{ kind: 'never'; reason: string }>;

const reasonsOfLate = ['', '', '', 'ABSENT', 'AWAY', 'NO_ID_PAPER', 'SICK_AT_HOME'] as const;
const reasonsOfLateAtHome = ['HOME_NOT_FOUND', 'AWAY', 'SICK_AT_HOME'] as const;
const reasonsOfNever = ['', '', 'AWAY', 'AWAY', 'ABSENT', 'MOVED', 'REFUSED', 'DIED'] as const;

/** Decided by the seed alone: whoever is asked again, in whatever order, does the same. */
export const fateOf = (person: OnSheet, periodId: string, isHome: boolean, shares: Shares): Fate => {
  const { commune, name, born, hamlet } = person;
  const chance = chanceOf(shares.seed, 'fate', periodId, commune, name, born, hamlet);
  const lot = chance.below(1_000_000) / 1_000_000;
  if (lot >= shares.missed) return { kind: 'comes' };
  if (lot < shares.never) return { kind: 'never', reason: chance.pick(reasonsOfNever) };
  const reason = isHome ? chance.pick(reasonsOfLateAtHome) : chance.pick(reasonsOfLate);
  const heeds = chance.happens(0.85);
  return { kind: 'late', reason, heeds, dayAfterMessage: chance.below(3), lastDays: chance.below(3) };
};
