import { plainText } from '../../domain/folded-text.ts';
import type { Dictionary } from './table-part.ts';

/** What the names above columns mean in one kind of list. */
export type HeaderNames<Field extends string> = Readonly<{
  fields: readonly Field[];
  fieldOf: (header: string) => Field | undefined;
}>;

export const headerNames = <Field extends string>(dictionary: Dictionary<Field>): HeaderNames<Field> => {
  const fields = fieldsOf(dictionary);
  const byName = new Map<string, Field>();
  for (const field of fields)
    for (const name of [field, ...dictionary[field]]) {
      const key = foldedName(name);
      if (!byName.has(key)) byName.set(key, field);
    }
  const fieldOf = (header: string): Field | undefined => {
    const whole = byName.get(foldedName(header));
    if (whole !== undefined) return whole;
    const bare = withoutRemarks(header, (remark) => byName.has(foldedName(remark)));
    return bare === undefined ? undefined : byName.get(foldedName(bare));
  };
  return { fields, fieldOf };
};

/** Case, accents, punctuation and spaces of a header do not count. */
export const foldedName = (name: string): string =>
  plainText(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

/** Columns of paper that say nothing, and those that our own workbook of errors adds. */
export const isMeaningless = (header: string): boolean => meaningless.has(foldedName(header));

const meaningless = new Set(
  [
    '',
    'STT',
    'TT',
    'Số TT',
    'Số thứ tự',
    'Ký',
    'Ký nhận',
    'Ký tên',
    'Chữ ký',
    'Người nhận Ký',
    'Dân tộc',
    'Lỗi / Error',
    'Cách sửa / What to do',
  ].map(foldedName),
);

/** A dictionary's keys, typed as its own: `Object.keys` forgets them. */
const fieldsOf = <Field extends string>(dictionary: Dictionary<Field>): Field[] => {
  const isField = (key: string): key is Field => Object.hasOwn(dictionary, key);
  return Object.keys(dictionary).filter(isField);
};

/**
 * `Mức trợ cấp (đồng/tháng)` and `Họ và tên (đối tượng)` without what stands behind the name. A remark that makes the
 * column another one stays: `Số tiền (nghìn đồng)` is no column in đồng, `Họ và tên (chủ hộ)` not the recipient's.
 */
const withoutRemarks = (header: string, isName: (remark: string) => boolean): string | undefined => {
  const plain = plainText(header).toLowerCase().replace(formula, '');
  const remarks = [...plain.matchAll(inBrackets)].map(([, remark = '']) => remark);
  if (remarks.some((remark) => changesMeaning.test(remark) || isName(remark))) return undefined;
  const name = plain.replaceAll(inBrackets, ' ').trim().replace(unit, '');
  return changesUnit.test(name) ? undefined : name;
};

const formula = /\(\d+\)\s*=.*$/;
const inBrackets = /[([]([^()[\]]*)[)\]]/g;
const unit = /(?:\s*[,:;/-]\s*|\s+)(?:dong|vnd|d)(?:\s*\/\s*[a-z]+)*\.?$|\s*\/\s*(?:thang|nguoi)$/;
const changesUnit = /nghin|ngan|trieu|1\.?000/;
const changesMeaning = new RegExp(
  `${changesUnit.source}|nguoi nhan|nhan thay|linh thay|giam ho|uy quyen|dai dien|cham soc|nuoi duong|chu ho|` +
    'truy|thu hoi|giam|khau tru|truoc|chuyen sang|mai tang|bo sung|con lai|du kien|chua|\\b(?:vo|chong|cha|me|bo|con|cu)\\b',
);
