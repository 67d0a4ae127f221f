import { complaint, type Complaint } from '../../domain/finding.ts';

/** Twelve digits (CCCD) or nine (CMND); spaces and dots between them, and a spreadsheet's `.0`, do not count. */
export const readIdNumber = (text: string): string | Complaint => {
  const digits = isPlainNumber(text) ? text : bareIdNumber(text);
  if (!isPlainNumber(digits)) return rounded.test(text) ? idNumberRounded : idNumberUnclear;
  if (digits.length === 12 || digits.length === 9) return Number(digits) > 0 ? digits : idNumberUnclear;
  if (digits.length === 10 || digits.length === 11) return idNumberLostZero(digits.padStart(12, '0'));
  return idNumberUnclear;
};

/** What is left of a number when everything is taken away that may stand around and between its digits. */
export const bareIdNumber = (text: string): string =>
  text
    .replace(/^'/, '')
    .replace(/\.0{1,2}$/, '')
    .replaceAll(/[\s.]/g, '');

/** Asked of every number of a list, so without a pattern. */
const isPlainNumber = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return text.length > 0;
};

const rounded = /^\d+(?:[.,]\d+)?E\+?\d+$/i;

/** A number of twelve digits tells sex and year of birth: after the province a digit for century and sex, then two of the year. */
export const toldByIdNumber = (idNumber: string): { sex: 'female' | 'male'; year: string } | undefined => {
  if (idNumber.length !== 12) return undefined;
  const centuryAndSex = idNumber.charCodeAt(3) - 48;
  return {
    sex: centuryAndSex % 2 === 0 ? 'male' : 'female',
    year: `${String(19 + Math.floor(centuryAndSex / 2))}${idNumber.slice(4, 6)}`,
  };
};

const idNumberLostZero = (likely: string): Complaint =>
  complaint(
    'id-number-lost-zero',
    { vi: 'Số CCCD thiếu số 0 ở đầu.', en: 'The id number lost its leading zeros.' },
    { vi: `Có thể là ${likely}: kiểm tra rồi sửa.`, en: `Probably ${likely}: check it and mend it.` },
  );
const idNumberRounded = complaint(
  'id-number-rounded',
  {
    vi: 'Số CCCD đã bị bảng tính làm tròn, không khôi phục được.',
    en: 'A spreadsheet has rounded the id number; its digits are lost.',
  },
  {
    vi: 'Chép lại số từ giấy tờ, định dạng cột là văn bản (Text).',
    en: 'Copy the number from the papers again, with the column formatted as text.',
  },
);
const idNumberUnclear = complaint(
  'id-number-unclear',
  { vi: 'Số CCCD/CMND không đúng.', en: 'This is not an id number.' },
  {
    vi: 'Ghi 12 số (CCCD) hoặc 9 số (CMND) dưới dạng văn bản, hoặc để trống.',
    en: 'Write 12 digits (CCCD) or 9 (CMND) as text, or leave it empty.',
  },
);
export const sexDiffersFromId = complaint(
  'sex-differs-from-id',
  {
    vi: 'Giới tính khác với chữ số thứ tư của số CCCD.',
    en: 'The sex differs from the fourth digit of the id number.',
  },
  { vi: 'Kiểm tra giới tính và số CCCD.', en: 'Check the sex and the id number.' },
  'warning',
);
export const bornDiffersFromId = (year: string): Complaint =>
  complaint(
    'born-differs-from-id',
    {
      vi: `Năm sinh khác với số CCCD (${year}).`,
      en: `The year of birth differs from the id number (${year}).`,
    },
    { vi: 'Kiểm tra năm sinh và số CCCD.', en: 'Check the year of birth and the id number.' },
    'warning',
  );
