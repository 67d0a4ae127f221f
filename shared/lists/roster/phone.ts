import { complaint, type Complaint } from '../../domain/finding.ts';

/** What a cell says of a phone: the number to text as `+84…`, and what the officer should know. */
export type ReadPhone = Readonly<{ phone?: string; warning?: Complaint }>;

/** A Vietnamese mobile number, also as it was before 2018 or without its zero; of two, the first that can be texted. */
export const readPhone = (text: string): ReadPhone => {
  if (isUsual(text)) return { phone: `+84${text.slice(1)}` };
  const one = readNumber(text);
  if (typeof one === 'string') return { phone: one };
  const parts = partsOf(text);
  if (parts.length < 2) return { warning: one };
  const read = parts.map(readNumber);
  const phone = read.find((part) => typeof part === 'string');
  if (phone !== undefined) return { phone, warning: phoneTwoNumbers };
  return { warning: read.includes(phoneLandline) ? phoneLandline : phoneUnclear };
};

/** Ten digits of a mobile number and nothing else, as nearly every list has them. */
const isUsual = (text: string): boolean => {
  if (text.length !== 10 || text.charCodeAt(0) !== 48 || !'35789'.includes(text.charAt(1))) return false;
  for (let at = 2; at < 10; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
};

const readNumber = (text: string): string | Complaint => {
  const written = text.replace(/\.0$/, '').replaceAll(/[\s().\u2013-]/g, '');
  const [, digits] = /^(?:\+?84|0)?([35789]\d{8})$/.exec(written) ?? [];
  if (digits !== undefined) return `+84${digits}`;
  const [, before = '', last] = /^(?:\+?84|0)?(1\d{2})(\d{7})$/.exec(written) ?? [];
  const now = since2018.get(before);
  if (now !== undefined && last !== undefined) return `+84${now}${last}`;
  return /^(?:\+?84|0)?2\d{8,9}$/.test(written) ? phoneLandline : phoneUnclear;
};

/** Numbers of eleven digits lost one of them in 2018, network by network. */
const since2018: ReadonlyMap<string, string> = new Map([
  ...Array.from({ length: 8 }, (_, at): [string, string] => [`16${String(at + 2)}`, `3${String(at + 2)}`]),
  ['120', '70'],
  ['121', '79'],
  ['122', '77'],
  ['126', '76'],
  ['128', '78'],
  ['123', '83'],
  ['124', '84'],
  ['125', '85'],
  ['127', '81'],
  ['129', '82'],
  ['186', '56'],
  ['188', '58'],
  ['199', '59'],
]);

/** Numbers behind each other: with a sign or word between them, or at least nine digits on either side of a space. */
const partsOf = (text: string): string[] => {
  const parts = text.split(/[/;,&|\n]|\s[-\u2013]\s|hoặc|\svà\s/i);
  if (parts.length === 1) return text.split(/(?<=\d{9,})\s+(?=[+0]?\d{3})/);
  return parts.filter((part) => part.trim() !== '');
};

const writeMobile = { vi: 'Ghi một số di động 10 chữ số.', en: 'Write one mobile number of 10 digits.' };
const phoneUnclear = complaint(
  'phone-unclear',
  {
    vi: 'Số điện thoại không dùng được, đã bỏ qua.',
    en: 'The phone number cannot be used and was left out.',
  },
  writeMobile,
  'warning',
);
const phoneLandline = complaint(
  'phone-landline',
  {
    vi: 'Số điện thoại cố định không nhận được tin nhắn, đã bỏ qua.',
    en: 'A landline receives no SMS; the number was left out.',
  },
  writeMobile,
  'warning',
);
const phoneTwoNumbers = complaint(
  'phone-two-numbers',
  {
    vi: 'Có nhiều số điện thoại trong một ô; số đầu tiên dùng được đã được lấy.',
    en: 'The cell has several phone numbers; the first usable one was taken.',
  },
  { vi: 'Chỉ ghi một số của người cần nhắn tin.', en: 'Keep only the number that should be texted.' },
  'warning',
);
