import { opensWith, phrases } from './phrases.ts';

/** An amount, a date, a number: what begins with a digit, a sign or the apostrophe that keeps a zero; not `1. Thôn`. */
export const isFigure = (text: string): boolean =>
  /^['+(-]{0,2}\d/.test(text) && !/^\d{1,3}[.)]\s*\p{L}{2}/u.test(text);

/** As amounts and birth dates are; a number of people is shorter. */
export const isLongFigure = (text: string): boolean => isFigure(text) && /(?:\d\D*){4}/.test(text);

/**
 * A whole year or more, and no letter: nothing that only one person has is shorter. Read on cells as they come, for
 * this alone tells nearly every row of a list.
 */
export const isOnesOwn = (text: string): boolean => {
  let digits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) digits += 1;
    else if (code > 0x40) return false;
  }
  return digits >= digitsOfYear;
};
const digitsOfYear = 4;

/** Letters as names have them: no digits, no colon. */
export const isNameLike = (text: string): boolean => /^\p{L}[\p{L}\p{M} .,'’()/-]*$/u.test(text);

/** `I`, `II.`, `A`: how headings are numbered, and people are not. */
export const isOrdinal = (text: string): boolean => /^(?:[IVX]{1,5}|[A-H])[.)]?$/.test(text);

/** Before sums, which may be somebody's amounts, a letter is too little to be the number of a heading. */
export const isRoman = (text: string): boolean => /^[IVX]{1,5}[.)]?$/.test(text);
export const isNumberedHeading = (text: string): boolean => /^[IVX]{1,5}[.)]\s*\p{L}/u.test(text);

/** Whether a text is the label of a sum, and of the whole sheet's or of a part of it. */
export const sumIn = (given: string): 'total' | 'subtotal' | undefined => {
  const text = given.replace(/^(?:[IVX]{1,5}|\d{1,3})[.)]\s*/, '');
  if (inWords.test(text)) return undefined;
  const isWhole = opensWith(text, totals) || /^(?:tổng|tong)[\s:.]*$/iu.test(text);
  if (isWhole) return opensWith(text, partTotals) ? 'subtotal' : 'total';
  return /^(?:cộng|cong)[\s:.]*$/iu.test(text) || opensWith(text, subtotals) ? 'subtotal' : undefined;
};

const inWords = /bằng chữ|bang chu/iu;
const totals = phrases('tổng cộng', 'tổng số', 'tổng tiền', 'cộng toàn', 'grand total', 'total');
const areas = ['thôn', 'bản', 'xóm', 'tổ', 'tdp', 'khu', 'ấp', 'buôn', 'làng', 'khối', 'tiểu khu'];
const groups = ['trang', 'nhóm', 'mục', 'phần', 'loại', 'đối tượng'];
const communes = ['xã', 'phường', 'thị trấn', 'tt'];
const after = (starts: readonly string[], ends: readonly string[]) =>
  phrases(...starts.flatMap((start) => ends.map((end) => `${start} ${end}`)));
const partTotals = after(['tổng cộng', 'tổng số', 'tổng tiền'], [...areas, ...groups]);
const subtotals = after(
  ['cộng', 'tổng', 'cộng theo'],
  [...areas, ...groups, ...communes, 'chuyển trang', 'mang sang', 'dồn', 'i', 'ii', 'iii', 'iv', 'v'],
);

/** Words under a list: who made it, who signs, where and when, the sum in words. */
export const isSignature = (text: string): boolean =>
  opensWith(text, signatures) || /(?:^|[\s,])(?:ngày|ngay)\s.*(?:tháng|thang)\s/iu.test(text);

const signatures = phrases(
  'bằng chữ',
  'số tiền bằng chữ',
  'viết bằng chữ',
  'tổng số tiền bằng chữ',
  'ấn định',
  'người lập',
  'lập biểu',
  'lập bảng',
  'kế toán',
  'chủ tịch',
  'phó chủ tịch',
  'tm',
  'kt',
  'tl',
  'thủ trưởng',
  'thủ quỹ',
  'giám đốc',
  'phó giám đốc',
  'xác nhận',
  'người duyệt',
  'người kiểm',
  'kiểm soát',
  'cán bộ',
  'công chức',
  'trưởng phòng',
  'phó trưởng phòng',
  'trưởng thôn',
  'tổ trưởng',
  'đại diện',
  'người chi trả',
  'nhân viên',
  'ký',
  'ký tên',
  'đã ký',
  'ghi chú',
);

/** Words above a list, printed again on a later page. */
export const isTitle = (text: string): boolean => opensWith(text, titles);

const titles = phrases(
  'danh sách',
  'cộng hòa xã hội',
  'độc lập',
  'ubnd',
  'ủy ban nhân dân',
  'phòng lao động',
  'sở lao động',
  'bưu điện',
  'kèm theo',
  'đơn vị',
  'đơn vị tính',
  'đvt',
  'mẫu số',
  'biểu số',
  'phụ lục',
);

/** A row of column numbers: `1 2 3`, `A B 1 2`, `(1) (2) (3)=(1)+(2)`, rising from its first. */
export const isNumbering = (texts: readonly string[]): boolean => {
  const marks = texts.map((text) =>
    /^[([]?([a-z]|\d{1,2})[)\]]?(?:\s*=.*)?$/iu.exec(text)?.[1]?.toLowerCase(),
  );
  const [first] = marks;
  const rises = marks.every(
    (mark, at) => mark !== undefined && (at === 0 || isAfter(mark, marks[at - 1] ?? '')),
  );
  return rises && marks.length >= marksMin && (first === 'a' || first === '1');
};
const marksMin = 3;

const isAfter = (mark: string, before: string): boolean => {
  const [number, last] = [Number(mark), Number(before)];
  if (Number.isNaN(number)) return Number.isNaN(last) && mark > before;
  return Number.isNaN(last) ? number === 1 : number > last;
};
