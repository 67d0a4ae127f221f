import type { HeldBecause } from '../../domain/payout-list.ts';
import type { OpenedFile } from '../file/list-file.ts';
import { type RejectedLine, rejectedLine } from './rejected-line.ts';
import type { KnownOfLayout } from '../roster/roster-layout.ts';
import type { RosterRow } from '../roster/roster-rules.ts';
import type { RosterTotals } from '../roster/roster-totals.ts';
import type { StagedReading } from '../staged.ts';

/** Gathers, while a list is read, what its report says of the reading. */
export const readingReport = (
  { encoding, convertedFrom }: Pick<OpenedFile, 'encoding' | 'convertedFrom'>,
  { extraHeaders, givenCommune }: KnownOfLayout,
) => {
  const findings: StagedReading['findings'] = [];
  const rejected: RejectedLine[] = [];
  return {
    add(read: RosterRow): void {
      findings.push(...read.findings);
      if (read.outcome === 'rejected') rejected.push(rejectedLine(read.row, read.findings, read.commune));
    },
    end({ headers, skipped, sampleNames, sum, fileTotal, ...totals }: RosterTotals): StagedReading {
      const reading = { encoding, convertedFrom, headers, skipped, sampleNames, fileTotal, sum };
      return {
        layout: { extraHeaders, givenCommune },
        reading,
        findings: [...totals.findings, ...findings],
        rejected,
        warningsLeftOut: Object.values(totals.leftOut).reduce((all, count) => all + count, 0),
      };
    },
  };
};

/** What was seen in a file that a human must look at before it is applied. */
export const doubtOf = ({ reading, findings }: StagedReading): HeldBecause | undefined => {
  if (reading.convertedFrom !== undefined) return 'text-converted';
  const has = (rule: string) => findings.some((finding) => finding.rule === rule);
  if (has('file-total-differs')) return 'total-differs';
  if (has('month-differs')) return 'month-differs';
  // More than a year of arrears asks for a second approval (domain rules 7.3).
  return has('arrears-long') ? 'arrears-long' : undefined;
};
