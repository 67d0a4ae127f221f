import type { PaperCells } from '../paper/people.ts';
import type { Fault, Fits, Untouched } from './draft.ts';

/** What is changed in one row, and what should be found there; more than one thing only where one brings the other. */
export interface Planting {
  readonly faults: readonly Fault[];
  readonly fits: Fits;
  readonly change: (cells: PaperCells) => PaperCells;
}

const word =
  (severity: Fault['severity']) =>
  (rule: string, what: string): Fault => ({ rule, severity, what });
export const error = word('error');
export const warning = word('warning');

/** A row with one fault. */
export const planting = (fault: Fault, fits: Fits, change: Planting['change']): Planting => ({
  faults: [fault],
  fits,
  change,
});

/** Written as no program expects it, and yet right: nothing should be found. */
export const oddity = (fits: Fits, change: Planting['change']): Planting => ({ faults: [], fits, change });

export const plant = (rows: Untouched, plantings: readonly Planting[]): void => {
  for (const { faults, fits, change } of plantings) {
    const draft = rows.take(fits);
    if (!draft) continue;
    draft.cells = { ...draft.cells, ...change(draft.cells) };
    draft.faults.push(...faults);
  }
};
