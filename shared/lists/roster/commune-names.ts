import { complaint, type Complaint } from '../../domain/finding.ts';
import { foldedKey } from '../../domain/folded-text.ts';
import { type Commune, CommuneCode, successorsOf } from '../../domain/geography.ts';

/** Which commune a text means, as far as the point lists know communes. */
export type CommuneNames = Readonly<{
  /** A code, perhaps without the zeros that a spreadsheet takes away. */
  ofCode: (text: string) => CommuneCode | Complaint;
  /** A name with or without its kind (xã, phường, thị trấn), district or code, as columns and headings have it. */
  ofName: (text: string) => CommuneCode | Complaint;
}>;

export const communeNames = (communes: readonly Commune[]): CommuneNames => {
  const successors = successorsOf(communes);
  const current = communes.filter(({ code }) => !successors.has(code));
  const codes = new Set<CommuneCode>(current.map(({ code }) => code));
  const known = current.map(({ code, name, district }) => {
    const { kind, bare } = nameIn(folded(name));
    return { code, kind, bare, district: withoutKind(folded(district), districtKinds) };
  });
  const byName = Map.groupBy(known, ({ bare }) => bare);

  const ofCode = (text: string): CommuneCode | Complaint => {
    const code = codeOf(text);
    if (code === undefined) return communeUnknown;
    if (codes.has(code)) return code;
    const [successor, ...more] = successors.get(code) ?? [];
    if (successor === undefined) return communeUnknown;
    return more.length === 0 ? successor : communeAmbiguous([successor, ...more]);
  };
  const ofName = (text: string): CommuneCode | Complaint => {
    const code = codeIn(text);
    if (code !== undefined) return ofCode(code);
    const [first = '', ...rest] = partsOf(text);
    const { kind, bare } = nameIn(first);
    const namesakes = byName.get(bare) ?? [];
    const fitting = namesakes.filter((one) => kind === '' || one.kind === '' || one.kind === kind);
    const districts = rest.map((part) => withoutKind(part, districtKinds));
    const near = fitting.filter(({ district }) => district !== '' && districts.includes(district));
    const [found, ...more] = near.length > 0 ? near : fitting;
    if (found === undefined) return communeUnknown;
    return more.length === 0 ? found.code : communeAmbiguous([found, ...more].map((one) => one.code));
  };
  return { ofCode, ofName };
};

/** Where no point list says which communes there are: any code is one, and no name is. */
export const anyCommune: CommuneNames = {
  ofCode: (text) => codeOf(text) ?? communeUnknown,
  ofName: (text) => codeOf(codeIn(text) ?? '') ?? communeUnknown,
};

const codeOf = (text: string): CommuneCode | undefined => {
  const digits = text.replace(/\.0$/, '');
  return digits === '' ? undefined : CommuneCode.safeParse(digits.padStart(5, '0')).data;
};
const codeIn = (text: string): string | undefined => /(?<!\d)\d{5}(?!\d)/.exec(text)?.[0];

/** Signs are set apart first: folding would put a word's tone behind those that touch it. */
const folded = (text: string): string =>
  foldedKey(text.replaceAll(/[:.]/g, ' ').replaceAll(/[,;()|]|(?<=\s)[-\u2013](?=\s)/g, ' | '));

/** Folded beginnings and the kind that each of them means. */
const beginnings = (kinds: Readonly<Record<string, readonly string[]>>): [start: string, kind: string][] =>
  Object.entries(kinds).flatMap(([kind, words]) =>
    words.map((word): [string, string] => [`${folded(word)} `, kind]),
  );
const committee = beginnings({ '': ['ubnd', 'ủy ban nhân dân'] });
const communeKinds = beginnings({
  xã: ['xã', 'x'],
  phường: ['phường', 'p'],
  'thị trấn': ['thị trấn', 'tt'],
  'đặc khu': ['đặc khu'],
});
const districtKinds = beginnings({ '': ['huyện', 'quận', 'thị xã', 'thành phố', 'tp', 'tx', 'h', 'q'] });

/** A name ends at brackets, commas and dashes, and at words for what is around the commune. */
const around = ['huyện', 'quận', 'thị xã', 'thành phố', 'tp', 'tx', 'tỉnh'].map(folded).join('|');
const nameEnd = new RegExp(`\\||\\s(?=(?:${around})\\s)`);

const partsOf = (text: string): string[] =>
  folded(text)
    .split(nameEnd)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const withoutKind = (name: string, kinds: typeof communeKinds): string => {
  const [start = ''] = kinds.find(([word]) => name.startsWith(word)) ?? [];
  return name.slice(start.length);
};

const nameIn = (text: string): { kind: string; bare: string } => {
  const name = withoutKind(text, committee);
  const [, kind = ''] = communeKinds.find(([word]) => name.startsWith(word)) ?? [];
  return { kind, bare: withoutKind(name, communeKinds) };
};

const communeUnknown = complaint(
  'commune-unknown',
  { vi: 'Không có xã này trong danh sách điểm chi trả.', en: 'No point list names this commune.' },
  {
    vi: 'Kiểm tra mã xã 5 chữ số hoặc tên xã, hoặc gửi danh sách điểm chi trả có xã này trước.',
    en: 'Check the 5-digit code or the name, or upload a point list with this commune first.',
  },
);
const communeAmbiguous = (codes: readonly CommuneCode[]): Complaint =>
  complaint(
    'commune-ambiguous',
    { vi: 'Có nhiều xã cùng tên này.', en: 'Several communes have this name.' },
    {
      vi: `Ghi mã xã vào cột Mã xã: ${codes.join(' hoặc ')}.`,
      en: `Write the code into the column Mã xã: ${codes.join(' or ')}.`,
    },
  );
