import { complaint, type Complaint } from '../../domain/finding.ts';
import type { HeaderGuess } from './header-guess.ts';
import { FileRefused } from '../file/list-file.ts';
import type { Layout, SheetHeader } from './table-part.ts';

/** The sheet that a header stands in; `sheet` is its number, 0 for CSV. */
export type NamedSheet = Readonly<{ sheet: number; name: string }>;

/** Guessing between two columns, or doing without one, would move money: such a header refuses the file. */
export const sheetHeader = <Field extends string>(
  { sheet, name }: NamedSheet,
  { lines, columns, known }: HeaderGuess<Field>,
  layout: Layout<Field>,
): SheetHeader<Field> => {
  const seen = new Map<Field, string>();
  for (const { header, field } of columns) {
    const before = field === undefined ? undefined : seen.get(field);
    if (before !== undefined) throw new FileRefused(columnTwice(sheet, before, header));
    if (field !== undefined) seen.set(field, header);
  }
  const missing = missingIn(known, layout);
  if (missing.length > 0) throw new FileRefused(columnsMissing(sheet, layout, missing));
  return { sheet, name, headerRow: lines.at(-1)?.row ?? 0, columns };
};

/** Groups of columns of which none is there. Places may come in headings, which are seen too late to wait for. */
const missingIn = <Field extends string>(
  known: ReadonlySet<Field>,
  { required, subject, hasHeadings }: Layout<Field>,
): (readonly Field[])[] =>
  [...required, subject].filter(
    (group, at, all) =>
      !group.some((field) => known.has(field)) &&
      !(hasHeadings && group.some((field) => places.has(field))) &&
      all.findIndex((other) => other.some((field) => group.includes(field))) === at,
  );

const places: ReadonlySet<string> = new Set(['commune_code', 'commune_name', 'hamlet']);

/** What is said of the best line of a file in which no line is a header. */
export const noHeader = <Field extends string>(
  layout: Layout<Field>,
  nearest: HeaderGuess<Field> | undefined,
): Complaint => {
  const sheet = nearest?.lines[0]?.sheet ?? 0;
  return nearest && nearest.known.size >= 3
    ? columnsMissing(sheet, layout, missingIn(nearest.known, layout))
    : headerMissing(layout);
};

const namesOf = <Field extends string>(
  { dictionary }: Layout<Field>,
  groups: readonly (readonly Field[])[],
) => ({
  vi: groups.map((group) => group.map((field) => dictionary[field][0] ?? field).join(' hoặc ')).join(', '),
  en: groups.map((group) => group.join(' or ')).join(', '),
});

const where = (sheet: number) =>
  sheet === 0 ? { vi: '', en: '' } : { vi: `Trang tính thứ ${sheet}: `, en: `Sheet ${sheet}: ` };

const columnTwice = (sheet: number, one: string, other: string): Complaint =>
  complaint(
    'column-twice',
    {
      vi: `${where(sheet).vi}Hai cột cùng một ý: "${one}" và "${other}".`,
      en: `${where(sheet).en}Two columns say the same: "${one}" and "${other}".`,
    },
    {
      vi: 'Chỉ giữ một cột, hoặc đổi tên cột kia, rồi gửi lại.',
      en: 'Keep one of them, or give the other its own name, and upload again.',
    },
  );

const columnsMissing = <Field extends string>(
  sheet: number,
  layout: Layout<Field>,
  missing: readonly (readonly Field[])[],
): Complaint => {
  const { vi, en } = namesOf(layout, missing);
  return complaint(
    'column-missing',
    { vi: `${where(sheet).vi}Thiếu cột: ${vi}.`, en: `${where(sheet).en}Missing columns: ${en}.` },
    {
      vi: 'Thêm các cột này vào hàng tiêu đề (số tiền tính bằng đồng) rồi gửi lại.',
      en: 'Add them to the header row (amounts in đồng) and upload again.',
    },
  );
};

const headerMissing = <Field extends string>(layout: Layout<Field>): Complaint => {
  const { vi, en } = namesOf(layout, layout.required);
  return complaint(
    'header-missing',
    { vi: 'Không tìm thấy hàng tiêu đề của danh sách.', en: 'No header row was found in the file.' },
    {
      vi: `Ghi tên các cột ở một hàng phía trên danh sách: ${vi}; rồi gửi lại.`,
      en: `Name the columns in one row above the list: ${en}; and upload again.`,
    },
  );
};
