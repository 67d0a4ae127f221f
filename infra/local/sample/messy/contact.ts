import { both, hasCode, hasCollector, hasPhone, isPlain } from './fits.ts';
import { error, planting, type Planting, warning } from './planting.ts';

const phoneAs = (phone: string) => () => ({ phone });
const noteAs = (note: string) => () => ({ note });
const withPhone = both(isPlain, hasPhone);

/** The numbers are in ranges that no network has been given. */
const phones: readonly Planting[] = [
  planting(warning('phone-unclear', 'a number that is too short'), withPhone, phoneAs('05123456')),
  planting(warning('phone-unclear', 'words instead of a number'), withPhone, phoneAs('không có')),
  planting(warning('phone-landline', 'a landline cannot be texted'), withPhone, phoneAs('0209 3000 000')),
  planting(
    warning('phone-two-numbers', 'two numbers in one cell'),
    withPhone,
    phoneAs('0510000001 / 0530000001'),
  ),
  planting(
    warning('phone-two-numbers', 'two numbers, one below the other'),
    withPhone,
    phoneAs('0510000002\n0530000002'),
  ),
];

const places: readonly Planting[] = [
  planting(error('commune-unknown', 'a code that no commune has'), both(isPlain, hasCode), () => ({
    commune_code: '09999',
  })),
  planting(error('point-elsewhere', "another commune's point"), both(isPlain, hasCode), () => ({
    point_code: '09999-1',
  })),
  planting(error('home-visit-unknown', 'a home visit without its reason'), isPlain, () => ({
    home_visit: 'x',
  })),
  planting(error('home-visit-unknown', 'a reason that is none'), isPlain, () => ({ home_visit: 'Nhà xa' })),
];

const others: readonly Planting[] = [
  planting(warning('group-unknown', 'a group that the programme does not have'), isPlain, () => ({
    benefit_group: '5.9',
  })),
  planting(warning('group-unknown', 'the group in words'), isPlain, () => ({
    benefit_group: 'Người già yếu',
  })),
  planting(error('note-says-gone', 'the note says that the person died'), isPlain, noteAs('Đã chết 12/5')),
  planting(
    error('note-says-gone', 'the note says that the person moved away'),
    isPlain,
    noteAs('Chuyển đi Thái Nguyên'),
  ),
  planting(warning('collector-name-missing', "a collector's id number without a name"), hasCollector, () => ({
    collector_name: '',
  })),
];

/** Faults in where somebody is and how they are reached. */
export const contactPlantings: readonly Planting[] = [...phones, ...places, ...others];
