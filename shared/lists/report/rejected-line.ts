import { z } from 'zod';
import { Finding } from '../../domain/finding.ts';
import type { Row } from '../table/table-part.ts';

/** A row that was rejected, as it came. */
export const RejectedLine = z.object({
  line: z.object({
    sheet: z.int().nonnegative(),
    row: z.int().positive(),
    cells: z.array(z.string()).readonly(),
  }),
  findings: z.array(Finding).readonly(),
  /** Where these came from a title, heading, sheet's name or the upload, none of which the workbook of errors has. */
  commune: z.string().optional(),
  hamlet: z.string().optional(),
});
export type RejectedLine = z.infer<typeof RejectedLine>;

/** `commune` where its code is known; else what stands above the row has to do. */
export const rejectedLine = (
  { line, cells, above }: Row<'commune_code' | 'commune_name' | 'hamlet'>,
  findings: readonly Finding[],
  commune = above.commune,
): RejectedLine => {
  const hasCommune = cells.commune_code !== '' || cells.commune_name !== '';
  return {
    line,
    findings,
    commune: hasCommune ? undefined : commune,
    hamlet: cells.hamlet === '' ? above.hamlet : undefined,
  };
};
