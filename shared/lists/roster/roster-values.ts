import { childrenMax } from '../../domain/benefit-group.ts';
import { complaint, type Complaint } from '../../domain/finding.ts';
import { plainText } from '../../domain/folded-text.ts';
import { HomeVisitReason } from '../../domain/recipient.ts';

export const readSex = (text: string): 'female' | 'male' | Complaint => {
  if (text === 'Nam') return 'male';
  if (text === 'Nữ') return 'female';
  const word = plainText(text).toLowerCase();
  if (['nu', 'female', 'f'].includes(word)) return 'female';
  return ['nam', 'male', 'm'].includes(word) ? 'male' : sexUnclear;
};

/** A programme's coefficient as Vietnamese or English spreadsheets write it: `1,5` or `1.5`. */
export const readCoefficient = (text: string, allowed: readonly number[]): number | Complaint => {
  const value = Number(text.replace(',', '.'));
  return /^\d+([.,]\d+)?$/.test(text) && allowed.includes(value) ? value : coefficientUnknown(allowed);
};

/** The coefficient of a single parent is the number of their children. */
export const readChildren = (text: string): number | Complaint => {
  const value = Number(/^(\d+)(?:[.,]0+)?$/.exec(text)?.[1]);
  return value >= 1 && value <= childrenMax ? value : childrenUnclear;
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

export const sexUnclear = complaint(
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
const childrenUnclear = complaint(
  'coefficient-unknown',
  {
    vi: 'Hệ số của người đơn thân nuôi con phải là số con.',
    en: 'The coefficient of a single parent must be the number of children.',
  },
  {
    vi: `Ghi số con, từ 1 đến ${String(childrenMax)}.`,
    en: `Write the number of children, 1 to ${String(childrenMax)}.`,
  },
);
const homeVisitUnknown = complaint(
  'home-visit-unknown',
  { vi: 'Lý do chi trả tại nhà không rõ.', en: 'The reason for a home visit is unclear.' },
  {
    vi: 'Ghi ốm đau, già yếu, khuyết tật nặng, khác, hoặc để trống.',
    en: 'Use SICK, VERY_OLD, SEVERE_DISABILITY or OTHER, or leave it empty.',
  },
);
