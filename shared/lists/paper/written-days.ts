import type { Month, PlainDate } from '../../domain/calendar.ts';
import type { Session } from '../../domain/geography.ts';

const weekdays = ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'];

/** Papers pad days below 10 and the months January and February, so that nobody writes a 1 before them. */
const dayText = (date: PlainDate): string => date.slice(8);
const monthNumber = (text: string): string => {
  const number = Number(text.slice(5, 7));
  return number < 3 ? `0${number}` : String(number);
};

/** `03/8`. */
export const shortDay = (date: PlainDate): string => `${dayText(date)}/${monthNumber(date)}`;

/** `03/8/2016`. */
export const writtenDay = (date: PlainDate): string => `${shortDay(date)}/${date.slice(0, 4)}`;

export const weekdayOf = (date: PlainDate): string => weekdays[new Date(Date.parse(date)).getUTCDay()] ?? '';

/** As it is read aloud: "thứ Tư ngày 3 tháng 8". */
export const spokenDay = (date: PlainDate): string =>
  `${lowerFirst(weekdayOf(date))} ngày ${Number(date.slice(8))} tháng ${Number(date.slice(5, 7))}`;

/** "tháng 8 năm 2016", on paper as aloud. */
export const writtenMonth = (month: Month): string => `tháng ${monthNumber(month)} năm ${month.slice(0, 4)}`;
export const spokenMonth = (month: Month): string =>
  `tháng ${Number(month.slice(5))} năm ${month.slice(0, 4)}`;

export const sessionNames = { AM: 'Buổi sáng', PM: 'Buổi chiều' } as const satisfies Record<Session, string>;

export const upperFirst = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
export const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** A place as it stands inside a sentence: its kind is no name, "Xã Yên Hân" is "xã Yên Hân". */
export const placeInText = (name: string): string =>
  name.replace(/^(xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố) /iu, (kind) => kind.toLowerCase());
