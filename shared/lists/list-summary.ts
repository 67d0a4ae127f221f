import type { Complaint, Finding } from '../domain/finding.ts';
import type { List } from '../domain/payout-list.ts';

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
  changes?: List['changes'];
  findings: readonly Finding[];
}>;

/** A row's errors come before its warnings, rows in the order of the file. */
export const summarise = (list: List, findings: readonly Finding[], refused?: Complaint): ListSummary => ({
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
  warnings: findings.filter(({ severity }) => severity === 'warning').length,
  changes: list.changes,
  findings: findings.toSorted((a, b) => a.row - b.row || (a.severity < b.severity ? -1 : 1)),
});
