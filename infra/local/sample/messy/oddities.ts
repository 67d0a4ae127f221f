import { standard } from '../benefits.ts';
import { both, hasCitizenId, hasOldId, hasPhone, isOfGroup, isPlain, textOf } from './fits.ts';
import { oddity, type Planting } from './planting.ts';
import type { Fits } from './draft.ts';

const nameHas =
  (letters: string): Fits =>
  (cells) =>
    textOf(cells.full_name).includes(letters);
const hasAmount =
  (amount: number): Fits =>
  (cells) =>
    cells.amount === amount && !cells.arrears;
const withPhone = both(isPlain, hasPhone);
const elder = both(isPlain, hasOldId, isOfGroup('5.5b'), hasAmount(standard));

const names: readonly Planting[] = [
  oddity(isPlain, (cells) => ({ full_name: textOf(cells.full_name).toUpperCase() })),
  oddity(isPlain, (cells) => ({ full_name: textOf(cells.full_name).normalize('NFD') })),
  oddity(nameHas('Thị'), (cells) => ({ full_name: `${textOf(cells.full_name).replace(/ [^ ]+$/, '')} Hoà` })),
  oddity(nameHas('Thị'), (cells) => ({ full_name: `${textOf(cells.full_name).replace(/ [^ ]+$/, '')} Hòa` })),
  oddity(nameHas('Đ'), (cells) => ({ full_name: textOf(cells.full_name).replaceAll('Đ', '\u00d0') })),
  oddity(isPlain, (cells) => ({ full_name: `  ${textOf(cells.full_name).replaceAll(' ', '  ')} ` })),
  oddity(isPlain, (cells) => ({ full_name: textOf(cells.full_name).replaceAll(' ', '\u00a0') })),
];

const numbers: readonly Planting[] = [
  oddity(both(isPlain, hasCitizenId), (cells) => ({
    id_number: textOf(cells.id_number).replace(/(...)(...)(...)(...)/, '$1 $2 $3 $4'),
  })),
  oddity(both(isPlain, hasOldId), (cells) => ({
    id_number: textOf(cells.id_number).replace(/(...)(...)(...)/, '$1.$2.$3'),
  })),
  /** As it was before 2018, in a block that is not given out. */
  oddity(withPhone, () => ({ phone: '01860000001' })),
  oddity(withPhone, (cells) => ({ phone: `+84${textOf(cells.phone).slice(1)}` })),
  oddity(withPhone, (cells) => ({ phone: `84${textOf(cells.phone).slice(1)}` })),
  oddity(withPhone, (cells) => ({ phone: textOf(cells.phone).replace(/(....)(...)(...)/, '$1.$2.$3') })),
  oddity(withPhone, (cells) => ({ phone: Number(textOf(cells.phone)) })),
];

const money: readonly Planting[] = [
  oddity(both(isPlain, hasAmount(standard)), () => ({ amount: '270.000', total: standard })),
  oddity(both(isPlain, hasAmount(405_000)), () => ({ amount: '405,000', total: 405_000 })),
  oddity(both(isPlain, hasAmount(540_000)), () => ({ amount: '540000.0', total: 540_000 })),
  oddity(both(isPlain, hasAmount(standard)), () => ({ arrears: '1.080.000 đ', total: 1_350_000 })),
  oddity(both(isPlain, hasAmount(405_000)), () => ({ coefficient: '1,5' })),
];

const ages: readonly Planting[] = [
  oddity(elder, () => ({ born: '00/00/1936' })),
  oddity(elder, () => ({ born: '01/01/1934' })),
  oddity(elder, () => ({ born: '3-2-1933' })),
  oddity(elder, () => ({ benefit_group: 'điểm b khoản 5' })),
  oddity(elder, () => ({ benefit_group: '5(5)b' })),
];

/** Rows that look wrong and are right: each must be read, and nothing found. */
export const oddities: readonly Planting[] = [...names, ...numbers, ...money, ...ages];
