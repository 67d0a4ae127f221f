import { PlainDate, type Month } from '../../domain/calendar.ts';
import { complaint, type Complaint } from '../../domain/finding.ts';
import { yearFirst } from '../written-date.ts';

/**
 * A year, `yyyy-mm-dd` or `dd/mm/yyyy`, or the year alone where day or month is `00`. A day that the calendar does not
 * have, a spreadsheet's serial number and two digits of a year are never guessed at.
 */
export const readBorn = (text: string, listMonth: Month): string | Complaint => {
  const date = text.replace(midnight, '');
  if (twoDigits.test(date)) return bornTwoDigits;
  const [, unknownDay] = dayUnknown.exec(date) ?? [];
  const written = unknownDay ?? yearFirst(date);
  const year = Number(written.slice(0, 4));
  const isYear = /^\d{4}$/.test(written) && year >= yearMin && year <= yearMax;
  if (!isYear && !PlainDate.safeParse(written).success) return bornUnclear;
  if (written.slice(0, 7) > listMonth) return bornInFuture;
  return year < Number(listMonth.slice(0, 4)) - ageMax ? bornTooLongAgo : written;
};

/** Any other number of four digits may as well be a date that a spreadsheet counts in days. */
const yearMin = 1800;
const yearMax = 2100;
const ageMax = 130;

/** What exports of date cells append. */
const midnight = /[ T]0{1,2}:00(?::00(?:\.0+)?)?Z?$/;
const twoDigits = /^(?:\d{1,2}[/.-]\d{1,2}[/.-])?\d{2}$/;
const dayUnknown = /^(?:0{1,2}[/.-]\d{1,2}|\d{1,2}[/.-]0{1,2})[/.-](\d{4})$/;

/** The whole years that somebody can have in that month: two values where only the year of birth is known. */
export const agesIn = (month: Month, born: string): readonly [least: number, most: number] => {
  const years = Number(month.slice(0, 4)) - Number(born.slice(0, 4));
  if (born.length === 4) return [years - 1, years];
  // Whoever has their birthday in the month counts from it on (Decree 20/2021 art. 8).
  const age = born.slice(5, 7) > month.slice(5) ? years - 1 : years;
  return [age, age];
};

const writeDate = {
  vi: 'Ghi năm (1936) hoặc ngày (03/05/1936).',
  en: 'Write the year (1936) or the date (03/05/1936).',
};
export const bornUnclear = complaint(
  'born-unclear',
  { vi: 'Năm sinh hoặc ngày sinh không rõ.', en: 'The birth date or year is unclear.' },
  writeDate,
);
const bornTwoDigits = complaint(
  'born-two-digits',
  { vi: 'Năm sinh chỉ có hai chữ số.', en: 'The year of birth has only two digits.' },
  {
    vi: 'Ghi đủ bốn chữ số của năm sinh: 1936, không ghi 36.',
    en: 'Write all four digits of the year: 1936, not 36.',
  },
);
const bornInFuture = complaint(
  'born-in-future',
  { vi: 'Ngày sinh sau tháng của danh sách.', en: 'The birth is later than the month of the list.' },
  writeDate,
);
const bornTooLongAgo = complaint(
  'born-too-long-ago',
  { vi: 'Năm sinh cách đây hơn 130 năm.', en: 'The birth is more than 130 years ago.' },
  writeDate,
);
