import {
  both,
  hasCitizenId,
  hasCode,
  hasNoId,
  hasOldId,
  isOfAnyAge,
  isOfGroup,
  isPlain,
  textOf,
  yearOf,
} from './fits.ts';
import { error, planting, type Planting, warning } from './planting.ts';

const idOf = (id: string) => () => ({ id_number: id });
const bornAs = (born: string | number | null) => () => ({ born });

const named: readonly Planting[] = [
  planting(error('value-missing', 'the name is empty'), both(isPlain, hasCitizenId), () => ({
    full_name: '',
  })),
  planting(error('value-missing', 'neither year nor date of birth'), both(isPlain, hasOldId), bornAs(null)),
  planting(error('value-missing', 'the coefficient is empty'), isPlain, () => ({ coefficient: null })),
  planting(warning('numbers-missing', 'neither id number nor file number'), both(isPlain, hasNoId), () => ({
    file_number: '',
  })),
];

const born: readonly Planting[] = [
  planting(error('born-unclear', '30 February'), both(isPlain, hasOldId), bornAs('30/02/1935')),
  planting(error('born-unclear', 'about 1940, in words'), both(isPlain, hasOldId), bornAs('khoảng 1940')),
  planting(error('born-two-digits', 'a year of two digits'), both(isPlain, hasOldId), bornAs(36)),
  planting(
    error('born-two-digits', 'a date with a year of two digits'),
    both(isPlain, hasOldId),
    bornAs('12/05/36'),
  ),
  planting(error('born-in-future', '2036 for 1936'), both(isPlain, hasOldId), bornAs(2036)),
  planting(error('born-too-long-ago', '1836 for 1936'), both(isPlain, hasOldId), bornAs(1836)),
  planting(
    warning('born-differs-from-id', 'the id number tells another year of birth'),
    both(isPlain, hasCitizenId, isOfAnyAge, (cells) => yearOf(cells) < 1990),
    (cells) => ({ born: yearOf(cells) + 2 }),
  ),
];

const sex: readonly Planting[] = [
  planting(
    warning('sex-differs-from-id', 'the year stands under the other sex than the id number tells'),
    both(isPlain, hasCitizenId),
    ({ sex: written }) => ({ sex: written === 'Nam' ? 'Nữ' : 'Nam' }),
  ),
  planting(warning('sex-unclear', 'a sex mistyped'), both(isPlain, hasOldId, hasCode), () => ({
    sex: 'Nan',
  })),
];

/** Another province's number, for Bắc Kạn's lose two zeros; sex and year stay as they are. */
const withOneZero = (id: string): string => `019${id.slice(3)}`;

const idNumbers: readonly Planting[] = [
  planting(
    error('id-number-lost-zero', 'a number of which two zeros are lost'),
    both(isPlain, hasCitizenId),
    (cells) => ({
      id_number: Number(textOf(cells.id_number)),
    }),
  ),
  planting(
    error('id-number-lost-zero', 'a number of which one zero is lost'),
    both(isPlain, hasCitizenId),
    (cells) => ({
      id_number: Number(withOneZero(textOf(cells.id_number))),
    }),
  ),
  planting(
    error('id-number-rounded', 'a number that a spreadsheet rounded'),
    both(isPlain, hasCitizenId),
    idOf('6.09E+09'),
  ),
  planting(
    error('id-number-rounded', 'the same with a comma'),
    both(isPlain, hasCitizenId),
    idOf('6,13E+09'),
  ),
  planting(error('id-number-unclear', 'letters among the digits'), both(isPlain, hasOldId), (cells) => ({
    id_number: `${textOf(cells.id_number).slice(0, 6)}O1l`,
  })),
  planting(error('id-number-unclear', 'all zeros'), both(isPlain, hasOldId), idOf('000000000')),
];

const ages: readonly Planting[] = [
  planting(
    warning('age-outside-group', 'a group for people of 80 and more, and 70 years old'),
    both(isPlain, hasOldId, isOfGroup('5.5b')),
    bornAs(1946),
  ),
  planting(
    warning('age-outside-group', 'a group for children, and 60 years old'),
    both(isPlain, hasOldId),
    ({ benefit_group }) => (benefit_group === '5.1' ? {} : { born: 1956, benefit_group: '5.1' }),
  ),
];

/** Faults in who somebody is. */
export const whoPlantings: readonly Planting[] = [...named, ...born, ...sex, ...idNumbers, ...ages];
