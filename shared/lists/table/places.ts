import { openingWords, opensWith, phrases, withoutWords } from './phrases.ts';
import { plainText } from '../../domain/folded-text.ts';
import type { Above } from './table-part.ts';

/** A commune or hamlet that a title or heading names, as it stands there but for numbering. */
export type Place = Readonly<{ kind: 'commune' | 'hamlet'; text: string }>;

/** What stands above the rows after some places: another commune has other hamlets. */
export const below = (above: Above, places: readonly Place[]): Above =>
  places.reduce<Above>(
    ({ commune }, { kind, text }) =>
      kind === 'commune' ? { commune: text, hamlet: '' } : { commune, hamlet: text },
    above,
  );

/** Reads `I. Thôn Bản Cám`, `Xã Cư Lễ (01834)`. In doubt (it may be a name or a title) only what is nothing else. */
export const placeIn = (given: string, isInDoubt: boolean): Place | undefined => {
  const text = bare(given.replace(numbering, '').replace(headcount, ''));
  if (opensWith(text, noPlace) || isDated(text)) return undefined;
  const commune = openingWords(text, communeWords);
  const count = commune || openingWords(text, hamletWords);
  const rest = withoutWords(text, count);
  if (count === 0 || rest === '') return undefined;
  if (isInDoubt && openingWords(text, alsoNames) === count && !/\d/.test(text)) return undefined;
  const word = text.slice(0, -rest.length).replace(/[\s:.(]+$/, '');
  return { kind: commune > 0 ? 'commune' : 'hamlet', text: `${word} ${rest}` };
};

/** The places that the cells of a title line name: `UBND xã Yên Hân, huyện Chợ Mới`, `Xã:` beside `Yên Hân`. */
export const placesInTitle = (texts: readonly string[]): Place[] =>
  texts.flatMap((text, at) => labelled(text, texts[at + 1] ?? '') ?? inSentence(text) ?? []);

/** A form's own label, with what was filled in behind it or in the next cell. */
const labelled = (text: string, next: string): Place | undefined => {
  const label = /^[^:]*:/.exec(text)?.[0] ?? '';
  const kind = kindOfLabel(label);
  const filled = text.slice(label.length).trim() || next;
  return kind && filled !== '' && !filled.includes(':') ? { kind, text: filled } : undefined;
};

const kindOfLabel = (label: string): Place['kind'] | undefined => {
  const name = plainText(label).toLowerCase();
  if (communeLabel.test(name)) return 'commune';
  return hamletLabel.test(name) ? 'hamlet' : undefined;
};
const labelOf = (words: string) =>
  new RegExp(`^(?:(?:ten|ma) )?(?:${words})(?:\\s*[/,(-]\\s*(?:${words})\\)?)*\\s*:$`);
const communeLabel = labelOf('xa|phuong|thi tran|tt');
const hamletLabel = labelOf('thon|ban|xom|to dan pho|to|khu pho|ap|buon|lang|khoi|tieu khu');

/** From the place's word to the end of the title: a district behind the commune tells namesakes apart. */
const inSentence = (title: string): Place | undefined => {
  const text = title.replace(month, '');
  for (const [, part = ''] of text.matchAll(parts)) {
    const office = openingWords(part, offices);
    const place = placeIn(office === 0 ? part : withoutWords(part, office), true);
    if (place) return place;
  }
  if (!opensWith(text, listTitles)) return undefined;
  const [named] = [...text.matchAll(insideTitle)].reverse();
  return named && placeIn(text.slice(named.index + 1), true);
};

/** The rest of a title from its beginning, then from behind each dash or comma. */
const parts = /(?:^|(?<=[,;(]\s*|\s[-–—]\s+))(?=(\S.*)$)/gu;
const insideTitle = /\s(?=(?:x[ãa]|ph[ườuo]+ng|th[ịi] tr[ấa]n)\s+(?!h[ộo]i|trên|thuộc|và)\S)/giu;
const month = /[\s,(-]*\b(?:tháng|quý|năm)\s+\d.*$/iu;

/** The commune that a sheet's name gives, by code or by name; `Sheet1` and `Tháng 6` name none. */
export const communeOfSheet = (name: string): string => {
  const place = placeIn(name, true);
  if (place) return place.kind === 'commune' ? place.text : '';
  if (/(?<!\d)\d{5}(?!\d)/.test(name)) return name;
  const isName = /^\p{L}+(?: \p{L}+)+$/u.test(name) && !noCommune.test(plainText(name).toLowerCase());
  return isName ? name : '';
};

const noCommune =
  /\b(?:sheet|trang tinh|bang|bieu|mau|danh sach|ds|thang|quy|tong hop|chi tra|tro cap|huong dan|doi tuong|bao tro|nguoi|tre em|tang|giam|data|book|roster|list)\b/;

/** `I.`, `2)`, `a -`, `1.2.` before a heading. */
const numbering = /^(?:[IVXL]{1,6}|[a-zA-Z]|\d{1,3}(?:\.\d{1,2})*)\s*[.):-]+\s*/u;
/** `: 12 người` behind it. */
const headcount = /[\s:(–-]*\d+ (?:người|đối tượng|hộ|suất)\)?[.:]?$/iu;

/** Without the bracket that the whole text, or a longer one around it, stands in. */
const bare = (text: string): string => {
  const inside = text.replace(/^\(/, '');
  return inside.includes('(') ? inside : inside.replace(/\)$/, '');
};

const isDated = (text: string): boolean => /\bngày\b.*\btháng\b|\bngay\b.*\bthang\b/iu.test(text);

const communeWords = phrases('xã', 'phường', 'thị trấn', 'tt');
const hamletWords = phrases(
  'thôn',
  'bản',
  'xóm',
  'tổ',
  'tổ dân phố',
  'tdp',
  'khu',
  'khu phố',
  'ấp',
  'buôn',
  'làng',
  'khối',
  'khối phố',
  'tiểu khu',
);
/** Family names and words of titles too, at least without their marks or mistyped. */
const alsoNames = phrases('bản', 'tổ', 'khu', 'ấp', 'làng', 'khối', 'tt');
const noPlace = phrases(
  'xã hội',
  'xã đội',
  'tổ chức',
  'tổ công tác',
  'tổ trưởng',
  'tổ chi trả',
  'thôn trưởng',
  'bản trưởng',
  'khu trưởng',
  'khu vực',
  'khối lượng',
  'bản kê',
  'bản tổng hợp',
  'bản danh sách',
);
const offices = phrases('ubnd', 'ủy ban nhân dân', 'đơn vị', 'đơn vị ubnd', 'địa phương', 'địa bàn', 'tại');
const listTitles = phrases('danh sách', 'bảng', 'biểu', 'bảng kê');
