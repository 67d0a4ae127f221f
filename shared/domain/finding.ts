import { z } from 'zod';

export const Words = z.object({ vi: z.string(), en: z.string() });
export type Words = z.infer<typeof Words>;

/** What is wrong with a row (or a file: row 0), and what to do about it. `row` is the row number in the file. */
export const Finding = z.object({
  sheet: z.string(),
  row: z.int().nonnegative(),
  column: z.string(),
  value: z.string(),
  rule: z.string(),
  severity: z.enum(['error', 'warning']),
  message: Words,
  advice: Words,
});
export type Finding = z.infer<typeof Finding>;

/** What a rule says of one value; where it stood is added by the reader. */
export type Complaint = Readonly<Pick<Finding, 'rule' | 'severity' | 'message' | 'advice'>>;

export const complaint = (
  rule: string,
  message: Words,
  advice: Words,
  severity: Finding['severity'] = 'error',
): Complaint => ({ rule, severity, message, advice });
