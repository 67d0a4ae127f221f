import { complaint, type Complaint } from '../domain/finding.ts';
import { type Month, PlainDate } from '../domain/calendar.ts';
import { plainText } from '../domain/folded-text.ts';
import { HomeVisitReason } from '../domain/recipient.ts';
import { yearFirst } from './written-date.ts';

/** A year, `yyyy-mm-dd` or `dd/mm/yyyy`; nobody is born after the list's month or 130 years before it. */
export const readBorn = (text: string, listMonth: Month): string | Complaint => {
  const written = yearFirst(text);
  const isReal = /^\d{4}$/.test(written) || PlainDate.safeParse(written).success;
  const isBorn = written.slice(0, 7) <= listMonth;
  return isReal && isBorn && Number(written.slice(0, 4)) >= Number(listMonth.slice(0, 4)) - 130
    ? written
    : bornUnclear;
};

/** Twelve digits (CCCD) or nine (CMND); spaces and dots between them, and a spreadsheet's `.0`, do not count. */
export const readIdNumber = (text: string): string | Complaint => {
  const digits = text.replace(/\.0{1,2}$/, '').replaceAll(/[\s.]/g, '');
  if (/^\d{9}$|^\d{12}$/.test(digits) && !/^0+$/.test(digits)) return digits;
  if (/^\d{10,11}$/.test(digits)) return idNumberShort(digits.padStart(12, '0'));
  return idNumberUnclear;
};

/** A Vietnamese mobile number as `+84…`. */
export const readPhone = (text: string): string | Complaint => {
  const digits = /^(?:\+?84|0)?([35789]\d{8})$/.exec(text.replaceAll(/[\s().-]/g, ''))?.[1];
  return digits === undefined ? phoneUnclear : `+84${digits}`;
};

export const readSex = (text: string): 'female' | 'male' | Complaint => {
  const word = plainText(text).toLowerCase();
  if (['nu', 'female', 'f'].includes(word)) return 'female';
  return ['nam', 'male', 'm'].includes(word) ? 'male' : sexUnclear;
};

/** A programme's coefficient as Vietnamese or English spreadsheets write it: `1,5` or `1.5`. */
export const readCoefficient = (text: string, allowed: readonly number[]): number | Complaint => {
  const value = Number(text.replace(',', '.'));
  return /^\d+([.,]\d+)?$/.test(text) && allowed.includes(value) ? value : coefficientUnknown(allowed);
};

/** The reason as the register keeps it, or in an officer's words. An `x` says that, but not why: see the complaint. */
export const readHomeVisit = (text: string): HomeVisitReason | Complaint => {
  const word = plainText(text).toLowerCase();
  const reason = HomeVisitReason.safeParse(homeVisitWords[word] ?? text.toUpperCase());
  return reason.success ? reason.data : homeVisitUnknown;
};

const homeVisitWords: Readonly<Record<string, HomeVisitReason>> = {
  om: 'SICK',
  'om dau': 'SICK',
  'gia yeu': 'VERY_OLD',
  'khuyet tat nang': 'SEVERE_DISABILITY',
  khac: 'OTHER',
};

const bornUnclear = complaint(
  'born-unclear',
  { vi: 'Năm sinh hoặc ngày sinh không rõ.', en: 'The birth date or year is unclear.' },
  { vi: 'Ghi năm (1936) hoặc ngày (03/05/1936).', en: 'Write the year (1936) or the date (03/05/1936).' },
);
const idNumberShort = (likely: string): Complaint =>
  complaint(
    'id-number-lost-zero',
    { vi: 'Số CCCD thiếu số 0 ở đầu.', en: 'The id number lost its leading zeros.' },
    { vi: `Có thể là ${likely}: kiểm tra rồi sửa.`, en: `Probably ${likely}: check it and mend it.` },
  );
const idNumberUnclear = complaint(
  'id-number-unclear',
  { vi: 'Số CCCD/CMND không đúng.', en: 'This is not an id number.' },
  {
    vi: 'Ghi 12 số (CCCD) hoặc 9 số (CMND) dưới dạng văn bản, hoặc để trống.',
    en: 'Write 12 digits (CCCD) or 9 (CMND) as text, or leave it empty.',
  },
);
const phoneUnclear = complaint(
  'phone-unclear',
  {
    vi: 'Số điện thoại không dùng được, đã bỏ qua.',
    en: 'The phone number cannot be used and was left out.',
  },
  { vi: 'Ghi một số di động 10 chữ số.', en: 'Write one mobile number of 10 digits.' },
  'warning',
);
const sexUnclear = complaint(
  'sex-unclear',
  { vi: 'Giới tính không rõ, đã bỏ qua.', en: 'The sex is unclear and was left out.' },
  { vi: 'Ghi Nam hoặc Nữ.', en: 'Write Nam or Nữ.' },
  'warning',
);
const coefficientUnknown = (allowed: readonly number[]): Complaint =>
  complaint(
    'coefficient-unknown',
    { vi: 'Hệ số không có trong quy định.', en: 'No such coefficient is in the settings.' },
    { vi: `Dùng một trong: ${allowed.join('; ')}.`, en: `Use one of ${allowed.join('; ')}.` },
  );
const homeVisitUnknown = complaint(
  'home-visit-unknown',
  { vi: 'Lý do chi trả tại nhà không rõ.', en: 'The reason for a home visit is unclear.' },
  {
    vi: 'Ghi ốm đau, già yếu, khuyết tật nặng, khác, hoặc để trống.',
    en: 'Use SICK, VERY_OLD, SEVERE_DISABILITY or OTHER, or leave it empty.',
  },
);
