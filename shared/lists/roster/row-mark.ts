import { fingerprint } from '../../domain/fingerprint.ts';
import { complaint } from '../../domain/finding.ts';

/** Stands for what a row says, by field, so that one that comes back as it was is seen. */
export const rowMark = (cells: Readonly<Record<string, string>>): string => {
  const said = Object.entries(cells).filter(([field, text]) => text !== '' && field !== 'original_row');
  return `#${fingerprint(said.toSorted(([a], [b]) => (a < b ? -1 : 1))).slice(0, 8)}`;
};

/**
 * A second row of somebody would, sent back alone and unmended, take the place of the first one that was right: the
 * workbook of errors marks such rows, and the mark still fits where nothing was changed.
 */
export const rulesToMark: ReadonlySet<string> = new Set(['person-twice', 'id-number-twice', 'not-mended']);

export const isUnmended = (cells: Readonly<Record<string, string>>): boolean =>
  cells['original_row']?.endsWith(rowMark(cells)) ?? false;

export const notMended = complaint(
  'not-mended',
  {
    vi: 'Dòng này bị loại vì trùng người và được gửi lại nguyên như cũ.',
    en: 'This row was rejected because it names somebody twice, and came back as it was.',
  },
  {
    vi: 'Sửa dòng cho đúng người, hoặc xoá dòng nếu người này đã có ở dòng khác.',
    en: 'Mend it, or delete it if another row has the person right.',
  },
);
