import type { Complaint, Finding } from '../../domain/finding.ts';
import type { List } from '../../domain/payout-list.ts';
import type { FileReading } from './file-reading.ts';
import { namedFinding } from './named-finding.ts';

export type SummarySheet = Readonly<{
  name: string;
  headerRow: number;
  columns: readonly Readonly<{ column: string; header: string; field?: string | undefined }>[];
}>;

/** What `reports/lists/<listId>/summary.json` says to the one who uploaded the list. */
export type ListSummary = Readonly<{
  listId: string;
  file: string;
  kind?: string | undefined;
  month?: string | undefined;
  status: string;
  heldBecause?: string | undefined;
  refused?: Complaint | undefined;
  rows: number;
  accepted: number;
  rejected: number;
  warnings: number;
  skipped?: number | undefined;
  skippedWhy?: FileReading['skipped'] | undefined;
  encoding?: FileReading['encoding'] | undefined;
  convertedFrom?: FileReading['convertedFrom'] | undefined;
  sampleNames?: readonly string[] | undefined;
  sheets?: readonly SummarySheet[] | undefined;
  fileTotal?: number | undefined;
  sum?: number | undefined;
  /** Sheets and columns are named as in the file. */
  findings: readonly Finding[];
  findingsLeftOut: number;
  changes?: List['changes'];
  files?: ReportFiles | undefined;
}>;

/** Keys of the workbooks beside the summary. */
export type ReportFiles = Readonly<{ errors?: string | undefined; changes?: string | undefined }>;

export type Told = Readonly<{
  reading?: FileReading;
  /** Warnings that were counted and are not among the findings. */
  warningsLeftOut?: number;
  files?: ReportFiles;
}>;

/** More than anybody reads; all rejected rows stand in errors.xlsx. */
const findingsMax = 5_000;

/** A row's errors come before its warnings, rows in the order of the file. */
export const summarise = (
  list: List,
  findings: readonly Finding[],
  refused?: Complaint,
  { reading, warningsLeftOut = 0, files }: Told = {},
): ListSummary => {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const told = [...errors, ...warnings].slice(0, findingsMax);
  return {
    listId: list.listId,
    file: list.key.split('/').at(-1) ?? list.key,
    kind: list.kind,
    month: list.month,
    status: list.status,
    heldBecause: list.heldBecause,
    refused,
    rows: list.rows,
    accepted: list.rows - list.rejected,
    rejected: list.rejected,
    warnings: warnings.length + warningsLeftOut,
    ...(reading && summariseReading(reading)),
    findings: told.toSorted(inFileOrder).map((finding) => namedFinding(finding, reading?.headers ?? [])),
    findingsLeftOut: findings.length + warningsLeftOut - told.length,
    changes: list.changes,
    files,
  };
};

/** Errors stand before warnings already, which sorting by sheet and row leaves so. */
const inFileOrder = (a: Finding, b: Finding): number => Number(a.sheet) - Number(b.sheet) || a.row - b.row;

const summariseReading = ({ headers, skipped, ...reading }: FileReading) => ({
  encoding: reading.encoding,
  convertedFrom: reading.convertedFrom,
  sampleNames: reading.sampleNames,
  fileTotal: reading.fileTotal,
  sum: reading.sum,
  skipped: Object.values(skipped).reduce((sum, count) => sum + count, 0),
  skippedWhy: skipped,
  sheets: headers.map(({ name, headerRow, columns }) => ({
    name,
    headerRow,
    columns: columns.map(({ at, header, field }) => ({ column: columnLetters(at), header, field })),
  })),
});

/** As a spreadsheet counts its columns: A, …, Z, AA. */
const columnLetters = (at: number): string =>
  (at < 26 ? '' : columnLetters(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));
