import type { Complaint } from '../../domain/finding.ts';

/** A file that is opened as often as it is looked through: first to see what it is, then to read it. */
export type ListFile = Readonly<{ name: string; open: () => AsyncIterable<Uint8Array> }>;

/** A line of a sheet as it stands in the file: `sheet` is 0 for CSV, else the sheet's number; `row` as a spreadsheet counts. */
export type Line = Readonly<{ sheet: number; row: number; cells: readonly string[] }>;

export type OpenedFile = Readonly<{
  format: 'csv' | 'xlsx';
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258' | 'windows-1252' | 'xlsx';
  /** A legacy encoding that the text was converted from: such a list is held for a human look. */
  convertedFrom?: 'TCVN3' | 'VNI' | 'double UTF-8';
  /** Names of a workbook's sheets in order, of which `hidden` are not read; none for CSV. */
  sheets: readonly Readonly<{ name: string; hidden: boolean }>[];
  lines: AsyncIterable<readonly Line[]>;
}>;

/** The whole file cannot be taken; thrown wherever in it that shows, caught where the file was opened. */
export class FileRefused extends Error {
  override name = 'FileRefused';
  readonly complaint: Complaint;

  constructor(complaint: Complaint) {
    super(complaint.rule);
    this.complaint = complaint;
  }
}

/** How a finding or source names a sheet; its name, which may name people, is put in by the report. */
export const sheetText = (sheet: number): string => (sheet === 0 ? '' : String(sheet));
