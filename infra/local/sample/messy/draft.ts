import { chanceOf, shuffled } from '../chance.ts';
import type { Commune } from '../communes.ts';
import type { PaperCells } from '../paper/people.ts';

/** What somebody who reads the file should find in one row, by the rule's word. */
export interface Fault {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly what: string;
}

/** A person's row while it is being spoilt. */
export interface Draft {
  readonly commune: Commune;
  cells: PaperCells;
  readonly faults: Fault[];
  /** Rows put behind it that roster.csv does not have. */
  readonly followers: Draft[];
}

export const newDraft = (commune: Commune, cells: PaperCells): Draft => ({
  commune,
  cells,
  faults: [],
  followers: [],
});

export type Fits = (cells: PaperCells, commune: Commune) => boolean;

/** The rows that nothing was done to yet, in an order by chance, so that faults spread over the sheets. */
export interface Untouched {
  /** One that fits, never to be given again. */
  take(fits: Fits): Draft | undefined;
  /** So many that fit, in the order of the file, or none at all. */
  takeSome(count: number, fits: Fits): readonly Draft[];
}

export const untouched = (drafts: readonly Draft[], seed: number): Untouched => {
  const chance = chanceOf(seed, 'messy');
  const places = new Map(drafts.map((draft, at) => [draft, at]));
  const placeOf = (draft: Draft): number => places.get(draft) ?? 0;
  let rest = shuffled(drafts, chance);
  const takeSome = (count: number, fits: Fits): readonly Draft[] => {
    const taken = new Set<Draft>();
    for (const draft of rest) {
      if (taken.size === count) break;
      if (fits(draft.cells, draft.commune)) taken.add(draft);
    }
    if (taken.size < count) return [];
    rest = rest.filter((draft) => !taken.has(draft));
    return [...taken].toSorted((one, other) => placeOf(one) - placeOf(other));
  };
  return { takeSome, take: (fits) => takeSome(1, fits)[0] };
};
