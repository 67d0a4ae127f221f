import { complaint, type Complaint, type Finding } from '../../domain/finding.ts';
import type { OpenedFile } from '../file/list-file.ts';
import type { RosterField } from './roster-columns.ts';
import type { SheetHeader, SkipReason } from '../table/table-part.ts';

/** What a whole list came to. */
export type RosterTotals = Readonly<{
  /** Rows that name people: accepted (those that stop somebody among them) and rejected. */
  rows: number;
  accepted: number;
  rejected: number;
  /** Lines that are no rows, by what they are. */
  skipped: Readonly<Partial<Record<SkipReason, number>>>;
  headers: readonly SheetHeader<RosterField>[];
  /** Everything that was doubtful; of each rule `leftOut` says how much of it was counted and not kept. */
  warnings: number;
  leftOut: Readonly<Record<string, number>>;
  /** What is to be said of the file as a whole, its headers and its totals. */
  findings: readonly Finding[];
  /** Đồng under the column that the file's own total adds up, and that total where every sheet has one. */
  sum: number;
  fileTotal: number | undefined;
  /** Accepted rows without an id number. */
  withoutIdNumber: number;
  /** The first names, for somebody to see whether the letters were read right. */
  sampleNames: readonly string[];
}>;

export const sampleNamesMax = 5;

export const conversionFindings = ({ convertedFrom }: Pick<OpenedFile, 'convertedFrom'>): Finding[] =>
  convertedFrom === undefined
    ? []
    : [{ sheet: '', row: 0, column: '', value: convertedFrom, ...textConverted(convertedFrom) }];

const textConverted = (encoding: string): Complaint =>
  complaint(
    'text-converted',
    {
      vi: `Chữ trong tệp được chuyển từ bảng mã ${encoding} sang Unicode.`,
      en: `The text of this file was converted from ${encoding} to Unicode.`,
    },
    {
      vi: 'Xem vài họ tên trong báo cáo; nếu chữ sai thì từ chối danh sách và lưu lại bằng Unicode.',
      en: 'Look at some names in the report; if letters are wrong, refuse the list and save it as Unicode.',
    },
    'warning',
  );
