import { complaint, type Complaint } from '../domain/finding.ts';

/** `270000`, `270.000`, `270,000`, `270 000`, with or without đ: groups of three, never a fraction. */
const plain = /^\d+$/;
const grouped = /^\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*$/;
const wholeWithZeros = /^(\d+)[.,]0{1,2}$/;
const unit = /\s*(đ|đồng|vnd|vnđ|₫)\.?$/iu;
/** A minus, typed or typographic, or an accountant's brackets. */
const negative = /^(?:[-\u2212\u2013]\s*\d|\([\d.,\s]+\)$)/;

/** Whole đồng of any size, or what is wrong. Never a guess: `1,08E+06` and `270.5` are errors. */
export const readFigure = (text: string): number | Complaint => {
  const usual = plainFigure(text);
  if (usual !== undefined) return usual;
  const figure = text.replace(unit, '').trim();
  const digits = wholeWithZeros.exec(figure)?.[1] ?? figure;
  if (!plain.test(digits) && !grouped.test(digits))
    return negative.test(figure) ? amountNegative : amountUnclear;
  const amount = Number(digits.replaceAll(/[.,\s]/g, ''));
  return Number.isSafeInteger(amount) ? amount : amountUnclear;
};

/** Digits and nothing else, as most files have them: counted up, they need no pattern. */
const plainFigure = (text: string): number | undefined => {
  if (text.length === 0 || text.length > plainDigitsMax) return undefined;
  let figure = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    figure = figure * 10 + digit;
  }
  return figure;
};
const plainDigitsMax = 15;

/** What one person may be owed in one column. */
export const readAmount = (text: string): number | Complaint => {
  const amount = readFigure(text);
  if (typeof amount !== 'number') return amount;
  if (amount < amountMin) return amountTooSmall;
  return amount <= amountMax ? amount : amountUnclear;
};

/** Nothing is owed under a column that most rows leave alone: empty, a dash, or a spreadsheet's zero. */
export const isNothing = (text: string): boolean => {
  // Asked of every amount: a figure of its own begins with neither.
  const first = text.charCodeAt(0);
  return first >= 0x31 && first <= 0x39 ? false : nothing.test(text);
};
const nothing = /^(?:|[-\u2013\u2014]|0+(?:[.,]0+)?)$/;

/** No benefit is below 10,000 đồng; such a figure lost its thousands (domain rule 6 of bad input). */
const amountMin = 10_000;
/** Fifty times the highest standard seen (1,000,000): emergency funeral support, Decree 20/2021 art. 14. */
const amountMax = 50_000_000;

export const amountUnclear = complaint(
  'amount-unclear',
  { vi: 'Số tiền không rõ.', en: 'The amount is unclear.' },
  { vi: 'Ghi số đồng nguyên, ví dụ 270000 hoặc 270.000.', en: 'Write whole đồng, like 270000 or 270.000.' },
);

const amountNegative = complaint(
  'amount-negative',
  { vi: 'Số tiền âm.', en: 'The amount is negative.' },
  {
    vi: 'Không chi trả số âm: ghi số phải trả, xử lý việc thu hồi bằng quyết định riêng.',
    en: 'Nothing negative is paid: write what is due, and recover money by a decision of its own.',
  },
);

const amountTooSmall = complaint(
  'amount-too-small',
  { vi: 'Số tiền dưới 10.000 đồng.', en: 'The amount is below 10,000 đồng.' },
  {
    vi: 'Kiểm tra đơn vị: cột này tính bằng đồng, không phải nghìn đồng.',
    en: 'Check the unit: this column is in đồng, not in thousands.',
  },
);
