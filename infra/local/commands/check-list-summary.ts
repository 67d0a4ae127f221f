import type { Finding, Words } from '../../../shared/domain/finding.ts';
import type { ListKind } from '../../../shared/domain/payout-list.ts';
import { type ListSummary, summarise } from '../../../shared/lists/report/list-summary.ts';
import { type CheckedList, noListId, type RefusedList } from './check-list-read.ts';

type OfSummary =
  | 'rows'
  | 'accepted'
  | 'rejected'
  | 'warnings'
  | 'skipped'
  | 'skippedWhy'
  | 'encoding'
  | 'convertedFrom'
  | 'sampleNames'
  | 'sheets'
  | 'fileTotal'
  | 'sum'
  | 'findings'
  | 'findingsLeftOut';

/** A `summary.json` without what only a cloud knows. */
export type CheckSummary = Readonly<{ kind: ListKind; heldBecause?: string | undefined }> &
  Pick<ListSummary, OfSummary>;

export type RefusedSummary = Readonly<{
  refused: string;
  message: Words;
  advice: Words;
  findings: readonly Finding[];
}>;

export const checkSummary = (checked: CheckedList): CheckSummary => {
  const { kind, file, rows, findings, reading, rejected, leftOut, doubt } = checked;
  const warningsLeftOut = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
  const list = { listId: noListId, key: file, copyKey: file, arrivedAt: '', status: 'reading' } as const;
  const told = { ...(reading && { reading }), warningsLeftOut };
  const summary = summarise({ ...list, kind, rows, rejected: rejected.length }, findings, undefined, told);
  const hasMoney = kind === 'roster' || kind === 'corrections';
  return {
    kind,
    heldBecause: doubt,
    rows: summary.rows,
    accepted: summary.accepted,
    rejected: summary.rejected,
    warnings: summary.warnings,
    skipped: summary.skipped ?? 0,
    skippedWhy: summary.skippedWhy ?? {},
    encoding: summary.encoding ?? 'utf-8',
    convertedFrom: summary.convertedFrom,
    sampleNames: summary.sampleNames,
    sheets: summary.sheets ?? [],
    ...(hasMoney && { fileTotal: summary.fileTotal, sum: summary.sum }),
    findings: summary.findings.map((finding) => withSheetName(finding, checked)),
    findingsLeftOut: summary.findingsLeftOut,
  };
};

/** A sheet that was not read has no header to be named by. */
const withSheetName = (finding: Finding, { sheetNames }: CheckedList): Finding =>
  unreadSheet.includes(finding.rule)
    ? { ...finding, sheet: sheetNames[Number(finding.sheet) - 1] ?? finding.sheet }
    : finding;
const unreadSheet = ['sheet-hidden', 'sheet-without-header'];

export const refusedSummary = ({ refused, findings }: RefusedList): RefusedSummary => ({
  refused: refused.rule,
  message: refused.message,
  advice: refused.advice,
  findings,
});

/** How often each rule spoke, most often first; warnings that were only counted are counted. */
export const countByRule = (
  { findings, leftOut }: Pick<CheckedList, 'findings' | 'leftOut'>,
  severity: Finding['severity'],
): [rule: string, count: number][] => {
  const counts = new Map<string, number>(severity === 'warning' ? Object.entries(leftOut) : []);
  for (const finding of findings) {
    if (finding.severity === severity) counts.set(finding.rule, (counts.get(finding.rule) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one);
};
