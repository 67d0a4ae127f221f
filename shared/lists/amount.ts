import { complaint, type Complaint } from '../domain/finding.ts';

/** `270000`, `270.000`, `270,000`, `270 000`, with or without đ: groups of three, never a fraction. */
const plain = /^\d+$/;
const grouped = /^\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*$/;
const wholeWithZeros = /^(\d+)[.,]0{1,2}$/;

/** Whole đồng, or what is wrong. Never a guess: `1,08E+06` and `270.5` are errors. */
export const readAmount = (text: string): number | Complaint => {
  const figure = text.replace(/\s*(đ|đồng|vnd|vnđ|₫)\.?$/iu, '').trim();
  const digits = wholeWithZeros.exec(figure)?.[1] ?? figure;
  if (!plain.test(digits) && !grouped.test(digits)) return amountUnclear;
  const amount = Number(digits.replaceAll(/[.,\s]/g, ''));
  if (amount < amountMin) return amountTooSmall;
  return Number.isSafeInteger(amount) && amount <= amountMax ? amount : amountUnclear;
};

/** No benefit is below 10,000 đồng; such a figure lost its thousands (domain rule 6 of bad input). */
const amountMin = 10_000;
/** Fifty times the highest standard seen (1,000,000): emergency funeral support, Decree 20/2021 art. 14. */
const amountMax = 50_000_000;

const amountUnclear = complaint(
  'amount-unclear',
  { vi: 'Số tiền không rõ.', en: 'The amount is unclear.' },
  { vi: 'Ghi số đồng nguyên, ví dụ 270000 hoặc 270.000.', en: 'Write whole đồng, like 270000 or 270.000.' },
);

const amountTooSmall = complaint(
  'amount-too-small',
  { vi: 'Số tiền dưới 10.000 đồng.', en: 'The amount is below 10,000 đồng.' },
  {
    vi: 'Kiểm tra đơn vị: cột này tính bằng đồng, không phải nghìn đồng.',
    en: 'Check the unit: this column is in đồng, not in thousands.',
  },
);
