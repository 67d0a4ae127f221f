import type { Finding } from '../../domain/finding.ts';
import { acrossRows } from './across-rows.ts';
import { fileTotals } from './file-total.ts';
import { findingKeeper, refuseTooManyErrors } from './kept-findings.ts';
import { type OpenedFile, sheetText } from '../file/list-file.ts';
import { readTables } from '../table/read-tables.ts';
import type { RosterField } from './roster-columns.ts';
import { rosterLayout } from './roster-layout.ts';
import { rosterRowChecker } from './roster-row.ts';
import type { RosterRow, RosterRules } from './roster-rules.ts';
import { conversionFindings, type RosterTotals, sampleNamesMax } from './roster-totals.ts';
import { monthDiffers, monthsInTitle } from './title-month.ts';
import type { Row, SheetHeader, SkipReason, TablePart } from '../table/table-part.ts';

/**
 * Reads a whole list of recipients and checks every row of it, batch by batch. A bad row stops nobody and no other
 * row; a file that cannot be read as a list throws `FileRefused`.
 */
export async function* readRoster(
  opened: Pick<OpenedFile, 'sheets' | 'lines' | 'convertedFrom'>,
  rules: RosterRules,
): AsyncGenerator<readonly RosterRow[], RosterTotals> {
  const reading = rosterReading(rules, conversionFindings(opened));
  for await (const parts of readTables(opened, rosterLayout(rules.kind, rules))) {
    const rows = reading.add(parts);
    if (rows.length > 0) yield rows;
  }
  return reading.totals();
}

const aboutTitle = (
  { header, title }: Extract<TablePart<RosterField>, { kind: 'header' }>,
  { month }: RosterRules,
): Finding[] => {
  const [said, ...more] = monthsInTitle(title);
  if (said === undefined || [said, ...more].includes(month)) return [];
  return [{ sheet: sheetText(header.sheet), row: 0, column: '', value: said, ...monthDiffers(said, month) }];
};

/** What is carried from one batch of a list to the next. */
const rosterReading = (rules: RosterRules, said: readonly Finding[]) => {
  const check = rosterRowChecker(rules);
  const compare = acrossRows();
  const keeper = findingKeeper();
  const money = fileTotals();
  const headers: SheetHeader<RosterField>[] = [];
  const findings: Finding[] = [...keeper.keep(said)];
  const skipped: Partial<Record<SkipReason, number>> = {};
  const sampleNames: string[] = [];
  const counts = { rows: 0, rejected: 0, withoutIdNumber: 0 };

  const skip = (why: SkipReason): void => {
    skipped[why] = (skipped[why] ?? 0) + 1;
  };
  const read = (row: Row<RosterField>): RosterRow => {
    money.addRow(row);
    const checked = compare(check(row));
    counts.rows += 1;
    if (checked.outcome === 'rejected') refuseTooManyErrors((counts.rejected += 1));
    else if (row.cells.id_number === '') counts.withoutIdNumber += 1;
    if (sampleNames.length < sampleNamesMax && row.cells.full_name !== '')
      sampleNames.push(row.cells.full_name);
    return checked.findings.length === 0 ? checked : { ...checked, findings: keeper.keep(checked.findings) };
  };
  const add = (parts: readonly TablePart<RosterField>[]): RosterRow[] => {
    const rows: RosterRow[] = [];
    for (const part of parts) {
      switch (part.kind) {
        case 'row':
          rows.push(read(part.row));
          break;
        case 'skipped':
          skip(part.why);
          break;
        case 'total':
          money.addTotal(part);
          break;
        case 'header':
          headers.push(part.header);
          findings.push(...keeper.keep(aboutTitle(part, rules)));
          money.addHeader(part.header);
          break;
        case 'finding':
          findings.push(...keeper.keep([part.finding]));
      }
    }
    return rows;
  };
  const totals = (): RosterTotals => ({
    ...counts,
    accepted: counts.rows - counts.rejected,
    skipped,
    headers,
    findings: [...findings, ...keeper.keep(money.findings())],
    ...keeper.counts(),
    ...money.counts(),
    sampleNames,
  });
  return { add, totals };
};
