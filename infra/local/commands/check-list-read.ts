import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Complaint, Finding } from '../../../shared/domain/finding.ts';
import { ListId, type ListKind } from '../../../shared/domain/payout-list.ts';
import type { FileReading } from '../../../shared/lists/report/file-reading.ts';
import { FileRefused, type OpenedFile } from '../../../shared/lists/file/list-file.ts';
import { namedFinding } from '../../../shared/lists/report/named-finding.ts';
import { openListFile } from '../../../shared/lists/file/open-list-file.ts';
import { pointLayout, readPoints } from '../../../shared/lists/points.ts';
import { doubtOf, readingReport } from '../../../shared/lists/report/reading-report.ts';
import type { RejectedLine } from '../../../shared/lists/report/rejected-line.ts';
import type { RosterKind } from '../../../shared/lists/roster/roster-layout.ts';
import type { RosterRules } from '../../../shared/lists/roster/roster-rules.ts';
import { readRoster } from '../../../shared/lists/roster/roster.ts';
import { readSettings } from '../../../shared/lists/setup.ts';
import { readWholeTable } from '../../../shared/lists/table/whole-table.ts';
import { type Known, localFile } from './check-list-known.ts';

/** What a file that can be read came to. */
export type CheckedList = Readonly<{
  kind: ListKind;
  file: string;
  /** Of a workbook, in order. */
  sheetNames: readonly string[];
  rows: number;
  /** Absent for settings, which are no table. */
  reading?: FileReading;
  findings: readonly Finding[];
  rejected: readonly RejectedLine[];
  /** Warnings that were only counted, by rule. */
  leftOut: Readonly<Record<string, number>>;
  /** Why it would wait for an approver, whatever it changes. */
  doubt?: string | undefined;
}>;

export type RefusedList = Readonly<{ refused: Complaint; findings: readonly Finding[] }>;

type Asked = Readonly<{ kind: ListKind; known: Known; commune?: RosterRules['givenCommune'] }>;

/** Reads and checks a file as `read-list` does, with no table and no cloud. */
export const checkList = async (
  file: string,
  { kind, known, commune }: Asked,
): Promise<CheckedList | RefusedList> => {
  if (kind === 'settings') return checkSettings(file);
  try {
    const opened = await openListFile(localFile(file));
    if (kind === 'points') return await checkPoints(file, opened, known);
    const rules = { ...rulesOf(known), kind, givenCommune: commune };
    return await checkRoster(file, opened, rules);
  } catch (error) {
    if (error instanceof FileRefused) return { refused: error.complaint, findings: [] };
    throw error;
  }
};

const checkSettings = async (file: string): Promise<CheckedList | RefusedList> => {
  const read = readSettings(await readFile(file));
  if ('refused' in read) return read;
  return { kind: 'settings', file: basename(file), rows: 1, ...nothingFound };
};

const nothingFound = { sheetNames: [], findings: [], rejected: [], leftOut: {} };

const checkPoints = async (
  file: string,
  opened: OpenedFile,
  { settings }: Known,
): Promise<CheckedList | RefusedList> => {
  const { headers, skipped, ...table } = await readWholeTable(opened, pointLayout);
  const read = readPoints(table, settings.calendar);
  if ('refused' in read)
    return { ...read, findings: read.findings.map((finding) => namedFinding(finding, headers)) };
  const { encoding, convertedFrom } = opened;
  const reading = { encoding, convertedFrom, headers, skipped, sampleNames: [], sum: 0 };
  const sheetNames = namesOf(opened);
  return { kind: 'points', file: basename(file), ...nothingFound, ...read, sheetNames, reading };
};

const checkRoster = async (
  file: string,
  opened: OpenedFile,
  rules: RosterRules & { kind: RosterKind },
): Promise<CheckedList> => {
  const report = readingReport(opened, rules);
  const batches = readRoster(opened, rules);
  let batch = await batches.next();
  for (; batch.done !== true; batch = await batches.next()) for (const row of batch.value) report.add(row);
  const { rows, leftOut } = batch.value;
  const staged = report.end(batch.value);
  const { reading, findings, rejected } = staged;
  const doubt = doubtOf(staged);
  const is = { kind: rules.kind, file: basename(file), sheetNames: namesOf(opened) };
  return { ...is, rows, reading, findings, rejected, leftOut, doubt };
};

const namesOf = ({ sheets }: OpenedFile): string[] => sheets.map(({ name }) => name);

export const noListId = ListId.parse('00000000T000000-0');

const rulesOf = ({ month, settings, communes, points }: Known): Omit<RosterRules, 'kind'> => {
  const [province] = Object.values(settings.provinces);
  if (province === undefined) throw new Error('these settings are of no province');
  return {
    listId: noListId,
    month,
    standard: province.standard,
    coefficients: settings.coefficients,
    groups: settings.groups,
    extraHeaders: settings.headers,
    communes,
    points,
    hasEarlierPeriod: false,
  };
};
