import type { PaperCells } from '../paper/people.ts';
import { numberIn } from '../paper/sums.ts';
import { standard } from '../benefits.ts';
import { type Fits, type Fault } from './draft.ts';
import { both, isOfGroup, isPlain } from './fits.ts';
import { error, planting, type Planting, warning } from './planting.ts';

const isOfOne: Fits = (cells) => cells.coefficient === 1;
const usual: Fits = both(isPlain, isOfOne, isOfGroup('5.5b'), (cells) => !cells.arrears);
const amountOf = ({ amount }: PaperCells): number => numberIn(amount);

const fault = (said: Fault, change: Planting['change'], fits: Fits = usual): Planting =>
  planting(said, fits, change);

const differs = warning('amount-differs-from-standard', 'and so not standard × coefficient');

const amounts: readonly Planting[] = [
  fault(error('value-missing', 'the amount is empty'), () => ({ amount: null })),
  fault(error('amount-unclear', 'an amount that a spreadsheet rounded'), () => ({
    amount: '1,08E+06',
    total: 1_080_000,
  })),
  fault(error('amount-unclear', 'an amount in words'), () => ({
    amount: 'hai trăm bảy mươi nghìn',
    total: standard,
  })),
  fault(error('amount-too-small', 'thousands of đồng instead of đồng'), () => ({
    amount: 270,
    total: standard,
  })),
  fault(error('amount-negative', 'an amount below zero'), () => ({ amount: -standard, total: standard })),
  {
    faults: [warning('amount-not-round', 'not a multiple of 1,000 đồng'), differs],
    fits: usual,
    change: () => ({ amount: standard + 500 }),
  },
  fault(warning('amount-differs-from-standard', 'the standard of before 2015'), () => ({ amount: 180_000 })),
  fault(warning('amount-differs-from-standard', 'the amount of another coefficient'), () => ({
    amount: 405_000,
  })),
  {
    faults: [warning('amount-unusual', 'ten times the amount'), differs],
    fits: usual,
    change: () => ({ amount: standard * 10 }),
  },
  fault(error('coefficient-unknown', 'a coefficient that no decree has'), () => ({ coefficient: 1.7 })),
];

const oneOffs: readonly Planting[] = [
  fault(warning('arrears-long', 'arrears of more than twelve months'), () => ({ arrears: standard * 14 })),
  fault(warning('funeral-differs', 'funeral support that is not 20 times the standard'), () => ({
    funeral: 5_000_000,
  })),
  fault(error('total-differs', 'a total that is not the sum of its row'), (cells) => ({
    total: amountOf(cells) + 10_000,
  })),
  fault(
    error('total-differs', 'arrears taken away instead of added'),
    () => ({ arrears: standard, total: standard }),
    both(isPlain, (cells) => cells.amount === 2 * standard && !cells.arrears),
  ),
  fault(
    warning(
      'carried-over-known',
      'a carry-over that the system has from the month before, unless this is its first',
    ),
    () => ({ carried_months: 1, carried_over: standard }),
  ),
  fault(error('deduction-not-paid', 'a deduction'), () => ({ deduction: 50_000 })),
];

/** Faults in what somebody is owed. */
export const moneyPlantings: readonly Planting[] = [...amounts, ...oneOffs];
